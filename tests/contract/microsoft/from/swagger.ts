import { z } from 'zod/v4';
import type { ConnectorFacts, Kind } from '../facts.ts';

interface Schema {
  readonly $ref?: string | undefined;
  readonly type?: string | undefined;
  readonly items?: Schema | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
}
const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.string().optional(),
    items: schema.optional(),
    enum: z.array(z.string()).optional(),
    properties: z.record(z.string(), schema).optional(),
  }),
);
const swagger = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ in: z.string(), schema: schema.optional() })),
        responses: z.record(z.string(), z.object({ schema: schema.optional() })),
      }),
    ),
  ),
  definitions: z.record(z.string(), schema),
});

function kindOf({ $ref, type, items }: Schema): Kind {
  if ($ref) return $ref.replace('#/definitions/', '');
  if (items) return `[${kindOf(items)}]`;
  return type ?? 'object';
}

/** The calls about conversations and what goes through them. */
export function readSwagger(json: unknown): Omit<ConnectorFacts, 'from'> {
  const { paths, definitions } = swagger.parse(json);
  const facts = {
    calls: {} as Record<string, { takes?: Kind; gives?: Kind }>,
    types: {} as Record<string, Record<string, Kind>>,
    values: {} as Record<string, readonly string[]>,
  };
  const keep = (kind: Kind): void => {
    const name = kind.replace(/[[\]]/g, '');
    const found = definitions[name];
    if (!found || name in facts.types || name in facts.values) return;
    if (found.enum) {
      facts.values[name] = found.enum;
      return;
    }
    facts.types[name] = Object.fromEntries(
      Object.entries(found.properties ?? {}).map(([field, one]) => [field, kindOf(one)]),
    );
    for (const one of Object.values(facts.types[name] ?? {})) keep(one);
  };
  for (const [path, methods] of Object.entries(paths)) {
    if (!path.startsWith('/v3/conversations') || /history|attachments/.test(path)) continue;
    for (const [method, { parameters, responses }] of Object.entries(methods)) {
      const body = parameters.find((one) => one.in === 'body')?.schema;
      const answer = responses['200']?.schema;
      const call = {
        ...(body && { takes: kindOf(body) }),
        ...(answer && { gives: kindOf(answer) }),
      };
      facts.calls[`${method.toUpperCase()} ${path.replace(/\{\w+\}/g, '{id}')}`] = call;
      for (const kind of Object.values(call)) keep(kind);
    }
  }
  keep('ErrorResponse');
  return facts;
}

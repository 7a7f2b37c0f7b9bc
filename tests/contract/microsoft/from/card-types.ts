import { z } from 'zod/v4';
import type { CardFacts, CardProperty, CardType } from '../facts.ts';

const shape = z.object({
  classType: z.string().optional(),
  values: z.array(z.union([z.string(), z.object({ value: z.string() })])).optional(),
  extends: z.string().optional(),
  version: z.string().optional(),
  shorthand: z.string().optional(),
  properties: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        version: z.string().optional(),
        required: z.boolean().optional(),
        shorthands: z.array(z.object({ type: z.string() })).optional(),
      }),
    )
    .optional(),
});

/** The typed schema of Adaptive Cards, a file a type, in our words. */
export function readCardTypes(files: ReadonlyMap<string, unknown>): Omit<CardFacts, 'from'> {
  const types: Record<string, CardType> = {};
  const values: Record<string, readonly string[]> = {};
  for (const [name, json] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const one = shape.parse(json);
    if (one.classType === 'Enum')
      values[name] = (one.values ?? []).map((value) => (typeof value === 'string' ? value : value.value));
    else
      types[name] = {
        extends: one.extends?.split(',').map((base) => base.trim()) ?? [],
        ...(one.version !== undefined && { since: one.version }),
        ...(one.shorthand !== undefined && { short: one.shorthand }),
        properties: Object.fromEntries(
          Object.entries(one.properties ?? {}).map(([field, { type, version, required, shorthands = [] }]) => {
            const property: CardProperty = {
              kind: [type, ...shorthands.map((short) => short.type)].join('|'),
              ...(version !== undefined && { since: version }),
              ...(required && { isRequired: true as const }),
            };
            return [field, property];
          }),
        ),
      };
  }
  return { types, values };
}

import type { Act, GraphFacts, GraphType, Kind } from './facts.ts';

type Facts = Omit<GraphFacts, 'from'>;

/** What an address of Graph leads to. */
export interface Found {
  readonly kind: Kind;
  /** Where it ends in an action or a function. */
  readonly act?: Act;
  /** Names that were passed on the way. */
  readonly roots: readonly string[];
  readonly types: readonly string[];
}

const isList = (kind: Kind): boolean => kind.startsWith('[');
export const bareOf = (kind: Kind): string => kind.replace(/[[\]!]/g, '');

/** A type and those it is built on, the nearest first. */
export function lineOf({ types }: Facts, name: string): GraphType[] {
  const type = types[name];
  return type ? [type, ...(type.base ? lineOf({ types } as Facts, type.base) : [])] : [];
}

export const isOrExtends = (facts: Facts, name: string, base: string): boolean =>
  name === base || (facts.types[name]?.base ? isOrExtends(facts, facts.types[name].base ?? '', base) : false);

/** Follows an address by Microsoft's own description. @throws Error that names the first segment that Graph does not have */
export function follow(facts: Facts, method: string, address: string): Found {
  const segments = address.split('?')[0]?.split('/').filter(Boolean).map(decodeURIComponent) ?? [];
  const [first = ''] = segments;
  const root = first.replace(/\(.*\)$/, '');
  const begin = facts.roots[root];
  if (!begin) throw new Error(`Graph has no /${root}`);
  let kind: Kind = first.includes('(') ? bareOf(begin) : begin;
  let act: Act | undefined;
  const types = [bareOf(kind)];
  for (let at = 1; at < segments.length; at += 1) {
    const segment = segments[at] ?? '';
    // root:/a folder:/delta
    const isPath = segment.endsWith(':') && bareOf(kind) === 'drive';
    if (isPath) at = segments.findIndex((one, index) => index > at && one.endsWith(':'));
    const next = isPath ? { kind: 'driveItem' } : step(facts, method, kind, segment, at === segments.length - 1);
    if (!next) throw new Error(`Graph has no ${segment} on ${kind}, in ${method} ${address}`);
    kind = next.kind;
    act = next.act;
    types.push(bareOf(kind));
  }
  return { kind, types, roots: [root], ...(act && { act }) };
}

function step(
  facts: Facts,
  method: string,
  kind: Kind,
  segment: string,
  isLast: boolean,
): { kind: Kind; act?: Act } | undefined {
  const name = bareOf(kind);
  const cast = /^microsoft\.graph\.(\w+)$/.exec(segment)?.[1];
  if (cast) return isOrExtends(facts, cast, name) ? { kind: isList(kind) ? `[${cast}]` : cast } : undefined;
  const line = lineOf(facts, name);
  const act = facts.acts.find(
    (one) =>
      one.name === segment &&
      one.method === method &&
      isList(one.on) === isList(kind) &&
      isOrExtends(facts, name, bareOf(one.on)),
  );
  if (act && isLast) return { kind: act.gives ?? 'nothing', act };
  if (isList(kind)) return { kind: name };
  const way = line.map(({ ways, properties }) => ways[segment] ?? properties[segment]).find(Boolean);
  return way ? { kind: way } : undefined;
}

/** What of the query Graph would not know. */
export function complaintsAboutQuery(facts: Facts, { kind, act }: Found, query: URLSearchParams): string[] {
  const line = lineOf(facts, bareOf(kind));
  const has = (name: string): boolean => line.some(({ properties, ways }) => name in properties || name in ways);
  const paths = (text: string): string[] =>
    [...text.matchAll(/([a-z]\w*(?:\/\w+)*) (?:eq|ne|any)\b/gi)].map(([, path = '']) => path);
  const asked = {
    $select: query.get('$select')?.split(',') ?? [],
    $expand:
      query
        .get('$expand')
        ?.split(',')
        .map((one) => one.replace(/\(.*/, '')) ?? [],
    $filter: paths(query.get('$filter') ?? '').map((path) => path.split('/')[0] ?? ''),
  };
  const known = [
    '$select',
    '$expand',
    '$filter',
    '$count',
    '$top',
    '$search',
    '$skiptoken',
    ...Object.keys(act?.takes ?? {}),
  ];
  return [
    ...Object.entries(asked).flatMap(([option, names]) =>
      names.filter((name) => !has(name)).map((name) => `${option}: ${bareOf(kind)} has no ${name}`),
    ),
    ...[...query.keys()]
      .filter((name) => !known.includes(name) && name !== 'token')
      .map((name) => `no query option ${name}`),
  ];
}

/** What of a body Graph would not take. */
export function complaintsAboutBody(facts: Facts, { kind, act }: Found, body: unknown): string[] {
  if (!act) return complaints(facts, bareOf(kind), body, bareOf(kind));
  const given = body as Record<string, unknown>;
  const missing = Object.entries(act.takes).filter(([name, one]) => one.endsWith('!') && !(name in given));
  return [
    ...missing.map(([name]) => `${act.name} needs ${name}`),
    ...Object.entries(given).flatMap(([name, value]) =>
      act.takes[name] ? complaints(facts, act.takes[name], value, name) : [`${act.name} takes no ${name}`],
    ),
  ];
}

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const SIMPLE: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Int32: Number.isInteger,
  Int64: Number.isInteger,
  Guid: (value) => typeof value === 'string' && GUID.test(value),
  DateTimeOffset: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value),
};

/** What in a value is not as Microsoft describes that type. */
export function complaints(facts: Facts, kind: Kind, value: unknown, where: string): string[] {
  if (value === null || value === undefined) return kind.endsWith('!') ? [`${where}: must not be null`] : [];
  if (isList(kind))
    return Array.isArray(value)
      ? value.flatMap((one, at) => complaints(facts, bareOf(kind), one, `${where}[${at}]`))
      : [`${where}: must be a list`];
  const name = bareOf(kind);
  const simple = SIMPLE[name];
  if (simple) return simple(value) ? [] : [`${where}: is no ${name}`];
  const values = facts.values[name];
  if (values) return values.includes(value as string) ? [] : [`${where}: ${name} is never ${JSON.stringify(value)}`];
  if (!facts.types[name]) return [`${where}: ${name} is not among the types that are looked into`];
  if (typeof value !== 'object' || Array.isArray(value)) return [`${where}: must be a ${name}`];
  const said = (value as Record<string, unknown>)['@odata.type'];
  const own = typeof said === 'string' ? said.replace('#microsoft.graph.', '') : name;
  if (!isOrExtends(facts, own, name)) return [`${where}: ${own} is no ${name}`];
  const line = lineOf(facts, own);
  return Object.entries(value).flatMap(([field, inside]) => {
    if (field.startsWith('@odata.')) return [];
    const bound = field.replace(/@odata\.bind$/, '');
    const found = line.map(({ properties, ways }) => properties[bound] ?? ways[bound]).find(Boolean);
    if (!found) return [`${where}: ${own} has no ${bound}`];
    return bound === field ? complaints(facts, found, inside, `${where}.${field}`) : [];
  });
}

import type { Call, Reply } from '../http.ts';
import { at, type Json } from '../json.ts';
import { graphError } from './context.ts';

/** Keeps the properties that `$select` names; `@odata.type` stays. */
export function select(resource: Json, call: Call, usual: readonly string[]): Json {
  const asked =
    call.query
      .get('$select')
      ?.split(',')
      .map((name) => name.trim()) ?? usual;
  const wanted = new Set(['@odata.type', ...asked]);
  if (asked.length > 0 && !call.query.has('$select')) wanted.add('id');
  return Object.fromEntries(Object.entries(resource).filter(([name]) => wanted.has(name)));
}

type Test = (resource: Json) => boolean;

/**
 * `$filter` with terms joined by `and`: comparisons with `eq`/`ne`, `startsWith(…)`, and the one `any` that finds people
 * with a service plan. Answers undefined for what it does not know, which Graph would also refuse or might accept.
 */
export function parseFilter(filter: string | null): Test | undefined {
  if (filter === null || filter.trim() === '') return () => true;
  const tests: Test[] = [];
  for (const term of filter.split(/\s+and\s+(?![^(]*\))/i)) {
    const test = parseTerm(term.trim());
    if (!test) return undefined;
    tests.push(test);
  }
  return (resource) => tests.every((test) => test(resource));
}

function parseTerm(term: string): Test | undefined {
  const comparison = /^([\w/]+)\s+(eq|ne)\s+('(?:[^']|'')*'|true|false|null)$/i.exec(term);
  if (comparison) {
    const [, path = '', operator = '', literal = ''] = comparison;
    const wanted = literalValue(literal);
    const isSame: Test = (resource) => sameValue(at(resource, ...path.split('/')) ?? null, wanted);
    return operator.toLowerCase() === 'eq' ? isSame : (resource) => !isSame(resource);
  }
  const starts = /^startsWith\((\w+),\s*'((?:[^']|'')*)'\)$/i.exec(term);
  if (starts) {
    const [, name = '', prefix = ''] = starts;
    const wanted = prefix.replaceAll("''", "'").toLowerCase();
    return (resource) =>
      String(resource[name] ?? '')
        .toLowerCase()
        .startsWith(wanted);
  }
  const plan = /^assignedPlans\/any\(\w+:\s*(.+)\)$/i.exec(term);
  if (plan) {
    const id = /servicePlanId eq '?([0-9a-f-]{36})'?/i.exec(plan[1] ?? '')?.[1];
    return (resource) => (resource.assignedPlans as { servicePlanId: string }[]).some((p) => p.servicePlanId === id);
  }
  return undefined;
}

function literalValue(literal: string): string | boolean | null {
  if (literal.startsWith("'")) return literal.slice(1, -1).replaceAll("''", "'");
  return literal === 'null' ? null : literal.toLowerCase() === 'true';
}

const sameValue = (found: unknown, wanted: string | boolean | null) =>
  typeof found === 'string' && typeof wanted === 'string'
    ? found.toLowerCase() === wanted.toLowerCase()
    : found === wanted;

const USUAL_PAGE = 100;
const MOST_PAGE = 999;

/** One page of a list, with `@odata.nextLink` while there is more. `show` makes the page's own items only. */
export function page<Item>(
  call: Call,
  root: string,
  of: { items: Item[]; show: (item: Item) => Json; context: string },
): Reply {
  const size = Number(call.query.get('$top') ?? USUAL_PAGE);
  if (!Number.isInteger(size) || size < 1 || size > MOST_PAGE) {
    return graphError(400, 'Request_UnsupportedQuery', `Invalid page size specified: '${call.query.get('$top')}'.`);
  }
  const from = Number(call.query.get('$skiptoken') ?? 0);
  if (!Number.isInteger(from) || from < 0) return graphError(400, 'Directory_ExpiredPageToken', 'Unknown page token.');
  const body: Json = { '@odata.context': `${root}/$metadata#${of.context}` };
  if (call.query.get('$count') === 'true' && from === 0) body['@odata.count'] = of.items.length;
  if (from + size < of.items.length) {
    const next = new URLSearchParams(call.query);
    next.set('$skiptoken', String(from + size));
    body['@odata.nextLink'] = `${root}${call.path}?${next}`;
  }
  body.value = of.items.slice(from, from + size).map(of.show);
  return { status: 200, body };
}

/**
 * The expressions of a resource manager template, as far as ours has them, worked out as Azure does.
 * Source: Microsoft's reference of template functions, November 2026.
 */
export type Value = unknown;

/** What an expression may ask for. */
export interface Surroundings {
  readonly parameters: Readonly<Record<string, Value>>;
  readonly variables: Readonly<Record<string, Value>>;
  readonly group: string;
  readonly subscription: { readonly id: string; readonly tenantId: string };
  reference(name: string, isFull: boolean): Value;
  list(id: string): Value;
  readonly copyIndex?: number;
  readonly lambda?: Readonly<Record<string, Value>>;
}

type Node =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] }
  | { readonly kind: 'get'; readonly of: Node; readonly key: Node };

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(-?\d+)|([A-Za-z_]\w*)|([()[\].,]))/y;

function parse(source: string): Node {
  const tokens: { readonly text?: string; readonly number?: number; readonly name?: string; readonly sign?: string }[] =
    [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const match = TOKEN.exec(source);
    if (!match) throw new Error(`unreadable: ${source}`);
    const [, text, number, name, sign] = match;
    if (text !== undefined) tokens.push({ text: text.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ number: Number(number) });
    else tokens.push(name === undefined ? { sign: sign ?? '' } : { name });
  }
  let at = 0;
  const take = (sign: string): boolean => {
    if (tokens[at]?.sign !== sign) return false;
    at += 1;
    return true;
  };
  const need = (sign: string): void => {
    if (!take(sign)) throw new Error(`${sign} is missing in ${source}`);
  };
  function expression(): Node {
    let node = primary();
    for (;;) {
      if (take('.')) {
        node = { kind: 'get', of: node, key: { kind: 'literal', value: tokens[at]?.name } };
        at += 1;
      } else if (take('[')) {
        node = { kind: 'get', of: node, key: expression() };
        need(']');
      } else return node;
    }
  }
  function primary(): Node {
    const token = tokens[at];
    at += 1;
    if (token?.text !== undefined) return { kind: 'literal', value: token.text };
    if (token?.number !== undefined) return { kind: 'literal', value: token.number };
    if (token?.name === undefined) throw new Error(`unreadable: ${source}`);
    need('(');
    const args: Node[] = [];
    while (!take(')')) {
      args.push(expression());
      take(',');
    }
    return { kind: 'call', name: token.name, args };
  }
  const node = expression();
  if (at < tokens.length) throw new Error(`too much in ${source}`);
  return node;
}

/** Every string that is an expression, however deep, and every name of a property. */
export function evaluate(value: Value, around: Surroundings): Value {
  if (typeof value === 'string') {
    if (!value.startsWith('[') || !value.endsWith(']')) return value;
    return value.startsWith('[[') ? value.slice(1) : work(parse(value.slice(1, -1)), around);
  }
  if (Array.isArray(value)) return value.map((one: Value) => evaluate(one, around));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [String(evaluate(key, around)), evaluate(one, around)]),
  );
}

const isEmpty = (value: Value): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

function work(node: Node, around: Surroundings): Value {
  if (node.kind === 'literal') return node.value;
  if (node.kind === 'get') {
    const of = work(node.of, around) as Record<string, Value> | null | undefined;
    const key = String(work(node.key, around));
    if (of === null || of === undefined || !(key in of))
      throw new Error(`The language expression property '${key}' doesn't exist`);
    return of[key];
  }
  const { name, args } = node;
  // Only what is chosen is worked out.
  if (name === 'if') return work((work(args[0] as Node, around) ? args[1] : args[2]) as Node, around);
  if (name === 'lambda') {
    const named = args.slice(0, -1).map((arg) => String(work(arg, around)));
    const body = args.at(-1) as Node;
    return (...given: Value[]) =>
      work(body, {
        ...around,
        lambda: { ...around.lambda, ...Object.fromEntries(named.map((one, index) => [one, given[index]])) },
      });
  }
  return called(
    name,
    args.map((arg) => work(arg, around)),
    around,
  );
}

type Lambda = (...given: readonly Value[]) => Value;

function called(name: string, args: readonly Value[], around: Surroundings): Value {
  const [first, second, third] = args;
  const text = String(first);
  switch (name) {
    case 'parameters':
    case 'variables': {
      const from = around[name];
      if (!(text in from)) throw new Error(`${name} has no '${text}'`);
      return from[text];
    }
    case 'lambdaVariables':
      return around.lambda?.[text];
    case 'copyIndex':
      return around.copyIndex;
    case 'format':
      return text.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index) + 1]));
    case 'resourceId':
      return `${around.group}/providers/${idOf(text, args.slice(1).map(String))}`;
    case 'subscriptionResourceId':
      return `${around.subscription.id}/providers/${idOf(text, args.slice(1).map(String))}`;
    case 'resourceGroup':
      return { id: around.group, location: 'uksouth', name: around.group.split('/').at(-1) };
    case 'subscription':
      return around.subscription;
    case 'reference':
      return around.reference(text, third === 'full');
    case 'list':
      return around.list(text);
    case 'guid':
      return `guid ${args.join(' ')}`;
    case 'null':
      return null;
    case 'not':
      return first !== true;
    case 'equals':
      return JSON.stringify(first) === JSON.stringify(second);
    case 'empty':
      return isEmpty(first);
    case 'length':
      return (first as readonly Value[]).length;
    case 'max':
      return Math.max(...args.map(Number));
    case 'range':
      return Array.from({ length: Number(second) }, (_, index) => Number(first) + index);
    case 'coalesce':
      return args.find((one) => one !== null && one !== undefined) ?? null;
    case 'tryGet':
      return args
        .slice(1)
        .reduce<Value>((of, key) => (of as Record<string, Value> | null | undefined)?.[String(key)] ?? null, first);
    case 'createObject':
      return Object.fromEntries(args.flatMap((key, at) => (at % 2 === 0 ? [[String(key), args[at + 1]]] : [])));
    case 'union':
      return Object.assign({}, ...(args as object[]));
    case 'items':
      return Object.entries(first as object).map(([key, value]) => ({ key, value: value as Value }));
    case 'filter':
      return (first as Value[]).filter((one) => (second as Lambda)(one) === true);
    case 'map':
      return (first as Value[]).map((one, index) => (second as Lambda)(one, index));
    case 'flatten':
      return (first as Value[][]).flat();
    case 'join':
      return (first as Value[]).join(String(second));
    case 'toObject':
      return Object.fromEntries(
        (first as Value[]).map((one) => [String((second as Lambda)(one)), third ? (third as Lambda)(one) : one]),
      );
    default:
      throw new Error(`the template uses ${name}(), which this stand-in does not know`);
  }
}

/** `Microsoft.X/things/parts` and `thing`, `part`: `Microsoft.X/things/thing/parts/part`. */
export function idOf(type: string, names: readonly string[]): string {
  const [provider = '', ...types] = type.split('/');
  return [provider, ...types.flatMap((one, index) => [one, names[index] ?? ''])].join('/');
}

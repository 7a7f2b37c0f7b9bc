import { SaxesParser } from 'saxes';
import type { Act, GraphFacts, GraphType, Kind } from '../facts.ts';

type Whole = Omit<GraphFacts, 'from'>;
interface Open {
  types: Record<string, GraphType>;
  values: Record<string, string[]>;
  roots: Record<string, Kind>;
  acts: Act[];
}

/** `Collection(graph.user)` as `[user]`; what must not be null with a mark. */
function kindOf(type: string, nullable: string | undefined): Kind {
  const list = /^Collection\((.+)\)$/.exec(type);
  const bare = (list?.[1] ?? type).replace(/^(?:Edm|graph|microsoft\.graph)\./, '');
  return (list ? `[${bare}]` : bare) + (nullable === 'false' && !list ? '!' : '');
}

/** Everything that Graph's metadata says of its main namespace, in our words. */
export function readCsdl(xml: string): Whole {
  const open: Open = { types: {}, values: {}, roots: {}, acts: [] };
  let isMain = false;
  let type: { name: string; base?: string; properties: Record<string, Kind>; ways: Record<string, Kind> } | undefined;
  let listed: string[] | undefined;
  let act: { name: string; method: 'GET' | 'POST'; isBound: boolean; all: [string, Kind][]; gives?: Kind } | undefined;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const { Name = '', Type = '', Nullable, BaseType } = attributes as Record<string, string>;
    if (name === 'Schema') isMain = (attributes as Record<string, string>).Namespace === 'microsoft.graph';
    if (!isMain) return;
    if (name === 'EntityType' || name === 'ComplexType')
      type = { name: Name, ...(BaseType && { base: kindOf(BaseType, undefined) }), properties: {}, ways: {} };
    else if (name === 'Property' && type) type.properties[Name] = kindOf(Type, Nullable);
    else if (name === 'NavigationProperty' && type) type.ways[Name] = kindOf(Type, undefined);
    else if (name === 'EnumType') open.values[Name] = listed = [];
    else if (name === 'Member') listed?.push(Name);
    else if (name === 'EntitySet') open.roots[Name] = `[${kindOf(attributes.EntityType ?? '', undefined)}]`;
    else if (name === 'Singleton') open.roots[Name] = kindOf(Type, undefined);
    else if (name === 'Action' || name === 'Function')
      act = {
        name: Name,
        method: name === 'Action' ? 'POST' : 'GET',
        isBound: attributes.IsBound === 'true',
        all: [],
      };
    else if (name === 'Parameter') act?.all.push([Name, kindOf(Type, Nullable)]);
    else if (name === 'ReturnType' && act) act.gives = kindOf(Type, undefined);
  });
  parser.on('closetag', ({ name }) => {
    if (!isMain) return;
    if ((name === 'EntityType' || name === 'ComplexType') && type) {
      const { name: own, ...rest } = type;
      open.types[own] = rest;
      type = undefined;
    }
    if ((name === 'Action' || name === 'Function') && act) {
      const [on, ...takes] = act.all;
      if (act.isBound && on)
        open.acts.push({
          ...{ name: act.name, on: on[1].replace('!', ''), method: act.method, takes: Object.fromEntries(takes) },
          ...(act.gives !== undefined && { gives: act.gives }),
        });
      act = undefined;
    }
    if (name === 'EnumType') listed = undefined;
  });
  parser.write(xml).close();
  return open;
}

/** What the calls go through, with the types that are looked into, and no other. */
export function trimmed(whole: Whole, used: { roots: Set<string>; types: Set<string>; acts: Set<string> }): Whole {
  const types = new Set<string>();
  const keep = (name: string): void => {
    const type = whole.types[name];
    if (!type || types.has(name)) return;
    types.add(name);
    if (type.base) keep(type.base);
  };
  for (const name of used.types) keep(name);
  const kinds = [...types].flatMap((name) => Object.values(whole.types[name]?.properties ?? {}));
  const bare = new Set(kinds.map((kind) => kind.replace(/[[\]!]/g, '')));
  const some = <T>(all: Readonly<Record<string, T>>, isKept: (name: string) => boolean): Record<string, T> =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([name]) => isKept(name))
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  return {
    roots: some(whole.roots, (name) => used.roots.has(name)),
    types: some(whole.types, (name) => types.has(name)),
    values: some(whole.values, (name) => bare.has(name)),
    acts: whole.acts.filter(({ name, on }) => used.acts.has(name) && types.has(on.replace(/[[\]]/g, ''))),
  };
}

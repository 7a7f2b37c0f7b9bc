import type { CardFacts, CardProperty } from './facts.ts';

/** What Teams takes and the schema does not have, or only for a later version, with where Microsoft says so. */
const BESIDE: Readonly<Record<string, string>> = {
  'AdaptiveCard.msteams': 'Microsoft Learn, Cards reference: full width',
  'Input.ChoiceSet.choices.data': 'Microsoft Learn, People picker in Adaptive Cards, in cards of version 1.5 too',
  'Data.Query.dataset': 'the same page',
  // The schema lacks the one and has the other without its last letter; Microsoft's samples and renderers have both so.
  'Container.rtl': 'microsoft/AdaptiveCards, samples/v1.5/Elements/Container.Rtl.Json',
  'Table.firstRowAsHeaders': 'microsoft/AdaptiveCards, samples/v1.5/Elements/Table.FirstRowAsHeaders.json',
};
/** Whole elements of Teams' own, which need another to stand in for them elsewhere. Source: Microsoft Learn, Charts in Adaptive Cards. */
const ELEMENTS_OF_TEAMS = /^Chart\.(?:Donut|Pie|Gauge|Line|(?:Vertical|Horizontal)Bar(?:\.Grouped|\.Stacked)?)$/;

const SIMPLE: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  uri: (value) => typeof value === 'string' && URL.canParse(value),
  'uri-reference': (value) => typeof value === 'string' && value !== '',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  object: (value) => typeof value === 'object' && value !== null,
  any: () => true,
  'Dictionary<string>': (value) => typeof value === 'object' && value !== null,
};

const isNewer = (since: string | undefined, version: string): boolean =>
  since !== undefined && Number(since.split('.')[1]) > Number(version.split('.')[1]);

function propertiesOf(facts: CardFacts, name: string): Map<string, CardProperty> {
  const type = facts.types[name];
  const own = Object.entries(type?.properties ?? {});
  return new Map([...(type?.extends ?? []).flatMap((base) => [...propertiesOf(facts, base)]), ...own]);
}

const isOrExtends = (facts: CardFacts, name: string, base: string): boolean =>
  name === base || (facts.types[name]?.extends ?? []).some((one) => isOrExtends(facts, one, base));

/** What in a card is not as Microsoft describes the version that it says it is of. */
export function complaintsAboutCard(facts: CardFacts, card: unknown): string[] {
  const version = (card as { version?: unknown }).version;
  if (typeof version !== 'string') return ['the card says no version'];

  function inside(kind: string, value: unknown, where: string): string[] {
    if (kind.includes('|')) {
      const each = kind.split('|').map((one) => inside(one, value, where));
      return each.some((one) => one.length === 0) ? [] : (each[0] ?? []);
    }
    if (kind.endsWith('?')) return value === null ? [] : inside(kind.slice(0, -1), value, where);
    if (kind.endsWith('[]'))
      return Array.isArray(value)
        ? value.flatMap((one, at) => inside(kind.slice(0, -2), one, `${where}[${at}]`))
        : [`${where}: must be a list`];
    const simple = SIMPLE[kind];
    if (simple) return simple(value) ? [] : [`${where}: is no ${kind}`];
    const values = facts.values[kind];
    if (values)
      return values.some((one) => one.toLowerCase() === String(value).toLowerCase())
        ? []
        : [`${where}: ${kind} is never ${JSON.stringify(value)}`];
    return ofType(kind, value, where);
  }

  function ofType(kind: string, value: unknown, where: string): string[] {
    if (!facts.types[kind]) return [`${where}: nothing is known of ${kind}`];
    if (typeof value === 'string') {
      const shorts = Object.entries(facts.types).filter(([name, { short }]) => short && isOrExtends(facts, name, kind));
      return shorts.length > 0 ? [] : [`${where}: a text is no ${kind}`];
    }
    if (typeof value !== 'object' || value === null) return [`${where}: is no ${kind}`];
    const { type: said, ...fields } = value as Record<string, unknown>;
    const name = typeof said === 'string' ? said : kind;
    if (ELEMENTS_OF_TEAMS.test(name))
      return 'fallback' in fields
        ? inside('Element', fields.fallback, `${where}.fallback`)
        : [`${where}: ${name} has nothing to stand in for it`];
    if (!facts.types[name] || !isOrExtends(facts, name, kind)) return [`${where}: ${name} is no ${kind}`];
    if (isNewer(facts.types[name].since, version as string)) return [`${where}: ${name} is not of version ${version}`];
    const properties = propertiesOf(facts, name);
    const missing = [...properties].filter(([field, { isRequired }]) => isRequired && !(field in fields));
    return [
      ...missing.map(([field]) => `${where}: ${name} needs ${field}`),
      ...Object.entries(fields).flatMap(([field, one]) => {
        const isBeside = `${name}.${field}` in BESIDE;
        const property = properties.get(field);
        if (!property) return isBeside ? [] : [`${where}: ${name} has no ${field}`];
        if (!isBeside && isNewer(property.since, version as string))
          return [`${where}: ${name}.${field} is not of version ${version}`];
        return inside(property.kind, one, `${where}.${field}`);
      }),
    ];
  }

  return ofType('AdaptiveCard', card, 'card');
}

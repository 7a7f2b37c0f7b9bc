import type { ConnectorFacts, Kind } from './facts.ts';

/** What Teams adds to the Connector's types. Source: Microsoft's own client, `TeamsChannelAccount` and `TeamsPagedMembersResult` in botframework-schema. */
const OF_TEAMS: Readonly<Record<string, readonly string[]>> = {
  ChannelAccount: ['objectId', 'givenName', 'surname', 'email', 'userPrincipalName', 'tenantId', 'userRole'],
};
/** Calls of Teams' own, which the Connector's description leaves out. Source: the same client, `connectorApi/operations` and `teams/operations`. */
const CALLS_OF_TEAMS = [
  'GET /v3/conversations/{id}/members/{id}',
  'GET /v3/teams/{id}',
  'GET /v3/teams/{id}/conversations',
];
/** Open on purpose: each channel puts its own there. */
const OPEN = ['Entity', 'object', 'TextHighlight'];

/** The call that an address stands for, as the description writes it; `undefined` where it has none. */
export function callOf({ calls }: ConnectorFacts, method: string, path: string): string | undefined {
  const asked = path.split('?')[0]?.split('/').filter(Boolean) ?? [];
  return [...Object.keys(calls), ...CALLS_OF_TEAMS].find((call) => {
    const [verb, template = ''] = call.split(' ');
    const parts = template.split('/').filter(Boolean);
    return (
      verb === method &&
      parts.length === asked.length &&
      parts.every((part, at) => part === '{id}' || part === asked[at])
    );
  });
}

/** What in a value is not as the Connector's description has it. */
export function complaintsAboutSent(facts: ConnectorFacts, kind: Kind, value: unknown, where: string): string[] {
  const list = /^\[(.+)\]$/.exec(kind)?.[1];
  if (list)
    return Array.isArray(value)
      ? value.flatMap((one, at) => complaintsAboutSent(facts, list, one, `${where}[${at}]`))
      : [`${where}: must be a list`];
  if (OPEN.includes(kind)) return [];
  if (['string', 'boolean', 'integer', 'number'].includes(kind)) {
    const is = kind === 'integer' ? Number.isInteger(value) : typeof value === kind;
    return is ? [] : [`${where}: is no ${kind}`];
  }
  const values = facts.values[kind];
  if (values) return values.includes(value as string) ? [] : [`${where}: ${kind} is never ${JSON.stringify(value)}`];
  const type = facts.types[kind];
  if (!type || typeof value !== 'object' || value === null) return [`${where}: is no ${kind}`];
  return Object.entries(value).flatMap(([field, inside]) => {
    if (OF_TEAMS[kind]?.includes(field)) return [];
    const own = type[field];
    return own ? complaintsAboutSent(facts, own, inside, `${where}.${field}`) : [`${where}: ${kind} has no ${field}`];
  });
}

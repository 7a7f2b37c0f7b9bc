import { CHANNELS, createSampleSchool, TEAMS } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Answered, type Asked, type Route, refuse } from './http.ts';
import { ADMIN, SUBSCRIPTION, TENANT } from './state.ts';

/** Nobody is in it. */
export const EMPTY_GROUP = '7f000000-0000-4000-8000-000000000002';

const ok = (body: unknown): Answered => ({ status: 200, body });
const v1 = (rest: string): RegExp => new RegExp(`^/v1\\.0${rest}$`);

/** People, groups, teams and channels as an administrator's own token shows them. Source: Microsoft Graph v1.0 reference. */
export function tenantRoutes(): Route[] {
  const school = createSampleSchool();
  const hidden = {
    id: '7f000000-0000-4000-8000-000000000001',
    displayName: 'Staff (hidden)',
    visibility: 'HiddenMembership',
  };
  const groups = [
    ...school.groups.map(({ id, displayName }) => ({ id, displayName, visibility: null, team: false })),
    ...school.teams.map(({ id, displayName }) => ({ id, displayName, visibility: 'Private', team: true })),
    { ...hidden, team: false },
    { id: EMPTY_GROUP, displayName: 'Visitors', visibility: null, team: false },
  ];
  const people = school.people.map(({ id, displayName, userPrincipalName, jobTitle, enabled }, at) => ({
    id,
    displayName,
    userPrincipalName,
    jobTitle,
    department: null,
    businessPhones: at === 0 ? ['01632 960 201'] : [],
    mobilePhone: null,
    accountEnabled: enabled,
  }));
  /** `$search` and `$count` are answered only to who says that an index will do. */
  const searched = <T extends { displayName: string }>({ headers, query }: Asked, all: readonly T[]): Answered => {
    if (headers.consistencylevel !== 'eventual' || query.get('$count') !== 'true')
      return refuse(400, 'Request_UnsupportedQuery', 'ConsistencyLevel and $count are needed.');
    const words = /^"displayName:(.+)"$/
      .exec(query.get('$search') ?? '')?.[1]
      ?.toLowerCase()
      .split(/\s+/);
    if (!words) return refuse(400, 'BadRequest', 'The search is not understood.');
    const begins = (name: string, word: string) =>
      name
        .toLowerCase()
        .split(/[\s(-]+/)
        .some((part) => part.startsWith(word));
    const found = all.filter(({ displayName }) => words.every((word) => begins(displayName, word)));
    return ok({ '@odata.count': found.length, value: found.slice(0, Number(query.get('$top'))) });
  };
  const one = <T extends { id: string }>(all: readonly T[], id: string | undefined): Answered => {
    const found = all.find((each) => each.id === id);
    return found ? ok(found) : refuse(404, 'Request_ResourceNotFound', 'None.');
  };
  return [
    {
      method: 'GET',
      path: v1('/organization'),
      answer: () =>
        ok({
          value: [
            {
              id: TENANT,
              displayName: 'Oakmill Trust',
              verifiedDomains: [{ name: 'oakmill.example', isDefault: true }],
            },
          ],
        }),
    },
    {
      method: 'GET',
      path: v1('/me'),
      answer: () => ok({ id: ADMIN, mail: 'it@oakmill.example', userPrincipalName: 'it@oakmill.example' }),
    },
    {
      method: 'GET',
      path: v1('/groups'),
      answer: (asked) => {
        const filter = asked.query.get('$filter');
        if (filter !== null && filter !== "resourceProvisioningOptions/Any(x:x eq 'Team')")
          return refuse(400, 'BadRequest', filter);
        return searched(asked, filter === null ? groups : groups.filter(({ team }) => team));
      },
    },
    { method: 'GET', path: v1('/groups/([^/]+)'), answer: (_asked, [, id]) => one(groups, id) },
    {
      method: 'GET',
      path: v1('/groups/([^/]+)/transitiveMembers/microsoft\\.graph\\.user'),
      answer: ({ headers }, [, id]) =>
        headers.consistencylevel === 'eventual'
          ? ok({
              '@odata.count': [...school.groups, ...school.teams].find((group) => group.id === id)?.members.length ?? 0,
              value: [],
            })
          : refuse(400, 'Request_UnsupportedQuery', 'ConsistencyLevel'),
    },
    { method: 'GET', path: v1('/users'), answer: (asked) => searched(asked, people) },
    { method: 'GET', path: v1('/users/([^/]+)'), answer: (_asked, [, id]) => one(people, id) },
    {
      method: 'GET',
      path: v1('/teams/([^/]+)/channels'),
      // A private channel is shown to its members alone: the administrator is in that of one team.
      answer: (_asked, [, id]) =>
        ok({
          value: (school.teams.find((team) => team.id === id)?.channels ?? [])
            .filter(({ membershipType }) => membershipType !== 'private' || id === TEAMS.safeguarding)
            .map(({ id: channel, displayName, membershipType }) => ({ id: channel, displayName, membershipType })),
        }),
    },
  ];
}

/** The subscriptions that the administrator sees. */
export const subscriptionRoutes: Route[] = [
  {
    method: 'GET',
    path: /^\/subscriptions$/,
    versions: ['2022-12-01'],
    answer: () => ok({ value: [{ subscriptionId: SUBSCRIPTION, displayName: 'School', state: 'Enabled' }] }),
  },
];

export const DSL_CHANNEL = CHANNELS.dsl;

import { type Call, type Reply, type Route, route } from '../http.ts';
import { type Json, listAt } from '../json.ts';
import { isMember } from '../tenant/directory.ts';
import { findPerson, type Person, type World } from '../tenant/world.ts';
import { complaintAboutAdvanced, type GraphContext, graphError, noSuchResource } from './context.ts';
import { page, parseFilter, select } from './odata.ts';

const TEAMS_PLAN = '57ff2da0-773e-42df-b2af-ffb7a2317929';
const EXCHANGE_PLAN = '9aaf7827-d63c-4b61-89c3-182f06f82e5c';

/** What Graph answers about a user without `$select`. */
export const USUAL_USER = [
  ...['id', 'displayName', 'givenName', 'surname', 'jobTitle', 'mail', 'userPrincipalName', 'businessPhones'],
  ...['mobilePhone', 'officeLocation', 'preferredLanguage'],
];

export function userResource(person: Person): Json {
  const plan = (servicePlanId: string, service: string) => ({
    assignedDateTime: '2025-09-01T06:00:00Z',
    capabilityStatus: 'Enabled',
    service,
    servicePlanId,
  });
  const isResource = person.kind === 'resource';
  return {
    '@odata.type': '#microsoft.graph.user',
    id: person.id,
    displayName: person.displayName,
    // As Exchange makes a room or a shared mailbox: with the name that is shown, and nothing else.
    givenName: isResource ? null : person.givenName,
    surname: isResource ? null : person.surname,
    jobTitle: isResource ? null : person.jobTitle,
    department: isResource ? null : person.department,
    employeeId: null,
    employeeLeaveDateTime: null,
    employeeHireDate: person.startsOn === undefined ? null : `${person.startsOn}T00:00:00Z`,
    mail: person.userPrincipalName.includes('#EXT#') ? null : person.userPrincipalName,
    userPrincipalName: person.userPrincipalName,
    // The first is the one of now.
    proxyAddresses: person.userPrincipalName.includes('#EXT#') ? [] : [`SMTP:${person.userPrincipalName}`],
    businessPhones: [],
    mobilePhone: null,
    officeLocation: person.site ?? null,
    preferredLanguage: 'en-GB',
    accountEnabled: person.enabled,
    userType: person.userType,
    assignedPlans: [
      ...(isResource ? [] : [plan(EXCHANGE_PLAN, 'exchange')]),
      ...(person.hasTeams ? [plan(TEAMS_PLAN, 'TeamspaceAPI')] : []),
    ],
  };
}

const withUser = (call: Call, world: World, work: (person: Person) => Reply): Reply => {
  const person = findPerson(world, call.params.user ?? '');
  return person ? work(person) : noSuchResource(call.params.user ?? '');
};

/** `{ value: […] }` without the type, which single resources of a known kind do not carry. */
const shown = (person: Person, call: Call): Json => {
  const { '@odata.type': _type, ...rest } = select(userResource(person), call, USUAL_USER);
  return rest;
};

export const userRoutes: Route<GraphContext>[] = [
  route('GET', '/users', 'listUsers', (call, { world, root }) => {
    const test = parseFilter(call.query.get('$filter'));
    if (!test) return graphError(400, 'Request_UnsupportedQuery', 'Unsupported or invalid query filter clause.');
    const typed = /"displayName:(.*)"/i.exec(call.query.get('$search') ?? '')?.[1]?.toLowerCase();
    if (typed !== undefined) {
      const complaint = complaintAboutAdvanced(call, false);
      if (complaint) return complaint;
    }
    const items = [...world.people.values()].filter(
      (p) => test(userResource(p)) && (typed === undefined || p.displayName.toLowerCase().includes(typed)),
    );
    return page(call, root, { items, show: (p) => shown(p, call), context: 'users' });
  }),
  route('GET', '/users/{user}', 'getUser', (call, { world }) =>
    // Graph refuses the whole answer for this one field.
    call.query.get('$select')?.includes('employeeLeaveDateTime') &&
    !world.permissions.has('User-LifeCycleInfo.Read.All')
      ? graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
      : withUser(call, world, (person) => ({ status: 200, body: shown(person, call) })),
  ),
  route('GET', '/users/{user}/manager', 'getManager', (call, { world }) =>
    withUser(call, world, (person) => {
      const manager = person.managerId === undefined ? undefined : world.people.get(person.managerId);
      if (!manager) return noSuchResource('manager');
      return { status: 200, body: select(userResource(manager), call, USUAL_USER) };
    }),
  ),
  route('GET', '/users/{user}/directReports', 'listDirectReports', (call, { world, root }) =>
    withUser(call, world, (person) => {
      const items = [...world.people.values()].filter(({ managerId }) => managerId === person.id);
      return page(call, root, { items, show: (one) => shown(one, call), context: 'directoryObjects' });
    }),
  ),
  route('POST', '/users/{user}/checkMemberGroups', 'checkMemberGroups', (call, { world }) =>
    withUser(call, world, (person) => {
      const asked = listAt(call.body, 'groupIds').filter((id) => typeof id === 'string');
      if (asked.length === 0 || asked.length > 20) {
        return graphError(400, 'Request_BadRequest', 'groupIds must hold between 1 and 20 ids.');
      }
      return { status: 200, body: { value: asked.filter((id) => isMember(world, id.toLowerCase(), person.id)) } };
    }),
  ),
];

import { type Call, type Reply, type Route, route } from '../http.ts';
import type { Json } from '../json.ts';
import { nestedGroups, transitiveMembers } from '../tenant/directory.ts';
import type { Group, World } from '../tenant/world.ts';
import { complaintAboutAdvanced, type GraphContext, graphError, noSuchResource } from './context.ts';
import { page, parseFilter, select } from './odata.ts';
import { USUAL_USER, userResource } from './users.ts';

const USUAL_GROUP = [
  'id',
  'displayName',
  'description',
  'mail',
  'mailEnabled',
  'securityEnabled',
  'groupTypes',
  'visibility',
];

function groupResource(group: Omit<Group, 'members'>): Json {
  return {
    '@odata.type': '#microsoft.graph.group',
    id: group.id,
    displayName: group.displayName,
    description: group.description,
    mail: null,
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: [],
    visibility: group.hidesMembers ? 'HiddenMembership' : null,
  };
}

/** The Entra group behind a Team is a group as well. */
function findGroup(world: World, id: string): Group | undefined {
  const team = world.teams.get(id);
  const ofTeam = team && { id, displayName: team.displayName, description: '', members: new Set(team.members) };
  return world.groups.get(id) ?? ofTeam;
}

type Depth = 'direct' | 'transitive';

function memberResources(world: World, group: Group, depth: Depth, usersOnly: boolean): Json[] {
  const direct = [...group.members];
  const people =
    depth === 'direct' || !world.groups.has(group.id)
      ? direct.flatMap((id) => world.people.get(id) ?? [])
      : transitiveMembers(world, group.id);
  const groupIds = depth === 'direct' ? direct : nestedGroups(world, group.id);
  const groups = usersOnly ? [] : groupIds.flatMap((id) => world.groups.get(id) ?? []);
  return [...groups.map(groupResource), ...people.map(userResource)];
}

function listMembers(call: Call, { world, root, readings }: GraphContext, depth: Depth, usersOnly: boolean): Reply {
  const group = findGroup(world, (call.params.group ?? '').toLowerCase());
  if (!group) return noSuchResource(call.params.group ?? '');
  const complaint = complaintAboutAdvanced(call, usersOnly);
  if (complaint) return complaint;
  const test = parseFilter(call.query.get('$filter'));
  if (!test) return graphError(400, 'Request_UnsupportedQuery', 'Unsupported or invalid query filter clause.');
  const isSeen = !group.hidesMembers || world.permissions.has('Member.Read.Hidden');
  const read = () => (isSeen ? memberResources(world, group, depth, usersOnly).filter(test) : []);
  const items = call.query.has('$skiptoken') ? readings.goOn(call, read) : readings.start(call, read);
  const show = (item: Json) => (mayReadPeople(world) ? select(item, call, USUAL_USER) : bare(item));
  return page(call, root, { items, show, context: usersOnly ? 'users' : 'directoryObjects' });
}

/** With permission for groups alone, members come as type and id. */
const mayReadPeople = (world: World) =>
  ['User.Read.All', 'User.ReadBasic.All', 'Directory.Read.All'].some((name) => world.permissions.has(name));
const bare = (item: Json): Json => ({ '@odata.type': item['@odata.type'], id: item.id, displayName: null });

export const groupRoutes: Route<GraphContext>[] = [
  route('GET', '/groups', 'listGroups', (call, { world, root }) => {
    const test = parseFilter(call.query.get('$filter'));
    if (!test) return graphError(400, 'Request_UnsupportedQuery', 'Unsupported or invalid query filter clause.');
    const items = [...world.groups.values()].map(groupResource).filter(test);
    return page(call, root, { items, show: (item) => select(item, call, USUAL_GROUP), context: 'groups' });
  }),
  route('GET', '/groups/{group}', 'getGroup', (call, { world }) => {
    const group = findGroup(world, (call.params.group ?? '').toLowerCase());
    if (!group) return noSuchResource(call.params.group ?? '');
    const { '@odata.type': _type, ...body } = select(groupResource(group), call, USUAL_GROUP);
    return { status: 200, body };
  }),
  route('GET', '/groups/{group}/members', 'listMembers', (call, context) =>
    listMembers(call, context, 'direct', false),
  ),
  route('GET', '/groups/{group}/members/microsoft.graph.user', 'listMembers', (call, context) =>
    listMembers(call, context, 'direct', true),
  ),
  route('GET', '/groups/{group}/transitiveMembers', 'listTransitiveMembers', (call, context) =>
    listMembers(call, context, 'transitive', false),
  ),
  route('GET', '/groups/{group}/transitiveMembers/microsoft.graph.user', 'listTransitiveMembers', (call, context) =>
    listMembers(call, context, 'transitive', true),
  ),
];

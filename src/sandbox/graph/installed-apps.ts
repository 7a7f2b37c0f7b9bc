import { type Call, type Reply, type Route, route } from '../http.ts';
import { type Json, textAt } from '../json.ts';
import { graphChatId, openChat } from '../tenant/conversations.ts';
import { findInstallation, install, uninstall } from '../tenant/installs.ts';
import { findPerson, type Person, type World } from '../tenant/world.ts';
import { type GraphContext, graphError, noSuchResource } from './context.ts';
import { page, parseFilter } from './odata.ts';

const appResource = (world: World): Json => ({
  id: world.app.catalogId,
  externalId: world.app.externalId,
  displayName: world.app.displayName,
  distributionMethod: 'organization',
});

const withUser = (call: Call, world: World, work: (person: Person) => Reply): Reply => {
  const person = findPerson(world, call.params.user ?? '');
  return person ? work(person) : graphError(404, 'NotFound', 'User not found.');
};

function installFor(person: Person, call: Call, context: GraphContext): Reply {
  const { world, events } = context;
  const bound = textAt(call.body, 'teamsApp@odata.bind');
  if (bound === undefined) return graphError(400, 'BadRequest', 'teamsApp@odata.bind is missing.');
  if (bound.split('/').at(-1)?.toLowerCase() !== world.app.catalogId) {
    return graphError(404, 'NotFound', 'The app was not found in the catalogue of the organisation.');
  }
  switch (install(world, person)) {
    case 'installed':
      events.installed(person.id);
      return { status: 201 };
    case 'already-installed':
      return graphError(409, 'Conflict', 'The app is already installed in the personal scope of this user.');
    case 'blocked-by-policy':
      return graphError(403, 'Forbidden', 'The app is blocked by the app permission policy of this user.');
    case 'no-teams':
      return graphError(404, 'NotFound', 'No Teams data was found for this user.');
  }
}

export const installedAppRoutes: Route<GraphContext>[] = [
  route('GET', '/appCatalogs/teamsApps', 'listCatalogue', (call, { world, root }) => {
    const test = parseFilter(call.query.get('$filter'));
    if (!test) return graphError(400, 'BadRequest', 'Invalid filter clause.');
    const items = [appResource(world)].filter(test);
    return page(call, root, { items, show: (item) => item, context: 'appCatalogs/teamsApps' });
  }),
  route('POST', '/users/{user}/teamwork/installedApps', 'installApp', (call, context) =>
    withUser(call, context.world, (person) => installFor(person, call, context)),
  ),
  route('GET', '/users/{user}/teamwork/installedApps', 'listInstalledApps', (call, { world, root }) =>
    withUser(call, world, (person) => {
      const test = parseFilter(call.query.get('$filter'));
      if (!test) return graphError(400, 'BadRequest', 'Invalid filter clause.');
      const installation = world.installations.get(person.id);
      const all: Json[] = installation ? [{ id: installation.id, teamsApp: appResource(world) }] : [];
      const isExpanded = call.query.get('$expand')?.includes('teamsApp') ?? false;
      const show = (item: Json): Json => (isExpanded ? item : { id: item.id });
      return page(call, root, { items: all.filter(test), show, context: 'installedApps' });
    }),
  ),
  route('DELETE', '/users/{user}/teamwork/installedApps/{installation}', 'removeApp', (call, { world, events }) =>
    withUser(call, world, (person) => {
      if (!findInstallation(world, person.id, call.params.installation ?? '')) return noSuchResource('installation');
      uninstall(world, person.id);
      events.removed(person.id);
      return { status: 204 };
    }),
  ),
  route('GET', '/users/{user}/teamwork/installedApps/{installation}/chat', 'getInstalledChat', (call, { world }) =>
    withUser(call, world, (person) => {
      if (!findInstallation(world, person.id, call.params.installation ?? '')) return noSuchResource('installation');
      openChat(world, person.id);
      return { status: 200, body: { id: graphChatId(world, person.id), chatType: 'oneOnOne', topic: null } };
    }),
  ),
];

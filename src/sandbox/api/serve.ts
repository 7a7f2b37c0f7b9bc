import { CONNECTOR_CODES } from '../faults.ts';
import { KNOWN_PERMISSIONS } from '../graph/permissions.ts';
import { type Call, findRoute, type Reply, type Route, route } from '../http.ts';
import { isObject, objectAt, textAt } from '../json.ts';
import { searchPeople } from '../tenant/directory.ts';
import type { Person } from '../tenant/world.ts';
import type { ApiContext } from './context.ts';
import { readFaultRule, readToken, readUploads, readWhere } from './readers.ts';
import { tenantRoutes } from './tenant.ts';

const ok = (body: unknown): Reply => ({ status: 200, body });
const need = (value: unknown, ...path: (string | number)[]): string => {
  const found = textAt(value, ...path);
  if (found === undefined) throw new TypeError(`${path.join('.')} is missing.`);
  return found;
};

/** Nothing here leads off this computer. */
function needLoopback(url: string): string {
  if (!/^http:\/\/(?:127\.0\.0\.1|localhost):\d+\/?$/.test(url)) throw new TypeError('url must be of this computer.');
  return url;
}

const shown = (person: Person) => ({
  id: person.id,
  name: person.displayName,
  jobTitle: person.jobTitle,
  department: person.department,
  role: person.role,
  kind: person.kind,
  enabled: person.enabled,
  hasTeams: person.hasTeams,
  install: person.install,
  blocksBot: person.blocksBot,
});

const state = ({ sandbox, door }: ApiContext) => ({
  school: sandbox.world.schoolName,
  app: sandbox.world.app.displayName,
  botId: sandbox.world.botId,
  tenantId: sandbox.world.tenantId,
  botEndpoint: door.endpoint(),
  people: sandbox.world.people.size,
  installations: sandbox.world.installations.size,
  messagesToPupils: sandbox.world.messagesToPupils,
  filesFetched: sandbox.world.filesFetched,
  limits: sandbox.limits.isOn(),
  commands: sandbox.commands,
  beside: sandbox.world.beside,
  clock: { now: sandbox.clock.now().toISOString(), offsetMs: sandbox.clock.offsetMs() },
  faults: sandbox.faults.list(),
  faultCodes: CONNECTOR_CODES,
  permissions: KNOWN_PERMISSIONS.map((name) => ({ name, granted: sandbox.world.permissions.has(name) })),
  groups: [...sandbox.world.groups.values()].map((g) => ({ id: g.id, name: g.displayName, members: g.members.size })),
  channels: [...sandbox.world.channels.values()].map(({ team, channel }) => ({
    id: channel.id,
    name: `${team.displayName} › ${channel.displayName}`,
    membershipType: channel.membershipType,
    appAdded: channel.appAdded,
    members: channel.members,
  })),
});

const routes: Route<ApiContext>[] = [
  route('GET', '/state', 'state', (_call, context) => ok(state(context))),
  route('GET', '/people', 'people', (call, { sandbox }) => {
    const most = Math.min(500, Number(call.query.get('top') ?? 50) || 50);
    return ok(searchPeople(sandbox.world, call.query.get('q') ?? '', most).map(shown));
  }),
  route('GET', '/people/{user}', 'person', (call, { sandbox }) => {
    const person = sandbox.world.people.get(call.params.user ?? '');
    if (!person) return { status: 404, body: { error: 'There is nobody with this id.' } };
    const groups = [...sandbox.world.groups.values()].filter((g) => g.members.has(person.id)).map((g) => g.id);
    return ok({ ...shown(person), installed: sandbox.installed(person.id), groups });
  }),
  route('GET', '/people/{user}/chats', 'chats', (call, { sandbox }) => ok(sandbox.chatsOf(call.params.user ?? ''))),
  route('GET', '/people/{user}/messages', 'messages', (call, { sandbox }) =>
    ok(sandbox.messages(call.params.user ?? '')),
  ),
  route('GET', '/people/{user}/feed', 'feed', (call, { sandbox }) => ok(sandbox.feed(call.params.user ?? ''))),
  route('GET', '/channels/{channel}', 'channel', (call, { sandbox }) =>
    ok(sandbox.channel(call.params.channel ?? '', call.query.get('as') ?? undefined)),
  ),

  route('POST', '/people/{user}/install', 'install', async (call, { sandbox }) =>
    ok(await sandbox.installApp(call.params.user ?? '')),
  ),
  route('POST', '/people/{user}/say', 'say', async (call, { sandbox }) => {
    const { user = '' } = call.params;
    const text = textAt(call.body, 'text') ?? '';
    return ok(await sandbox.say(user, text, readWhere(call.body), readUploads(call.body)));
  }),
  route('POST', '/people/{user}/click', 'click', async (call, { sandbox }) => {
    const { user = '' } = call.params;
    const card = objectAt(call.body).card;
    return ok(
      await sandbox.click(
        user,
        need(call.body, 'messageId'),
        need(call.body, 'action'),
        objectAt(call.body, 'inputs'),
        {
          oldClient: objectAt(call.body).oldClient === true,
          ...(isObject(card) ? { card } : {}),
        },
      ),
    );
  }),
  route('POST', '/people/{user}/refresh', 'refresh', async (call, { sandbox }) => {
    const trigger = textAt(call.body, 'trigger') === 'automatic' ? 'automatic' : 'manual';
    return ok(await sandbox.refresh(call.params.user ?? '', need(call.body, 'messageId'), trigger));
  }),
  route('POST', '/people/{user}/look', 'look', async (call, { sandbox }) =>
    ok(await sandbox.look(call.params.user ?? '', textAt(call.body, 'conversationId'))),
  ),
  route('POST', '/people/{user}/dialog', 'dialog', async (call, { sandbox }) =>
    ok(await sandbox.fetchDialog(call.params.user ?? '', textAt(call.body, 'messageId'), objectAt(call.body, 'data'))),
  ),
  route('POST', '/people/{user}/submit-dialog', 'submitDialog', async (call, { sandbox }) => {
    const messageId = textAt(call.body, 'messageId');
    const dialog = { card: objectAt(call.body, 'card'), ...(messageId === undefined ? {} : { messageId }) };
    const inputs = objectAt(call.body, 'inputs');
    return ok(await sandbox.submitDialog(call.params.user ?? '', dialog, need(call.body, 'action'), inputs));
  }),
  route('POST', '/people/{user}/feedback', 'feedback', async (call, { sandbox }) => {
    const reaction = textAt(call.body, 'reaction') === 'dislike' ? 'dislike' : 'like';
    const text = textAt(call.body, 'text') ?? '';
    const messageId = need(call.body, 'messageId');
    if (objectAt(call.body).custom === true) {
      return ok(await sandbox.feedbackDialog(call.params.user ?? '', messageId, reaction));
    }
    return ok(await sandbox.feedback(call.params.user ?? '', messageId, reaction, text));
  }),
  route('POST', '/people/{user}/share', 'share', async (call, { sandbox }) =>
    ok(await sandbox.share(call.params.user ?? '', objectAt(call.body, 'attachment'), readWhere(call.body))),
  ),
  route('POST', '/people/{user}/look-up', 'lookUp', async (call, { sandbox }) =>
    ok(
      await sandbox.lookUp(
        call.params.user ?? '',
        textAt(call.body, 'dataset') ?? '',
        textAt(call.body, 'typed') ?? '',
      ),
    ),
  ),
  route('POST', '/people/{user}/search', 'search', async (call, { sandbox }) =>
    ok(
      await sandbox.searchExtension(
        call.params.user ?? '',
        textAt(call.body, 'commandId') ?? 'searchPolicies',
        textAt(call.body, 'query') ?? '',
      ),
    ),
  ),

  route('GET', '/faults', 'faults', (_call, { sandbox }) => ok(sandbox.faults.list())),
  route('POST', '/faults', 'faults', (call, { sandbox }) => {
    const id = sandbox.faults.add(readFaultRule(call.body));
    sandbox.world.announce({ kind: 'controls' });
    return ok({ id });
  }),
  route('DELETE', '/faults', 'faults', (_call, { sandbox }) => {
    sandbox.faults.clear();
    sandbox.world.announce({ kind: 'controls' });
    return ok({});
  }),
  route('DELETE', '/faults/{id}', 'faults', (call, { sandbox }) => {
    sandbox.faults.remove(call.params.id ?? '');
    sandbox.world.announce({ kind: 'controls' });
    return ok({});
  }),
  route('PUT', '/limits', 'limits', (call, { sandbox }) => {
    sandbox.limits.setOn(objectAt(call.body).on === true);
    sandbox.world.announce({ kind: 'controls' });
    return ok({ on: sandbox.limits.isOn() });
  }),
  route('PUT', '/bot', 'bot', (call, { door }) => {
    door.setEndpoint(need(call.body, 'endpoint'));
    return ok({ endpoint: door.endpoint() });
  }),
  route('PUT', '/beside', 'beside', (call, { sandbox }) => {
    sandbox.world.beside = {
      url: needLoopback(need(call.body, 'url')),
      title: need(call.body, 'title'),
      text: need(call.body, 'text'),
    };
    return ok({});
  }),
  route('POST', '/activities', 'activities', async (call, { sandbox }) =>
    ok(await sandbox.sendActivity(objectAt(call.body, 'activity'), { token: readToken(call.body) })),
  ),
  ...tenantRoutes,
];

/** The sandbox's own interface, for the page and for benches in another process. */
export async function serveApi(call: Call, context: ApiContext): Promise<Reply> {
  const found = findRoute(routes, call.method, call.path);
  if (!found) return { status: 404, body: { error: 'The sandbox has no such call.' } };
  // A form on a page elsewhere can post, but not as JSON.
  const isJson = call.headers['content-type']?.startsWith('application/json') ?? false;
  if (call.method !== 'GET' && call.body !== undefined && !isJson)
    return { status: 415, body: { error: 'Send JSON.' } };
  call.params = found.params;
  try {
    return await found.route.handle(call, context);
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

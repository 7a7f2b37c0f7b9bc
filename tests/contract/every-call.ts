import { jest } from '@jest/globals';
import { Fault } from '../../src/kernel/calls/fault.ts';
import { type GroupId, parseGuid, type TenantId, type UserId } from '../../src/kernel/ids.ts';
import type { Conversation, Pace } from '../../src/kernel/messages.ts';
import { createGraph } from '../../src/platform/graph/client.ts';
import { graphDirectory } from '../../src/platform/graph/directory.ts';
import { graphInstalls } from '../../src/platform/graph/installs.ts';
import { graphLeaveDays } from '../../src/platform/graph/leave-days.ts';
import { graphNudges } from '../../src/platform/graph/nudge.ts';
import { permissions } from '../../src/platform/graph/permissions.ts';
import { graphPolicyLibrary } from '../../src/platform/graph/policy-library.ts';
import { card } from '../../src/platform/teams/card.ts';
import { asDrawn } from '../../src/platform/teams/live-buttons.ts';
import { createConnector } from '../../src/platform/teams/outbound/connector.ts';
import { createMessenger } from '../../src/platform/teams/outbound/messenger.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { graphChatId, openChat } from '../../src/sandbox/tenant/conversations.ts';
import {
  BOT_ID,
  CATALOG_APP_ID,
  CHANNELS,
  createSampleSchool,
  GROUPS,
  MANIFEST_ID,
  PEOPLE,
  TEAMS,
  TENANT_ID,
} from '../../src/sandbox/tenant/sample-school.ts';

const user = parseGuid<UserId>(PEOPLE.priyaNair) as UserId;
const group = parseGuid<GroupId>(GROUPS.teachers) as GroupId;
const hidden = parseGuid<GroupId>('d0000000-0000-4000-8000-000000000099') as GroupId;
const unpaced: Pace = { pause: async () => undefined, run: (_bucket, _perSecond, call) => call() };

/** The sample school with a group that hides its members and a policy in its library, and nothing held back for being too much. */
export async function sandboxToAsk(): Promise<Sandbox> {
  const school = createSampleSchool();
  const members = [PEOPLE.priyaNair];
  school.groups.push({ id: hidden, displayName: 'Year 7', description: '', members, hidesMembers: true });
  const file = { id: 'one', name: 'behaviour.md', content: '# Behaviour', modifiedAt: '2026-09-01T08:00:00Z' };
  school.library.files.push(file);
  return createSandbox({ school, botId: BOT_ID, tenantId: TENANT_ID, limits: false });
}

/** A token of the bot's own, as App Service gives it out. */
async function tokenFor(sandbox: Sandbox, resource: string): Promise<string> {
  const { endpoint, header } = sandbox.identity;
  const query = new URLSearchParams({ resource, 'api-version': '2019-08-01', client_id: BOT_ID });
  const answer = await fetch(`${endpoint}?${query}`, { headers: { 'x-identity-header': header } });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Everything that the product asks of Graph, by what it is for. Each throws a Fault where Graph refuses. */
export async function everyCall(sandbox: Sandbox): Promise<Readonly<Record<string, () => Promise<unknown>>>> {
  const token = await tokenFor(sandbox, 'https://graph.microsoft.com');
  const { graphUrl, world } = sandbox;
  const graph = createGraph(graphUrl, {
    getToken: async () => ({ token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER }),
  });
  const directory = graphDirectory(graph, { schools: [{ staffGroups: [group], pupilGroups: [] }] });
  const app = { catalogAppId: undefined, manifestId: MANIFEST_ID };
  const installs = graphInstalls({ graph, pace: unpaced, app, graphUrl });
  // Not looked up: so that a nudge is judged by its own permission.
  const nudges = graphNudges({ graph, pace: unpaced, graphUrl, catalogueId: async () => CATALOG_APP_ID });
  const library = graphPolicyLibrary(graph);
  const { driveId } = world.library;
  const teamId = parseGuid<GroupId>(TEAMS.safeguarding) as GroupId;
  openChat(world, user);
  return {
    groupMembers: async () => {
      for await (const person of directory.groupMembers(group))
        if (person.name === '') throw new Fault('forbidden', 'a member came without a name');
    },
    hiddenMembers: async () => {
      for await (const _person of directory.groupMembers(hidden)) return;
      throw new Fault('forbidden', 'a group that hides its members came without any');
    },
    memberOf: () => directory.memberOf(user, [group]),
    person: () => directory.person(user),
    managerOf: () => directory.managerOf(user),
    managedBy: () => directory.managedBy(user),
    leaveDay: () => graphLeaveDays(graph)(user),
    privateChannel: () => directory.destinationMembers({ kind: 'channel', teamId, channelId: CHANNELS.dsl }),
    standardChannel: () =>
      directory.destinationMembers({ kind: 'channel', teamId, channelId: CHANNELS.safeguardingGeneral }),
    unlistedChannel: () =>
      graph.get(`/teams/${teamId}/channels/${encodeURIComponent(CHANNELS.dsl)}?$select=id,membershipType`),
    chat: () => directory.destinationMembers({ kind: 'chat', chatId: graphChatId(world, user) }),
    policies: () => library.changes({ driveId }, undefined),
    policy: () => library.content({ driveId }, 'one'),
    catalogue: installs.catalogueId,
    install: () => installs.install(user),
    installAgain: () => installs.install(user),
    nudge: async () => {
      if ((await nudges.nudge(user, 'acknowledgementOverdue', 'x')) !== 'nudged')
        throw new Fault('forbidden', 'not nudged');
    },
  };
}

/** Every kind of call that the product makes of the Connector: a chat opened, a card in it and in a channel, one changed, one taken back. */
export async function everySending(sandbox: Sandbox): Promise<void> {
  const token = await tokenFor(sandbox, 'https://api.botframework.com');
  const chats = new Map<UserId, Conversation>();
  const messenger = createMessenger({
    connector: createConnector(async () => token),
    botId: BOT_ID,
    conversations: {
      find: async (id) => chats.get(id),
      remember: async (id, conversation) => void chats.set(id, conversation),
      forget: async (id) => void chats.delete(id),
      lastServiceUrl: async () => undefined,
    },
    pace: unpaced,
    serviceHosts: [new URL(sandbox.connectorUrl).host],
    firstServiceUrl: sandbox.connectorUrl,
    live: asDrawn,
  });
  const out = { card: card('A card.'), summary: 'A card' };
  const tenant = TENANT_ID as TenantId;
  sandbox.world.installations.set(user, { id: 'i', installedAt: new Date() });
  for (const sent of [
    await messenger.once.toPerson(user, tenant, out),
    await messenger.once.toChannel(CHANNELS.dsl, tenant, out),
  ]) {
    if (sent.kind !== 'sent') throw new Error(`not sent: ${sent.kind}`);
    await messenger.update(sent.ref, { text: 'Changed.' });
    await messenger.remove(sent.ref);
  }
}

/** One call that was made, and what came back. */
export interface Asked {
  readonly method: string;
  /** Below the address of the service, with its query. */
  readonly address: string;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
}

/** What is asked of the service at `url` while `work` goes on. */
export async function heardAt(url: string, work: () => Promise<unknown>): Promise<Asked[]> {
  const heard: Asked[] = [];
  const real = globalThis.fetch;
  const spy = jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const { method, url: asked } = new Request(input, init);
    const response = await real(input, init);
    if (!asked.startsWith(url)) return response;
    const text = await response.clone().text();
    heard.push({
      ...{ method, address: asked.slice(url.replace(/\/$/, '').length), status: response.status },
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      answer: /^[[{]/.test(text) ? JSON.parse(text) : undefined,
    });
    return response;
  });
  await work();
  spy.mockRestore();
  return heard;
}

/** Everything that the product asks of Graph, and what the sandbox answers. */
export async function askedOfGraph(sandbox: Sandbox): Promise<Asked[]> {
  for (const { name } of permissions) sandbox.world.permissions.add(name);
  const calls = Object.values(await everyCall(sandbox));
  return heardAt(sandbox.graphUrl, async () => {
    for (const call of calls) await call();
  });
}

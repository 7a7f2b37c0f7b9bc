import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { Fault } from '../../src/kernel/calls/fault.ts';
import { type GroupId, parseGuid, type UserId } from '../../src/kernel/ids.ts';
import { createGraph } from '../../src/platform/graph/client.ts';
import { graphDirectory } from '../../src/platform/graph/directory.ts';
import { graphInstalls } from '../../src/platform/graph/installs.ts';
import { graphPolicyLibrary } from '../../src/platform/graph/policy-library.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import {
  BOT_ID,
  CHANNELS,
  createSampleSchool,
  GROUPS,
  MANIFEST_ID,
  PEOPLE,
  TEAMS,
  TENANT_ID,
} from '../../src/sandbox/tenant/sample-school.ts';

const asked: { name: string; why: string; onlyFor?: string }[] = JSON.parse(
  readFileSync('infra/permissions.json', 'utf8'),
);
const names = asked.map(({ name }) => name);
const user = parseGuid<UserId>(PEOPLE.priyaNair) as UserId;
const group = parseGuid<GroupId>(GROUPS.teachers) as GroupId;
const hidden = parseGuid<GroupId>('d0000000-0000-4000-8000-000000000099') as GroupId;
let sandbox: Sandbox;

beforeAll(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const school = createSampleSchool();
  const members = [PEOPLE.priyaNair];
  school.groups.push({ id: hidden, displayName: 'Year 7', description: '', members, hidesMembers: true });
  sandbox = await createSandbox({ school, botId: BOT_ID, tenantId: TENANT_ID, limits: false });
});
afterAll(() => sandbox.close());

/** Everything that the product asks of Graph, once; returns the calls that were forbidden. */
async function forbiddenCalls(): Promise<string[]> {
  const { endpoint, header } = sandbox.identity;
  const resource = encodeURIComponent('https://graph.microsoft.com');
  const answer = await fetch(`${endpoint}?api-version=2019-08-01&resource=${resource}&client_id=${BOT_ID}`, {
    headers: { 'x-identity-header': header },
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const graph = createGraph(sandbox.graphUrl, {
    getToken: async () => ({ token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER }),
  });
  const directory = graphDirectory(graph, { schools: [] });
  const pace = {
    pause: async () => undefined,
    run: <T>(_bucket: string, _rate: number, call: () => Promise<T>) => call(),
  };
  const installs = graphInstalls({
    graph,
    pace,
    app: { catalogAppId: undefined, manifestId: MANIFEST_ID },
    graphUrl: sandbox.graphUrl,
  });
  // A nudge is sent even where the catalogue may not be read, so that it is judged by its own permission.
  const nudge = () =>
    graph.postOnce(`/users/${user}/teamwork/sendActivityNotification`, {
      topic: { source: 'text', value: 'x', webUrl: 'https://teams.microsoft.com/l/x' },
      activityType: 'acknowledgementOverdue',
      previewText: { content: 'x' },
      templateParameters: [],
    });
  const calls: Record<string, () => Promise<unknown>> = {
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
    privateChannel: () =>
      directory.destinationMembers({
        kind: 'channel',
        teamId: parseGuid<GroupId>(TEAMS.safeguarding) as GroupId,
        channelId: CHANNELS.dsl,
      }),
    standardChannel: () =>
      directory.destinationMembers({
        kind: 'channel',
        teamId: parseGuid<GroupId>(TEAMS.safeguarding) as GroupId,
        channelId: CHANNELS.safeguardingGeneral,
      }),
    chat: () => directory.destinationMembers({ kind: 'chat', chatId: '19:nobody@thread.v2' }),
    policyLibrary: () => graphPolicyLibrary(graph).changes({ driveId: sandbox.world.library.driveId }, undefined),
    catalogue: installs.catalogueId,
    install: () => installs.install(user),
    nudge,
  };
  const refused: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    await call().catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'forbidden') refused.push(name);
    });
  }
  return refused;
}

test('what the administrator is asked to consent to is enough for every call that the product makes', async () => {
  sandbox.world.permissions = new Set(names);
  expect(await forbiddenCalls()).toEqual([]);
});

test.each(names)('without %s something fails: nothing is asked for that is not used', async (name) => {
  sandbox.world.permissions = new Set(names.filter((other) => other !== name));
  expect(await forbiddenCalls()).not.toEqual([]);
});

test('what only some schools need is granted only when it is asked for, and says who needs it', () => {
  const optional = asked.filter(({ onlyFor }) => onlyFor !== undefined);
  expect(optional.map(({ name }) => name).sort()).toEqual([
    'Chat.ReadBasic.All',
    'Member.Read.Hidden',
    'Sites.Selected',
  ]);
  for (const { onlyFor } of optional) expect(onlyFor?.length).toBeGreaterThan(10);
});

test('the table of the IT lead lists the same permissions, and each says why', () => {
  const table = readFileSync('docs/deploy.md', 'utf8');
  for (const { name, why } of asked) {
    expect(table).toContain(name);
    expect(why.length).toBeGreaterThan(20);
  }
});

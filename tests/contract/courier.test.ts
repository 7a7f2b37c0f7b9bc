import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createAcknowledgementCourier } from '../../src/acknowledge/delivery/courier.messages.ts';
import type { Courier } from '../../src/acknowledge/ports.ts';
import type { RequestView } from '../../src/acknowledge/request/request-view.ts';
import type { CampaignId, TenantId, UserId } from '../../src/kernel/ids.ts';
import type { Delivery } from '../../src/kernel/messages.ts';
import type { IsoDay } from '../../src/kernel/time.ts';
import { createGraph } from '../../src/platform/graph/client.ts';
import { graphInstalls } from '../../src/platform/graph/installs.ts';
import { graphNudges } from '../../src/platform/graph/nudge.ts';
import { sqlConversationStore } from '../../src/platform/postgres/people/conversations.store.ts';
import { createBotTokens } from '../../src/platform/teams/inbound/adapter.ts';
import { asDrawn } from '../../src/platform/teams/live-buttons.ts';
import { createConnector } from '../../src/platform/teams/outbound/connector.ts';
import { createMessenger } from '../../src/platform/teams/outbound/messenger.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { BOT_ID, createSampleSchool, MANIFEST_ID, PEOPLE, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { fakeCourier } from '../acknowledge/fake-courier.ts';
import { testDatabase } from '../support/database.ts';

/** A courier and what people can do to it from outside. */
interface Tried {
  readonly courier: Courier;
  deleteChat(user: UserId): void;
  block(user: UserId): void;
  close(): Promise<void>;
}

async function real(): Promise<Tried> {
  const database = await testDatabase();
  const sandbox = await createSandbox({
    school: createSampleSchool(),
    botId: BOT_ID,
    tenantId: TENANT_ID,
    limits: false,
  });
  process.env.IDENTITY_ENDPOINT = sandbox.identity.endpoint;
  process.env.IDENTITY_HEADER = sandbox.identity.header;
  const pace = {
    pause: async () => undefined,
    run: <T>(_bucket: string, _rate: number, call: () => Promise<T>) => call(),
  };
  const answer = await fetch(
    `${sandbox.identity.endpoint}?api-version=2019-08-01&resource=${encodeURIComponent('https://graph.microsoft.com')}&client_id=${BOT_ID}`,
    { headers: { 'x-identity-header': sandbox.identity.header } },
  );
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const graph = createGraph(sandbox.graphUrl, {
    getToken: async () => ({ token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER }),
  });
  const { graphUrl } = sandbox;
  const installs = graphInstalls({ graph, pace, app: { catalogAppId: undefined, manifestId: MANIFEST_ID }, graphUrl });
  const messenger = createMessenger({
    connector: createConnector(
      createBotTokens(
        { id: BOT_ID, tenantId: TENANT_ID as TenantId, credential: { kind: 'managed-identity' } },
        undefined,
      ),
    ),
    botId: BOT_ID,
    conversations: sqlConversationStore(database.db),
    pace,
    serviceHosts: [new URL(sandbox.url).host],
    firstServiceUrl: sandbox.connectorUrl,
    live: asDrawn,
  });
  const courier = createAcknowledgementCourier({
    messenger,
    tenant: TENANT_ID as TenantId,
    install: installs.install,
    nudge: graphNudges({ graph, pace, graphUrl, catalogueId: installs.catalogueId }).nudge,
    clock: () => new Date('2026-09-08T09:00:00Z'),
  });
  return {
    courier,
    deleteChat: (user) => sandbox.tenant.deleteChat(user),
    block: (user) => sandbox.tenant.blockBot(user, 'ConversationBlockedByUser'),
    async close() {
      await sandbox.close();
      await database.close();
    },
  };
}

const fake = async (): Promise<Tried> => {
  const { courier, deleteChat, decide } = fakeCourier();
  const blocked = new Set<UserId>();
  const ifBlocked = (user: UserId): Delivery | undefined => (blocked.has(user) ? { kind: 'blocked' } : undefined);
  decide.ask = ifBlocked;
  return { courier, deleteChat, block: (user) => blocked.add(user), close: async () => undefined };
};

const view: RequestView = {
  campaign: 'c0000000-0000-4000-8000-00000000000c' as CampaignId,
  title: 'Social Media Policy, 2026',
  school: 'Oakfield Academy',
  dueDay: '2026-09-30' as IsoDay,
  policies: [],
  shown: '',
  wording: ['I have read it.'],
  note: undefined,
  message: undefined,
  reading: 'opened',
  asksOfTies: false,
  standing: { kind: 'asked', isOverdue: false },
  hr: 'Sunita Rao',
  talk: undefined,
  isTrial: false,
  mayBeSecond: false,
};

const sentRef = (delivery: Delivery) => {
  if (delivery.kind !== 'sent') throw new Error(`expected a message, got ${delivery.kind}`);
  return delivery.ref;
};

describe.each([
  ['the fake of the slice’s tests', fake],
  ['Teams and Graph', real],
])('Courier: %s', (_name, make) => {
  let tried: Tried;
  beforeAll(async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    tried = await make();
  });
  afterAll(() => tried.close());
  const [priya, lewis, helen, frank, stranger] = [
    PEOPLE.priyaNair,
    PEOPLE.lewisGrant,
    PEOPLE.helenWhitcombe,
    PEOPLE.frankDoyle,
    PEOPLE.karenOsgood,
  ] as unknown as [UserId, UserId, UserId, UserId, UserId];

  test('anyone who has no app gets nothing until it is installed; installing twice is harmless', async () => {
    expect(await tried.courier.ask(priya, view)).toEqual({ kind: 'not-installed' });
    expect(await tried.courier.nudge(priya, view, false)).toBe('not-possible');
    expect(await tried.courier.install(priya)).toBe('installed');
    expect(await tried.courier.install(priya)).toBe('already');
    expect((await tried.courier.ask(priya, view)).kind).toBe('sent');
    expect(await tried.courier.nudge(priya, view, false)).toBe('nudged');
    expect(await tried.courier.ask(stranger, view)).toEqual({ kind: 'not-installed' });
  });

  test('every message has a name of its own, by which it is drawn again in place', async () => {
    await tried.courier.install(lewis);
    const first = sentRef(await tried.courier.ask(lewis, view));
    const second = sentRef(await tried.courier.remind(lewis, view, false));
    const third = sentRef(
      await tried.courier.list(
        lewis,
        {
          campaign: view.campaign,
          title: view.title,
          school: view.school,
          kind: 'manager',
          people: [],
          managersTold: true,
          withManagers: 0,
          outstanding: 0,
          drawnAt: new Date('2026-09-08T09:00:00Z'),
        },
        false,
      ),
    );
    expect(new Set([first, second, third].map(({ activityId }) => activityId)).size).toBe(3);
    expect(first.activityId).not.toBe('');
    expect(sentRef(await tried.courier.redraw(first, view))).toEqual(first);
  });

  test('a message that was removed, or never was, is gone; removing it again is harmless', async () => {
    await tried.courier.install(lewis);
    const ref = sentRef(await tried.courier.ask(lewis, view));
    expect((await tried.courier.remove(ref)).kind).toBe('sent');
    expect(await tried.courier.redraw(ref, view)).toEqual({ kind: 'gone' });
    expect(await tried.courier.remove(ref)).toEqual({ kind: 'gone' });
    expect(await tried.courier.redraw({ ...ref, activityId: 'never-was' }, view)).toEqual({ kind: 'gone' });
  });

  test('after the chat was deleted the old card is gone, and the next one opens a chat', async () => {
    await tried.courier.install(helen);
    const ref = sentRef(await tried.courier.ask(helen, view));
    tried.deleteChat(helen);
    expect(await tried.courier.redraw(ref, view)).toEqual({ kind: 'gone' });
    const again = sentRef(await tried.courier.ask(helen, view));
    expect(sentRef(await tried.courier.redraw(again, view))).toEqual(again);
  });

  test('anyone who blocked the app is told apart from anyone who has none', async () => {
    await tried.courier.install(frank);
    tried.block(frank);
    expect(await tried.courier.ask(frank, view)).toEqual({ kind: 'blocked' });
  });
});

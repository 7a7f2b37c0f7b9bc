import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Fault } from '../../src/kernel/calls/fault.ts';
import type { UserId } from '../../src/kernel/ids.ts';
import { sqlConversationStore } from '../../src/platform/postgres/people/conversations.store.ts';
import { createBotTokens } from '../../src/platform/teams/inbound/adapter.ts';
import { asDrawn } from '../../src/platform/teams/live-buttons.ts';
import { createConnector } from '../../src/platform/teams/outbound/connector.ts';
import { createMessenger } from '../../src/platform/teams/outbound/messenger.ts';
import { createConcernNotifier } from '../../src/report/notice/notifier.messages.ts';
import type { Notice } from '../../src/report/notice.ts';
import type { Notifier } from '../../src/report/ports.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { BOT_ID, CHANNELS, createSampleSchool, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { fakeNotifier, MIRIAM, oakfield, PRIYA, TENANT, TOM } from '../report/support.ts';
import { testDatabase } from '../support/database.ts';

/** A notifier and what can be done to it from outside. */
interface Tried {
  readonly notifier: Notifier;
  block(user: UserId): void;
  outage(isOn: boolean): void;
  close(): Promise<void>;
}

async function real(): Promise<Tried> {
  const database = await testDatabase();
  const school = createSampleSchool();
  const sandbox = await createSandbox({ school, botId: BOT_ID, tenantId: TENANT_ID, limits: false });
  process.env.IDENTITY_ENDPOINT = sandbox.identity.endpoint;
  process.env.IDENTITY_HEADER = sandbox.identity.header;
  for (const user of [MIRIAM, TOM, PRIYA]) await sandbox.installApp(user);
  const messenger = createMessenger({
    connector: createConnector(
      createBotTokens({ id: BOT_ID, tenantId: TENANT, credential: { kind: 'managed-identity' } }, undefined),
    ),
    botId: BOT_ID,
    conversations: sqlConversationStore(database.db),
    pace: { pause: async () => undefined, run: (_bucket, _rate, call) => call() },
    serviceHosts: [new URL(sandbox.url).host],
    firstServiceUrl: sandbox.connectorUrl,
    live: asDrawn,
  });
  return {
    notifier: createConcernNotifier({
      messenger,
      nudge: async () => 'nudged',
      clock: () => new Date('2026-11-23T10:31:00Z'),
      cards: () => ({}),
    }),
    block: (user) => sandbox.tenant.blockBot(user, 'ConversationBlockedByUser'),
    outage(isOn) {
      if (isOn) sandbox.faults.add({ match: { surface: 'connector' }, fault: { status: 503, code: 'ServiceError' } });
      else sandbox.faults.clear();
    },
    async close() {
      await sandbox.close();
      await database.close();
    },
  };
}

const fake = async (): Promise<Tried> => {
  const teams = fakeNotifier();
  return {
    notifier: teams.notifier,
    block: (user) => teams.cannotReach(user, 'blocked'),
    outage: (isOn) => teams.fail(isOn ? new Fault('unavailable', 'down') : undefined),
    close: async () => undefined,
  };
};

const notice = (reference: string): Notice => ({ kind: 'moved', reference, isRepeat: false });
const place = () => {
  const { dslDestination } = oakfield();
  if (dslDestination.kind !== 'channel') throw new Error('the sample school has a channel');
  expect(dslDestination.channelId).toBe(CHANNELS.dsl);
  return dslDestination;
};

describe.each([
  ['the fake of the slice’s tests', fake],
  ['Teams', real],
])('Notifier: %s', (_name, make) => {
  let tried: Tried;
  beforeAll(async () => {
    tried = await make();
  });
  afterAll(() => tried.close());

  test('a notice to a place and to a person is sent, each with an address of its own', async () => {
    const sent = [
      await tried.notifier.toPlace(place(), TENANT, notice('AAAAAA')),
      await tried.notifier.toPerson(MIRIAM, TENANT, notice('AAAAAA')),
      await tried.notifier.toPerson(MIRIAM, TENANT, notice('BBBBBB')),
    ];
    const refs = sent.map((one) =>
      one.kind === 'sent' ? `${one.ref.conversation.id} ${one.ref.activityId}` : one.kind,
    );
    expect(new Set(refs).size).toBe(3);
    expect(sent.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent']);
  });

  test('what was sent can be updated; what was never sent is gone', async () => {
    const sent = await tried.notifier.toPerson(PRIYA, TENANT, notice('CCCCCC'));
    if (sent.kind !== 'sent') throw new Error(sent.kind);
    expect((await tried.notifier.update(sent.ref, notice('DDDDDD'))).kind).toBe('sent');
    const never = { ...sent.ref, activityId: '1700000000000' };
    expect((await tried.notifier.update(never, notice('EEEEEE'))).kind).toBe('gone');
  });

  test('an outage is a fault, so that it is tried again, and nothing else', async () => {
    tried.outage(true);
    await expect(tried.notifier.toPerson(MIRIAM, TENANT, notice('FFFFFF'))).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect(tried.notifier.toPlace(place(), TENANT, notice('FFFFFF'))).rejects.toMatchObject({
      code: 'unavailable',
    });
    tried.outage(false);
    expect((await tried.notifier.toPerson(MIRIAM, TENANT, notice('FFFFFF'))).kind).toBe('sent');
  });

  test('someone who blocked the app is an answer and no fault: the next way is tried', async () => {
    tried.block(TOM);
    expect((await tried.notifier.toPerson(TOM, TENANT, notice('GGGGGG'))).kind).toBe('blocked');
  });
});

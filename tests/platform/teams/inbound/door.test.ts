import type { UserId } from '../../../../src/kernel/ids.ts';
import { connect } from '../../../../src/platform/postgres/database.ts';
import { PEOPLE, TENANT_ID } from '../../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

/** A phrase that must not come back in any answer or log line. */
const MARKED = 'purple-giraffe-seventeen';
const message = (overrides: object = {}) =>
  world.sandbox.activity(PEOPLE.priyaNair, { type: 'message', text: `what about ${MARKED}?`, ...overrides });

/** What the store holds of the sender, and of anyone's questions. Work that comes round by itself is about other people. */
async function count(): Promise<unknown> {
  const db = connect(world.databaseUrl, 1);
  const ofSender = (table: 'conversation' | 'standing') =>
    db
      .selectFrom(table)
      .selectAll()
      .where('user_id', '=', PEOPLE.priyaNair as UserId)
      .execute();
  const all = (table: 'question_outcome' | 'referral') => db.selectFrom(table).selectAll().execute();
  const held = await Promise.all([
    ofSender('conversation'),
    ofSender('standing'),
    all('question_outcome'),
    all('referral'),
  ]);
  await db.destroy();
  return held;
}

async function refused(send: () => Promise<{ status: number; body: unknown }>, status: number): Promise<void> {
  const before = await count();
  const sentBefore = world.sandbox.messages(PEOPLE.priyaNair).length;
  const delivery = await send();
  expect(delivery.status).toBe(status);
  expect(JSON.stringify(delivery.body ?? '')).not.toContain(MARKED);
  expect(await count()).toEqual(before);
  expect(world.sandbox.messages(PEOPLE.priyaNair).length).toBe(sentBefore);
  expect(world.logged.join('\n')).not.toContain(MARKED);
}

const post = async (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) => {
  const response = await fetch(`${world.url}/api/messages`, { method: 'POST', body, headers });
  return { status: response.status, body: await response.text() };
};

test.each([
  'none',
  'wrong-key',
  'wrong-audience',
  'wrong-issuer',
  'wrong-service-url',
  'not-endorsed',
  'expired',
] as const)('a token that is %s is refused with 401', async (token) => {
  await refused(() => world.sandbox.sendActivity(message(), { token }), 401);
});

test('what is no JSON is refused with 400', () => refused(() => post(`{"text":"${MARKED}"`), 400));
test('JSON that is no activity is refused with 400', () => refused(() => post(`["${MARKED}"]`), 400));
test('an activity with fields of the wrong kind is refused with 400', () =>
  refused(() => world.sandbox.sendActivity(message({ channelId: 7, from: [], conversation: MARKED })), 400));
test('a body over the limit is refused with 413', () =>
  refused(() => post(JSON.stringify({ type: 'message', text: MARKED + 'x'.repeat(400_000) })), 413));
test('another kind of content is refused with 415', () =>
  refused(() => post(MARKED, { 'content-type': 'text/plain' }), 415));

test('another tenant is refused with 403', () => {
  const other = 'a0000000-0000-4000-8000-00000000dead';
  return refused(
    () =>
      world.sandbox.sendActivity(
        message({
          channelData: { tenant: { id: other } },
          conversation: { id: 'a:1', conversationType: 'personal', tenantId: other },
        }),
      ),
    403,
  );
});
test('two tenants in one activity are refused with 403', () =>
  refused(
    () =>
      world.sandbox.sendActivity(
        message({
          channelData: { tenant: { id: 'a0000000-0000-4000-8000-00000000dead' } },
          conversation: { id: 'a:1', conversationType: 'personal', tenantId: TENANT_ID },
        }),
      ),
    403,
  ));
/** What Teams has nothing to say about, some of its clients send as null instead of leaving it out. */
const EMPTY = { team: null, channel: null };
test.each<[string, (id: string) => object]>([
  ['no tenant but the conversation’s', () => ({ channelData: { tenant: null, ...EMPTY } })],
  ['a tenant without an id beside the conversation’s', () => ({ channelData: { tenant: { id: null }, ...EMPTY } })],
  ['nothing of the channel', () => ({ channelData: null, attachments: null, entities: null, id: null })],
  [
    'no tenant but the channel’s',
    (id) => ({
      channelData: { tenant: { id: TENANT_ID } },
      conversation: { id, conversationType: 'personal', tenantId: null },
    }),
  ],
])('an activity that names %s is of our tenant', async (_which, over) => {
  const { sandbox } = world;
  await sandbox.say(PEOPLE.lewisGrant, 'help');
  const before = sandbox.messages(PEOPLE.lewisGrant).length;
  const said = sandbox.activity(PEOPLE.lewisGrant, { type: 'message', text: 'help' });
  const { id } = said.conversation as { id: string };
  const delivery = await sandbox.sendActivity({ ...said, ...over(id) });
  expect(delivery.status).toBe(200);
  expect(sandbox.messages(PEOPLE.lewisGrant).length).toBeGreaterThan(before);
  expect(world.logged.filter((line) => line.includes('turn.failed'))).toEqual([]);
});
test.each([
  ['no tenant at all', null, null],
  ['an empty one', '', null],
  ['another one beside nothing', 'a0000000-0000-4000-8000-00000000dead', null],
  ['nothing beside another one', null, 'a0000000-0000-4000-8000-00000000dead'],
])('an activity that names %s is refused with 403', (_which, ofConversation, ofChannel) =>
  refused(
    () =>
      world.sandbox.sendActivity(
        message({
          channelData: { tenant: ofChannel === null ? null : { id: ofChannel } },
          conversation: { id: 'a:1', conversationType: 'personal', tenantId: ofConversation },
        }),
      ),
    403,
  ),
);

test('an activity without a service address is refused', async () => {
  const { serviceUrl: _, ...rest } = message() as unknown as { serviceUrl: string };
  const delivery = await world.sandbox.sendActivity(rest as never);
  expect([401, 403]).toContain(delivery.status);
});
test('a sender without an Entra id is refused with 403', () =>
  refused(() => world.sandbox.sendActivity(message({ from: { id: '29:x', name: 'X' } })), 403));
test('another channel than Teams is refused', async () => {
  const delivery = await world.sandbox.sendActivity(message({ channelId: 'directline' }));
  expect([401, 403]).toContain(delivery.status);
});

test.each([
  ['an unknown verb', { action: { type: 'Action.Execute', verb: 'concern.open-everything', data: {} } }],
  ['no verb', { action: { data: MARKED } }],
  ['a value that is no object', MARKED],
  [
    'another person’s id in the data',
    {
      action: {
        type: 'Action.Execute',
        verb: 'policy.was-it',
        data: { outcome: MARKED, wasIt: 'yes', user: PEOPLE.miriamHale },
      },
    },
  ],
])('card data made up by hand is refused: %s', async (_name, value) => {
  const delivery = await world.sandbox.sendActivity(
    world.sandbox.activity(PEOPLE.priyaNair, { type: 'invoke', name: 'adaptiveCard/action', value }),
  );
  expect(delivery.status).toBe(200);
  const body = JSON.stringify(delivery.body);
  expect(body).toContain('application/vnd.microsoft.error');
  expect(body).not.toContain(MARKED);
});

test('an unknown invoke is answered with 501, not silence', async () => {
  const delivery = await world.sandbox.sendActivity(
    world.sandbox.activity(PEOPLE.priyaNair, { type: 'invoke', name: 'config/fetch', value: {} }),
  );
  expect(delivery.status).toBe(501);
});

test('strangers learn that it is alive and ready, and nothing else', async () => {
  expect(await (await fetch(`${world.url}/healthz`)).json()).toEqual({ status: 'alive' });
  const ready = await fetch(`${world.url}/readyz`);
  // `degraded` while the sandbox throttles the first look at the channels; never which part it is.
  expect(['{"status":"ready"}', '{"status":"degraded"}']).toContain(await ready.text());
  expect(ready.headers.get('x-content-type-options')).toBe('nosniff');
  expect(ready.headers.get('server')).toBeNull();
});

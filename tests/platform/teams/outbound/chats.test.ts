import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { unpaced } from '../../../../src/cli/doctor/doctor.ts';
import type { UserId } from '../../../../src/kernel/ids.ts';
import type { Conversation, ConversationStore } from '../../../../src/kernel/messages.ts';
import { noTelemetry } from '../../../../src/kernel/telemetry.ts';
import { createCredential } from '../../../../src/platform/graph/credentials.ts';
import { connect, type Db } from '../../../../src/platform/postgres/database.ts';
import { asDrawn } from '../../../../src/platform/teams/live-buttons.ts';
import type { ChatOpener } from '../../../../src/report/reach/reach.ts';
import { PEOPLE } from '../../../../src/sandbox/tenant/sample-school.ts';
import { reachMicrosoft } from '../../../../src/wiring/microsoft.ts';
import { observing } from '../../../../src/wiring/observed.ts';
import { type Running, running } from '../../../support/running.ts';

let world: Running;
let db: Db;
let chats: ChatOpener;
let conversations: ConversationStore;
beforeAll(async () => {
  world = await running();
  db = connect(world.databaseUrl, 2);
  const credential = createCredential(world.config.bot);
  const parts = {
    db,
    credential,
    observed: observing(noTelemetry),
    directory: undefined,
    live: asDrawn,
    pace: unpaced,
  };
  ({ chats, conversations } = reachMicrosoft(world.config, parts));
});
afterEach(() => world.sandbox.faults.clear());
afterAll(async () => {
  await db.destroy();
  await world.close();
});

const open = (user: string) => chats.open(user as UserId, world.config.trust.tenantId);
const known = (user: string): Promise<Conversation | undefined> => conversations.find(user as UserId);
const { priyaNair: PRIYA, lewisGrant: LEWIS, frankDoyle: FRANK, helenWhitcombe: HELEN } = PEOPLE;
const NO_GRAPH = { match: { surface: 'graph' }, fault: { drop: true } } as const;

test('the chat of someone who never wrote is opened and kept, and nothing is in it', async () => {
  const { sandbox, config } = world;
  expect(await open(PRIYA)).toBe('open');
  expect(await known(PRIYA)).toEqual({
    id: expect.stringMatching(/^a:/),
    // With a slash at its end where Teams has already told of the install.
    serviceUrl: expect.stringContaining(sandbox.connectorUrl.replace(/\/$/, '')),
    tenantId: config.trust.tenantId,
  });
  expect(sandbox.messages(PRIYA)).toEqual([]);
});

test('it is opened again without Graph, and the one that a person wrote from stays as they brought it', async () => {
  const { sandbox } = world;
  await sandbox.say(LEWIS, 'help');
  const own = await known(LEWIS);
  const seenAt = () =>
    db
      .selectFrom('conversation')
      .select('seen_at')
      .where('user_id', '=', LEWIS as UserId)
      .execute();
  const before = await seenAt();
  sandbox.faults.add(NO_GRAPH);
  expect(await open(LEWIS)).toBe('open');
  expect(await known(LEWIS)).toEqual(own);
  expect(await seenAt()).toEqual(before);
});

test('a chat that its person deleted is found under its new id', async () => {
  await open(FRANK);
  const before = await known(FRANK);
  world.sandbox.tenant.deleteChat(FRANK);
  expect(await open(FRANK)).toBe('open');
  const after = await known(FRANK);
  expect(after?.id).toMatch(/^a:/);
  expect(after?.id).not.toBe(before?.id);
});

test('where the app was removed it is put back; while Graph does not answer there is no address to them', async () => {
  const { sandbox } = world;
  await open(HELEN);
  await sandbox.tenant.removeApp(HELEN);
  sandbox.faults.add(NO_GRAPH);
  await expect(open(HELEN)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await known(HELEN)).toBeUndefined();
  sandbox.faults.clear();
  expect(await open(HELEN)).toBe('open');
  expect(await known(HELEN)).toBeDefined();
});

test('what is in the way of one person is told apart', async () => {
  expect(await open(PEOPLE.neverActivatedTeacher)).toBe('no-teams');
  expect(await open(PEOPLE.blockedByPolicyTeacher)).toBe('app-not-allowed');
  expect(await known(PEOPLE.neverActivatedTeacher)).toBeUndefined();
  world.sandbox.faults.add({
    match: { surface: 'connector', operation: 'createConversation', userId: PRIYA },
    fault: { code: 'BotDisabledByAdmin' },
  });
  expect(await open(PRIYA)).toBe('blocked');
  // Who may unblock it again keeps the chat that they have.
  expect(await known(PRIYA)).toBeDefined();
});

test('an app that was just put in place and is not known to Teams yet is told as that', async () => {
  const { sandbox } = world;
  await sandbox.tenant.removeApp(PRIYA);
  sandbox.faults.add({
    match: { surface: 'connector', operation: 'createConversation', userId: PRIYA },
    fault: { code: 'ForbiddenOperationException' },
    times: 2,
  });
  expect(await open(PRIYA)).toBe('not-yet');
  expect(await open(PRIYA)).toBe('open');
});

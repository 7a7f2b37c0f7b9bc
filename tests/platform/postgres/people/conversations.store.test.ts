import type { TenantId, UserId } from '../../../../src/kernel/ids.ts';
import type { Conversation } from '../../../../src/kernel/messages.ts';
import { sqlConversationStore } from '../../../../src/platform/postgres/people/conversations.store.ts';
import { type TestDatabase, testDatabase } from '../../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const USER = 'b0000000-0000-4000-8000-000000000010' as UserId;
const TENANT = 'a0000000-0000-4000-8000-000000000001' as TenantId;
const NINE = new Date('2026-11-23T09:00:00Z');
const later = (minutes: number): Date => new Date(NINE.getTime() + minutes * 60_000);
const chat: Conversation = { id: 'a:1', serviceUrl: 'https://one.example/', tenantId: TENANT };
const seenAt = async (): Promise<Date | undefined> =>
  (await database.db.selectFrom('conversation').select('seen_at').where('user_id', '=', USER).executeTakeFirst())
    ?.seen_at;

test('a known chat is written again after ten minutes, and not at every turn', async () => {
  const store = sqlConversationStore(database.db);
  await store.remember(USER, chat, NINE);
  await store.remember(USER, { ...chat }, later(9));
  expect(await seenAt()).toEqual(NINE);
  await store.remember(USER, { ...chat }, later(10));
  expect(await seenAt()).toEqual(later(10));
});

test('another chat and another service address are written at once', async () => {
  const store = sqlConversationStore(database.db);
  await store.remember(USER, chat, NINE);
  await store.remember(USER, { ...chat, serviceUrl: 'https://two.example/' }, later(1));
  expect(await store.lastServiceUrl(TENANT)).toBe('https://two.example/');
  await store.remember(USER, { ...chat, id: 'a:2' }, later(2));
  expect(await store.find(USER)).toEqual({ ...chat, id: 'a:2' });
});

test('a chat that was found gone is written again when the person writes from it', async () => {
  const store = sqlConversationStore(database.db);
  await store.remember(USER, chat, NINE);
  await store.forget(USER, chat.id);
  expect(await store.find(USER)).toBeUndefined();
  await store.remember(USER, chat, later(1));
  expect(await store.find(USER)).toEqual(chat);
});

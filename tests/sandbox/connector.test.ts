import { expect, test } from '@jest/globals';
import { CHANNELS, PEOPLE, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { card, given } from './client.ts';

const { priyaNair, lewisGrant } = PEOPLE;
const chatWith = (id: string, more: Record<string, unknown> = {}) => ({
  isGroup: false,
  members: [{ id }],
  tenantId: TENANT_ID,
  ...more,
});
const hello = { type: 'message', text: 'Hello' };

async function givenChat() {
  const client = await given();
  client.sandbox.world.installations.set(priyaNair, { id: 'i', installedAt: new Date() });
  const { body } = await client.connector('POST', '/conversations', chatWith(priyaNair));
  return { ...client, chat: `/conversations/${encodeURIComponent(body.id)}`, chatId: body.id as string };
}

test('creating a chat twice gives the same conversation', async () => {
  const { connector, chatId } = await givenChat();
  const again = await connector('POST', '/conversations', chatWith(priyaNair));
  expect(again).toMatchObject({ status: 201, body: { id: chatId } });
  expect(chatId).toMatch(/^a:/);
});

test('a chat is created with the 29: id as well as with the Entra id', async () => {
  const { connector, chatId, sandbox } = await givenChat();
  const mri = sandbox.world.people.get(priyaNair)?.mri ?? '';
  expect((await connector('POST', '/conversations', chatWith(mri))).body.id).toBe(chatId);
});

test.each([
  ['a user principal name', chatWith('p.nair@oakfieldacademy.example')],
  ['29: before an Entra id', chatWith(`29:${priyaNair}`)],
  ['the Entra id in aadObjectId', { isGroup: false, members: [{ aadObjectId: priyaNair }], tenantId: TENANT_ID }],
  ['no tenant', { isGroup: false, members: [{ id: priyaNair }] }],
  ['two members', { isGroup: false, members: [{ id: priyaNair }, { id: lewisGrant }], tenantId: TENANT_ID }],
  ['a group chat', { isGroup: true, members: [{ id: priyaNair }], tenantId: TENANT_ID }],
  ['a channel without an activity', { isGroup: true, channelData: { channel: { id: CHANNELS.dsl } } }],
])('creating a conversation with %s is refused with 400', async (_case, body) => {
  const { connector } = await givenChat();
  expect((await connector('POST', '/conversations', body)).status).toBe(400);
});

test('a chat with someone who has not got the app is refused', async () => {
  const { connector } = await given();
  const answer = await connector('POST', '/conversations', chatWith(lewisGrant));
  expect(answer).toMatchObject({ status: 403, body: { error: { code: 'ForbiddenOperationException' } } });
});

test('an activity given to the creation of a chat is sent, but its id does not come back', async () => {
  const { connector, sandbox } = await givenChat();
  const answer = await connector('POST', '/conversations', chatWith(priyaNair, { activity: hello }));
  expect(answer.body.activityId).toBeUndefined();
  expect(sandbox.messages(priyaNair).map((message) => message.text)).toEqual(['Hello']);
});

test('a new thread in a channel answers with the thread and the activity', async () => {
  const { connector, sandbox } = await given();
  const body = { isGroup: true, channelData: { channel: { id: CHANNELS.dsl } }, activity: hello };
  const { body: made } = await connector('POST', '/conversations', body);
  expect(made.id).toBe(`${CHANNELS.dsl};messageid=${made.activityId}`);

  const thread = `/conversations/${encodeURIComponent(made.id)}/activities`;
  await connector('POST', thread, { type: 'message', text: 'More' });
  const [first] = sandbox.channel(CHANNELS.dsl);
  expect(first?.messages.map((message) => message.text)).toEqual(['Hello', 'More']);
});

test('a channel to which the app was not added refuses threads', async () => {
  const { connector, sandbox } = await given();
  sandbox.tenant.setAppInChannel(CHANNELS.dsl, false);
  const body = { isGroup: true, channelData: { channel: { id: CHANNELS.dsl } }, activity: hello };
  const answer = await connector('POST', '/conversations', body);
  expect(answer).toMatchObject({ status: 403, body: { error: { code: 'BotNotInConversationRoster' } } });
});

test('a message is sent, replaced in place, and deleted', async () => {
  const { connector, chat, sandbox } = await givenChat();
  const sent = await connector('POST', `${chat}/activities`, hello);
  expect(sent.status).toBe(201);
  const message = `${chat}/activities/${encodeURIComponent(sent.body.id)}`;

  expect((await connector('PUT', message, { type: 'message', text: 'Good morning' })).status).toBe(200);
  expect(sandbox.messages(priyaNair).map((m) => m.text)).toEqual(['Good morning']);
  expect((await connector('DELETE', message)).status).toBe(200);
  expect(sandbox.messages(priyaNair)).toEqual([]);
  const gone = await connector('PUT', message, hello);
  expect(gone).toMatchObject({ status: 404, body: { error: { code: 'ActivityNotFoundInConversation' } } });
});

test('a deleted chat is gone for good, and the next one has another id', async () => {
  const { connector, chat, chatId, sandbox } = await givenChat();
  sandbox.tenant.deleteChat(priyaNair);
  const refused = await connector('POST', `${chat}/activities`, hello);
  expect(refused).toMatchObject({ status: 404, body: { error: { code: 'ConversationNotFound' } } });
  const next = await connector('POST', '/conversations', chatWith(priyaNair));
  expect(next.body.id).not.toBe(chatId);
});

test('someone who blocked the app cannot be written to', async () => {
  const { connector, chat, sandbox } = await givenChat();
  sandbox.tenant.blockBot(priyaNair);
  const refused = await connector('POST', `${chat}/activities`, hello);
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'ConversationBlockedByUser' } } });

  sandbox.tenant.blockBot(priyaNair, 'MessageWritesBlocked');
  const nested = await connector('POST', `${chat}/activities`, hello);
  expect(JSON.parse(nested.body.message)).toMatchObject({ subCode: 'MessageWritesBlocked' });
  sandbox.tenant.unblockBot(priyaNair);
  expect((await connector('POST', `${chat}/activities`, hello)).status).toBe(201);
});

test('removing the app takes the bot off the roster', async () => {
  const { connector, chat, sandbox } = await givenChat();
  await sandbox.tenant.removeApp(priyaNair);
  const refused = await connector('POST', `${chat}/activities`, hello);
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'BotNotInConversationRoster' } } });
});

test('the name that Graph gives a chat reaches the same chat', async () => {
  const { connector, graph, sandbox } = await givenChat();
  const { id } = sandbox.world.installations.get(priyaNair) ?? { id: '' };
  const { body } = await graph('GET', `/users/${priyaNair}/teamwork/installedApps/${id}/chat`);
  await connector('POST', `/conversations/${encodeURIComponent(body.id)}/activities`, hello);
  expect(sandbox.messages(priyaNair)).toHaveLength(1);
});

test('a message over 100 KB of UTF-16 is refused, and one just under it passes', async () => {
  const { connector, chat } = await givenChat();
  const withText = (length: number) => ({ type: 'message', text: 'x'.repeat(length) });
  expect((await connector('POST', `${chat}/activities`, withText(51_300))).status).toBe(413);
  expect((await connector('POST', `${chat}/activities`, withText(51_000))).status).toBe(201);
});

test('21 citations are refused, and 20 pass', async () => {
  const { connector, chat } = await givenChat();
  const claim = (position: number) => ({ position, appearance: { '@type': 'DigitalDocument', name: 'Policy' } });
  const withClaims = (count: number) => ({
    ...hello,
    entities: [{ type: 'https://schema.org/Message', citation: Array.from({ length: count }, (_, n) => claim(n + 1)) }],
  });
  expect((await connector('POST', `${chat}/activities`, withClaims(21))).status).toBe(400);
  expect((await connector('POST', `${chat}/activities`, withClaims(20))).status).toBe(201);
});

test('a card that asks more than 60 people to refresh is refused', async () => {
  const { connector, chat } = await givenChat();
  const refresh = {
    action: { type: 'Action.Execute', verb: 'v' },
    userIds: Array.from({ length: 61 }, (_, n) => `29:${n}`),
  };
  expect((await connector('POST', `${chat}/activities`, card([], { refresh }))).status).toBe(400);
});

test('the roster of a team comes in pages of at least 50', async () => {
  const { connector, sandbox } = await given();
  const team = sandbox.world.channels.get(CHANNELS.staffRoomGeneral)?.team;
  const everyone = [...sandbox.world.people.keys()].slice(0, 68);
  Object.assign(team ?? {}, { members: everyone, appInstalled: true });
  sandbox.tenant.setAppInChannel(CHANNELS.staffRoomGeneral, true);

  const path = `/conversations/${encodeURIComponent(CHANNELS.staffRoomGeneral)}/pagedmembers?pageSize=10`;
  const first = await connector('GET', path);
  const second = await connector('GET', `${path}&continuationToken=${first.body.continuationToken}`);
  expect([first.body.members.length, second.body.members.length]).toEqual([50, 18]);
  expect(second.body.continuationToken).toBeUndefined();
  const ids = [...first.body.members, ...second.body.members].map(
    (member: { aadObjectId: string }) => member.aadObjectId,
  );
  expect(ids).toEqual(everyone);
});

test('the roster of a private channel lists the parent team, so it proves nothing', async () => {
  const { connector } = await given();
  const { body } = await connector('GET', `/conversations/${encodeURIComponent(CHANNELS.dsl)}/pagedmembers`);
  const names = body.members.map((member: { name: string }) => member.name);
  expect(names).toContain('Joanna Okafor');
});

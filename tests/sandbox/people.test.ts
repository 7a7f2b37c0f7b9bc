import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import type { Json } from '../../src/sandbox/json.ts';
import { CHANNELS, GROUPS, PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { card, given } from './client.ts';

const { priyaNair, miriamHale, tomAshworth, joannaOkafor } = PEOPLE;
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Bot = (activity: Json) => unknown;

/** A bot without an SDK: what it answers to an activity is the body of its 200. */
async function givenBot(bot: Bot = () => undefined) {
  const client = await given();
  const heard: Json[] = [];
  const waiting = { count: Number.POSITIVE_INFINITY, resolve: () => {} };
  const heardAtLeast = (count: number) =>
    new Promise<void>((resolve) => {
      Object.assign(waiting, { count, resolve });
      if (heard.length >= count) resolve();
    });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const activity: Json = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    heard.push(activity);
    if (heard.length >= waiting.count) waiting.resolve();
    const answer = bot(activity);
    // Not chained: restify, loaded by a neighbouring test, replaces writeHead with one that returns nothing.
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(answer === undefined ? '' : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  client.sandbox.setBotEndpoint(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`);
  const show = async (userId: string, activity: unknown): Promise<string> => {
    await client.sandbox.installApp(userId);
    const { body } = await client.connector('POST', '/conversations', {
      members: [{ id: userId }],
      tenantId: client.sandbox.world.tenantId,
    });
    const sent = await client.connector('POST', `/conversations/${encodeURIComponent(body.id)}/activities`, activity);
    return sent.body.id;
  };
  const post = async (activity: unknown): Promise<string> => {
    const body = { isGroup: true, channelData: { channel: { id: CHANNELS.dsl } }, activity };
    return (await client.connector('POST', '/conversations', body)).body.activityId;
  };
  return { ...client, heard, heardAtLeast, show, post };
}

const execute = { type: 'Action.Execute', title: 'Acknowledge', verb: 'ack.record', data: { campaign: 'c1' } };
const newCard = (text: string, more: Json = {}) => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.card.adaptive',
  value: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }], ...more },
});

test('the first word to the app installs it, and Teams tells the bot before it passes the word on', async () => {
  const { sandbox, heard } = await givenBot();
  await sandbox.say(priyaNair, 'hello');
  expect(heard.map((activity) => activity.type)).toEqual(['conversationUpdate', 'installationUpdate', 'message']);
  expect(heard[1]).toMatchObject({ action: 'add', conversation: { conversationType: 'personal' } });
});

test('an install through Graph reaches the bot as well', async () => {
  const { sandbox, graph, heard, heardAtLeast } = await givenBot();
  const bind = { 'teamsApp@odata.bind': `x/appCatalogs/teamsApps/${sandbox.world.app.catalogId}` };
  await graph('POST', `/users/${priyaNair}/teamwork/installedApps`, bind);
  await heardAtLeast(2);
  expect(heard.map((activity) => activity.type)).toEqual(['conversationUpdate', 'installationUpdate']);
});

test('a click on Action.Execute sends data and inputs, and its card is for the clicker alone', async () => {
  const { sandbox, heard, post } = await givenBot((activity) =>
    activity.type === 'invoke' ? newCard('Done') : undefined,
  );
  const message = await post(card([{ type: 'Input.Text', id: 'note' }], { actions: [execute] }));
  const result = await sandbox.click(miriamHale, message, 'Acknowledge', { note: 'seen' });
  expect(result.kind).toBe('card');
  expect(heard.at(-1)).toMatchObject({
    name: 'adaptiveCard/action',
    replyToId: message,
    value: { trigger: 'manual', action: { verb: 'ack.record', data: { campaign: 'c1', note: 'seen' } } },
  });
  const seenBy = (userId: string) => JSON.stringify(sandbox.channel(CHANNELS.dsl, userId)[0]?.messages[0]?.cards);
  expect(seenBy(miriamHale)).toContain('Done');
  expect(seenBy(tomAshworth)).not.toContain('Done');
});

test('an update of the message replaces everyone’s own view of it', async () => {
  const { sandbox, connector, post } = await givenBot((activity) =>
    activity.type === 'invoke' ? newCard('Mine') : undefined,
  );
  const message = await post(card([], { actions: [execute] }));
  await sandbox.click(miriamHale, message, 'Acknowledge');
  const path = `/conversations/${encodeURIComponent(CHANNELS.dsl)}/activities/${message}`;
  await connector('PUT', path, card([{ type: 'TextBlock', text: 'For all' }]));
  const shown = JSON.stringify(sandbox.channel(CHANNELS.dsl, miriamHale)[0]?.messages[0]?.cards);
  expect(shown).toContain('For all');
});

test('a client that does not know Action.Execute sends its fallback as a message', async () => {
  const { sandbox, heard, show } = await givenBot();
  const fallback = { type: 'Action.Submit', title: 'Acknowledge', data: { verb: 'ack.record', campaign: 'c1' } };
  const message = await show(priyaNair, card([], { actions: [{ ...execute, fallback }] }));
  await sandbox.click(priyaNair, message, 'Acknowledge', {}, { oldClient: true });
  expect(heard.at(-1)).toMatchObject({ type: 'message', value: { verb: 'ack.record' }, replyToId: message });
});

test('only who sees a message can click it, unless the click is forged', async () => {
  const { sandbox, heard, post } = await givenBot(() => newCard('Secret'));
  const message = await post(card([], { actions: [execute] }));
  await expect(sandbox.click(joannaOkafor, message, 'Acknowledge')).rejects.toThrow(/sees no message/);
  const forged = await sandbox.click(joannaOkafor, message, 'Acknowledge', {}, { forged: true });
  expect(forged.kind).toBe('card');
  expect(heard.at(-1)?.from).toMatchObject({ aadObjectId: joannaOkafor });
});

const refresh = { action: { type: 'Action.Execute', verb: 'view' } };

test('looking refreshes a card once a minute at most, by the sandbox’s clock', async () => {
  const { sandbox, show } = await givenBot((activity) =>
    activity.type === 'invoke' ? newCard('Fresh', { refresh }) : undefined,
  );
  await show(priyaNair, card([], { refresh }));
  expect(await sandbox.look(priyaNair)).toHaveLength(1);
  expect(await sandbox.look(priyaNair)).toHaveLength(0);
  sandbox.clock.advance(59_000);
  expect(await sandbox.look(priyaNair)).toHaveLength(0);
  sandbox.clock.advance(2_000);
  expect(await sandbox.look(priyaNair)).toHaveLength(1);
});

test('an automatic refresh is for those the card names', async () => {
  const { sandbox, post } = await givenBot((activity) => (activity.type === 'invoke' ? newCard('Fresh') : undefined));
  const userIds = [sandbox.world.people.get(miriamHale)?.mri];
  await post(card([], { refresh: { ...refresh, userIds } }));
  expect(await sandbox.look(miriamHale, CHANNELS.dsl)).toHaveLength(1);
  expect(await sandbox.look(tomAshworth, CHANNELS.dsl)).toHaveLength(0);
  expect(await sandbox.look(joannaOkafor, CHANNELS.dsl)).toHaveLength(0);
});

test('a button with task/fetch opens a dialog, and its submission can close it', async () => {
  const form = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'Input.Text', id: 'what' }],
    actions: [{ type: 'Action.Submit', title: 'Send', data: { form: 1 } }],
  };
  const { sandbox, heard, show } = await givenBot((activity) => {
    if (activity.name === 'task/fetch') {
      return { task: { type: 'continue', value: { title: 'Report', card: { contentType: 'x', content: form } } } };
    }
    return activity.name === 'task/submit' ? { task: { type: 'message', value: 'Sent' } } : undefined;
  });
  const open = { type: 'Action.Submit', title: 'Open', data: { msteams: { type: 'task/fetch' }, about: 'child' } };
  const message = await show(priyaNair, card([], { actions: [open] }));
  const dialog = await sandbox.openDialog(priyaNair, message, 'Open');
  expect(dialog.title).toBe('Report');
  const result = await sandbox.submitDialog(priyaNair, dialog, 'Send', { what: 'a bruise' });
  expect(result).toMatchObject({ kind: 'message', text: 'Sent' });
  expect(heard.at(-1)).toMatchObject({ name: 'task/submit', value: { data: { form: 1, what: 'a bruise' } } });
});

test.each([
  [{ statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: '400', message: 'No' } }, 'error'],
  [{ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Noted' }, 'message'],
  [{ statusCode: 200, type: 'application/vnd.microsoft.adaptive.card', value: {} }, 'error'],
  [undefined, 'error'],
])('an answer %j to a click shows as %s', async (answer, kind) => {
  const { sandbox, show } = await givenBot((activity) => (activity.type === 'invoke' ? answer : undefined));
  const message = await show(priyaNair, card([], { actions: [execute] }));
  expect((await sandbox.click(priyaNair, message, 'Acknowledge')).kind).toBe(kind);
});

test('in a channel the bot hears only what mentions it', async () => {
  const { sandbox, heard } = await givenBot();
  await sandbox.say(miriamHale, 'just us', { channelId: CHANNELS.dsl, mention: false });
  expect(heard).toEqual([]);
  await sandbox.say(miriamHale, 'hello', { channelId: CHANNELS.dsl });
  const activity = heard[0];
  expect(activity?.text).toBe('<at>Lanyard</at> hello');
  expect(activity?.channelData).toMatchObject({
    team: { id: CHANNELS.safeguardingGeneral },
    channel: { id: CHANNELS.dsl },
  });
  expect(activity?.conversation).toMatchObject({ conversationType: 'channel', isGroup: true });
});

test('a file arrives as a link to the sender’s OneDrive and a picture as an image; fetching either is counted', async () => {
  const { sandbox, heard } = await givenBot();
  const uploads = [
    { name: 'notes.docx', type: 'application/msword' },
    { name: 'arm.png', type: 'image/png' },
  ];
  await sandbox.say(priyaNair, 'look at this', undefined, uploads);
  const attachments = heard.at(-1)?.attachments as { contentType: string; contentUrl: string; content?: Json }[];
  expect(attachments.map((one) => one.contentType)).toEqual([
    'application/vnd.microsoft.teams.file.download.info',
    'image/png',
    'text/html',
  ]);
  expect(sandbox.world.filesFetched).toBe(0);
  await fetch(String(attachments[0]?.content?.downloadUrl));
  await fetch(attachments[1]?.contentUrl ?? '');
  expect(sandbox.world.filesFetched).toBe(2);
});

test('a message that the bot did not take is marked', async () => {
  const { sandbox } = await givenBot();
  sandbox.setBotEndpoint('http://127.0.0.1:9/api/messages');
  await sandbox.say(priyaNair, 'hello');
  expect(sandbox.messages(priyaNair)[0]?.undelivered).toBe('Lanyard could not be reached.');
});

test('someone who joins or leaves the private channel is announced to the bot', async () => {
  const { sandbox, heard } = await givenBot();
  await sandbox.tenant.addToChannel(CHANNELS.dsl, joannaOkafor);
  await sandbox.tenant.removeFromChannel(CHANNELS.dsl, tomAshworth);
  expect(heard.map((activity) => (activity.channelData as Json).eventType)).toEqual([
    'channelMemberAdded',
    'channelMemberRemoved',
  ]);
  expect(sandbox.chatsOf(joannaOkafor).map((chat) => chat.conversationId)).toContain(CHANNELS.dsl);
});

test('an approach to a pupil is counted, and an answer to one who wrote first is not', async () => {
  const { sandbox, connector, heard, show } = await givenBot();
  await sandbox.say(PEOPLE.pupilInStaffGroup, 'hi');
  const asked = heard.at(-1);
  const chat = encodeURIComponent(sandbox.chatsOf(PEOPLE.pupilInStaffGroup)[0]?.conversationId ?? '');
  await connector('POST', `/conversations/${chat}/activities/${asked?.id}`, {
    type: 'message',
    text: 'For staff only',
  });
  expect(sandbox.world.messagesToPupils).toBe(0);
  await show(PEOPLE.pupilInStaffGroup, { type: 'message', text: 'Please acknowledge' });
  expect(sandbox.world.messagesToPupils).toBe(1);
});

test('someone moved to the pupils is a pupil from then on', async () => {
  const { sandbox, show } = await givenBot();
  sandbox.tenant.moveToPupils(priyaNair, GROUPS.pupilsOakfield);
  await show(priyaNair, { type: 'message', text: 'Please acknowledge' });
  expect(sandbox.world.messagesToPupils).toBe(1);
});

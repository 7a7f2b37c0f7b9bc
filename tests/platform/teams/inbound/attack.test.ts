import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { BOT_ID, CHANNELS, PEOPLE, pupilId, TEAMS, TENANT_ID } from '../../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../../support/running.ts';

/** Someone who can make the Connector send what they like, as themselves: one activity at a time, over HTTP. */
const attacker = PEOPLE.frankDoyle;
let world: Running;
beforeAll(async () => {
  world = await running();
  for (const person of [attacker, pupilId(2)]) await world.sandbox.say(person, 'help');
});
afterAll(() => world.close());

const MARKED = 'purple-giraffe-seventeen';
const shown = (thing: unknown): string => JSON.stringify(thing ?? '');

const send = (own: Record<string, unknown>, options: object = {}) =>
  world.sandbox.sendActivity(world.sandbox.activity(attacker, { type: 'message', ...own }), options);
const invoke = (user: string, name: string, value: unknown) =>
  world.sandbox.sendActivity(world.sandbox.activity(user, { type: 'invoke', name, value }));
const execute = (user: string, verb: string, data: object) =>
  invoke(user, 'adaptiveCard/action', { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' });
const openDialog = (user: string, dialog: string, data: object) =>
  invoke(user, 'task/fetch', { data: { ...data, dialog, msteams: { type: 'task/fetch' } } });
const submitDialog = (user: string, verb: string, data: object) =>
  invoke(user, 'task/submit', { data: { ...data, verb } });

afterEach(() => {
  expect(world.logged.join('\n')).not.toContain(MARKED);
  expect(world.sandbox.world.messagesToPupils).toBe(0);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const raw = (own: Record<string, unknown>, field: string, json: string) => {
  const activity = world.sandbox.activity(attacker, { type: 'message', ...own });
  const body = JSON.stringify({ ...activity, [field]: '@@' }).replace('"@@"', json);
  return world.sandbox.sendActivity(activity, { rawBody: body });
};

test.each<[string, () => Promise<{ status: number; body: unknown }>]>([
  ['a value 20,000 levels deep', () => raw({ text: '' }, 'value', nested(20_000))],
  ['a list 100,000 levels deep', () => raw({}, 'entities', `${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
  ['channel data 20,000 levels deep', () => raw({ text: MARKED }, 'channelData', nested(20_000))],
  ['prototype keys', () => raw({ text: MARKED }, '__proto__', '{"polluted":true}')],
  [
    'prototype keys in the value',
    () =>
      raw(
        { text: '' },
        'value',
        '{"verb":"__proto__","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
      ),
  ],
  ['a text that is a number', () => send({ text: 17 })],
  ['a text that is a list', () => send({ text: [MARKED] })],
  ['half a surrogate pair', () => send({ text: `${MARKED} \ud800 \udfff` })],
  ['NUL characters', () => send({ text: `${MARKED} \u0000\u0000` })],
  ['text that turns direction', () => send({ text: `\u202e${MARKED}\u2066\u2069` })],
  ['200,000 characters', () => send({ text: `${MARKED} `.repeat(8_000) })],
  ['60,000 emoji', () => send({ text: '👩‍👩‍👧'.repeat(8_000) })],
  ['10,000 attachments', () => send({ text: MARKED, attachments: Array.from({ length: 10_000 }, () => ({})) })],
  ['attachments that are a word', () => send({ attachments: MARKED })],
  ['entities that are a word', () => send({ text: MARKED, entities: MARKED })],
  ['a mention of nobody', () => send({ text: MARKED, entities: [{ type: 'mention' }, null, 7] })],
  [
    'a mention with a pattern for a text',
    () =>
      send({ text: '<at>((((</at>', entities: [{ type: 'mention', text: '((((', mentioned: { id: `28:${BOT_ID}` } }] }),
  ],
  ['a reply to an object', () => send({ text: '', value: { verb: 'policy.was-it' }, replyToId: { x: MARKED } })],
  [
    'a name 100,000 characters long',
    () => send({ text: 'help', from: { id: '29:x', aadObjectId: attacker, name: 'n'.repeat(100_000) } }),
  ],
  [
    'a name that is an object',
    () => send({ text: MARKED, from: { id: '29:x', aadObjectId: attacker, name: { x: 1 } } }),
  ],
  ['a value that is a list', () => send({ text: '', value: [[[MARKED]]] })],
  ['no text and no value', () => send({})],
  ['a recipient that is a word', () => send({ text: MARKED, recipient: MARKED })],
  ['a timestamp that is none', () => send({ text: MARKED, timestamp: MARKED, localTimestamp: {}, expiration: MARKED })],
  ['channel data that is null', () => raw({ text: MARKED }, 'channelData', 'null')],
  ['channel data that is a list', () => raw({ text: MARKED }, 'channelData', '[1]')],
  [
    'a conversation named by a NUL',
    () =>
      send({
        type: MARKED,
        name: MARKED,
        conversation: { id: `a:\u0000${MARKED}`, conversationType: 'personal', tenantId: TENANT_ID },
      }),
  ],
  [
    'an invoke in a conversation named by a NUL',
    () =>
      send({
        type: 'invoke',
        name: MARKED,
        conversation: { id: 'a:\u0000', conversationType: 'personal', tenantId: TENANT_ID },
      }),
  ],
])('%s ends nothing, repeats nothing and is no fault of ours', async (_name, attack) => {
  const delivery = await attack();
  expect([200, 202, 400, 403, 501]).toContain(delivery.status);
  expect(shown(delivery.body)).not.toContain(MARKED);
  expect(world.logged.filter((line) => line.includes('turn.failed'))).toEqual([]);
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
});

test.each([
  'conversationUpdate',
  'messageReaction',
  'messageUpdate',
  'messageDelete',
  'typing',
  'event',
  'endOfConversation',
  'installationUpdate',
  'contactRelationUpdate',
  'deleteUserData',
  'trace',
  'handoff',
  'invokeResponse',
  'command',
  'commandResult',
  'suggestion',
  'delay',
  '',
  'constructor',
])('an event of the kind "%s" is taken without a word and without a fault', async (type) => {
  const before = shown(world.sandbox.messages(attacker));
  for (const rest of [{}, { text: MARKED, value: {} }, { membersAdded: MARKED, reactionsAdded: [null], action: 7 }]) {
    const delivery = await send({ type, ...rest });
    expect([200, 202, 400, 403]).toContain(delivery.status);
  }
  expect(shown(world.sandbox.messages(attacker))).toBe(before);
  expect(world.logged.filter((line) => line.includes('turn.failed'))).toEqual([]);
});

test.each([
  'adaptiveCard/action',
  'task/fetch',
  'task/submit',
  'message/submitAction',
  'message/fetchTask',
  'composeExtension/query',
  'composeExtension/queryLink',
  'composeExtension/anonymousQueryLink',
  'composeExtension/selectItem',
  'composeExtension/fetchTask',
  'composeExtension/submitAction',
  'composeExtension/querySettingUrl',
  'composeExtension/setting',
  'composeExtension/onCardButtonClicked',
  'fileConsent/invoke',
  'signin/verifyState',
  'signin/tokenExchange',
  'signin/failure',
  'actionableMessage/executeAction',
  'application/search',
  'handoff/action',
  'tab/fetch',
  'tab/submit',
  'config/fetch',
  'config/submit',
  'vivaSales/x',
  '',
  'constructor',
  '__proto__',
])('the invoke "%s" with nothing right in it is answered and changes nothing', async (name) => {
  for (const value of [
    undefined,
    null,
    7,
    MARKED,
    [],
    {},
    { data: null },
    { action: null },
    { action: { verb: {} } },
    { data: { dialog: {}, verb: [] } },
    { commandId: 7, parameters: [null] },
  ]) {
    const delivery = await invoke(attacker, name, value);
    expect([200, 400, 403, 501]).toContain(delivery.status);
    expect(shown(delivery.body)).not.toContain(MARKED);
  }
  expect(world.logged.filter((line) => line.includes('turn.failed'))).toEqual([]);
});

test('the bot speaks to nobody else’s address, however it is spelt', async () => {
  const heard: string[] = [];
  const rogue = createServer((request, response) => {
    heard.push(`${request.url} ${request.headers.authorization}`);
    response.end('{"id":"1"}');
  });
  await new Promise<void>((done) => rogue.listen(0, '127.0.0.1', done));
  const port = (rogue.address() as AddressInfo).port;
  const ours = new URL(world.sandbox.url).host;
  try {
    for (const serviceUrl of [
      `http://127.0.0.1:${port}/`,
      `http://${ours}@127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}\\@${ours}/`,
      `http://127.0.0.1:${port}#@${ours}/`,
      `http://${ours}.127.0.0.1.nip.io:${port}/`,
      `http://smba.trafficmanager.net/`,
      `http://smba.trafficmanager.net@127.0.0.1:${port}/`,
      `https://smba.trafficmanager.net:${port}/`,
      `https://smba.trafficmanager.net.evil.example/`,
      `HTTP://[::ffff:127.0.0.1]:${port}/`,
      `http://0x7f000001:${port}/`,
      `http://${ours.replace('127.0.0.1', 'localhost')}/`,
      `ftp://${ours}/`,
      `file:///etc/passwd`,
      `data:text/plain,x`,
      `\thttp://127.0.0.1:${port}/`,
      'x'.repeat(5_000),
    ]) {
      const activity = world.sandbox.activity(attacker, { type: 'message', text: 'help', serviceUrl });
      const delivery = await world.sandbox.sendActivity(activity, { token: { claims: { serviceurl: serviceUrl } } });
      expect([401, 403]).toContain(delivery.status);
    }
    const file = `http://127.0.0.1:${port}/file`;
    await send({
      text: '',
      attachments: [
        { contentType: 'image/png', contentUrl: file, name: 'x.png' },
        {
          contentType: 'application/vnd.microsoft.teams.file.download.info',
          contentUrl: file,
          name: 'x.docx',
          content: { downloadUrl: file, fileType: 'docx', uniqueId: '1' },
        },
      ],
    });
    expect(heard).toEqual([]);
    expect(shown(world.sandbox.messages(attacker).at(-1))).not.toContain(String(port));
  } finally {
    rogue.close();
  }
});

test.each([
  [
    'that nobody signed',
    {
      raw: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(`{"aud":"${BOT_ID}"}`).toString('base64url')}.`,
    },
  ],
  [
    'of another bot that calls itself a skill',
    { claims: { ver: '1.0', appid: '99999999-9999-4999-8999-999999999999' } },
  ],
  [
    'of Entra for another app',
    {
      claims: {
        iss: `https://sts.windows.net/${TENANT_ID}/`,
        ver: '1.0',
        appid: '99999999-9999-4999-8999-999999999999',
      },
    },
  ],
  [
    'of Entra for a user of ours',
    { claims: { iss: `https://login.microsoftonline.com/${TENANT_ID}/v2.0`, ver: '2.0', azp: PEOPLE.miriamHale } },
  ],
  ['without an audience', { claims: { aud: undefined } }],
  ['for many audiences', { claims: { aud: ['https://graph.microsoft.com', 'x'] } }],
])('a token %s is refused', async (_name, token) => {
  const delivery = await send({ text: MARKED }, { token });
  expect(delivery.status).toBe(401);
});

test('a pupil gets nothing anywhere by any means, and is never written to first', async () => {
  const pupil = pupilId(2);
  const inChannel = {
    conversation: {
      id: `${CHANNELS.staffRoomGeneral};messageid=1`,
      conversationType: 'channel',
      isGroup: true,
      tenantId: TENANT_ID,
    },
    channelData: {
      tenant: { id: TENANT_ID },
      team: { id: CHANNELS.staffRoomGeneral, aadGroupId: TEAMS.staffRoom },
      channel: { id: CHANNELS.staffRoomGeneral },
    },
  };
  const say = (own: object) =>
    world.sandbox.sendActivity(world.sandbox.activity(pupil, { type: 'message', ...inChannel, ...own }));
  await say({ text: 'what does the policy say about phones' });
  await say({ text: 'report' });
  await say({ text: 'someone hit me' });
  await say({ text: 'campaigns' });
  await say({ text: '', value: { verb: 'policy.was-it' } });
  await say({ text: '', value: { verb: 'no.such' } });
  await say({ text: '', attachments: [{ contentType: 'image/png' }] });
  const opened: string[] = [];
  for (const verb of VERBS) {
    await say({ text: '', value: { verb } });
    const answers = [
      await execute(pupil, verb, {}),
      await openDialog(pupil, verb, {}),
      await submitDialog(pupil, verb, {}),
    ];
    if (shown(answers.map(({ body }) => body)).includes('AdaptiveCard')) opened.push(verb);
  }
  // An empty search form and an empty list, with nothing of the school's in them.
  expect(opened.filter((verb) => !['concern.search', 'concern.find', 'concern.list-page'].includes(verb))).toEqual([]);
  expect(world.sandbox.world.messagesToPupils).toBe(0);
});

/** Every name that a button or a form of ours can carry. */
const VERBS = [
  'concern.open',
  'concern.acknowledge',
  'concern.own-status',
  'concern.own-add',
  'concern.own-answer',
  'concern.own-whom',
  'concern.own-send',
  'concern.begin',
  'concern.subject',
  'concern.named',
  'concern.meant',
  'concern.own-meant',
  'concern.facts',
  'concern.send',
  'concern.back',
  'concern.act',
  'concern.form',
  'concern.chronology',
  'concern.search',
  'concern.find',
  'concern.list-page',
  'concern.page',
  'concern.report',
  'campaign.start',
  'campaign.discard',
  'campaign.pause',
  'campaign.resume',
  'campaign.finish',
  'campaign.withdraw',
  'campaign.look-again',
  'campaign.find',
  'campaign.change',
  'campaign.add',
  'campaign.leavers',
  'campaign.trial',
  'campaign.refresh',
  'campaign.open',
  'campaign.new',
  'campaign.plan',
  'campaign.people',
  'campaign.csv',
  'campaign.correct',
  'campaign.save-correction',
  'acknowledgement.confirm',
  'acknowledgement.question',
  'acknowledgement.format',
  'acknowledgement.show',
  'acknowledgement.read',
  'acknowledgement.read-page',
  'policy.section',
  'policy.section-page',
  'policy.was-it',
  'policy.general',
  'policy.refer',
  'policy.send-referral',
  'policy.reply',
  'policy.send-reply',
  'policy.desk',
];

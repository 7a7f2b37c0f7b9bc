import { afterEach, expect, test } from '@jest/globals';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { type EchoBot, startEchoBot } from '../support/echo-bot.ts';
import { given, send } from './client.ts';

const bots: EchoBot[] = [];
afterEach(async () => {
  await Promise.all(bots.splice(0).map((bot) => bot.close()));
});

async function givenBot() {
  const client = await given();
  const bot = await startEchoBot(client.sandbox);
  bots.push(bot);
  client.sandbox.setBotEndpoint(bot.endpoint);
  return { ...client, bot };
}

test('the real bot SDK believes the sandbox, and the sandbox believes the real bot SDK', async () => {
  const { sandbox, bot } = await givenBot();
  const said = await sandbox.say(PEOPLE.priyaNair, 'hello');
  expect(said.status).toBe(200);
  expect(sandbox.messages(PEOPLE.priyaNair).map((message) => message.text)).toEqual(['hello', 'echo: hello']);
  const heard = bot.heard.at(-1);
  expect(heard?.from.aadObjectId).toBe(PEOPLE.priyaNair);
  expect(heard?.from.id).toMatch(/^29:/);
  expect(heard?.channelData).toMatchObject({ tenant: { id: sandbox.world.tenantId } });
});

test.each([
  'none',
  'wrong-key',
  'wrong-audience',
  'wrong-issuer',
  'wrong-service-url',
  'not-endorsed',
  'expired',
] as const)('the real bot SDK refuses an activity whose token is bad in this way: %s', async (token) => {
  const { sandbox, bot } = await givenBot();
  const activity = sandbox.activity(PEOPLE.priyaNair, { type: 'message', text: 'hello' });
  const delivery = await sandbox.sendActivity(activity, { token });
  // A wrong key is an error of another class to the SDK, and a bare adapter makes 500 of it.
  expect(delivery.status).toBe(token === 'wrong-key' ? 500 : 401);
  expect(bot.heard).toEqual([]);
});

test.each([
  ['no token', undefined],
  ['a token that nobody signed', 'Bearer a.b.c'],
])('Connector and Graph refuse a call with %s', async (_case, authorization) => {
  const { sandbox } = await given();
  const headers = authorization === undefined ? {} : { authorization };
  expect((await send('POST', `${sandbox.connectorUrl}v3/conversations`, {}, headers)).status).toBe(401);
  expect((await send('GET', `${sandbox.graphUrl}/groups`, undefined, headers)).status).toBe(401);
});

test('a token for Graph does not open the Connector, nor one for the Connector Graph', async () => {
  const { sandbox, token } = await given();
  const forGraph = { authorization: `Bearer ${await token('https://graph.microsoft.com')}` };
  const forBot = { authorization: `Bearer ${await token('https://api.botframework.com')}` };
  expect((await send('POST', `${sandbox.connectorUrl}v3/conversations`, {}, forGraph)).status).toBe(401);
  expect((await send('GET', `${sandbox.graphUrl}/groups`, undefined, forBot)).status).toBe(401);
});

test('a token of another sandbox is not good here', async () => {
  const other = await given({ tenantId: 'a0000000-0000-4000-8000-000000000002' });
  const { sandbox } = await given();
  const headers = { authorization: `Bearer ${await other.token('https://graph.microsoft.com')}` };
  expect((await send('GET', `${sandbox.graphUrl}/groups`, undefined, headers)).status).toBe(401);
});

test('an expired token is refused', async () => {
  const { sandbox, token } = await given({ tokenLifetimeSeconds: -10 });
  const headers = { authorization: `Bearer ${await token('https://graph.microsoft.com')}` };
  expect((await send('GET', `${sandbox.graphUrl}/groups`, undefined, headers)).status).toBe(401);
});

test('the identity endpoint gives nothing without its header, nor to another client', async () => {
  const { sandbox } = await given();
  const query = 'resource=https://graph.microsoft.com&api-version=2019-08-01';
  expect((await send('GET', `${sandbox.identity.endpoint}?${query}`)).status).toBe(401);
  const stranger = `${sandbox.identity.endpoint}?${query}&client_id=99999999-9999-4999-8999-999999999999`;
  const answer = await send('GET', stranger, undefined, { 'x-identity-header': sandbox.identity.header });
  expect(answer.status).toBe(400);
});

test('a request under another host name is turned away', async () => {
  const { sandbox } = await given();
  const { request } = await import('node:http');
  const status = await new Promise((resolve) => {
    const call = request(`${sandbox.url}/sandbox/api/state`, { headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.end();
  });
  expect(status).toBe(421);
});

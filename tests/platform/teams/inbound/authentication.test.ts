import { createServer } from 'node:http';
import { jest } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { SparingAuthentication } from '../../../../src/platform/teams/inbound/authentication.ts';
import { createSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { BOT_ID, createSampleSchool, PEOPLE, TENANT_ID } from '../../../../src/sandbox/tenant/sample-school.ts';

const MINUTE_MS = 60_000;

let sandbox: Sandbox;
let caught: { header: string; activity: Activity } | undefined;
const catcher = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    caught = {
      header: request.headers.authorization ?? '',
      activity: JSON.parse(Buffer.concat(parts).toString()) as Activity,
    };
    response.end('{}');
  });
});

beforeAll(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  await new Promise<void>((done) => catcher.listen(0, '127.0.0.1', done));
  const address = catcher.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  const botEndpoint = `http://127.0.0.1:${address.port}/`;
  sandbox = await createSandbox({ school: createSampleSchool(), botId: BOT_ID, tenantId: TENANT_ID, botEndpoint });
});
afterAll(async () => {
  await sandbox.close();
  catcher.closeAllConnections();
  await new Promise((done) => catcher.close(done));
});

/** What the Connector sends: an activity with its token. */
async function sent(claims?: Record<string, unknown>): Promise<{ header: string; activity: Activity }> {
  const activity = sandbox.activity(PEOPLE.priyaNair, { type: 'message', text: 'hello' });
  await sandbox.sendActivity(activity, { token: claims ? { claims } : 'valid' });
  if (!caught) throw new Error('nothing was sent');
  return caught;
}

function checking() {
  const time = { ms: Date.now() };
  const identity = { MicrosoftAppId: BOT_ID, MicrosoftAppTenantId: TENANT_ID, MicrosoftAppType: 'UserAssignedMsi' };
  const authentication = new SparingAuthentication(
    () => time.ms,
    {
      ...identity,
      ValidateAuthority: true,
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      OAuthUrl: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: sandbox.openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: sandbox.openIdMetadataUrl,
      CallerId: 'urn:botframework:azure',
    },
    new ConfigurationServiceClientCredentialFactory(identity),
  );
  return { authentication, time };
}

test('a token that passed is not checked again for five minutes, and is after them', async () => {
  const { header, activity } = await sent();
  const { authentication, time } = checking();
  const first = await authentication.authenticateRequest(activity, header);
  time.ms += 5 * MINUTE_MS - 1;
  expect(await authentication.authenticateRequest(activity, header)).toBe(first);
  time.ms += 1;
  expect(await authentication.authenticateRequest(activity, header)).not.toBe(first);
});

test('a token that passed counts for no other service address and no other channel', async () => {
  const { header, activity } = await sent();
  const { authentication } = checking();
  await authentication.authenticateRequest(activity, header);
  const elsewhere = { ...activity, serviceUrl: 'https://elsewhere.example/' };
  await expect(authentication.authenticateRequest(elsewhere, header)).rejects.toThrow('ServiceUrl claim do not match');
  const otherChannel = { ...activity, channelId: 'directline' };
  await expect(authentication.authenticateRequest(otherChannel, header)).rejects.toThrow('endorsement');
});

test('a token with another signature is refused after the right one passed', async () => {
  const { header, activity } = await sent();
  const { authentication } = checking();
  await authentication.authenticateRequest(activity, header);
  const middle = header.length - 100;
  const changed = `${header.slice(0, middle)}${header[middle] === 'A' ? 'B' : 'A'}${header.slice(middle + 1)}`;
  await expect(authentication.authenticateRequest(activity, changed)).rejects.toThrow('invalid signature');
  await expect(authentication.authenticateRequest(activity, changed)).rejects.toThrow('invalid signature');
});

test('a token is not kept beyond its expiry', async () => {
  const { header, activity } = await sent({ exp: Math.floor(Date.now() / 1_000) + 60 });
  const { authentication, time } = checking();
  const first = await authentication.authenticateRequest(activity, header);
  expect(await authentication.authenticateRequest(activity, header)).toBe(first);
  time.ms += MINUTE_MS;
  expect(await authentication.authenticateRequest(activity, header)).not.toBe(first);
});

test('a token that says nothing about its end is refused', async () => {
  const { header, activity } = await sent({ exp: undefined });
  const { authentication } = checking();
  await expect(authentication.authenticateRequest(activity, header)).rejects.toThrow('no expiry');
});

test('the client for a service address is made once', async () => {
  const { header, activity } = await sent();
  const { authentication } = checking();
  const { connectorFactory, audience } = await authentication.authenticateRequest(activity, header);
  const client = await connectorFactory?.create(activity.serviceUrl, audience ?? '');
  expect(await connectorFactory?.create(activity.serviceUrl, audience ?? '')).toBe(client);
  expect(await connectorFactory?.create('https://smba.trafficmanager.net/teams/', audience ?? '')).not.toBe(client);
});

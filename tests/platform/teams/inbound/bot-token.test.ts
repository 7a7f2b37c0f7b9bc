import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { parseGuid, type TenantId } from '../../../../src/kernel/ids.ts';
import type { BotIdentity } from '../../../../src/platform/environment/environment.ts';
import { createAdapter, createBotTokens } from '../../../../src/platform/teams/inbound/adapter.ts';

const bot: BotIdentity = {
  id: 'f0000000-0000-4000-8000-000000000004',
  tenantId: parseGuid<TenantId>('a0000000-0000-4000-8000-000000000001') as TenantId,
  credential: { kind: 'federated', identityId: 'f0000000-0000-4000-8000-000000000005' },
};

test('a bot that is an app registration without a secret shows its own token with each answer, a new one when the old has ended', async () => {
  const seen: (string | undefined)[] = [];
  const connector = createServer(async (request, response) => {
    await text(request);
    seen.push(request.headers.authorization);
    response.setHeader('content-type', 'application/json');
    response.end('{"id":"1"}');
  }).listen(0, '127.0.0.1');
  await new Promise((done) => connector.once('listening', done));
  const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}/`;
  let asked = 0;
  const token = async () => {
    asked += 1;
    return `token-${asked}`;
  };

  expect(createBotTokens(bot, token)).toBe(token);
  const adapter = createAdapter(bot, undefined, token);
  const reference = { channelId: 'msteams', serviceUrl, conversation: { id: 'a:1' }, bot: { id: `28:${bot.id}` } };
  const say = () =>
    adapter.continueConversationAsync(bot.id, reference as never, async (context) => {
      await context.sendActivity('hello');
    });
  await say();
  await say();
  expect(seen).toEqual(['Bearer token-1', 'Bearer token-2']);
  connector.closeAllConnections();
  await new Promise((done) => connector.close(done));
});

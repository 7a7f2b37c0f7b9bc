import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Activity,
  type Response as BotResponse,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
} from 'botbuilder';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

export interface EchoBot {
  endpoint: string;
  adapter: CloudAdapter;
  /** Every activity that passed authentication. */
  heard: Activity[];
  close(): Promise<void>;
}

/**
 * The smallest bot on the real SDK: tokens are checked against the sandbox's keys, and its own come from the sandbox's
 * identity endpoint. It answers a message with `echo: …` and leaves the rest to `onTurn`.
 */
export async function startEchoBot(
  sandbox: Sandbox,
  onTurn?: (context: TurnContext) => Promise<void>,
): Promise<EchoBot> {
  process.env.IDENTITY_ENDPOINT = sandbox.identity.endpoint;
  process.env.IDENTITY_HEADER = sandbox.identity.header;
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication({
      MicrosoftAppId: sandbox.world.botId,
      MicrosoftAppType: 'UserAssignedMSI',
      MicrosoftAppTenantId: sandbox.world.tenantId,
      // If one of these is set, all must be.
      ValidateAuthority: 'true',
      ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${sandbox.world.tenantId}`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      OAuthUrl: 'https://token.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: sandbox.openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: sandbox.openIdMetadataUrl,
      CallerId: 'urn:botframework:azure',
    }),
  );
  const heard: Activity[] = [];
  const logic = async (context: TurnContext) => {
    heard.push(context.activity);
    if (onTurn) await onTurn(context);
    else if (context.activity.type === 'message') await context.sendActivity(`echo: ${context.activity.text}`);
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const answer: BotResponse = {
      socket: response.socket,
      end: () => response.end(),
      header: (name, value) => response.setHeader(name, String(value)),
      send: (payload) => response.write(typeof payload === 'string' ? payload : JSON.stringify(payload)),
      status: (code) => {
        response.statusCode = code;
      },
    };
    await adapter.process({ body, headers: request.headers, method: request.method ?? 'POST' }, answer, logic);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    adapter,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

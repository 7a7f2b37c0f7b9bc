import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { z } from 'zod/v4';
import type { BotIdentity } from '../../environment/environment.ts';
import { SparingAuthentication } from './authentication.ts';

/**
 * The SDK's adapter, told exactly how to check inbound tokens.
 * @param openIdUrl where the keys of inbound tokens are published; Microsoft's own when absent
 * @param token of the bot for the Connector
 */
export function createAdapter(bot: BotIdentity, openIdUrl: string | undefined, token: BotToken): TeamsAdapter {
  const settings = { ...identityOf(bot), ...(openIdUrl && signedBy(openIdUrl)) };
  const credentials = new TokenCredentials(bot, token);
  const adapter = new TeamsAdapter(settings, credentials);
  // The adapter makes its own and offers no place to hand one in.
  Object.defineProperty(adapter, 'botFrameworkAuthentication', {
    value: new SparingAuthentication(Date.now, settings, credentials, undefined, undefined, {
      userAgent: adapter.userAgent,
    }),
  });
  return adapter;
}

type BotToken = (isRefused?: boolean) => Promise<string>;

const identityOf = (bot: BotIdentity) => ({
  MicrosoftAppId: bot.id,
  MicrosoftAppTenantId: bot.tenantId,
  // Always one of these two: any other type, or none, would accept unsigned requests. Beside the way to a token they mean the same.
  MicrosoftAppType: bot.credential.kind === 'secret' ? 'SingleTenant' : 'UserAssignedMsi',
  ...(bot.credential.kind === 'secret' && { MicrosoftAppPassword: bot.credential.secret }),
});

/**
 * The SDK asks for credentials once a turn, and makes its own afresh each time: every way to an Azure token, of which one is used. Its
 * federated ones keep the identity's word for ever, and that ends after a day.
 */
class TokenCredentials extends ConfigurationServiceClientCredentialFactory {
  readonly #token: BotToken;

  constructor(bot: BotIdentity, token: BotToken) {
    super(identityOf(bot));
    this.#token = token;
  }

  override async createCredentials(): ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']> {
    const token = this.#token;
    return {
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${await token()}`);
        return request;
      },
    };
  }
}

/**
 * Tokens of the bot for the Connector. They go to hosts of the Connector and to nobody else: anyone who has one is the bot.
 * @param botToken where the SDK has no way of its own to one that lasts
 */
export function createBotTokens(bot: BotIdentity, botToken: BotToken | undefined): BotToken {
  if (botToken !== undefined) return botToken;
  const factory = new ConfigurationServiceClientCredentialFactory(identityOf(bot));
  let made: ReturnType<typeof factory.createCredentials> | undefined;
  return async (isRefused = false) => {
    made ??= factory.createCredentials(bot.id, CONNECTOR, `${LOGIN}${bot.tenantId}`, true);
    const credentials = await made;
    if (!('getToken' in credentials) || typeof credentials.getToken !== 'function')
      throw new Error('the SDK gives no credentials that make a token');
    return z
      .string()
      .min(1)
      .parse(await credentials.getToken(isRefused));
  };
}

const CONNECTOR = 'https://api.botframework.com';
const LOGIN = 'https://login.microsoftonline.com/';

/** The SDK takes all of these or none. Only the address of the keys differs from its own values. */
const signedBy = (openIdUrl: string) => ({
  ValidateAuthority: true,
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  OAuthUrl: 'https://api.botframework.com',
  ToBotFromChannelOpenIdMetadataUrl: openIdUrl,
  ToBotFromEmulatorOpenIdMetadataUrl: openIdUrl,
  CallerId: 'urn:botframework:azure',
});

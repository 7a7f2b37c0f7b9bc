import {
  ClientAssertionCredential,
  type ClientAssertionCredentialOptions,
  ClientSecretCredential,
  DefaultAzureCredential,
  type TokenCredential,
} from '@azure/identity';
import { Fault } from '../../kernel/calls/fault.ts';
import type { BotIdentity } from '../environment/environment.ts';

/** What a managed identity is asked for to vouch for an app registration. Source: Microsoft Learn, workload identity federation. */
const EXCHANGE = 'api://AzureADTokenExchange/.default';

/** For Azure's own services (database, key vault, model): the managed identity where there is one, else the bot's secret. */
export function createCredential(bot: BotIdentity): TokenCredential {
  const { credential } = bot;
  if (credential.kind === 'secret') return new ClientSecretCredential(bot.tenantId, bot.id, credential.secret);
  const managedIdentityClientId = credential.kind === 'federated' ? credential.identityId : bot.id;
  return new DefaultAzureCredential({ managedIdentityClientId });
}

/**
 * For Graph, and for the Connector where the bot is an app registration: the registration `appId`, for which the managed
 * identity vouches; the secret's own where there is one; the identity itself where nothing else is named (development).
 * @param identity in place of the managed identity, in tests
 */
export function createAppCredential(
  bot: BotIdentity,
  appId: string,
  identity: TokenCredential = createCredential(bot),
  options: ClientAssertionCredentialOptions = {},
): TokenCredential {
  const { kind } = bot.credential;
  if (kind === 'secret' || (kind === 'managed-identity' && appId === bot.id)) return identity;
  const vouch = async (): Promise<string> => {
    const token = await identity.getToken(EXCHANGE);
    if (!token) throw new Fault('forbidden', 'the managed identity gives no token to vouch with');
    return token.token;
  };
  return new ClientAssertionCredential(bot.tenantId, appId, vouch, options);
}

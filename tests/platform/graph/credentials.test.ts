import { type ClientAssertionCredentialOptions, DefaultAzureCredential } from '@azure/identity';
import { expect, test } from '@jest/globals';
import { parseGuid, type TenantId } from '../../../src/kernel/ids.ts';
import type { BotIdentity } from '../../../src/platform/environment/environment.ts';
import { createAppCredential, createCredential } from '../../../src/platform/graph/credentials.ts';

const TENANT = 'a0000000-0000-4000-8000-000000000001';
const BOT = 'f0000000-0000-4000-8000-000000000001';
const REGISTRATION = 'f0000000-0000-4000-8000-000000000004';

const bot = (credential: BotIdentity['credential']): BotIdentity => ({
  id: BOT,
  tenantId: parseGuid<TenantId>(TENANT) as TenantId,
  credential,
});

type HttpClient = NonNullable<ClientAssertionCredentialOptions['httpClient']>;

/** Entra’s token service, which answers once and keeps what it was asked; and the managed identity. */
function outside() {
  const asked: { url: string; body: URLSearchParams }[] = [];
  const scopes: string[] = [];
  const host = `https://login.microsoftonline.com/${TENANT}`;
  const httpClient: HttpClient = {
    async sendRequest(request) {
      const { url, headers } = request;
      const isConfiguration = url.includes('openid-configuration');
      if (!isConfiguration) asked.push({ url, body: new URLSearchParams(String(request.body)) });
      const answer = isConfiguration
        ? {
            token_endpoint: `${host}/oauth2/v2.0/token`,
            authorization_endpoint: `${host}/oauth2/v2.0/authorize`,
            issuer: `${host}/v2.0`,
            jwks_uri: `${host}/discovery/v2.0/keys`,
          }
        : { token_type: 'Bearer', expires_in: 3600, access_token: 'token-of-the-registration' };
      return { request, status: 200, headers, bodyAsText: JSON.stringify(answer) };
    },
  };
  return {
    asked,
    scopes,
    identity: {
      async getToken(scope: string | string[]) {
        scopes.push(String(scope));
        return { token: 'word-of-the-identity', expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    },
    options: { disableInstanceDiscovery: true, httpClient },
  };
}

test.each<[string, BotIdentity, string]>([
  ['beside a bot that is the identity', bot({ kind: 'managed-identity' }), REGISTRATION],
  ['that is the bot', bot({ kind: 'federated', identityId: REGISTRATION }), BOT],
])('a registration %s gets its token on the word of the managed identity, without a secret', async (_, who, appId) => {
  const { asked, scopes, identity, options } = outside();
  const credential = createAppCredential(who, appId, identity, options);
  const token = await credential.getToken('https://graph.microsoft.com/.default');
  expect(token?.token).toBe('token-of-the-registration');
  expect(new Set(scopes)).toEqual(new Set(['api://AzureADTokenExchange/.default']));
  expect(asked).toHaveLength(1);
  expect(asked[0]?.url).toContain(`/${TENANT}/oauth2/v2.0/token`);
  expect(Object.fromEntries(asked[0]?.body ?? [])).toMatchObject({
    client_id: appId,
    client_assertion: 'word-of-the-identity',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    scope: expect.stringContaining('https://graph.microsoft.com/.default'),
  });
  expect(asked[0]?.body.get('client_secret')).toBeNull();
});

test('an identity that gives no word is a fault that says so, not a call without one', async () => {
  const { asked, options } = outside();
  const credential = createAppCredential(
    bot({ kind: 'managed-identity' }),
    REGISTRATION,
    { getToken: async () => null },
    options,
  );
  await expect(credential.getToken('https://graph.microsoft.com/.default')).rejects.toThrow('no token to vouch with');
  expect(asked).toEqual([]);
});

test('a secret of its own vouches for the bot’s registration, and in development the identity calls by itself', () => {
  const { identity } = outside();
  expect(createAppCredential(bot({ kind: 'secret', secret: 'x' }), BOT, identity)).toBe(identity);
  expect(createAppCredential(bot({ kind: 'managed-identity' }), BOT, identity)).toBe(identity);
});

test('Azure’s own services know the managed identity wherever there is one', () => {
  expect(createCredential(bot({ kind: 'federated', identityId: REGISTRATION }))).toBeInstanceOf(DefaultAzureCredential);
  expect(createCredential(bot({ kind: 'managed-identity' }))).toBeInstanceOf(DefaultAzureCredential);
  expect(createCredential(bot({ kind: 'secret', secret: 'x' }))).not.toBeInstanceOf(DefaultAzureCredential);
});

import { createHash } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';

export const BOT_AUDIENCE = 'https://api.botframework.com';
export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
const BOT_ISSUER = 'https://api.botframework.com';

/** How the token of an inbound activity is made, well or badly. */
export type TokenKind =
  | 'valid'
  | 'none'
  | 'wrong-key'
  | 'wrong-audience'
  | 'wrong-issuer'
  | 'wrong-service-url'
  | 'not-endorsed'
  | 'expired'
  /** Sent as it is, after `Bearer `. */
  | { raw: string }
  /** A well signed token with these claims laid over the right ones. */
  | { claims: Record<string, unknown> };

interface TokenClaims {
  audience: string;
  appId: string;
  expiresAtSeconds: number;
}

export interface Tokens {
  /** The JWKS that the bot reads. */
  keys(): Promise<{ keys: JWK[] }>;
  /** A token for the bot, as the Bot Connector signs it; undefined for `none`. */
  forBot(kind: TokenKind): Promise<string | undefined>;
  /** A token of Entra for the bot's own calls. */
  forService(audience: string, lifetimeSeconds: number): Promise<{ token: string; expiresAtSeconds: number }>;
  /** The claims of a token issued here and still good; undefined for any other. */
  check(token: string): Promise<TokenClaims | undefined>;
}

interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  jwk: JWK;
}

async function makeKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const jwk = await exportJWK(publicKey);
  const kid = createHash('sha256')
    .update(jwk.n ?? '')
    .digest('base64url')
    .slice(0, 24);
  return { kid, privateKey, publicKey, jwk: { ...jwk, kid, use: 'sig', alg: 'RS256', x5t: kid } };
}

const once = (make: () => Promise<SigningKey>): (() => Promise<SigningKey>) => {
  let made: Promise<SigningKey> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

// Making a key takes a tenth of a second of a processor: each is made when it is first needed, for every sandbox of this process.
const KEYS = { bot: once(makeKey), unendorsed: once(makeKey), stranger: once(makeKey), entra: once(makeKey) };

/** `serviceUrl` is a function because the port is known only once the server listens. */
export function createTokens(settings: { botId: string; tenantId: string; serviceUrl: () => string }): Tokens {
  const { botId, tenantId, serviceUrl } = settings;
  const nowSeconds = () => Math.floor(Date.now() / 1000);
  const checked = new Map<string, TokenClaims>();
  let goodToken: { token: string; until: number } | undefined;

  const sign = (claims: Record<string, unknown>, key: SigningKey, kid = key.kid) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, x5t: kid, typ: 'JWT' }).sign(key.privateKey);

  const botClaims = () => ({
    iss: BOT_ISSUER,
    aud: botId,
    serviceurl: serviceUrl(),
    nbf: nowSeconds(),
    exp: nowSeconds() + 3600,
  });

  async function goodBotToken(): Promise<string> {
    if (goodToken && goodToken.until > nowSeconds()) return goodToken.token;
    goodToken = { token: await sign(botClaims(), await KEYS.bot()), until: nowSeconds() + 600 };
    return goodToken.token;
  }

  return {
    keys: async () => ({
      keys: [
        { ...(await KEYS.bot()).jwk, endorsements: ['msteams', 'webchat'] },
        { ...(await KEYS.unendorsed()).jwk, endorsements: ['directline'] },
      ],
    }),

    async forBot(kind) {
      if (typeof kind === 'object') {
        return 'raw' in kind ? kind.raw : sign({ ...botClaims(), ...kind.claims }, await KEYS.bot());
      }
      switch (kind) {
        case 'valid':
          return goodBotToken();
        case 'none':
          return undefined;
        case 'wrong-key':
          // Under the right key's id, so that only the signature itself can give it away.
          return sign(botClaims(), await KEYS.stranger(), (await KEYS.bot()).kid);
        case 'not-endorsed':
          return sign(botClaims(), await KEYS.unendorsed());
        case 'wrong-audience':
          return sign({ ...botClaims(), aud: '99999999-9999-4999-8999-999999999999' }, await KEYS.bot());
        case 'wrong-issuer':
          return sign({ ...botClaims(), iss: 'https://issuer.example' }, await KEYS.bot());
        case 'wrong-service-url':
          return sign({ ...botClaims(), serviceurl: 'https://elsewhere.example/teams/' }, await KEYS.bot());
        case 'expired':
          return sign({ ...botClaims(), nbf: nowSeconds() - 7200, exp: nowSeconds() - 3600 }, await KEYS.bot());
      }
    },

    async forService(audience, lifetimeSeconds) {
      const expiresAtSeconds = nowSeconds() + lifetimeSeconds;
      const claims = { iss: `https://sts.windows.net/${tenantId}/`, aud: audience, appid: botId, tid: tenantId };
      const token = await sign({ ...claims, nbf: nowSeconds(), exp: expiresAtSeconds }, await KEYS.entra());
      return { token, expiresAtSeconds };
    },

    check: async (token) =>
      check(token, checked, { key: await KEYS.entra(), issuer: `https://sts.windows.net/${tenantId}/` }, nowSeconds()),
  };
}

/** What a token of a service says, where it is good and not past its time; each is verified once. */
async function check(
  token: string,
  checked: Map<string, TokenClaims>,
  by: { readonly key: SigningKey; readonly issuer: string },
  nowSeconds: number,
): Promise<TokenClaims | undefined> {
  const known = checked.get(token);
  if (known) return known.expiresAtSeconds > nowSeconds ? known : undefined;
  try {
    const { payload } = await jwtVerify(token, by.key.publicKey, {
      issuer: by.issuer,
      algorithms: ['RS256'],
    });
    if (typeof payload.aud !== 'string' || typeof payload.exp !== 'number') return undefined;
    const claims = { audience: payload.aud, appId: String(payload.appid), expiresAtSeconds: payload.exp };
    checked.set(token, claims);
    return claims;
  } catch {
    // Whatever is wrong with a token, the caller learns only that it is not good.
    return undefined;
  }
}

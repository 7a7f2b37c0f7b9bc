import type { AccessToken, TokenCredential } from '@azure/identity';
import { Fault } from '../../kernel/calls/fault.ts';

/** A token is fetched again this long before it expires: calls under way and clocks that differ. */
const RENEW_MS = 10 * 60_000;

/** @param isRefused the last one was not taken (401): it may have been withdrawn before its time */
export type Token = (isRefused?: boolean) => Promise<string>;

/**
 * A token of the bot's own identity, kept until shortly before it ends: the default credential goes through everything it
 * could be, error by error, each time that it is asked.
 * @param service in words, for the Fault where there is none; what the identity library throws is passed on
 */
export function keptToken(credential: TokenCredential, scope: string, service: string): Token {
  let kept: AccessToken | undefined;
  return async (isRefused = false) => {
    if (isRefused) kept = undefined;
    if (kept && kept.expiresOnTimestamp - Date.now() > RENEW_MS) return kept.token;
    const token = await credential.getToken(scope);
    if (!token) throw new Fault('forbidden', `there is no token for ${service}`);
    kept = token;
    return token.token;
  };
}

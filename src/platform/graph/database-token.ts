import type { TokenCredential } from '@azure/identity';
import { Fault } from '../../kernel/calls/fault.ts';
import type { Environment } from '../environment/environment.ts';

/** Source: Microsoft Learn, Entra authentication for Azure Database for PostgreSQL. */
const SCOPE = 'https://ossrdbms-aad.database.windows.net/.default';

/**
 * A token of the bot's own identity in place of a password, for a database that takes nothing else; `undefined` where the
 * address holds the password. The identity library keeps a token until shortly before it ends.
 */
export function databasePassword(
  database: Environment['database'],
  credential: TokenCredential,
): (() => Promise<string>) | undefined {
  if (database.kind !== 'server' || database.auth !== 'entra') return undefined;
  return async () => {
    const token = await credential.getToken(SCOPE);
    if (!token) throw new Fault('forbidden', 'there is no token for the database');
    return token.token;
  };
}

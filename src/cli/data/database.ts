import { Fault } from '../../kernel/calls/fault.ts';
import { readConfig } from '../../platform/environment/config.ts';
import { createCredential } from '../../platform/graph/credentials.ts';
import { databasePassword } from '../../platform/graph/database-token.ts';
import type { PasswordSource } from '../../platform/postgres/address.ts';
import { connect, type Db } from '../../platform/postgres/database.ts';
import { startLocalServer } from '../../platform/postgres/embedded/embedded.ts';
import { makeDatabase } from '../../platform/postgres/make.ts';

/**
 * Runs `work` on the database that the environment names, without bringing its schema up to date; outside production and
 * where none is named, on the one that `npm start` keeps in this folder. Of the other settings only those are asked for
 * that the way in needs, so that a restore can be made before anything else stands.
 * @param into another database on that server, made where there is none
 * @throws ConfigError when production names none; Fault('not-found') when Lanyard has never started on it
 */
export async function withDatabase<T>(env: NodeJS.ProcessEnv, work: (db: Db) => Promise<T>, into?: string): Promise<T> {
  const isTryOut = !env.DATABASE_URL?.trim() && env.NODE_ENV !== 'production';
  const local = isTryOut ? await startLocalServer(env.DATA_FOLDER?.trim() || '.lanyard') : undefined;
  const way = local ? { url: local.url, password: undefined } : wayIn(env);
  const { password } = way;
  const url = into === undefined ? way.url : besideIn(way.url, into);
  if (into !== undefined) await makeDatabase(url, password);
  const db = connect(url, 4, password);
  try {
    return await work(db);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === NO_SUCH_TABLE)) throw error;
    throw new Fault('not-found', 'This database is empty or of an older version: start Lanyard on it once.', {
      cause: error,
    });
  } finally {
    await db.destroy();
    await local?.close();
  }
}

/** SQLSTATE. */
const NO_SUCH_TABLE = '42P01';

/** The same server with another database. */
function besideIn(url: string, name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name))
    throw new Fault(
      'rejected',
      'A database name has lower-case letters, digits and _, and starts with a letter: lanyard2.',
    );
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

function wayIn(env: NodeJS.ProcessEnv): { readonly url: string; readonly password: PasswordSource | undefined } {
  const named = env.DATABASE_URL?.trim();
  if (named && env.DATABASE_AUTH?.trim() !== 'entra') return { url: named, password: undefined };
  // In Azure a token is the password: whose, is in the other settings.
  const { database, bot } = readConfig(env);
  return {
    url: database.kind === 'server' ? database.url : '',
    password: databasePassword(database, createCredential(bot)),
  };
}

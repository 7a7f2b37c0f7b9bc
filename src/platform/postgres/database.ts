import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { Fault } from '../../kernel/calls/fault.ts';
import { connectionTo, type PasswordSource } from './address.ts';
import { type LocalServer, startLocalServer } from './embedded/embedded.ts';
import { impatient } from './impatient-pool.ts';
import { makeDatabase } from './make.ts';
import { migrate, reasonOf } from './migrate.ts';
import { prepared } from './prepared-pool.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

export interface OpenDatabase {
  readonly db: Db;
  readonly url: string;
  /** What the person who starts Lanyard should know of it. */
  readonly remarks: readonly string[];
  close(): Promise<void>;
}

type DatabaseSettings =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'embedded'; readonly folder: string };

/**
 * Connects (starting our own server where no address is given) and brings the schema up to date.
 * @param password for a server that takes tokens, of which we are the administrator: a database that is missing there is made.
 * Otherwise the address holds what is needed, and a person has written it
 * @param starting our own server, where it was begun already
 * @throws Fault('unavailable') when there is no database to talk to
 */
export async function openDatabase(
  settings: DatabaseSettings,
  password?: PasswordSource,
  starting?: Promise<LocalServer>,
): Promise<OpenDatabase> {
  const local = settings.kind === 'embedded' ? await (starting ?? startLocalServer(settings.folder)) : undefined;
  const url = settings.kind === 'server' ? settings.url : (local?.url ?? '');
  if (settings.kind === 'server' && password) await makeDatabase(url, password);
  // Apart from the rest: a migration may take its time, and may wait for another instance's.
  const migrating = connect(url, 2, password);
  try {
    await migrate(migrating);
  } catch (error) {
    await migrating.destroy();
    await local?.close();
    throw error instanceof Fault
      ? error
      : new Fault('unavailable', `The database cannot be used: ${reasonOf(error)}`, { cause: error });
  }
  await migrating.destroy();
  const db = connect(url, 20, password, LONGEST_MS);
  return {
    db,
    url,
    remarks: local?.remarks ?? [],
    async close() {
      await db.destroy();
      await local?.close();
    },
  };
}

/** Nothing that is asked in a turn or a job takes a tenth of this. The person sending a report is told in time that it is not saved. */
const LONGEST_MS = 7_000;

/**
 * A pool on `url`, without touching the schema.
 * @param longestMs a query that takes longer is given up; without it, as for backups, nothing is
 */
export function connect(url: string, max = 20, password?: PasswordSource, longestMs?: number): Db {
  const pool = new pg.Pool({
    ...connectionTo(url, password),
    max,
    connectionTimeoutMillis: 10_000,
    application_name: 'lanyard',
    // A process that stands still in the middle of a transaction keeps its rows from everyone, reports among them: the server
    // ends it. What waits as long as a query may has been given up here already.
    ...(longestMs !== undefined && { idle_in_transaction_session_timeout: longestMs }),
  });
  // An idle connection that breaks is replaced by the pool; unheard, its error event would end the process.
  pool.on('error', () => undefined);
  // The same for a connection in use: anyone who uses it gets the error as a rejected query.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: longestMs === undefined ? pool : impatient(prepared(pool), longestMs) }),
  });
}

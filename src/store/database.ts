import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import { Fault } from '../core/fault.ts';
import { connectionTo, type PasswordSource } from './address.ts';
import { startLocalServer } from './embedded.ts';
import { impatient } from './impatient-pool.ts';
import { migrations } from './migrations.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

export interface OpenDatabase {
  readonly db: Db;
  readonly url: string;
  close(): Promise<void>;
}

type DatabaseSettings =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'embedded'; readonly folder: string };

/**
 * Connects (starting our own server where no address is given) and brings the schema up to date.
 * @param password for a server that takes tokens; otherwise the address holds what is needed
 * @throws Fault('unavailable') when there is no database to talk to
 */
export async function openDatabase(settings: DatabaseSettings, password?: PasswordSource): Promise<OpenDatabase> {
  const local = settings.kind === 'embedded' ? await startLocalServer(settings.folder) : undefined;
  const url = settings.kind === 'server' ? settings.url : (local?.url ?? '');
  // Apart from the rest: a migration may take its time, and may wait for another instance's.
  const migrating = connect(url, 2, password);
  try {
    await migrate(migrating);
  } catch (error) {
    await migrating.destroy();
    await local?.close();
    throw error instanceof Fault
      ? error
      : new Fault('unavailable', `The database cannot be used: ${reason(error)}`, { cause: error });
  }
  await migrating.destroy();
  const db = connect(url, 20, password, LONGEST_MS);
  return {
    db,
    url,
    async close() {
      await db.destroy();
      await local?.close();
    },
  };
}

/** Nothing that is asked in a turn or a job takes a tenth of this. Who sends a report is told in time that it is not saved. */
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
  });
  // An idle connection that breaks is replaced by the pool; unheard, its error event would end the process.
  pool.on('error', () => undefined);
  // The same for a connection in use: whoever uses it gets the error as a rejected query.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: longestMs === undefined ? pool : impatient(pool, longestMs) }),
  });
}

/** Migrations that this database has run, by whatever version, in their order; none for an empty one. */
export async function executedMigrations(db: Db): Promise<readonly string[]> {
  const table = await sql<{ name: string | null }>`select to_regclass('kysely_migration')::text as name`.execute(db);
  if (!table.rows[0]?.name) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/**
 * Runs what has not run yet; instances that start together wait for each other (kysely takes a lock). What a newer version
 * ran is left alone: during a rolling update an instance of this one may have to start again beside it.
 */
export async function migrate(db: Db, all: Record<string, Migration> = migrations): Promise<void> {
  const last = Object.keys(all).sort().at(-1) ?? '';
  const getMigrations = async (): Promise<Record<string, Migration>> => {
    const newer = (await executedMigrations(db)).filter((name) => name > last);
    return { ...all, ...Object.fromEntries(newer.map((name) => [name, ALREADY_RUN])) };
  };
  const { error, results } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest();
  if (error) {
    const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? 'the migration table';
    throw new Fault('unavailable', `The database could not be brought up to date at ${failed}: ${reason(error)}`, {
      cause: error,
    });
  }
}

/** Stands for a migration that only a newer version has. */
const ALREADY_RUN: Migration = { up: async () => undefined };

/** SQLSTATE and the server's words; never parameters, which may hold what a person wrote. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.message || error.name}${code}`;
}

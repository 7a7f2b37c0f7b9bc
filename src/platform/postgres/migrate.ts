import { isDeepStrictEqual } from 'node:util';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { Fault } from '../../kernel/calls/fault.ts';
import { asReleased, BEFORE_RELEASE } from './migrations/before-release.ts';
import { baseline, migrations } from './migrations/migrations.ts';
import type { Tables } from './tables.ts';

/**
 * Migrations that this database has run, by whatever version, in their order; none for an empty one.
 * @throws Fault('rejected') for one from before the first release that nothing brings up to date
 */
export async function executedMigrations(db: Kysely<Tables>): Promise<readonly string[]> {
  const table = await sql<{ name: string | null }>`select to_regclass('kysely_migration')::text as name`.execute(db);
  if (!table.rows[0]?.name) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return asReleased(rows.map(({ name }) => name));
}

/**
 * Runs what has not run yet; instances that start together wait for each other (kysely takes a lock). What a newer version
 * ran is left alone: during a rolling update an instance of this one may have to start again beside it.
 */
export async function migrate(db: Kysely<Tables>, all: Record<string, Migration> = migrations): Promise<void> {
  if ((await executedMigrations(db)).length > 0) await noteBaseline(db);
  const names = Object.keys(all).sort();
  const last = names.at(-1) ?? '';
  // Nearly every start: to find out for itself, kysely would read the columns of every table there is.
  if (isDeepStrictEqual(namesUpTo(last, await executedMigrations(db)), names)) return;
  const getMigrations = async (): Promise<Record<string, Migration>> => {
    const newer = (await executedMigrations(db)).filter((name) => name > last);
    return { ...all, ...Object.fromEntries(newer.map((name) => [name, ALREADY_RUN])) };
  };
  const { error, results } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest();
  if (error) {
    const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? 'the migration table';
    throw new Fault('unavailable', `The database could not be brought up to date at ${failed}: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

const namesUpTo = (last: string, executed: readonly string[]): readonly string[] =>
  executed.filter((name) => name <= last).sort();

/** Stands for a migration that only a newer version has. */
const ALREADY_RUN: Migration = { up: async () => undefined };

/** A try-out from before the first release goes on: its schema is the baseline's. Of instances at once, one finds the rows. */
async function noteBaseline(db: Kysely<Tables>): Promise<void> {
  await sql`
    with earlier as (delete from kysely_migration where name = any(${[...BEFORE_RELEASE]}::text[]) returning timestamp)
    insert into kysely_migration (name, timestamp)
    select name, (select min(timestamp) from earlier) from unnest(${Object.keys(baseline)}::text[]) name
    where exists (select from earlier)`.execute(db);
}

/** SQLSTATE and the server's words; never parameters, which may hold what a person wrote. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.message || error.name}${code}`;
}

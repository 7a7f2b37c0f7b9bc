import { sql } from 'kysely';
import { Fault } from '../../kernel/calls/fault.ts';
import { SCHEMA, SHELVES } from '../../report/trail/schemas.ts';
import type { Db } from './database.ts';
import { executedMigrations } from './migrate.ts';
import { migrations } from './migrations/migrations.ts';

/** How the database's schema and this version of the code differ. */
export interface SchemaState {
  /** Migrations that this version knows and the database has not run yet; all of them for an empty database. */
  readonly pending: readonly string[];
  /** Migrations that the database has run and this version does not know: a newer version was here. */
  readonly unknown: readonly string[];
}

/**
 * @throws Fault('unavailable') when the database does not answer, Fault('forbidden') when it refuses access,
 *   Fault('rejected') when nothing brings its schema up to date
 */
export async function schemaState(db: Db): Promise<SchemaState> {
  try {
    const done = await executedMigrations(db);
    const known = Object.keys(migrations);
    return {
      pending: known.filter((name) => !done.includes(name)),
      unknown: done.filter((name) => !known.includes(name)),
    };
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    const because = code === undefined ? '' : ` (${code})`;
    throw NOT_LET_IN.test(code ?? '')
      ? new Fault('forbidden', `the database refuses Lanyard access${because}`, { cause })
      : new Fault('unavailable', `the database does not answer${because}`, { cause });
  }
}

/** SQLSTATE: user or password (class 28), no such database (3D000), no right to it (42501). */
const NOT_LET_IN = /^(28|3D000|42501)/;

/**
 * Whether the server writes to disk before it says that something is saved. Each commit of a report asks for that by itself,
 * but with `fsync=off` the server only pretends: a report with a receipt would be gone after a power cut.
 */
export async function keepsItsWord(db: Db): Promise<boolean> {
  const { rows } = await sql<{ fsync: string }>`select current_setting('fsync') as fsync`.execute(db);
  return rows[0]?.fsync === 'on';
}

/** What to say about a server that does not. */
export const FSYNC_OFF =
  'The database server runs with fsync=off: what it calls saved is gone after a power cut, reports of concerns among it';

/** One wrapped key for each key id that sealed a concern: anyone who can unwrap these can open every record. */
export async function sealedWith(db: Db): Promise<readonly { readonly keyId: string; readonly wrapped: Uint8Array }[]> {
  const found = new Map<string, Uint8Array>();
  for (const shelf of SHELVES) {
    const rows = await db
      .withSchema(SCHEMA[shelf])
      .selectFrom('concern')
      .where('moved_to', 'is', null)
      .distinctOn('key_id')
      .select(['key_id', 'wrapped_key'])
      .execute();
    for (const { key_id, wrapped_key } of rows) found.set(key_id, wrapped_key);
  }
  return [...found].map(([keyId, wrapped]) => ({ keyId, wrapped }));
}

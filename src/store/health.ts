import { Fault } from '../core/fault.ts';
import { SCHEMA, SHELVES } from './concern/shelves.ts';
import { type Db, executedMigrations } from './database.ts';
import { migrations } from './migrations.ts';

/**
 * Migrations that this version knows and the database has not run yet; all of them for an empty database.
 * @throws Fault('unavailable') when the database does not answer
 */
export async function pendingMigrations(db: Db): Promise<readonly string[]> {
  try {
    const done = new Set(await executedMigrations(db));
    return Object.keys(migrations).filter((name) => !done.has(name));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new Fault('unavailable', `the database does not answer${code}`, { cause });
  }
}

/** One wrapped key for each key id that sealed a concern: whoever can unwrap these can open every record. */
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

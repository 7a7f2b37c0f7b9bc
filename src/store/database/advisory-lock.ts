import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';

/** What an advisory lock of PostgreSQL is named by: one bigint, or two integers. */
type LockName = RawBuilder<unknown>;

/**
 * Does `work` unless somebody else holds the lock of this name, here or on another instance. The lock belongs to the
 * connection that `work` gets, and ends with it: a killed process holds nothing. @returns false when somebody else has it
 */
export const ifNotLocked = (db: Db, name: LockName, work: (connection: Db) => Promise<void>): Promise<boolean> =>
  db.connection().execute(async (connection) => {
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${name}) as mine`.execute(connection);
    if (rows[0]?.mine !== true) return false;
    await thenUnlock(connection, name, () => work(connection));
    return true;
  });

/** Does `work` under a lock that this connection has, and lets go of it: the connection goes back to the others. */
export async function thenUnlock(connection: Db, name: LockName, work: () => Promise<void>): Promise<void> {
  const unlock = () => sql`select pg_advisory_unlock(${name})`.execute(connection);
  try {
    await work();
  } catch (error) {
    // A connection that is gone has let go of it; that must not stand in the log in place of the reason.
    await unlock().catch(() => undefined);
    throw error;
  }
  await unlock();
}

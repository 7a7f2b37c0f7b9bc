import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** First halves of the advisory locks of this capability; the second says which turn of its kind. */
export const TURNS = { push: 20_040, chase: 20_041 } as const;

/**
 * Does `work` unless somebody else is at the same turn, here or on another instance. The turn ends with the process,
 * because it belongs to its connection. @returns false when somebody else is
 */
export const takeTurn = (db: Db, turn: number, work: (connection: Db) => Promise<void>): Promise<boolean> =>
  db.connection().execute(async (connection) => {
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${turn}, 0) as mine`.execute(connection);
    if (rows[0]?.mine !== true) return false;
    try {
      await work(connection);
    } finally {
      // The connection goes back to the others: nothing may stay locked on it.
      await sql`select pg_advisory_unlock(${turn}, 0)`.execute(connection);
    }
    return true;
  });

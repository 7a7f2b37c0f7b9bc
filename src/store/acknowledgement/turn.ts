import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { ifNotLocked } from '../locked.ts';

/** First halves of the advisory locks of this capability; the second says which turn of its kind. */
export const TURNS = { push: 20_040, chase: 20_041 } as const;

/** Does `work` unless somebody else is at the same turn. @returns false when somebody else is */
export const takeTurn = (db: Db, turn: number, work: (connection: Db) => Promise<void>): Promise<boolean> =>
  ifNotLocked(db, sql`${turn}, 0`, work);

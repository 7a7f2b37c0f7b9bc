import { sql } from 'kysely';
import { ifNotLocked } from '../database/advisory-lock.ts';
import type { Db } from '../database/database.ts';

/** First halves of the advisory locks of this capability; the second says which of its kind, 0 the whole. */
export const LOCKS = { push: 20_040, chase: 20_041 } as const;

/** Does `work` unless somebody else has the whole of this lock. @returns false when somebody else has */
export const ifFree = (db: Db, lock: number, work: (connection: Db) => Promise<void>): Promise<boolean> =>
  ifNotLocked(db, sql`${lock}, 0`, work);

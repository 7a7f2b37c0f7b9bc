import { createHmac } from 'node:crypto';
import type { Db } from '../../platform/postgres/database.ts';
import { newKey } from '../../platform/postgres/seal.ts';
import type { KeyWrap } from '../ports.ts';

/** Enough that no two words meet by chance; the rest would only fill the table. */
const HASH_CHARACTERS = 16;
const ID = 'match';

/** Turns match words into keyed hashes: without the key nobody can tell from one which name it is of. */
export type MatchHash = (words: readonly string[]) => Promise<readonly string[]>;

/** With the key that this database keeps, sealed; made when it is first needed, and asked for once. */
export function matchHash(db: Db, wrap: KeyWrap): MatchHash {
  let known: Promise<Uint8Array> | undefined;
  async function keyOf(): Promise<Uint8Array> {
    const read = () => db.selectFrom('concern_match_key').selectAll().where('id', '=', ID).executeTakeFirst();
    if (!(await read())) {
      const { keyId, wrapped } = await wrap.wrap(newKey());
      // Another instance may be first: one key counts for all.
      await db
        .insertInto('concern_match_key')
        .values({ id: ID, key_id: keyId, wrapped_key: Buffer.from(wrapped) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }
    const row = await read();
    if (!row) throw new Error('the key for match words cannot be kept');
    return wrap.unwrap(row.key_id, row.wrapped_key);
  }
  return async (words) => {
    known ??= keyOf();
    // What failed is asked for again.
    known.catch(() => {
      known = undefined;
    });
    const key = await known;
    return words.map((word) => createHmac('sha256', key).update(word).digest('base64').slice(0, HASH_CHARACTERS));
  };
}

import { sql } from 'kysely';
import { Fault } from '../../kernel/calls/fault.ts';
import type { KeyWrap } from '../../report/ports.ts';
import { SCHEMA, SHELVES } from '../../report/trail/schemas.ts';
import type { Db } from './database.ts';

/** Whatever is sealed with a key of its own, and keeps that key beside it, wrapped. */
const TABLES = [
  ...SHELVES.map((shelf) => `${SCHEMA[shelf]}.concern`),
  'concern_draft',
  'concern_pin',
  'concern_pin_code',
  'concern_roll',
  'concern_match_key',
  'declaration',
  'campaign_talk',
  'concern_school_link',
  'concern_access_request',
].map((name) => sql.table(name));

interface Wrapped {
  readonly id: string;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
}

/**
 * Wraps the key of every record, draft, PIN, roll, hand-over, access request, declaration and wish for a talk again with the present wrapping key; what they seal stays as it is.
 * May run beside a working Lanyard, and again after it was cut short.
 * @returns `left`: what is still wrapped with another key, because `wrap` cannot open it or because someone who does not
 *   have the present key yet wrote it meanwhile. Only at 0 may earlier keys be taken away.
 * @throws Fault that is passing, when the keys cannot be asked just now
 */
export async function rewrapKeys(db: Db, wrap: KeyWrap): Promise<{ readonly done: number; readonly left: number }> {
  const counts = { done: 0, left: 0 };
  for (const table of TABLES) {
    // A record that has moved to the other shelf has no key left here.
    const others = async () =>
      (
        await sql<Wrapped>`
          select id, key_id, wrapped_key from ${table} where key_id not in ('', ${wrap.currentKeyId})`.execute(db)
      ).rows;
    for (const { id, key_id, wrapped_key } of await others()) {
      const fresh = await wrappedAnew(wrap, key_id, wrapped_key);
      if (!fresh) continue;
      // Not over a key that was put there meanwhile, as when texts are destroyed: the record would never open again.
      const { numAffectedRows } = await sql`
        update ${table} set key_id = ${fresh.keyId}, wrapped_key = ${Buffer.from(fresh.wrapped)}
        where id = ${id} and wrapped_key = ${wrapped_key}`.execute(db);
      counts.done += Number(numAffectedRows ?? 0);
    }
    counts.left += (await others()).length;
  }
  return counts;
}

/** `undefined` where none of the keys that there are opens it: the others need not wait for that. */
async function wrappedAnew(wrap: KeyWrap, keyId: string, wrapped: Uint8Array) {
  try {
    return await wrap.wrap(await wrap.unwrap(keyId, wrapped));
  } catch (error) {
    if (!(error instanceof Fault) || error.isPassing) throw error;
    return undefined;
  }
}

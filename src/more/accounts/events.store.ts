import type { Harmless } from '../../hear/gate.ts';
import type { Trx } from '../../platform/postgres/database.ts';
import type { AccountId } from './account.ts';
import type { NewEvent } from './account-ports.ts';

export const wordsOf = (words: Harmless | string): string => (typeof words === 'string' ? words : words.words);

/** What happened to an account; words that are empty are left out. */
export async function writeEvent(
  trx: Trx,
  id: AccountId,
  { at, by, byName, kind, words = {} }: NewEvent,
): Promise<void> {
  const said = Object.fromEntries(
    Object.entries(words).flatMap(([name, value]) => (wordsOf(value) === '' ? [] : [[name, wordsOf(value)]])),
  );
  await trx
    .insertInto('school_account_event')
    .values({ account_id: id, at, by_id: by ?? null, by_name: byName, kind, words: JSON.stringify(said) })
    .execute();
}

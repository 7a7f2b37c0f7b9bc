import { readConfig } from '../../platform/environment/config.ts';
import { createCredential } from '../../platform/graph/credentials.ts';
import { rewrapKeys } from '../../platform/postgres/rewrap.ts';
import { openRecordKey } from '../../wiring/record-key.ts';
import { withDatabase } from './database.ts';

export type Rewrapped =
  | { readonly kind: 'whole'; readonly words: string }
  | { readonly kind: 'partial'; readonly complaints: readonly string[] };

/** `lanyard rewrap`: after a new record key was set, so that the ones before it are needed no more. */
export async function rewrapRecords(env: NodeJS.ProcessEnv): Promise<Rewrapped> {
  const { recordKey, bot } = readConfig(env);
  const keys = await openRecordKey(recordKey, createCredential(bot));
  const { done, left } = await withDatabase(env, (db) => rewrapKeys(db, keys));
  const words = `Wrapped with the current key just now: ${done}.`;
  if (left === 0) return { kind: 'whole', words: `${words} None needs an earlier one; backups made before do.` };
  return {
    kind: 'partial',
    complaints: [
      words,
      `Still wrapped with another key: ${left}. Don’t remove any key.`,
      'Put every earlier key in RECORD_KEY_PREVIOUS, restart every instance so that it has the current one, and run this again.',
    ],
  };
}

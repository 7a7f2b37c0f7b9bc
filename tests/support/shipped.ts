import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Encoder, Reading } from '../../src/core/understanding.ts';
import { type Opening, openUnderstanding } from '../../src/understanding/open.ts';
import { keeper } from './kept.ts';

interface Kept {
  readonly opening: Opening;
  close(): Promise<void>;
}

/**
 * The encoder that Lanyard ships, opened once for each worker, and each text read once in a run: the sample school's policies are in
 * most tests that need it. A text reads the same whenever and beside whatever it is read (`tests/understanding/open.test.ts`).
 */
export async function shippedUnderstanding(): Promise<Opening> {
  const kept = keeper()?.get('understanding') as Kept | undefined;
  if (kept) return kept.opening;
  const create = async () => ({ opening: remembering(await openUnderstanding()), close: async () => undefined });
  return ((await keeper()?.make('understanding', create)) ?? (await create())).opening;
}

function remembering(opening: Opening): Opening {
  const folder = process.env.LANYARD_TEST_READINGS;
  if (opening.kind === 'without' || folder === undefined) return opening;
  const { encoder } = opening.understanding;
  const read: Encoder['read'] = async (texts) => {
    const readings: Reading[] = [];
    for (const text of texts) readings.push(await readOnce(folder, encoder, text));
    return readings;
  };
  return { ...opening, understanding: { ...opening.understanding, encoder: { ...encoder, read } } };
}

/** By a file, because the workers of a run share nothing else. */
async function readOnce(folder: string, encoder: Encoder, text: string): Promise<Reading> {
  const file = join(folder, createHash('sha256').update(text).digest('hex'));
  if (existsSync(file)) return deserialize(readFileSync(file)) as Reading;
  const [reading] = await encoder.read([text]);
  if (!reading) throw new Error('the encoder gave no reading');
  // Another worker may be at the same text: what is looked for is there whole, or not at all.
  const half = `${file}.${randomUUID()}`;
  writeFileSync(half, serialize(reading));
  renameSync(half, file);
  return reading;
}

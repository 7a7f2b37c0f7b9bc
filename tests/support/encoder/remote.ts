import { readFile } from 'node:fs/promises';
import type { Encoder } from '../../../src/kernel/understanding.ts';
import { mendSlips, vocabularyOf } from '../../../src/platform/encoder/slips.ts';
import type { Line } from './ask.ts';

export const MODEL = new URL('../../../src/platform/encoder/model/', import.meta.url);

/** The encoder that Lanyard ships, read by another process. */
export async function remoteEncoder({ read }: Line): Promise<Encoder> {
  const json = async (name: string) => JSON.parse(await readFile(new URL(name, MODEL), 'utf8'));
  const [weights, tokenizer] = await Promise.all([json('weights.json'), json('tokenizer.json')]);
  const vocabulary = vocabularyOf(tokenizer.model.vocab);
  return { model: weights.encoder, read, hear: read, mended: (text) => mendSlips(text, vocabulary) };
}

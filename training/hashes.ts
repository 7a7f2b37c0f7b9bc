import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hashOfFile } from '../src/understanding/encoder.ts';

/** Puts the hash of what was learnt again into the weights and the card of its folder, where there are any: others would refuse it. */
export async function keepHash(folder: URL, learnt: 'wishes' | 'hearing'): Promise<void> {
  const weights = new URL('weights.json', folder);
  if (!existsSync(weights)) return;
  const known: unknown = JSON.parse(readFileSync(weights, 'utf8'))[learnt];
  const hash = await hashOfFile(new URL(`${learnt}.bin`, folder));
  for (const file of [weights, new URL('README.md', folder)])
    if (existsSync(file)) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(`${known}`, hash));
}

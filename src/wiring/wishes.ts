import { readFileSync } from 'node:fs';
import { readWishes, type Wishes } from '../talk/wishes.ts';

/** How wishes are said, as Lanyard ships it. */
export const shippedWishes = (): Wishes =>
  readWishes(readFileSync(new URL('../talk/wishes.yml', import.meta.url), 'utf8'));

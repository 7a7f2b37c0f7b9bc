import { readFileSync } from 'node:fs';
import { readWishes, type Wishes } from '../hear/wishes/wishes.ts';

let shipped: Wishes | undefined;

/** How wishes are said, as Lanyard ships it: read once, which takes some fifty milliseconds. */
export function shippedWishes(): Wishes {
  shipped ??= readWishes(readFileSync(new URL('../hear/wishes/wishes.yml', import.meta.url), 'utf8'));
  return shipped;
}

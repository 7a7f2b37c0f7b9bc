import { LRUCache } from 'lru-cache';
import { MINUTE_MS } from '../../kernel/time.ts';

/** A person who types from paper errs a few times; beyond this someone is guessing. */
const MOST_MISSES = 30;
/** Addresses remembered at once, the longest silent forgotten first: memory must not grow with those who knock. */
const MOST_ADDRESSES = 10_000;

/** Counts a wrong link; true when more came from that address within a minute than a person's slips. */
type NoteMiss = (from: string) => boolean;

/**
 * Tells those who try links to wait. Only they are told: a whole school is behind one address, and one person there must
 * not shut out someone who holds a link that opens. Nobody guesses 133 bits at any speed. Each instance counts on its own.
 * @param elapsed milliseconds that never go back
 */
export function createMisses(elapsed: () => number): NoteMiss {
  const misses = new LRUCache<string, { readonly count: number; readonly since: number }>({ max: MOST_ADDRESSES });
  return (from) => {
    const now = elapsed();
    const known = misses.get(from);
    const { count, since } = known && now - known.since < MINUTE_MS ? known : { count: 0, since: now };
    misses.set(from, { count: count + 1, since });
    return count >= MOST_MISSES;
  };
}

import { LRUCache } from 'lru-cache';
import { MINUTE_MS } from '../core/time.ts';

/** A person who types from paper errs a few times; beyond this somebody is guessing. */
const MOST_MISSES = 30;
/** Addresses remembered at once, the longest silent forgotten first: memory must not grow with whoever knocks. */
const MOST_ADDRESSES = 10_000;

interface Guesses {
  /** Too many wrong links came from there within the last minute. */
  isBlocked(from: string, now: Date): boolean;
  miss(from: string, now: Date): void;
}

/**
 * Slows down whoever tries links. Nobody guesses 133 bits at any speed; this keeps the noise away from the database.
 * Each instance counts for itself.
 */
export function createGuesses(): Guesses {
  const misses = new LRUCache<string, { readonly count: number; readonly since: number }>({ max: MOST_ADDRESSES });
  const recent = (from: string, now: Date) => {
    const known = misses.get(from);
    return known && now.getTime() - known.since < MINUTE_MS ? known : undefined;
  };
  return {
    isBlocked: (from, now) => (recent(from, now)?.count ?? 0) >= MOST_MISSES,
    miss(from, now) {
      const { count, since } = recent(from, now) ?? { count: 0, since: now.getTime() };
      misses.set(from, { count: count + 1, since });
    },
  };
}

import { LRUCache } from 'lru-cache';

/** Whether someone may do one more thing now. Saying yes counts it. */
type RateLimit = (key: string, now: Date) => boolean;

/** People beyond this are forgotten, the longest silent first. */
const MOST_KEYS = 10_000;

/**
 * A bucket for each person that fills at `perMinute` and holds as much. In memory, so each instance counts on its own:
 * it keeps one person from taking everyone's time, it is not a quota.
 */
export function createRateLimit(perMinute: number): RateLimit {
  const buckets = new LRUCache<string, { readonly left: number; readonly at: number }>({ max: MOST_KEYS });
  return (key, now) => {
    const at = now.getTime();
    const bucket = buckets.get(key) ?? { left: perMinute, at };
    // A clock that was set back gives nothing and takes nothing.
    const refilled = bucket.left + (Math.max(0, at - bucket.at) / 60_000) * perMinute;
    const full = Math.min(perMinute, refilled);
    const isAllowed = full >= 1;
    buckets.set(key, { left: isAllowed ? full - 1 : full, at });
    return isAllowed;
  };
}

/** At most `most` calls in any window of `windowMs`. */
export interface Limit {
  most: number;
  windowMs: number;
}

export interface LimitKey {
  /** What is counted together, for example `send:a:123`. */
  key: string;
  limits: Limit[];
  /** What one call costs; 1 unless told. */
  cost?: number;
}

export interface RateLimits {
  /**
   * Counts a call against every key. Answers `undefined` if it may pass, otherwise the time until it could.
   * A refused call is counted only where `countRefused` (Graph keeps counting while it throttles).
   */
  take(keys: LimitKey[], options?: { countRefused?: boolean }): number | undefined;
  setOn(on: boolean): void;
  isOn(): boolean;
}

const SECOND = 1000;

/** Per bot per conversation: Microsoft Learn, "Optimize your bot with rate limiting in Teams". */
export const CONNECTOR_WRITES: Limit[] = [
  { most: 7, windowMs: SECOND },
  { most: 8, windowMs: 2 * SECOND },
  { most: 60, windowMs: 30 * SECOND },
  { most: 1800, windowMs: 3600 * SECOND },
];
export const CONNECTOR_READS: Limit[] = CONNECTOR_WRITES.map(({ most, windowMs }) => ({ most: 2 * most, windowMs }));
/** Per app per tenant; every call counts. */
export const CONNECTOR_ALL: Limit[] = [{ most: 50, windowMs: SECOND }];

/** Sliding windows over the times of past calls. `nowMs` must never go backwards. */
export function createRateLimits(nowMs: () => number): RateLimits {
  const taken = new Map<string, number[]>();
  let on = true;
  let calls = 0;

  function waitFor(times: number[], limits: Limit[], cost: number, now: number): number {
    let wait = 0;
    for (const { most, windowMs } of limits) {
      // The call that must have left the window before this one fits.
      const blocker = times[times.length - most + cost - 1];
      if (blocker !== undefined && blocker > now - windowMs) wait = Math.max(wait, blocker + windowMs - now);
    }
    return wait;
  }

  function record(key: string, limits: Limit[], cost: number, now: number): void {
    const times = taken.get(key) ?? [];
    for (let n = 0; n < cost; n += 1) times.push(now);
    const longest = Math.max(...limits.map((limit) => limit.windowMs));
    const firstKept = times.findIndex((time) => time > now - longest);
    // Cut rarely: cutting copies what is left.
    if (firstKept > 64 && firstKept > times.length / 2) times.splice(0, firstKept);
    taken.set(key, times);
  }

  function forgetOld(now: number): void {
    calls += 1;
    if (calls % 5000 !== 0) return;
    for (const [key, times] of taken) if ((times.at(-1) ?? 0) < now - 3600 * SECOND) taken.delete(key);
  }

  return {
    take(keys, options = {}) {
      if (!on) return undefined;
      const now = nowMs();
      forgetOld(now);
      const waits = keys.map(({ key, limits, cost = 1 }) => waitFor(taken.get(key) ?? [], limits, cost, now));
      const wait = Math.max(0, ...waits);
      if (wait === 0 || options.countRefused) {
        for (const { key, limits, cost = 1 } of keys) record(key, limits, cost, now);
      }
      return wait === 0 ? undefined : wait;
    },
    setOn(value) {
      on = value;
    },
    isOn: () => on,
  };
}

import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 50;

/** Asks until there is an answer, and gives that; fails with `what` once the time is up. Time counts, not tries: each may be slow. */
export async function until<T>(
  ready: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  ms = 60_000,
): Promise<T> {
  const end = performance.now() + ms;
  do {
    const found = await ready();
    if (found) return found;
    await pause(LOOK_MS);
  } while (performance.now() < end);
  throw new Error(`not within ${ms / 1_000} s: ${what}`);
}

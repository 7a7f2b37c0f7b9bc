/** Windows are an hour at most, and asking again earlier costs one call; a wrong figure must not put anything off for days. */
const LONGEST_MS = 10 * 60_000;

/** How long a service asks to be left alone, from its `retry-after` in seconds; `undefined` where it says nothing usable. */
export function retryAfterMs(header: string | null | undefined): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1_000, LONGEST_MS) : undefined;
}

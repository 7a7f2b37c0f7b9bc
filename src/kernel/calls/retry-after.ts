/** Windows are an hour at most, and asking again earlier costs one call; a wrong figure must not put anything off for days. */
const LONGEST_MS = 10 * 60_000;

const SECONDS = /^\d+(?:\.\d+)?$/;
/** As HTTP writes a moment: `Thu, 26 Nov 2026 06:30:00 GMT`. Source: RFC 9110, 5.6.7. */
const MOMENT = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * How long a service asks to be left alone, from its `retry-after`: in seconds, or until a moment; `undefined` where it says
 * nothing usable. A moment is reckoned from the `date` of the same answer, so that no clock of ours comes into it.
 * @param nowMs for an answer without a date
 */
export function retryAfterMs(headers: Pick<Headers, 'get'> | undefined, nowMs: number): number | undefined {
  const asked = headers?.get('retry-after')?.trim() ?? '';
  if (SECONDS.test(asked)) return Math.min(Number(asked) * 1_000, LONGEST_MS);
  const until = momentOf(asked);
  if (until === undefined) return undefined;
  const from = momentOf(headers?.get('date')?.trim() ?? '') ?? nowMs;
  return Math.min(Math.max(until - from, 0), LONGEST_MS);
}

function momentOf(text: string): number | undefined {
  const at = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/**
 * For what may happen hundreds of times a minute and is worth one line: the first is told at once, those of the next
 * `everyMs` with the one that comes after it.
 * @param now milliseconds that never go back
 * @param tell gets the latest, and how many there were since it was last called
 */
export function createLogThrottle<T>(
  everyMs: number,
  now: () => number,
  tell: (latest: T, times: number) => void,
): (what: T) => void {
  let times = 0;
  let quietUntil = Number.NEGATIVE_INFINITY;
  return (what) => {
    times += 1;
    if (now() < quietUntil) return;
    quietUntil = now() + everyMs;
    tell(what, times);
    times = 0;
  };
}

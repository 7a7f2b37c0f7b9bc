const TICKS = 10;

/**
 * What `call` gives, or the error of `late` once `ms` have gone by; what knows no signal is then left to itself. The time is
 * counted in ticks, of which a process that is out of breath misses some: its own stall is not taken for the other's.
 * @param call gets a signal that is aborted, with the same error, when the time is up
 */
export async function withTimeout<T>(
  ms: number,
  call: (signal: AbortSignal) => Promise<T>,
  late: () => Error,
): Promise<T> {
  const line = new AbortController();
  const tooLate = Promise.withResolvers<never>();
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    if (ticks < TICKS) return;
    const error = late();
    tooLate.reject(error);
    line.abort(error);
  }, ms / TICKS);
  try {
    return await Promise.race([call(line.signal), tooLate.promise]);
  } finally {
    clearInterval(timer);
  }
}

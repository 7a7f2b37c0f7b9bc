/** The sandbox's time: the real one, moved. The product in development follows it through `{url}/clock`. */
export interface SandboxClock {
  now(): Date;
  offsetMs(): number;
  set(to: Date): void;
  setOffset(offsetMs: number): void;
  advance(byMs: number): void;
  /** Moves it as time moves by itself: nothing is told, and what is due by then is found at the next regular look. */
  pass(byMs: number): void;
  /** Calls back after each move; the answer stops it. */
  onMove(listener: () => void): () => void;
}

/** Tokens never use this clock: the bot's libraries check them against the machine's own time. */
export function createClock(base: () => Date): SandboxClock {
  let offset = 0;
  const listeners = new Set<() => void>();
  const setOffset = (offsetMs: number) => {
    offset = Math.round(offsetMs);
    for (const listener of listeners) listener();
  };
  return {
    now: () => new Date(base().getTime() + offset),
    offsetMs: () => offset,
    set: (to) => setOffset(to.getTime() - base().getTime()),
    setOffset,
    advance: (byMs) => setOffset(offset + byMs),
    pass(byMs) {
      offset += Math.round(byMs);
    },
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

import type { Clock } from '../../kernel/time.ts';

interface FollowedClock {
  readonly now: Clock;
  stop(): void;
}

/**
 * Follows a clock that can be moved (the sandbox's), so that a year can be tried out in minutes. Never in production.
 * @param url answers `{ offsetMs }` and streams changes at `/stream`
 * @param onMove called after every move
 */
export async function followClock(url: string, onMove: () => void): Promise<FollowedClock> {
  let offsetMs = await readOffset(url);
  const abort = new AbortController();
  void listen();

  async function listen(): Promise<void> {
    while (!abort.signal.aborted) {
      try {
        const response = await fetch(`${url}/stream`, { signal: abort.signal });
        for await (const _part of response.body ?? []) {
          const next = await readOffset(url);
          if (next === offsetMs) continue;
          offsetMs = next;
          onMove();
        }
      } catch {
        // The sandbox was restarted; it is asked again in a moment.
      }
      await new Promise((done) => setTimeout(done, 1_000).unref());
    }
  }

  return { now: () => new Date(Date.now() + offsetMs), stop: () => abort.abort() };
}

async function readOffset(url: string): Promise<number> {
  const value: unknown = await (await fetch(url)).json();
  const offset = typeof value === 'object' && value !== null && 'offsetMs' in value ? value.offsetMs : undefined;
  if (typeof offset !== 'number') throw new Error(`the clock at ${url} did not tell its offset`);
  return offset;
}

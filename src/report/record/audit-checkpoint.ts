import { MINUTE_MS } from '../../kernel/time.ts';
import type { ConcernDeps } from '../deps.ts';
import type { ChainEnd } from '../ports.ts';

/**
 * The end of a shelf's chain as it is given away, e.g. `child:1234:9f…`: anyone who keeps one can show later that everything
 * up to it still stands as it was. Tells nothing about what was reported.
 */
export const markOf = ({ shelf, position, hash }: ChainEnd): string => `${shelf}:${position}:${hash}`;

const MARK = /\b(child|adult):(\d{1,15}):([0-9a-f]{64})\b/g;

/** Every mark that is in a text: a log, an export, or the mark alone. Each once. */
export function marksIn(text: string): readonly ChainEnd[] {
  const found = new Map<string, ChainEnd>();
  for (const [mark, shelf, position, hash = ''] of text.matchAll(MARK))
    found.set(mark, { shelf: shelf === 'child' ? 'child' : 'adult', position: Number(position), hash });
  return [...found.values()];
}

const EVERY_MS = MINUTE_MS;

/**
 * Gives the end of each chain away to the log, where the owner of the database cannot take it back, and looks whether the
 * one that this process saw last still stands. Once a minute at most, and only where something was written.
 */
export function createAuditCheckpoint(deps: Pick<ConcernDeps, 'store' | 'clock' | 'log'>): () => Promise<void> {
  const seen = new Map<ChainEnd['shelf'], ChainEnd>();
  let next = 0;
  return async () => {
    const now = deps.clock().getTime();
    // A clock that was moved back makes the pause no longer.
    if (next - now > 0 && next - now <= EVERY_MS) return;
    next = now + EVERY_MS;
    for (const end of await deps.store.chainEnds()) {
      const before = seen.get(end.shelf);
      if (before && markOf(before) === markOf(end)) continue;
      if (before && !(await deps.store.isInChain(before)))
        deps.log.error('concern.chain-broken', { was: markOf(before), is: markOf(end) });
      deps.log.info('concern.chain', { mark: markOf(end) });
      seen.set(end.shelf, end);
    }
  };
}

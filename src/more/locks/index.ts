import type { Feature, FeatureParts, Host } from '../../feature.ts';
import { lockActs } from './lock.handlers.ts';
import { tellOfMatches } from './lock-matches.ts';
import { watchLocks } from './lock-watch.ts';

const LOCKS = 'concern-locks';
const LOCKS_MS = 5 * 60_000;

function watching({ context: { jobs }, report: { deps } }: Host): FeatureParts {
  jobs.handle(LOCKS, async () => {
    await watchLocks(deps);
    await tellOfMatches(deps);
  });
  jobs.every(LOCKS, LOCKS_MS);
  return {};
}

/** A child's chronology that fewer may open: who holds it when its people have left, and who is told of what belongs to it. */
export const locks: Feature = {
  start: (host) => ({ ...watching(host), inReports: { acts: lockActs } }),
  // What is locked stays so, and its people may leave.
  leftOut: watching,
};

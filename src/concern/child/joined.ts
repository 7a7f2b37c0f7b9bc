import type { ConcernId } from '../../core/ids.ts';
import type { Entry } from '../concern.ts';

/** What was last said of each other report: true, it is about the same person; false, it is not. */
export function joinedIn(entries: readonly Entry[]): ReadonlyMap<ConcernId, boolean> {
  const said = new Map<ConcernId, boolean>();
  for (const { kind, facts } of entries)
    if ((kind === 'joined' || kind === 'parted') && typeof facts?.to === 'string')
      said.set(facts.to as ConcernId, kind === 'joined');
  return said;
}

import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { Entry } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { isLockedAway } from './openers.ts';

/** Events that mention another report. */
const NAMING: readonly Entry['kind'][] = ['linked', 'joined', 'parted'];

/**
 * What was done for a subject access request. It is read in the request, from which everyone is shut out whom it may be about; they
 * may be one of those who open the report.
 */
export const isForRequest = ({ kind, facts }: Entry): boolean =>
  kind === 'access-decided' || (kind === 'exported' && facts?.format === 'subject-access');

/**
 * A trail without what its reader must not learn: that there is a report that is locked away from them, and what was decided for a
 * subject access request.
 */
export async function withoutHidden(
  deps: Pick<ConcernDeps, 'store'>,
  entries: readonly Entry[],
  user: UserId,
): Promise<readonly Entry[]> {
  const others = entries.flatMap(({ kind, facts }) =>
    NAMING.includes(kind) && typeof facts?.to === 'string' ? [facts.to as ConcernId] : [],
  );
  return (await hidingFrom(deps, user, others))(entries);
}

/** The same for the trails of many, which name these or any others. */
export async function hidingFrom(
  { store }: Pick<ConcernDeps, 'store'>,
  user: UserId,
  others?: readonly ConcernId[],
): Promise<(entries: readonly Entry[]) => readonly Entry[]> {
  const locked = others?.length === 0 ? [] : await store.locked(others);
  const hidden = new Set([...locked].flatMap(([id, lockedTo]) => (isLockedAway({ lockedTo }, user) ? [id] : [])));
  return (entries) =>
    entries.filter(
      (entry) => !isForRequest(entry) && !(NAMING.includes(entry.kind) && hidden.has(entry.facts?.to as ConcernId)),
    );
}

import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { Entry } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { isLockedAway } from './openers.ts';

/** Events that mention another report. */
const NAMING: readonly Entry['kind'][] = ['linked', 'joined', 'parted'];

/** A trail without what names a report that is locked away from its reader: they must not learn that there is one. */
export async function withoutLocked(
  deps: Pick<ConcernDeps, 'store'>,
  entries: readonly Entry[],
  user: UserId,
): Promise<readonly Entry[]> {
  const others = entries.flatMap(({ kind, facts }) =>
    NAMING.includes(kind) && typeof facts?.to === 'string' ? [facts.to as ConcernId] : [],
  );
  return others.length === 0 ? entries : (await hidingLocked(deps, user, others))(entries);
}

/** The same for the trails of many, which name these or any others. */
export async function hidingLocked(
  { store }: Pick<ConcernDeps, 'store'>,
  user: UserId,
  others?: readonly ConcernId[],
): Promise<(entries: readonly Entry[]) => readonly Entry[]> {
  const locked = await store.locked(others);
  const hidden = new Set([...locked].flatMap(([id, lockedTo]) => (isLockedAway({ lockedTo }, user) ? [id] : [])));
  return (entries) =>
    entries.filter(({ kind, facts }) => !(NAMING.includes(kind) && hidden.has(facts?.to as ConcernId)));
}

import type { ConcernId, SchoolId, UserId } from '../../kernel/ids.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { hasLeftItsRole } from './lies-with.ts';
import { isLockedAway } from './openers.ts';

type Deps = Pick<ConcernDeps, 'store' | 'trust'>;

/** Reports that lie with someone though they hold their role no longer. One of them may have turned out to be about them. */
export async function keptBy(
  deps: Deps,
  user: UserId,
): Promise<readonly { readonly id: ConcernId; readonly school: SchoolId }[]> {
  const found = await deps.store.lyingWith(user);
  return found.filter(
    (one) => !isLockedAway(one, user) && hasLeftItsRole(schoolOf(deps, one.school), { ...one, excluded: [] }, user),
  );
}

/** The schools at which someone has a report so, which is open to them. */
export async function schoolsKept(deps: Deps, user: UserId): Promise<readonly SchoolId[]> {
  const ids = (await keptBy(deps, user)).map(({ id }) => id);
  if (ids.length === 0) return [];
  const { concerns } = await deps.store.list({ ids });
  return [...new Set(concerns.filter(({ excluded }) => !excluded.includes(user)).map(({ school }) => school))];
}

import type { Concern } from '../../report/concern.ts';
import { type ConcernDeps, schoolOf } from '../../report/deps.ts';
import { change, type Plan } from '../../report/record/change.ts';
import { accountStandingOf } from '../../report/routing/account-standing.ts';
import { nextFor } from '../../report/routing/brought-in.ts';
import { callingIn, isLockedAway, openers } from '../../report/routing/openers.ts';
import { readersOf } from '../../report/routing/routing.ts';
import { tellable } from '../../report/triage/hand-on.ts';
import type { School } from '../../school/school.ts';

/**
 * Looks after locks whose people have all left: nobody is locked out of a child's record for ever. The next in the chain is given
 * it and told, and can name two others or end the lock; with nobody above, it is open again to those who have it.
 */
export async function watchLocks(deps: ConcernDeps): Promise<void> {
  for (const id of (await deps.store.locked()).keys()) {
    const concern = await deps.store.find(id);
    if (!concern?.lockedTo || (await isAnyoneThere(deps, concern))) continue;
    const passed = await change(deps.store, id, (newest) =>
      newest.lockedTo?.join() === concern.lockedTo?.join()
        ? leftPlan(schoolOf(deps, newest.school), newest, deps.clock())
        : undefined,
    );
    if (passed.kind !== 'changed') continue;
    deps.log.warn('concern.lock-left', { concern: id });
    await deps.wake();
  }
}

/** While the directory cannot say, they are assumed to be there: it is asked again in a few minutes. */
async function isAnyoneThere(deps: ConcernDeps, concern: Concern): Promise<boolean> {
  for (const { id } of openers(schoolOf(deps, concern.school), concern))
    if ((await accountStandingOf(deps, id)) !== 'gone') return true;
  return false;
}

function leftPlan(school: School, concern: Concern, now: Date): Plan {
  const to = nextFor(school, concern).find((one) => readersOf(school, one).some(({ id }) => isLockedAway(concern, id)));
  if (to === undefined) return { entries: [{ at: now, actor: 'lanyard', kind: 'unlocked', facts: { why: 'left' } }] };
  const { facts, called } = callingIn(school, concern, to);
  return {
    entries: [{ at: now, actor: 'lanyard', kind: 'escalated', facts: { to, why: 'lock-left', ...facts } }],
    tasks: tellable(school, called, to).map(({ id }) => ({ kind: 'tell-person', dueAt: now, person: id, holder: to })),
  };
}

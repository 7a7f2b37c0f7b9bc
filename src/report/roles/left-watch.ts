import type { Concern } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { change } from '../record/change.ts';
import { accountStandingOf } from '../routing/account-standing.ts';
import { hasLeftItsRole, peopleOf } from '../routing/lies-with.ts';
import { openers } from '../routing/openers.ts';
import { handOn, nowhere } from '../triage/hand-on.ts';

/**
 * Looks after reports that stayed with people who have left the role, and then the school. The next in the chain gets each, and decides
 * whether it goes to those who hold the role now; where nobody may have it, its reporter is asked to phone.
 */
export async function watchLeft(deps: ConcernDeps): Promise<void> {
  for (const one of await deps.store.lyingWith()) {
    const outside = { ...one, excluded: [] };
    const school = schoolOf(deps, one.school);
    if (peopleOf(school, outside, one.holder).some(({ id }) => !hasLeftItsRole(school, outside, id))) continue;
    const concern = await deps.store.find(one.id);
    if (!concern || (await isAnyoneThere(deps, concern))) continue;
    const { sent, waiting } = await deps.store.tally(concern.id, 'late', concern.holder);
    // What is closed asks nothing of its reporter.
    const isTold = sent + waiting > 0 || concern.status === 'closed';
    const passed = await change(deps.store, concern.id, (newest) => {
      if (newest.holder !== concern.holder || newest.liesWith?.join() !== concern.liesWith?.join()) return undefined;
      const now = deps.clock();
      return handOn(school, newest, 'all-left', now) ?? (isTold ? undefined : nowhere(newest, 'all-left', now));
    });
    if (passed.kind !== 'changed') continue;
    deps.log.warn('concern.all-left', { concern: concern.id, holder: passed.concern.holder });
    await deps.wake();
  }
}

/** While the directory cannot say, they are assumed to be there: it is asked again in a few minutes. */
async function isAnyoneThere(deps: ConcernDeps, concern: Concern): Promise<boolean> {
  for (const { id } of openers(schoolOf(deps, concern.school), concern))
    if ((await accountStandingOf(deps, id)) !== 'gone') return true;
  return false;
}

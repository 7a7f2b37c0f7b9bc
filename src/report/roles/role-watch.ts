import type { UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { change, type Plan } from '../record/change.ts';
import { hasLeftItsRole, isTooClose, peopleOf } from '../routing/lies-with.ts';
import type { NewTask } from '../task.ts';
import { handOn, nowhere, tellable, tellOneByOne } from '../triage/hand-on.ts';
import { keptEntries } from '../triage/let-in.ts';

/**
 * Brings one open report in line with who holds the roles now. It stays with the people with whom it lies, and who came to a role since is
 * written down. Only where someone it is about answers for it beside them does the next in the chain get it, as if it came today.
 * @returns the report as it is then
 */
export async function followRoles(deps: ConcernDeps, concern: Concern): Promise<Concern> {
  const school = schoolOf(deps, concern.school);
  if (isTooClose(school, concern)) return handOnPastThem(deps, school, concern);
  const kept = await change(deps.store, concern.id, (newest) => keptPlan(school, newest, deps.clock()), concern);
  if (kept.kind === 'unknown') return concern;
  if (kept.kind === 'changed') deps.log.info('concern.kept-from-newcomers', { concern: concern.id });
  const untold = await untoldOf(deps, school, kept.concern);
  if (untold.length === 0) return kept.concern;
  const told = await change(deps.store, concern.id, () => ({ entries: [], tasks: untold }));
  return told.kind === 'unknown' ? kept.concern : told.concern;
}

async function handOnPastThem(deps: ConcernDeps, school: School, concern: Concern): Promise<Concern> {
  const now = deps.clock();
  // The reporter is told once to phone, not at every change.
  const { sent, waiting } = await deps.store.tally(concern.id, 'late', concern.holder);
  const moved = await change(deps.store, concern.id, (newest) => {
    if (!isTooClose(school, newest)) return undefined;
    const onward = handOn(school, newest, 'named', now);
    return onward ?? (sent + waiting === 0 ? nowhere(newest, 'named', now) : undefined);
  });
  if (moved.kind === 'changed') deps.log.warn('concern.handed-on-by-role', { concern: concern.id });
  return moved.kind === 'unknown' ? concern : moved.concern;
}

/** What is written down about who came; and where none of those before is left in the role, its place is not theirs any more. */
function keptPlan(school: School, concern: Concern, now: Date): Plan | undefined {
  const entries = keptEntries(school, concern, now);
  const people = concern.via === 'place' ? peopleOf(school, concern, concern.holder) : [];
  const areGone = people.length > 0 && people.every(({ id }) => hasLeftItsRole(school, concern, id));
  const onward = areGone ? tellOneByOne(school, concern, 'nobody-there', now) : undefined;
  if (entries.length === 0 && !onward) return undefined;
  return { entries: [...entries, ...(onward?.entries ?? [])], tasks: onward?.tasks ?? [] };
}

/** A card for everyone with whom it lies and who has none, nor one on its way. */
async function untoldOf(deps: ConcernDeps, school: School, concern: Concern): Promise<readonly NewTask[]> {
  const { id, holder } = concern;
  if (concern.via !== 'people' || concern.deliveredAt === undefined) return [];
  const toAll = await deps.store.tally(id, 'tell-holder', holder);
  if (toAll.waiting > 0) return [];
  const { sent, waiting, failed } = await deps.store.toldInPerson(id, holder);
  const known = new Set<UserId>([...sent, ...waiting, ...failed]);
  return tellable(school, concern, holder)
    .filter((one) => !known.has(one.id))
    .map((one) => ({ kind: 'tell-person', dueAt: deps.clock(), person: one.id, holder }));
}

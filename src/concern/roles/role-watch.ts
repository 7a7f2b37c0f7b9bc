import type { UserId } from '../../core/ids.ts';
import type { School } from '../../core/school/school.ts';
import type { Concern, Recipient } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { change } from '../record/change.ts';
import { readersOf } from '../routing/routing.ts';
import type { NewTask } from '../task.ts';
import { handOn, nowhere, tellable } from '../triage/hand-on.ts';

/**
 * Brings one open report in line with who holds the roles now. Who it is about may answer for it since: then the next in the chain
 * gets it, as if it came today. Otherwise anyone who took over gets its card.
 * @param before the roles by which its reports were last looked at; `undefined` once the process has started
 */
export async function followRoles(
  deps: ConcernDeps,
  concern: Concern,
  before: School['roles'] | undefined,
): Promise<void> {
  const school = schoolOf(deps, concern.school);
  const isTooClose = ({ holder, excluded }: Concern): boolean =>
    readersOf(school, holder).some(({ id }) => excluded.includes(id));
  if (isTooClose(concern)) {
    const now = deps.clock();
    // The reporter is told once to phone, not at every change.
    const { sent, waiting } = await deps.store.tally(concern.id, 'late', concern.holder);
    const moved = await change(deps.store, concern.id, (newest) => {
      if (!isTooClose(newest)) return undefined;
      const onward = handOn(school, newest, 'named', now);
      return onward ?? (sent + waiting === 0 ? nowhere(newest, 'named', now) : undefined);
    });
    if (moved.kind === 'changed') deps.log.warn('concern.handed-on-by-role', { concern: concern.id });
    return;
  }
  const untold = [
    ...(concern.via === 'people' && concern.deliveredAt !== undefined
      ? await untoldOf(deps, school, concern, concern.holder)
      : []),
    ...(await calledSince(deps, school, concern, before)),
  ];
  if (untold.length > 0) await change(deps.store, concern.id, () => ({ entries: [], tasks: untold }));
}

/** A card for everyone who answers for it and has none, nor one on its way. */
async function untoldOf(
  deps: ConcernDeps,
  school: School,
  concern: Concern,
  recipient: Recipient,
): Promise<readonly NewTask[]> {
  const toAll = await deps.store.tally(concern.id, 'tell-holder', recipient);
  if (toAll.waiting > 0) return [];
  const { sent, waiting, failed } = await deps.store.toldInPerson(concern.id, recipient);
  const known = new Set<UserId>([...sent, ...waiting, ...failed]);
  return tellable(school, concern, recipient)
    .filter(({ id }) => !known.has(id))
    .map(({ id }) => ({ kind: 'tell-person', dueAt: deps.clock(), person: id, holder: recipient }));
}

/** Those who took over a role that was called in beside the holder. */
async function calledSince(
  deps: ConcernDeps,
  school: School,
  concern: Concern,
  before: School['roles'] | undefined,
): Promise<readonly NewTask[]> {
  if (!before) return [];
  const tasks: NewTask[] = [];
  for (const recipient of concern.alsoOpenTo) {
    const were = new Set(readersOf({ ...school, roles: before }, recipient).map(({ id }) => id));
    for (const task of await untoldOf(deps, school, concern, recipient))
      if (task.person !== undefined && !were.has(task.person)) tasks.push(task);
  }
  return tasks;
}

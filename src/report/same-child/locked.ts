import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import type { Concern } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { change } from '../record/change.ts';
import { openers } from '../routing/openers.ts';
import { othersOnPerson } from './others.ts';

/** Two different people, each of whom could open it if it were not locked, and not just for a time. */
export function mayBeLockedTo(school: School, concern: Concern, people: readonly UserId[]): boolean {
  const could = openers(school, { ...concern, lockedTo: undefined });
  const isLasting = (person: UserId): boolean =>
    could.some(({ id, coversUntil }) => id === person && coversUntil === undefined);
  return new Set(people).size === 2 && people.every(isLasting);
}

/** The same for the others of one chronology, without the words: those that its people could not open are left as they are. */
export async function lockOthers(
  deps: ConcernDeps,
  school: School,
  root: Concern,
  others: readonly ConcernId[],
  actor: UserId,
): Promise<void> {
  const { lockedTo } = root;
  const at = deps.clock();
  for (const id of others)
    await change(deps.store, id, (other) => {
      if (lockedTo?.join() === other.lockedTo?.join()) return undefined;
      if (lockedTo === undefined) return { entries: [{ at, actor, kind: 'unlocked' }] };
      const isReady = other.acknowledgedAt !== undefined && mayBeLockedTo(school, other, lockedTo);
      return isReady ? { entries: [{ at, actor, kind: 'locked', facts: { to: lockedTo.join(' ') } }] } : undefined;
    });
}

/** What was said to be about the same child joins the lock of those that are locked. */
export async function lockTogether(deps: ConcernDeps, school: School, concern: Concern, actor: Actor): Promise<void> {
  const others = await joinedTo(deps, concern, actor);
  const locked = [concern, ...others].find(({ lockedTo }) => lockedTo !== undefined);
  if (!locked) return;
  const open = [concern, ...others].filter(({ lockedTo }) => lockedTo === undefined);
  await lockOthers(
    deps,
    school,
    locked,
    open.map(({ id }) => id),
    actor.user,
  );
}

/** The others of its chronology that the person who asks may open. */
export const joinedTo = async (deps: ConcernDeps, concern: Concern, actor: Actor): Promise<readonly Concern[]> =>
  (await othersOnPerson(deps, concern, actor)).joined;

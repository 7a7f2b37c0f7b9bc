import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { Actor } from '../../report/actor.ts';
import { type Concern, type NewEntry, shelfOf, type Written } from '../../report/concern.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import { change, type Plan } from '../../report/record/change.ts';
import { openers } from '../../report/routing/openers.ts';
import { othersOnPerson } from '../../report/same-child/others.ts';
import type { Role, School } from '../../school/school.ts';

/** Limits a child's chronology to two of the people who have it, and opens it to all of them again. */
export type LockAct =
  | { readonly kind: 'lock'; readonly people: readonly UserId[]; readonly words: Written }
  | { readonly kind: 'unlock'; readonly words: Written };

type NoLock = 'status' | 'for-the-dsl' | 'two-people' | 'not-acknowledged' | 'no-lock';

/**
 * What a lock writes into the report it was asked for. Only what someone has acknowledged is locked: what still waits for a
 * person has to reach anyone who is there. A deputy locks none, and those for whom it is locked may name others.
 */
export function lockPlan(
  school: School,
  role: Role,
  concern: Concern,
  wanted: LockAct,
  entry: (kind: 'locked' | 'unlocked', rest: Pick<NewEntry, 'facts' | 'words'>) => NewEntry,
): Plan | NoLock {
  if (shelfOf(concern.kind) !== 'child' || concern.drillBegunAt !== undefined) return 'status';
  if (wanted.kind === 'unlock')
    return concern.lockedTo === undefined ? 'no-lock' : { entries: [entry('unlocked', { words: wanted.words })] };
  if (concern.lockedTo === undefined && role === 'deputy-dsl') return 'for-the-dsl';
  if (concern.acknowledgedAt === undefined) return 'not-acknowledged';
  if (!mayBeLockedTo(school, concern, wanted.people)) return 'two-people';
  const { holder } = concern;
  const locked = entry('locked', { facts: { to: wanted.people.join(' ') }, words: wanted.words });
  return {
    entries: [locked],
    tasks: wanted.people
      .filter((person) => person !== locked.actor)
      .map((person) => ({ kind: 'news', dueAt: locked.at, person, holder, why: 'locked' })),
  };
}

/** Two different people, each of whom could open it if it were not locked, and not just for a time. */
function mayBeLockedTo(school: School, concern: Concern, people: readonly UserId[]): boolean {
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

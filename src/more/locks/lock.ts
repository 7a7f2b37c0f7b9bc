import type { UserId } from '../../kernel/ids.ts';
import { shelfOf, type Written } from '../../report/concern.ts';
import type { Plan } from '../../report/record/change.ts';
import { joinedTo, lockOthers, mayBeLockedTo } from '../../report/same-child/locked.ts';
import type { Acting, FeatureAct, NotDone } from '../../report/triage/act.ts';

/** Limits a child's chronology to two of the people who have it, and opens it to all of them again. */
export type LockAct =
  | { readonly kind: 'lock'; readonly people: readonly UserId[]; readonly words: Written }
  | { readonly kind: 'unlock'; readonly words: Written };

const NO_LOCK = {
  'two-people': 'Please choose two different people who can open this report.',
  'not-acknowledged': 'Acknowledge it first. Until someone has, it has to reach everyone who may be available.',
  'no-lock': 'It is not locked.',
  'for-the-dsl': 'Locking a chronology is for the DSL, not for a deputy.',
};

const not = (why: keyof typeof NO_LOCK): NotDone => ({ why, says: NO_LOCK[why] });

export const lockAct = (wanted: LockAct): FeatureAct => ({
  kind: 'feature',
  name: wanted.kind,
  words: wanted.words,
  needsReason: true,
  isForStubs: true,
  plan: (acting) => lockPlan(acting, wanted),
  async prepare(deps, { concern, school }, actor) {
    // Of a chronology as it is before: afterwards its reader may be nobody to whom it is locked.
    const others = (await joinedTo(deps, concern, actor)).map(({ id }) => id);
    return (after) => lockOthers(deps, school, after, others, actor.user);
  },
});

/**
 * What a lock writes into the report it was asked for. Only what someone has acknowledged is locked: what still waits for a
 * person has to reach anyone who is there. A deputy locks none, and those for whom it is locked may name others.
 */
function lockPlan({ granted: { school, role }, concern, entry }: Acting, wanted: LockAct): Plan | 'status' | NotDone {
  if (shelfOf(concern.kind) !== 'child' || concern.drillBegunAt !== undefined) return 'status';
  if (wanted.kind === 'unlock')
    return concern.lockedTo === undefined ? not('no-lock') : { entries: [entry('unlocked', { words: wanted.words })] };
  if (concern.lockedTo === undefined && role === 'deputy-dsl') return not('for-the-dsl');
  if (concern.acknowledgedAt === undefined) return not('not-acknowledged');
  if (!mayBeLockedTo(school, concern, wanted.people)) return not('two-people');
  const { holder } = concern;
  const locked = entry('locked', { facts: { to: wanted.people.join(' ') }, words: wanted.words });
  return {
    entries: [locked],
    tasks: wanted.people
      .filter((person) => person !== locked.actor)
      .map((person) => ({ kind: 'news', dueAt: locked.at, person, holder, why: 'locked' })),
  };
}

import type { UserId } from '../../kernel/ids.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import type { Concern, Facts, Recipient } from '../concern.ts';
import { type Lying, lastingOf, peopleOf } from './lies-with.ts';

/** Locked to others: for this person there is no such report, whatever role they hold. */
export const isLockedAway = ({ lockedTo }: Pick<Concern, 'lockedTo'>, user: UserId): boolean =>
  lockedTo !== undefined && !lockedTo.includes(user);

/** Everyone who may open it: with whom it lies and who was told beside them, without those it is about or locked away from. */
export function openers(
  school: School,
  concern: Lying & Pick<Concern, 'holder' | 'alsoOpenTo' | 'lockedTo'>,
): readonly RoleHolder[] {
  const all = [concern.holder, ...concern.alsoOpenTo].flatMap((recipient) => peopleOf(school, concern, recipient));
  return [...new Map(all.map((one) => [one.id, one])).values()].filter(
    ({ id }) => !concern.excluded.includes(id) && !isLockedAway(concern, id),
  );
}

/**
 * What it is once the next in the chain was called in beside those who have it: those who hold that role at this moment. A lock opens to
 * them: they are told because its two people did not act, or have left, and an empty card helps no child.
 * @returns `facts` for the event that says so, and the record as it is from then on
 */
export function callingIn(
  school: School,
  concern: Concern,
  next: Recipient | undefined,
): { readonly facts: Facts; readonly called: Concern } {
  const { lockedTo, liesWith, alsoOpenTo } = concern;
  const people = next === undefined ? [] : lastingOf(school, next, concern);
  if (next === undefined) return { facts: {}, called: concern };
  const isLocked = lockedTo !== undefined;
  return {
    facts: { with: people.join(' '), ...(isLocked && { opened: people.join(' ') }) },
    called: {
      ...concern,
      alsoOpenTo: [...new Set([...alsoOpenTo, next])],
      liesWith: liesWith && [...new Set([...liesWith, ...people])],
      ...(isLocked && { lockedTo: [...new Set([...lockedTo, ...people])] }),
    },
  };
}

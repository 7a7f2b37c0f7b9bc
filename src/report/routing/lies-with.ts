import type { UserId } from '../../kernel/ids.ts';
import { everyHolder, type Role, type RoleHolder, type School } from '../../school/school.ts';
import type { Concern, Facts, Recipient } from '../concern.ts';
import { broughtInBy } from './brought-in.ts';
import { closing, readersOf, roleOf, rolesOf } from './routing.ts';

/** What of a report says with whom it lies; of one that was not sent yet, nothing does. */
export type Lying = Pick<Concern, 'excluded'> & {
  readonly [Field in 'holder' | 'alsoOpenTo' | 'liesWith' | 'keptFrom' | 'status' | 'raisedAt']?:
    | Concern[Field]
    | undefined;
};

/** Not only for a time, in someone's place. */
const isLasting = ({ coversUntil }: RoleHolder): boolean => coversUntil === undefined;

/**
 * The people of a recipient with whom a report lies. Someone who came to the role after it is none of them until they are let in, and who
 * was brought in by a person it is about never is without that.
 */
function stayingOf(school: School, concern: Lying, recipient: Recipient): readonly RoleHolder[] {
  const { holder, alsoOpenTo = [], liesWith, keptFrom = [], status } = concern;
  const now = readersOf(school, recipient);
  const brought = broughtInBy(school, concern);
  const isTheirs = recipient === holder || alsoOpenTo.includes(recipient);
  return now.filter((one) => {
    if (!isLasting(one) || !isTheirs || liesWith === undefined) return !brought.has(one.id);
    // What was closed before they came goes with the role, or nobody could ever decide how long it is kept.
    return liesWith.includes(one.id) || (status === 'closed' && !keptFrom.includes(one.id) && !brought.has(one.id));
  });
}

/**
 * Everyone of a recipient with whom a report lies, the first to be named first. A change of roles takes it from nobody: who held the role when
 * it came keeps it. The DSL's team is the exception, because it has each report together: who leaves it has none of them any more, as
 * long as one of those before is left; and so it is with what is closed.
 */
export function peopleOf(school: School, concern: Lying, recipient: Recipient): readonly RoleHolder[] {
  const staying = stayingOf(school, concern, recipient);
  const { holder, alsoOpenTo = [], liesWith, status } = concern;
  if (recipient !== holder || liesWith === undefined) return staying;
  const isTogether = recipient === 'dsl' || status === 'closed';
  if (isTogether && staying.some(isLasting)) return staying;
  const present = new Set([recipient, ...alsoOpenTo].flatMap((one) => readersOf(school, one)).map(({ id }) => id));
  return [...staying, ...liesWith.filter((id) => !present.has(id)).map((id) => knownAs(school, id))];
}

/** Someone who holds the role no longer, by the name under which they or others knew them. */
function knownAs(school: School, id: UserId): RoleHolder {
  const holder = everyHolder(school).find((one) => one.id === id);
  if (holder) return { id, name: holder.name, alsoCalled: holder.alsoCalled, phone: holder.phone };
  const before = (school.formerHolders ?? []).find((one) => one.id === id);
  return before ?? { id, name: 'Someone who held the role before' };
}

/** In which role a person has it, of these recipients; of who left it, the one that they had it in. */
export function roleIn(
  school: School,
  concern: Lying,
  user: UserId,
  recipients: readonly Recipient[],
): Role | undefined {
  const recipient = recipients.find((one) => peopleOf(school, concern, one).some(({ id }) => id === user));
  return recipient && (roleOf(school, user, [recipient]) ?? rolesOf(recipient).at(-1));
}

/** Whether a person has it in whatever way, who it is about and locks apart. */
export const isOfItsPeople = (
  school: School,
  concern: Lying & Pick<Concern, 'holder' | 'alsoOpenTo'>,
  user: UserId,
): boolean => roleIn(school, concern, user, [concern.holder, ...concern.alsoOpenTo]) !== undefined;

/** Whether a person has it though they hold none of its roles any more: whatever place its role has, they are told in their own chat. */
export const hasLeftItsRole = (
  school: School,
  concern: Lying & Pick<Concern, 'holder' | 'alsoOpenTo'>,
  user: UserId,
): boolean =>
  isOfItsPeople(school, concern, user) && roleOf(school, user, [concern.holder, ...concern.alsoOpenTo]) === undefined;

/** Someone it is about answers for it, or is a colleague of those who do: then it is not theirs to keep. */
export function isTooClose(
  school: School,
  concern: Lying & Pick<Concern, 'holder' | 'kind' | 'naming' | 'reporter'>,
): boolean {
  const people = peopleOf(school, concern, concern.holder);
  const now = readersOf(school, concern.holder);
  // With those who left the role it lies apart from those who have it now.
  const colleagues = people.some(({ id }) => now.some((one) => one.id === id)) || people.length === 0 ? now : [];
  const shut = closing(school, concern.holder, concern);
  return [...people, ...colleagues].some(({ id }) => shut.includes(id));
}

/** Who came to its roles and was not let in. Nobody it is about is one of them. */
export function newcomersTo(
  school: School,
  concern: Lying,
  recipients: readonly (Recipient | undefined)[] = [concern.holder, ...(concern.alsoOpenTo ?? [])],
): readonly RoleHolder[] {
  const { liesWith, excluded } = concern;
  if (liesWith === undefined) return [];
  const found = recipients.flatMap((one) => (one === undefined ? [] : readersOf(school, one)));
  const newcomers = found.filter((one) => isLasting(one) && !liesWith.includes(one.id) && !excluded.includes(one.id));
  return [...new Map(newcomers.map((one) => [one.id, one])).values()];
}

/** With whom it lies once it comes to a recipient: none where everyone there is someone it is about. */
export const lastingOf = (
  school: School,
  recipient: Recipient,
  concern: Pick<Lying, 'excluded' | 'raisedAt'>,
): readonly UserId[] => {
  const brought = broughtInBy(school, concern);
  return readersOf(school, recipient)
    .filter((one) => isLasting(one) && !concern.excluded.includes(one.id) && !brought.has(one.id))
    .map(({ id }) => id);
};

/** The same as an event has it. */
export const withFacts = (people: readonly UserId[]): Facts => (people.length === 0 ? {} : { with: people.join(' ') });

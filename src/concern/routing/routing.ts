import type { UserId } from '../../core/ids.ts';
import { holders, type Role, type RoleHolder, type School } from '../../core/school/school.ts';
import type { Kind, Recipient } from '../concern.ts';
import { candidatesAt } from '../naming/people.ts';
import { readings } from '../naming/readings.ts';

/** Who takes a concern of each kind, and who comes next when they cannot. After the last, the LADO. */
const CHAINS: Readonly<Record<Kind, readonly Recipient[]>> = {
  child: ['dsl', 'headteacher', 'chair-of-governors'],
  staff: ['headteacher', 'chair-of-governors'],
  headteacher: ['chair-of-governors', 'governance-officer'],
  dsl: ['headteacher', 'chair-of-governors'],
  chair: ['governance-officer'],
  'online-abuse': ['senior-manager', 'headteacher', 'chair-of-governors', 'governance-officer'],
  data: ['dpo', 'headteacher', 'chair-of-governors'],
};

/** The roles whose holders answer for a recipient, the first to be named first. */
const ROLES_OF: Readonly<Record<Recipient, readonly Role[]>> = {
  dsl: ['dsl', 'deputy-dsl'],
  headteacher: ['headteacher'],
  'chair-of-governors': ['chair-of-governors'],
  'governance-officer': ['governance-officer'],
  'senior-manager': ['senior-manager'],
  dpo: ['dpo'],
};

/** Saying "about the headteacher" names the headteacher, whoever that is. */
const ABOUT: Readonly<Partial<Record<Kind, readonly Role[]>>> = {
  headteacher: ['headteacher'],
  dsl: ['dsl', 'deputy-dsl'],
  chair: ['chair-of-governors'],
};

/** A matter between adults needs somebody other than its reporter; a DSL or DPO may well record their own. */
export const NEEDS_ANOTHER_PERSON: readonly Kind[] = ['staff', 'headteacher', 'dsl', 'chair', 'online-abuse'];

/** Who it is about, as far as the reporter said before typing anything about it. */
export interface Subject {
  readonly kind: Kind;
  /** Picked from the directory and checked there: whoever it is about, and anybody too close to it. */
  readonly people: readonly UserId[];
  /** A name typed because the person is not in the list. */
  readonly name?: string;
}

export interface Route {
  /** What it is about once it is known who that is. */
  readonly kind: Kind;
  /** Recipients that may have it, in order. Empty: nobody at the school can; the reporter is given outside numbers. */
  readonly steps: readonly Recipient[];
  /** Everybody who must not see it. */
  readonly excluded: readonly UserId[];
}

/** Everyone who answers for a recipient at this school, the first to be named first. */
export function readersOf(school: School, recipient: Recipient): readonly RoleHolder[] {
  const seen = new Set<UserId>();
  return ROLES_OF[recipient].flatMap((role) => holders(school, role)).filter(({ id }) => !seen.has(id) && seen.add(id));
}

/**
 * Decides who a concern goes to. A recipient is passed over when any of its people is the one it is about: colleagues of
 * the same role are too close.
 */
export function routeFor(school: School, subject: Subject, reporter: UserId): Route {
  const kind = kindOf(school, subject);
  const excluded = excludedBy(school, subject);
  const steps = CHAINS[kind].filter(
    (recipient) =>
      mayHave(school, recipient, excluded) &&
      (!NEEDS_ANOTHER_PERSON.includes(kind) || readersOf(school, recipient).some(({ id }) => id !== reporter)),
  );
  return { kind, steps, excluded };
}

/** Somebody answers for it, none of them is excluded, and whom they work for is not. */
function mayHave(school: School, recipient: Recipient, excluded: readonly UserId[]): boolean {
  const readers = readersOf(school, recipient);
  const isTooClose = ({ id }: RoleHolder): boolean => excluded.includes(id);
  if (readers.length === 0 || readers.some(isTooClose)) return false;
  return recipient !== 'senior-manager' || !readersOf(school, 'headteacher').some(isTooClose);
}

/** Whoever turns out to be the person it is about has a kind of their own; the highest of several counts. */
const KIND_OF_ROLE: readonly (readonly [Role, Kind])[] = [
  ['headteacher', 'headteacher'],
  ['chair-of-governors', 'chair'],
  ['dsl', 'dsl'],
  ['deputy-dsl', 'dsl'],
];

/** Everybody whom a typed name may mean. */
function meantBy(school: School, name: string): readonly UserId[] {
  const { certain, possible } = readings(name, candidatesAt(school));
  return [...certain, ...possible];
}

/** A matter about an adult that names the headteacher is about the headteacher, whatever was chosen before. */
export function kindOf(school: School, { kind, people, name }: Subject): Kind {
  if (kind !== 'staff' && kind !== 'dsl') return kind;
  const named = [...people, ...(name === undefined ? [] : meantBy(school, name))];
  const found = KIND_OF_ROLE.find(([role]) => holders(school, role).some(({ id }) => named.includes(id)))?.[1];
  return found === undefined || (kind === 'dsl' && found !== 'headteacher') ? kind : found;
}

/** The role in which this person answers for one of these recipients, if they do. */
export function roleOf(school: School, user: UserId, recipients: readonly Recipient[]): Role | undefined {
  return recipients
    .flatMap((recipient) => ROLES_OF[recipient])
    .find((role) => holders(school, role).some(({ id }) => id === user));
}

/** Those left after `current`, for when it turns out not to be safe or does not act. */
export function nextAfter(
  school: School,
  kind: Kind,
  current: Recipient,
  excluded: readonly UserId[],
): readonly Recipient[] {
  const chain = CHAINS[kind];
  // A recipient reached by hand may be outside the chain of its kind: then the whole chain is still to come.
  return chain.slice(chain.indexOf(current) + 1).filter((recipient) => mayHave(school, recipient, excluded));
}

/** Everybody who must not see a concern about this subject. */
export function excludedBy(school: School, subject: Subject): readonly UserId[] {
  const { kind, people, name } = subject;
  const roles = [kind, kindOf(school, subject)].flatMap((one) => ABOUT[one] ?? []);
  const implied = roles.flatMap((role) => holders(school, role)).map(({ id }) => id);
  const typed = name === undefined ? [] : meantBy(school, name);
  return [...new Set([...people, ...implied, ...typed])];
}

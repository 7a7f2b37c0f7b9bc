import type { PolicyId, SchoolId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { DirectoryPerson } from '../../school/people.ts';
import type { BoundPolicy, Held } from '../campaign/campaign.ts';
import {
  type AddedBy,
  isCounted,
  type NewPerson,
  type Person,
  type PersonId,
  type PersonState,
  personIdOf,
  type Reason,
} from '../register/person.ts';
import { policiesOf } from '../text/as-asked.ts';
import type { Audience } from './exclusion.ts';
import { type KnownElsewhere, type LeftTo, roster } from './roster.ts';
import { choose, policiesFor, type Wanted } from './wanted.ts';

/** Someone who is back on the list. */
export interface Returner {
  readonly person: Person;
  /** What they go back to. */
  readonly to: PersonState;
  readonly dueDay: IsoDay;
  /** Who put them there again by name. */
  readonly addedBy?: AddedBy;
  /** As they are asked from now on, and by what; absent where that stays as it was. */
  readonly settled?: Settled | undefined;
}

/** What someone is asked for, and what of them the directory said then. */
type Settled = Pick<NewPerson, 'askedFor' | 'staffGroup' | 'site' | 'jobTitle'>;

/** Someone who comes on a list again as if for the first time. @param policies of the campaign */
export const settledAs = ({ askedFor }: Person, fresh: NewPerson, policies: readonly PolicyId[]): Settled => ({
  // All of them are named where they were not asked for all before.
  askedFor: fresh.askedFor ?? (askedFor && policies),
  staffGroup: fresh.staffGroup,
  site: fresh.site,
  jobTitle: fresh.jobTitle,
});

/** What a fresh look at the directory changes in a register. */
export interface RosterChanges {
  readonly joiners: readonly NewPerson[];
  readonly leavers: readonly { readonly person: Person; readonly reason: Reason }[];
  /** Back on the list, with what they go back to and by when they are to answer. */
  readonly returners: readonly Returner[];
  /** Lost or gained a Teams licence before anyone had asked them. */
  readonly moved: readonly { readonly person: Person; readonly to: 'paper' | 'waiting' }[];
  /** Asked for more than before, because what decides it was not known when they came on the list. */
  readonly askedMore: readonly { readonly person: Person; readonly askedFor: readonly PolicyId[] }[];
  /** What they are not asked for, because another campaign does. */
  readonly left: readonly LeftTo[];
}

interface Today extends KnownElsewhere {
  readonly school: SchoolId;
  /** Of the campaign. */
  readonly dueDay: IsoDay;
  /** Of anyone who is asked today. */
  readonly newDueDay: IsoDay;
  /** Policies of which they signed the same version since the school year began, in another campaign, open or not. */
  readonly signedThisYear: ReadonlyMap<PersonId, readonly PolicyId[]>;
  /** Who is asked; anyone already on the list stays on it. */
  readonly wanted: Wanted;
  /** Of the campaign. */
  readonly policies: readonly Pick<BoundPolicy, 'policyId' | 'versionId'>[];
  /** Whom HR put on the list by name: what they read is HR's choice. */
  readonly byName: ReadonlySet<PersonId>;
}

/** Compares the register with who is staff now. Pure. */
export function rosterChanges(people: readonly Person[], audience: Audience, context: Today): RosterChanges {
  const dueDay = later(context.dueDay, context.newDueDay);
  const known = new Map(people.map((person) => [person.id, person]));
  const { wanted } = context;
  const policies = context.policies.map(({ policyId }) => policyId);
  const now = roster(
    choose(audience, wanted, policies),
    dueDay,
    { ...context, elsewhere: notAskedHere(known, context) },
    (person) => policiesFor(asSettled(person, known.get(personIdOf(person.id))), wanted, policies),
    policies,
  );
  const present = new Map(now.people.map((person) => [person.id, person]));
  // Someone another campaign asks is still staff: they stay where they are here.
  // So do accounts that begin to look like no person's: only HR takes anyone off for that.
  const doubtful = audience.excluded.filter(({ reason }) => reason === 'may-be-no-person').map(({ user }) => user);
  const staff = new Set([...[...audience.ask, ...audience.paper].map(({ id }) => id), ...doubtful].map(personIdOf));
  const why = new Map(audience.excluded.map(({ user, reason }) => [personIdOf(user), reason]));

  const changes = { joiners: [], leavers: [], returners: [], moved: [], askedMore: [] } as {
    joiners: NewPerson[];
    leavers: { person: Person; reason: Reason }[];
    returners: Returner[];
    moved: { person: Person; to: 'paper' | 'waiting' }[];
    askedMore: { person: Person; askedFor: readonly PolicyId[] }[];
  };
  for (const fresh of present.values()) if (!known.has(fresh.id)) changes.joiners.push(fresh);
  for (const person of people) {
    // HR put them on the list, or took them off; the directory has no say in that.
    if (person.user === undefined || person.reason === 'not-staff') continue;
    const fresh = present.get(person.id);
    if (isCounted(person.state)) {
      if (!staff.has(person.id)) changes.leavers.push({ person, reason: leaverReason(why.get(person.id)) });
      else if (fresh) {
        if (movesTo(person, fresh)) changes.moved.push({ person, to: fresh.state });
        const askedFor = withMore(person, fresh, context);
        if (askedFor) changes.askedMore.push({ person, askedFor });
      }
    } else if (fresh) {
      const settled = settlesAnew(person, context) ? settledAs(person, fresh, policies) : undefined;
      changes.returners.push({ person, to: backTo(person), dueDay: later(person.dueDay, dueDay), settled });
    }
  }
  return { ...changes, left: now.left.filter((one) => isLeft(one, known.get(one.person), context)) };
}

/** Whether another campaign has the last word on it: HR has, on whom they put on the list or took off it, and who is asked here is asked here. */
function isLeft({ policy }: LeftTo, person: Person | undefined, { byName }: Today): boolean {
  if (!person) return true;
  if (byName.has(person.id) || person.reason === 'not-staff') return false;
  return !isCounted(person.state) || (person.askedFor !== undefined && !person.askedFor.includes(policy));
}

/** An account as its person's row has it, which settles what they are asked for. Who is not on the list is as they are now. */
const asSettled = (account: DirectoryPerson, person: Person | undefined): DirectoryPerson =>
  person && isCounted(person.state)
    ? { ...account, department: person.staffGroup, site: person.site, jobTitle: person.jobTitle }
    : account;

/** Whether the directory has a say in what someone is asked for: not in what HR chose for them, nor in what is signed. */
const settlesAnew = ({ id, acknowledgedAt }: Person, { byName }: Pick<Today, 'byName'>): boolean =>
  acknowledgedAt === undefined && !byName.has(id);

/**
 * What nobody who comes on the list is asked here: what another campaign asks of them, and what they signed in one this year. Who is on it
 * stays asked for what they are; so does who is back for what HR asked of them again though they had signed it.
 */
function notAskedHere(
  known: ReadonlyMap<PersonId, Person>,
  { elsewhere, signedThisYear, byName, policies }: Today,
): KnownElsewhere['elsewhere'] {
  const all = new Map(elsewhere);
  for (const [id, signed] of signedThisYear) {
    const person = known.get(id);
    if (person && (isCounted(person.state) || !settlesAnew(person, { byName }))) continue;
    const isAgain = ({ policyId, versionId }: Today['policies'][number]): boolean =>
      person?.signedBefore[policyId] === versionId && (person.askedFor?.includes(policyId) ?? true);
    const again = policies.filter(isAgain).map(({ policyId }) => policyId);
    const isSigned = signed.filter((policy) => !again.includes(policy)).map((policy) => [policy, 'signed'] as const);
    all.set(id, new Map([...(elsewhere.get(id) ?? []), ...isSigned]));
  }
  return all;
}

/** What someone on the list is asked for, where there is more of it by now. Nothing is taken back, and nothing asked that they signed elsewhere this year. */
function withMore(person: Person, fresh: NewPerson, context: Today): readonly PolicyId[] | undefined {
  const { askedFor } = person;
  if (!askedFor || !settlesAnew(person, context)) return undefined;
  const signed = context.signedThisYear.get(person.id) ?? [];
  const all = context.policies.filter(
    ({ policyId }) =>
      askedFor.includes(policyId) || (!signed.includes(policyId) && (fresh.askedFor?.includes(policyId) ?? true)),
  );
  return all.length > askedFor.length ? all.map(({ policyId }) => policyId) : undefined;
}

const later = (a: IsoDay, b: IsoDay): IsoDay => (a > b ? a : b);

function leaverReason(exclusion: string | undefined): Reason {
  switch (exclusion) {
    case 'pupil':
    case 'guest':
      return exclusion;
    case 'disabled':
      return 'account-disabled';
    case 'no-person':
      return 'not-staff';
    default:
      return 'no-longer-in-staff-group';
  }
}

/** Only where nobody has been asked: someone who has the card can answer it. */
const movesTo = (person: Person, fresh: NewPerson): boolean =>
  (fresh.state === 'paper' && ['waiting', 'unreachable'].includes(person.state)) ||
  (fresh.state === 'waiting' && person.state === 'paper' && person.reason === 'no-teams-licence');

/** Where someone stands who is back: as they were, or asked. */
export function backTo(person: Person): PersonState {
  if (person.acknowledgedAt) return 'acknowledged';
  if (person.stateBefore === 'paused' || person.stateBefore === 'paper') return person.stateBefore;
  return person.message ? 'asked' : 'waiting';
}

/**
 * More leavers or joiners at once than this are more likely a mistake in a group than contracts that end or begin. Five are few
 * where there are twenty; of a school of eight they would be most.
 */
const FEW = 5;
const SHARE = 0.1;
const SHARE_OF_FEW = 0.25;

/**
 * What a person has to look at before it counts: a group that lost its members, or one that everyone was put into, pupils
 * among them. What someone who runs the campaign has seen and confirmed passes, and no more than that.
 */
export function heldBack(
  { leavers, joiners }: Record<'leavers' | 'joiners', { readonly length: number }>,
  counted: number,
  confirmed: Held,
): Held {
  const most = Math.max(2, Math.min(FEW, counted * SHARE_OF_FEW), counted * SHARE);
  const held = (count: number, seen: number): number => (count > most && count > seen ? count : 0);
  return { leavers: held(leavers.length, confirmed.leavers), joiners: held(joiners.length, confirmed.joiners) };
}

/**
 * What differs between a list that someone planned with and the same list now by more than they would expect: the list as a whole, by the word
 * "everyone", and each policy, by its title. A policy that was for some of them and is now for nobody is always among them.
 * @param known about whom someone who runs the campaign has decided since then: that they are here, or gone, surprises nobody
 */
export function heldParts(
  seen: readonly Pick<Person, 'id' | 'askedFor'>[],
  now: readonly Pick<Person, 'id' | 'askedFor'>[],
  policies: readonly Pick<BoundPolicy, 'policyId' | 'title'>[],
  known: ReadonlySet<PersonId> = new Set(),
): readonly string[] {
  const isHeld = (policies?: readonly Pick<BoundPolicy, 'policyId'>[]): boolean => {
    const idsOf = (people: typeof seen) =>
      new Set(people.filter((one) => !policies || policiesOf(policies, one).length > 0).map(({ id }) => id));
    const [before, after] = [idsOf(seen), idsOf(now)];
    const [left, joined] = [before.difference(after), after.difference(before)];
    const differences = { leavers: [...left.difference(known)], joiners: [...joined.difference(known)] };
    const { leavers, joiners } = heldBack(differences, before.size, { leavers: 0, joiners: 0 });
    return leavers + joiners > 0 || (before.size > 0 && after.size === 0);
  };
  return [...(isHeld() ? ['everyone'] : []), ...policies.filter((one) => isHeld([one])).map(({ title }) => title)];
}

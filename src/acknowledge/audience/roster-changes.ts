import type { PolicyId, SchoolId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { BoundPolicy, Held } from '../campaign/campaign.ts';
import {
  type AddedBy,
  isCounted,
  type NewPerson,
  type Person,
  type PersonState,
  personIdOf,
  type Reason,
} from '../register/person.ts';
import { policiesOf } from '../text/as-asked.ts';
import type { Audience } from './exclusion.ts';
import { type KnownElsewhere, roster } from './roster.ts';
import { choose, policiesFor, type Wanted } from './wanted.ts';

/** Someone who is back on the list. */
export interface Returner {
  readonly person: Person;
  /** What they go back to. */
  readonly to: PersonState;
  readonly dueDay: IsoDay;
  /** Who put them there again by name, and for which policies where they are not for everyone. */
  readonly addedBy?: AddedBy;
  readonly askedFor?: readonly PolicyId[] | undefined;
}

/** What a fresh look at the directory changes in a register. */
export interface RosterChanges {
  readonly joiners: readonly NewPerson[];
  readonly leavers: readonly { readonly person: Person; readonly reason: Reason }[];
  /** Back on the list, with what they go back to and by when they are to answer. */
  readonly returners: readonly Returner[];
  /** Lost or gained a Teams licence before anyone had asked them. */
  readonly moved: readonly { readonly person: Person; readonly to: 'paper' | 'waiting' }[];
}

interface Today extends KnownElsewhere {
  readonly school: SchoolId;
  /** Of the campaign. */
  readonly dueDay: IsoDay;
  /** Of anyone who is asked today. */
  readonly newDueDay: IsoDay;
  /** Who is asked; anyone already on the list stays on it. */
  readonly wanted: Wanted;
  /** Of the campaign. */
  readonly policies: readonly PolicyId[];
}

/** Compares the register with who is staff now. Pure. */
export function rosterChanges(people: readonly Person[], audience: Audience, context: Today): RosterChanges {
  const dueDay = later(context.dueDay, context.newDueDay);
  const known = new Map(people.map((person) => [person.id, person]));
  const { wanted, policies } = context;
  const now = roster(choose(audience, wanted, policies), dueDay, context, (person) =>
    policiesFor(person, wanted, policies),
  );
  const present = new Map(now.people.map((person) => [person.id, person]));
  // Someone another campaign asks is still staff: they stay where they are here.
  // So do accounts that begin to look like no person's: only HR takes anyone off for that.
  const doubtful = audience.excluded.filter(({ reason }) => reason === 'may-be-no-person').map(({ user }) => user);
  const staff = new Set([...[...audience.ask, ...audience.paper].map(({ id }) => id), ...doubtful].map(personIdOf));
  const why = new Map(audience.excluded.map(({ user, reason }) => [personIdOf(user), reason]));

  const changes = { joiners: [], leavers: [], returners: [], moved: [] } as {
    joiners: NewPerson[];
    leavers: { person: Person; reason: Reason }[];
    returners: { person: Person; to: PersonState; dueDay: IsoDay }[];
    moved: { person: Person; to: 'paper' | 'waiting' }[];
  };
  for (const fresh of present.values()) if (!known.has(fresh.id)) changes.joiners.push(fresh);
  for (const person of people) {
    // HR put them on the list, or took them off; the directory has no say in that.
    if (person.user === undefined || person.reason === 'not-staff') continue;
    const fresh = present.get(person.id);
    if (isCounted(person.state)) {
      if (!staff.has(person.id)) changes.leavers.push({ person, reason: leaverReason(why.get(person.id)) });
      else if (fresh && movesTo(person, fresh)) changes.moved.push({ person, to: fresh.state });
    } else if (fresh) {
      changes.returners.push({ person, to: backTo(person), dueDay: later(person.dueDay, dueDay) });
    }
  }
  return changes;
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
 */
export function heldParts(
  seen: readonly Pick<Person, 'id' | 'askedFor'>[],
  now: readonly Pick<Person, 'id' | 'askedFor'>[],
  policies: readonly Pick<BoundPolicy, 'policyId' | 'title'>[],
): readonly string[] {
  const isHeld = (policies?: readonly Pick<BoundPolicy, 'policyId'>[]): boolean => {
    const idsOf = (people: typeof seen) =>
      new Set(people.filter((one) => !policies || policiesOf(policies, one).length > 0).map(({ id }) => id));
    const [before, after] = [idsOf(seen), idsOf(now)];
    const differences = { leavers: [...before.difference(after)], joiners: [...after.difference(before)] };
    const { leavers, joiners } = heldBack(differences, before.size, { leavers: 0, joiners: 0 });
    return leavers + joiners > 0 || (before.size > 0 && after.size === 0);
  };
  return [...(isHeld() ? ['everyone'] : []), ...policies.filter((one) => isHeld([one])).map(({ title }) => title)];
}

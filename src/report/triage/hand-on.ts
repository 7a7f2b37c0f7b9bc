import type { UserId } from '../../kernel/ids.ts';
import { type IsoDay, instantOf, MINUTE_MS } from '../../kernel/time.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import { type Concern, type Elsewhere, type EntryKind, isNoticed, type NewEntry, type Recipient } from '../concern.ts';
import { acknowledgeDueAfter, decideDueAfter } from '../delivery/clocks.ts';
import type { Plan } from '../record/change.ts';
import { broughtInBy, nextOutside } from '../routing/brought-in.ts';
import { type Lying, lastingOf, peopleOf, withFacts } from '../routing/lies-with.ts';
import { callingIn, isLockedAway, openers } from '../routing/openers.ts';
import { lastResort, leftOut, readersOf } from '../routing/routing.ts';
import type { NewTask } from '../task.ts';

/** After this without a sign from Teams that anyone got it, the next way is tried and the reporter is told. */
export const deliveryPatienceMs = (isUrgent: boolean): number => (isUrgent ? MINUTE_MS : 2 * MINUTE_MS);

/** Where a recipient is told first. Only the DSL has a place of their own. */
export const firstWay = (school: School, recipient: Recipient): Concern['via'] =>
  recipient === 'dsl' && school.dslDestination.kind !== 'people' ? 'place' : 'people';

/** The same of a report: never a place that someone of its own people reads who is left out of it. */
export const wayOf = (school: School, recipient: Recipient, concern: Parameters<typeof leftOut>[1]): Concern['via'] =>
  recipient === 'dsl' && leftOut(school, concern).length > 0 ? 'people' : firstWay(school, recipient);

/** Who of a recipient is told in person: of a locked one, none but those to whom it is locked. */
export const tellable = (
  school: School,
  concern: Lying & Pick<Concern, 'reporter' | 'lockedTo'>,
  recipient: Recipient,
): readonly RoleHolder[] =>
  withoutThem(
    peopleOf(school, concern, recipient).filter(({ id }) => !isLockedAway(concern, id)),
    concern,
  );

/**
 * The person who took it on, or was given something to do about it. Where they can no longer open it, because they left, hold the role no
 * more or may be meant, everyone who has it: nobody else would ever hear that it is due.
 */
export function inCharge(school: School, concern: Concern, owner = concern.owner): readonly UserId[] {
  if (owner !== undefined && openers(school, concern).some(({ id }) => id === owner)) return [owner];
  return tellable(school, concern, concern.holder).map(({ id }) => id);
}

/** Who of a recipient answers for it towards its reporter, who learns nothing about a lock. */
export const answerable = (
  school: School,
  concern: Lying & Pick<Concern, 'reporter'>,
  recipient: Recipient,
): readonly RoleHolder[] => withoutThem(peopleOf(school, concern, recipient), concern);

/** Nobody it is about, and the reporter only if there is nobody else. */
function withoutThem(
  people: readonly RoleHolder[],
  { excluded, reporter }: Pick<Concern, 'excluded' | 'reporter'>,
): readonly RoleHolder[] {
  const all = people.filter(({ id }) => !excluded.includes(id));
  const others = all.filter(({ id }) => id !== reporter);
  return others.length > 0 ? others : all;
}

/** What has to happen for a holder who has just been given a concern. */
export function tasksForHolder(
  school: School,
  concern: Pick<Concern, 'isUrgent' | 'acknowledgeDueAt' | 'decideDueAt' | 'drillBegunAt'>,
  holder: Recipient,
  now: Date,
): readonly NewTask[] {
  return [
    { kind: 'tell-holder', dueAt: now, holder },
    checkDelivered(concern, holder, now),
    {
      kind: 'check-acknowledged',
      dueAt: acknowledgeDueAfter(school, concern.isUrgent, now),
      holder,
      round: 1,
    },
    ...(concern.drillBegunAt === undefined
      ? [{ kind: 'check-decided', dueAt: concern.decideDueAt, holder, round: 1 } as const]
      : []),
  ];
}

const checkDelivered = (concern: Pick<Concern, 'isUrgent'>, holder: Recipient, now: Date): NewTask => ({
  kind: 'check-delivered',
  dueAt: new Date(now.getTime() + deliveryPatienceMs(concern.isUrgent)),
  holder,
  round: 1,
});

/**
 * Looks whether someone has opened what the reporter added. It counts towards the same time as a report; `urgent` when the
 * reporter says that someone needs to act today, whatever they said about the report itself.
 */
export const checkRead = (school: School, holder: Recipient, isUrgent: boolean, now: Date, round = 1): NewTask => ({
  kind: 'check-read',
  dueAt: acknowledgeDueAfter(school, isUrgent, now),
  plannedAt: now,
  holder,
  round,
  ...(isUrgent && { why: 'urgent' }),
});

/** More people than the DSL's team can read the place: not a fault that passes, someone has to change it. */
const TOO_WIDE: readonly Elsewhere[] = ['public', 'guest', 'unexpected-member'];

/**
 * The same people, each in their own chat, because their place cannot be used; their clocks run on, and what they have done
 * stands. Where too many can read the place and nobody has acknowledged yet, the next in the chain is told as well: the DSL
 * is still the right reader, and someone above must know that the place is open.
 */
export function tellOneByOne(school: School, concern: Concern, why: Elsewhere, now: Date): Plan {
  const { holder } = concern;
  const entry: NewEntry = {
    at: now,
    actor: 'lanyard',
    kind: 'redirected',
    facts: { from: holder, to: holder, via: 'people', why },
  };
  const tasks: readonly NewTask[] = [
    { kind: 'tell-holder', dueAt: now, holder },
    ...(isNoticed(concern) ? [] : [checkDelivered(concern, holder, now)]),
  ];
  const isWatched = concern.acknowledgedAt !== undefined || !TOO_WIDE.includes(why);
  // It may be too wide because the role has changed and the channel has not: then nobody of that change is told by it.
  const [next] = isWatched ? [] : nextOutside(school, concern);
  if (next === undefined) return { entries: [entry], tasks };
  const { facts, called } = callingIn(school, concern, next);
  return {
    entries: [entry, { at: now, actor: 'lanyard', kind: 'escalated', facts: { to: next, why, ...facts } }],
    tasks: [
      ...tasks,
      ...tellable(school, called, next).map(
        ({ id }): NewTask => ({ kind: 'tell-person', dueAt: now, person: id, holder: next }),
      ),
    ],
  };
}

/** It cannot stay because of who it may be about: then it goes beyond its chain rather than to nobody. */
const OF_PEOPLE: readonly Elsewhere[] = ['named', 'subject-present'];

const leftOver = (school: School, concern: Concern): Recipient | undefined => {
  const brought = broughtInBy(school, concern);
  return lastResort(school, concern).find(
    (one) => one !== concern.holder && !readersOf(school, one).some(({ id }) => brought.has(id)),
  );
};

/** Whether a deputy who is left out of it may read the place in which it is. */
export const isReadAlong = (school: School, concern: Concern): boolean =>
  concern.holder === 'dsl' && concern.via === 'place' && leftOut(school, concern).length > 0;

/** On to the next who may have it; `undefined` if nobody is left. */
export function handOn(school: School, concern: Concern, why: Elsewhere, now: Date): Plan | undefined {
  const to = nextOutside(school, concern)[0] ?? (OF_PEOPLE.includes(why) ? leftOver(school, concern) : undefined);
  if (to === undefined) return undefined;
  return redirect(school, concern, 'redirected', { to, via: firstWay(school, to), why }, now);
}

/** Nobody at the school is left who may have it: the reporter has to know at once. */
export function nowhere(concern: Concern, why: Elsewhere, now: Date): Plan {
  return {
    entries: [{ at: now, actor: 'lanyard', kind: 'not-delivered', facts: { to: concern.holder, why, isLast: true } }],
    tasks: [
      {
        kind: 'late',
        dueAt: now,
        person: concern.reporter,
        // It was delivered once, and now nobody may open it: to say that it was not delivered would be untrue.
        why: concern.deliveredAt === undefined ? 'not-delivered' : 'nobody-left',
        holder: concern.holder,
      },
    ],
  };
}

/** Reminds the person who has it of the day on which it is to be looked at again. */
export const reviewTask = (school: School, on: IsoDay, holder: Recipient): NewTask => ({
  kind: 'check-review',
  dueAt: instantOf(on, school.hours.opens),
  holder,
});

/** Gives a concern to another recipient and starts their clocks; a closed one is only told. */
export function redirect(
  school: School,
  concern: Concern,
  kind: Extract<EntryKind, 'redirected' | 'rerouted'>,
  step: { readonly to: Recipient; readonly via: Concern['via']; readonly why: string },
  now: Date,
  by: Pick<NewEntry, 'actor' | 'words'> = { actor: 'lanyard' },
): Plan {
  const { isUrgent, decidedAt, reviewOn, status } = concern;
  const due = acknowledgeDueAfter(school, isUrgent, now);
  // Passing it on early gives nobody more time; where the time is over, or was used by others, the new ones get their own.
  const isSpent = decidedAt !== undefined || concern.decideDueAt <= now;
  const decideDueAt = isSpent ? decideDueAfter(school, isUrgent, now) : concern.decideDueAt;
  const review: readonly NewTask[] = reviewOn === undefined ? [] : [reviewTask(school, reviewOn, step.to)];
  // Who passes it on by hand decides who gets it, however they came to their role.
  const people = lastingOf(school, step.to, kind === 'rerouted' ? { excluded: concern.excluded } : concern);
  return {
    entries: [
      {
        at: now,
        kind,
        ...by,
        facts: {
          from: concern.holder,
          ...step,
          due: due.toISOString(),
          decideBy: decideDueAt.toISOString(),
          ...withFacts(people),
        },
      },
    ],
    tasks:
      status === 'closed'
        ? [{ kind: 'tell-holder', dueAt: now, holder: step.to }]
        : [...tasksForHolder(school, { ...concern, decideDueAt }, step.to, now), ...review],
  };
}

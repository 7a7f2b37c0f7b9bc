import { addDays, DAY_MS, dayOf, instantOf, isWithin, MINUTE_MS } from '../../kernel/time.ts';
import { nextOpening } from '../../school/hours.ts';
import type { School } from '../../school/school.ts';
import type { Concern, Recipient } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { unansweredPlan } from '../naming/in-addition.ts';
import { change, type Plan } from '../record/change.ts';
import { nextFor } from '../routing/brought-in.ts';
import { callingIn } from '../routing/openers.ts';
import type { NewTask, Task } from '../task.ts';
import { actionsDue } from '../triage/actions.ts';
import { checkRead, deliveryPatienceMs, inCharge, tellable } from '../triage/hand-on.ts';
import { acknowledgeDueAfter, decideDueAfter } from './clocks.ts';

/** Carries out one task that looks whether something has happened, and chases when it has not. */
export async function escalationCheck(deps: ConcernDeps, task: Task): Promise<void> {
  const now = deps.clock();
  if (task.wait && task.wait.began <= now && now < task.wait.ends) {
    await deps.store.settle(task, { kind: 'early' });
    return;
  }
  const settle = { task, outcome: { kind: 'done' } } as const;
  const changed = await change(deps.store, task.concern, async (concern) => {
    if (task.kind === 'check-delivered' && (await isOnlyQueued(deps, concern, now)))
      return {
        entries: [],
        tasks: [{ ...checkOf(task), dueAt: new Date(now.getTime() + PATIENCE_MS), plannedAt: now }],
        settle,
      };
    const plan = planFor(schoolOf(deps, concern.school), task, concern, now);
    return plan && { ...plan, settle };
  });
  await deps.store.settle(task, settle.outcome);
  // What it planned is due: a hand that rests takes it at once, while this lane may still wait for a message that hangs.
  if (changed.kind === 'changed') await deps.wake();
}

const PATIENCE_MS = deliveryPatienceMs(false);
/** Nobody waits longer than this for a turn, whatever the reason. */
const QUEUED_AT_MOST_MS = 15 * MINUTE_MS;

/**
 * Many reports came at once, and the place takes only so many a minute. It is working, and each card gets its turn: cards to
 * each person beside them would fill those queues as well, and say to the reporters that something is broken. An urgent one
 * waits for no queue.
 */
const isOnlyQueued = async (deps: ConcernDeps, concern: Concern, now: Date): Promise<boolean> =>
  concern.status === 'submitted' &&
  concern.via === 'place' &&
  !concern.isUrgent &&
  isWithin(concern.raisedAt, QUEUED_AT_MOST_MS, now) &&
  (await deps.store.isQueued(concern, new Date(now.getTime() - MINUTE_MS)));

const checkOf = ({ kind, holder, round }: Task): Omit<NewTask, 'dueAt'> => ({
  kind,
  ...(holder !== undefined && { holder }),
  ...(round !== undefined && { round }),
});

function planFor(school: School, task: Task, concern: Concern, now: Date): Plan | undefined {
  if (task.kind === 'check-read') return unread(school, concern, task, now);
  if (task.kind === 'check-named') return unansweredPlan(school, concern, now);
  // Clocks of an earlier holder are no longer running.
  // What was kept when it was closed is still to be done.
  if (concern.status === 'closed' && task.kind !== 'check-action') return undefined;
  if (task.holder !== concern.holder) return undefined;
  const round = task.round ?? 1;
  switch (task.kind) {
    case 'check-delivered':
      return concern.status === 'submitted' ? undelivered(school, concern, round, now) : undefined;
    // Not yet due: planned before it was passed on and came back, or before it was reopened. A later check is planned.
    case 'check-acknowledged':
      return concern.acknowledgedAt === undefined &&
        isOver(task, concern.acknowledgeDueAt, acknowledgeDueAfter(school, concern.isUrgent, now), now)
        ? unacknowledged(school, concern, round, now)
        : undefined;
    case 'check-decided':
      return concern.decidedAt === undefined &&
        isOver(task, concern.decideDueAt, decideDueAfter(school, concern.isUrgent, now), now)
        ? undecided(school, concern, round, now)
        : undefined;
    case 'check-review':
      return reviewDue(school, concern, task, now);
    case 'check-action':
      return actionsDue(school, concern, now);
    case 'tell-holder':
    case 'tell-person':
    case 'receipt':
    case 'chase':
    case 'late':
    case 'question':
    case 'news':
      return undefined;
    default:
      return task.kind satisfies never;
  }
}

/**
 * A time that was worked out before the clock was set back may lie hours ahead: then the wait of the task itself is what counts.
 * @param latest the end of a whole time that begins now: nothing reckoned by this clock is further off
 */
const isOver = (task: Task, due: Date, latest: Date, now: Date): boolean =>
  task.isRebased || due <= now || due > latest;

/**
 * Who is chased beside the holder in this round: nobody, then one after the other up the chain. Anyone who was told for another
 * reason, such as a channel that is too open, has not been asked to act yet, and is nobody to be passed over.
 */
const nextInRound = (school: School, concern: Concern, round: number, isUrgent = false): Recipient | undefined => {
  // Urgent reports do not wait for a second chase: the first in line is told with the first one.
  const place = isUrgent ? Math.max(0, round - 2) : round - 2;
  return place < 0 ? undefined : nextFor(school, concern)[place];
};

/** The next recipient who has not been told yet. */
const nextUntold = (school: School, concern: Concern): Recipient | undefined =>
  nextFor(school, concern).find((one) => !concern.alsoOpenTo.includes(one));

const tellEach = (
  school: School,
  concern: Concern,
  recipient: Recipient,
  task: Pick<NewTask, 'kind' | 'dueAt' | 'why'>,
): readonly NewTask[] =>
  tellable(school, concern, recipient).map(({ id }) => ({ ...task, person: id, holder: recipient }));

/** Teams took no card for anyone: every other way is tried, and the reporter is told to phone. */
function undelivered(school: School, concern: Concern, round: number, now: Date): Plan {
  const again = (afterMs: number): NewTask => ({
    kind: 'check-delivered',
    dueAt: new Date(now.getTime() + afterMs),
    plannedAt: now,
    holder: concern.holder,
    round: round + 1,
  });
  const note = (to: Recipient) => ({
    at: now,
    actor: 'lanyard' as const,
    kind: 'not-delivered' as const,
    facts: { to, why: 'late', round },
  });
  const late: NewTask = {
    kind: 'late',
    dueAt: now,
    person: concern.reporter,
    holder: concern.holder,
    why: 'not-delivered',
  };
  const patience = deliveryPatienceMs(concern.isUrgent);

  if (round === 1) {
    // People told one by one already have their own tasks, which go on trying.
    const others =
      concern.via === 'place' ? tellEach(school, concern, concern.holder, { kind: 'tell-person', dueAt: now }) : [];
    return { entries: [note(concern.holder)], tasks: [late, ...others, again(patience)] };
  }
  const next = nextUntold(school, concern);
  if (next === undefined) return { entries: [], tasks: [again(10 * MINUTE_MS)] };
  const { facts, called } = callingIn(school, concern, next);
  const why = 'not-delivered';
  return {
    entries: [{ at: now, actor: 'lanyard', kind: 'escalated', facts: { to: next, why, round, ...facts } }],
    tasks: [...tellEach(school, called, next, { kind: 'tell-person', dueAt: now }), again(patience)],
  };
}

/** Nobody reacted in time: first the same people are told in person, then the next in the chain. Never the subject. */
function unacknowledged(school: School, concern: Concern, round: number, now: Date): Plan {
  const next = nextInRound(school, concern, round, concern.isUrgent);
  const to = next ?? concern.holder;
  const { facts, called } = callingIn(school, concern, next);
  const chase = { kind: 'chase', dueAt: now, why: 'not-acknowledged' } as const;
  const late: NewTask = {
    kind: 'late',
    dueAt: now,
    person: concern.reporter,
    holder: concern.holder,
    why: 'not-acknowledged',
  };
  return {
    entries: [
      { at: now, actor: 'lanyard', kind: 'escalated', facts: { to, why: 'not-acknowledged', round, ...facts } },
    ],
    tasks: [
      ...tellEach(school, concern, concern.holder, chase),
      ...(next === undefined ? [] : tellEach(school, called, next, chase)),
      ...(round === 1 ? [late] : []),
      {
        kind: 'check-acknowledged',
        dueAt: nextRound(school, round, now, acknowledgeDueAfter(school, concern.isUrgent, now)),
        holder: concern.holder,
        round: round + 1,
      },
    ],
  };
}

/**
 * Nobody has opened what the reporter added, to a closed report as well: those who have it are reminded, then the next in the
 * chain, and the reporter is asked to phone. Where nobody has acknowledged the report itself, they are chased about that.
 */
function unread(school: School, concern: Concern, task: Task, now: Date): Plan | undefined {
  if (concern.unreadSince === undefined) return undefined;
  const isUrgent = task.why === 'urgent';
  const again = (round: number): NewTask => checkRead(school, concern.holder, isUrgent, now, round);
  // Anyone who has been given it in the meantime gets their own time to act.
  if (task.holder !== concern.holder) return { entries: [], tasks: [again(1)] };
  const round = task.round ?? 1;
  const isChased = !isUrgent && concern.status !== 'closed' && concern.acknowledgedAt === undefined;
  if (isChased) return { entries: [], tasks: [again(round)] };
  const next = nextInRound(school, concern, round, isUrgent);
  const { facts, called } = callingIn(school, concern, next);
  const chase = { kind: 'chase', dueAt: now, why: 'unread' } as const;
  const late: NewTask = { kind: 'late', dueAt: now, person: concern.reporter, holder: concern.holder, why: 'unread' };
  return {
    entries: [
      {
        at: now,
        actor: 'lanyard',
        kind: 'escalated',
        facts: { to: next ?? concern.holder, why: 'unread', round, ...facts },
      },
    ],
    tasks: [
      ...tellEach(school, concern, concern.holder, chase),
      ...(next === undefined ? [] : tellEach(school, called, next, chase)),
      ...(round === 1 ? [late] : []),
      { ...again(round + 1), dueAt: nextRound(school, round, now, again(round + 1).dueAt) },
    ],
  };
}

/** The owner is reminded; the second time, and from then on, the next in the chain is told that a decision is late. */
function undecided(school: School, concern: Concern, round: number, now: Date): Plan {
  const again: NewTask = {
    kind: 'check-decided',
    dueAt: nextRound(school, round, now, decideDueAfter(school, concern.isUrgent, now)),
    holder: concern.holder,
    round: round + 1,
  };
  // They are chased about that, as often: two cards about one report at the same time say no more than one.
  if (concern.acknowledgedAt === undefined) return { entries: [], tasks: [{ ...again, round }] };
  const next = nextInRound(school, concern, round);
  const { facts, called } = callingIn(school, concern, next);
  const chase = { kind: 'chase', dueAt: now, why: 'not-decided' } as const;
  return {
    entries: [
      {
        at: now,
        actor: 'lanyard',
        kind: 'escalated',
        facts: { to: next ?? concern.holder, why: 'not-decided', round, ...facts },
      },
    ],
    tasks: [
      ...inCharge(school, concern).map((person): NewTask => ({ ...chase, person, holder: concern.holder })),
      ...(next === undefined ? [] : tellEach(school, called, next, chase)),
      again,
    ],
  };
}

/** After this many rounds everyone has been told several times: once a day is enough to keep it from being forgotten. */
const ROUNDS_AT_FULL_PACE = 5;

function nextRound(school: School, round: number, now: Date, due: Date): Date {
  if (round < ROUNDS_AT_FULL_PACE) return due;
  const tomorrow = new Date(now.getTime() + DAY_MS);
  return nextOpening(school.hours, tomorrow) ?? tomorrow;
}

/** Once on its day, and then each week: until someone decides again, sets another day or closes it, it is not looked at. */
const REVIEW_AGAIN_DAYS = 7;

function reviewDue(school: School, concern: Concern, task: Task, now: Date): Plan | undefined {
  // Only the date last written down counts.
  if (concern.reviewOn === undefined || instantOf(concern.reviewOn, school.hours.opens) > now) return undefined;
  const round = task.round ?? 1;
  const chase = { kind: 'chase', dueAt: now, why: 'review-due' } as const;
  const inAWeek = instantOf(addDays(dayOf(now), REVIEW_AGAIN_DAYS), school.hours.opens);
  return {
    entries: round > 1 ? [] : [{ at: now, actor: 'lanyard', kind: 'review-due', facts: { on: concern.reviewOn } }],
    tasks: [
      ...inCharge(school, concern).map((person): NewTask => ({ ...chase, person, holder: concern.holder })),
      {
        kind: 'check-review',
        dueAt: nextOpening(school.hours, inAWeek) ?? inAWeek,
        plannedAt: now,
        holder: concern.holder,
        round: round + 1,
      },
    ],
  };
}

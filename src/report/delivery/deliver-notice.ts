import { Fault } from '../../kernel/calls/fault.ts';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Delivery, Permit } from '../../kernel/messages.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import { talkSaid } from '../also-tell/who-talks.ts';
import { type Concern, isNoticed, type NewEntry } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { noteLateMatch } from '../naming/late-match.ts';
import type { Notice, Said } from '../notice.ts';
import { change, type Plan } from '../record/change.ts';
import { alertOf } from '../record/outline.ts';
import { depsUnder } from '../rehearsal/conditions.ts';
import { onDutyNow, ringing } from '../rota/on-duty.ts';
import { accountStandingOf } from '../routing/account-standing.ts';
import { isLockedAway } from '../routing/openers.ts';
import { placeNow } from '../routing/place-now.ts';
import { readersOf } from '../routing/routing.ts';
import { CASE, type NewTask, RINGS, TALK, TALK_HR, type Task, type TaskOutcome, WAITS } from '../task.ts';
import { handOn, nowhere, tellable, tellOneByOne } from '../triage/hand-on.ts';
import type { ChannelBackoff } from './channel-backoff.ts';
import { LEASE_MS } from './hands.ts';
import { saidBy } from './said-by.ts';
import { sayItWaits } from './say-it-waits.ts';

/** One try at a task. What goes wrong after its card left must not forget that it did: a second one has to be named. */
export interface Try extends Task {
  hasLeft: boolean;
}

/** Carries out one task that sends a card. What it finds, and what follows from it, is saved in one step. */
export async function deliverNotice(deps: ConcernDeps, backoff: ChannelBackoff, task: Try): Promise<void> {
  let concern = await deps.store.find(task.concern);
  if (concern && concern.lateNamed.length > 0) {
    await noteLateMatch(deps, concern.id);
    concern = await deps.store.find(task.concern);
  }
  if (!concern || isStale(task, concern) || isForNobody(task, concern))
    return deps.store.settle(task, { kind: 'done' });
  const under = depsUnder(deps, concern);
  if (task.kind === 'tell-holder') return tellHolder(under, backoff, task, concern);
  return tellOnePerson(under, task, concern);
}

/** The person who sent it by the shared address is nobody in Teams: what they may know stands where they come back with their code. */
const isForNobody = (task: Task, concern: Concern): boolean => concern.isByLink && task.person === concern.reporter;

const isTalk = ({ why }: Pick<Task, 'why'>): boolean => why === TALK || why === TALK_HR;
/** What is said to people outside the record holds no word of it, however closed it is. */
const isNoWordOfIt = (task: Pick<Task, 'why'>): boolean => task.why === CASE || isTalk(task);

/** Planned for someone who no longer holds it, or who must not be told at all. */
function isStale(task: Task, concern: Concern): boolean {
  if (task.person !== undefined && task.person !== concern.reporter && concern.excluded.includes(task.person))
    return true;
  if (task.kind === 'receipt' || task.kind === 'late' || task.kind === 'question') return false;
  // Planned before it was locked to others. What is for a member of staff a case is about is no word of the record.
  if (task.person !== undefined && isLockedAway(concern, task.person) && !isNoWordOfIt(task)) return true;
  // It waited for the reporter's answer, which came earlier: another card was sent then.
  if (task.why === WAITS && concern.status !== 'submitted') return true;
  return task.holder !== undefined && task.holder !== concern.holder && !concern.alsoOpenTo.includes(task.holder);
}

async function tellHolder(deps: ConcernDeps, backoff: ChannelBackoff, task: Try, concern: Concern): Promise<void> {
  const school = schoolOf(deps, concern.school);
  const now = deps.clock();
  const done = { task, outcome: { kind: 'done' } } as const;
  const move = async (decide: (found: Concern) => Plan | undefined): Promise<void> => {
    await change(deps.store, concern.id, (found) => {
      if (isStale(task, found)) return undefined;
      const plan = decide(found);
      return plan && { ...plan, settle: done };
    });
    // Even if there was nothing to move, the task must not come back.
    await deps.store.settle(task, done.outcome);
    await deps.wake();
  };

  if (concern.via === 'people' || concern.lockedTo !== undefined) {
    // Some may have been told already, while their place was not answering: the store gives them no second card.
    const { sent } = await deps.store.toldInPerson(concern.id, concern.holder);
    return move((found) => ({
      entries:
        sent.length > 0 && found.deliveredAt === undefined
          ? [arrived(found, { holder: found.holder }, { at: now, mayRepeat: false })]
          : [],
      tasks: alertsFor(deps, found, now),
    }));
  }

  const backoffUntil = backoff.until(school.id, concern.isUrgent, now);
  const waitForTurn = (until: Date): Promise<void> =>
    deps.store.settle(task, {
      kind: 'again',
      now,
      inMs: until.getTime() - now.getTime(),
      mayRepeat: task.mayRepeat,
      why: 'throttled',
    });
  if (backoffUntil && !concern.isUrgent) return waitForTurn(backoffUntil);
  const found = await placeNow(deps, concern);
  switch (found.kind) {
    case 'subject-present':
      return move(
        (newest) => handOn(school, newest, 'subject-present', now) ?? nowhere(newest, 'subject-present', now),
      );
    case 'too-open':
      return move((newest) => tellOneByOne(school, newest, found.why, now));
    case 'cannot-tell':
      await sayItWaits(deps, school, concern, () => stillOurs(deps, task));
      return move((newest) => tellOneByOne(school, newest, 'directory-unavailable', now));
    case 'safe':
      break;
    default:
      return found satisfies never;
  }
  // A post in a channel is silent on many phones; a message in one's own chat rings.
  await ringOnDuty(deps, task, concern, found.members);
  if (backoffUntil) return waitForTurn(backoffUntil);
  const notice: Notice = { ...alertOf(school, concern, task.holder), isRepeat: task.mayRepeat };
  const delivery = await attempt(
    deps,
    task,
    () =>
      deps.notifier.toPlace(found.place, deps.trust.tenantId, notice, leaving(deps, task)).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
        // Waiting would change nothing, and people can be told now.
        noteFailed(deps, task, error);
        return { kind: 'gone' } as const;
      }),
    (retryAfterMs) => backoff.begin(school.id, new Date(deps.clock().getTime() + retryAfterMs)),
  );
  if (delivery === undefined) return;
  if (delivery.kind === 'sent') return noteDelivered(deps, task, concern, delivery, notice);
  // The bot is not, or no longer, in that place.
  return move((newest) => tellOneByOne(school, newest, 'place-unreachable', now));
}

/**
 * Tells each of the team who is on duty of an urgent report, beside the channel and before it: only who is in that channel may open
 * what is there, and nobody is told twice, however often the channel is tried. Who covers for the DSL is not in the channel:
 * they are told about every report.
 */
async function ringOnDuty(deps: ConcernDeps, task: Task, concern: Concern, members: readonly UserId[]): Promise<void> {
  const school = schoolOf(deps, concern.school);
  const covering = readersOf(school, 'dsl').filter(({ coversUntil }) => coversUntil !== undefined);
  if (!concern.isUrgent && covering.length === 0) return;
  const { sent, waiting, failed } = await deps.store.toldInPerson(concern.id, concern.holder);
  const rung = concern.isUrgent
    ? ringing(
        school,
        (await onDutyNow(deps, school, concern.drillOf)).map(({ id }) => id),
      )
    : [];
  const may = tellable(school, concern, concern.holder).map(({ id }) => id);
  const there = [...rung.filter((id) => members.includes(id)), ...covering.map(({ id }) => id)];
  const untold = [...new Set(there)].filter((id) => may.includes(id) && ![...sent, ...waiting, ...failed].includes(id));
  if (untold.length === 0) return;
  const now = deps.clock();
  await change(deps.store, concern.id, (newest) =>
    isStale(task, newest) || isNoticed(newest)
      ? undefined
      : {
          entries: [],
          tasks: untold.map((person) => ({
            kind: 'tell-person',
            dueAt: now,
            person,
            holder: newest.holder,
            why: RINGS,
          })),
        },
  );
  await deps.wake();
}

/** One alert for each person who holds it. */
const alertsFor = (deps: ConcernDeps, concern: Concern, now: Date): readonly NewTask[] =>
  tellable(schoolOf(deps, concern.school), concern, concern.holder).map(({ id }) => ({
    kind: 'tell-person',
    dueAt: now,
    person: id,
    holder: concern.holder,
  }));

async function tellOnePerson(deps: ConcernDeps, task: Try, concern: Concern): Promise<void> {
  const { person } = task;
  const said = isTalk(task) ? await talkOrLater(deps, task, concern) : saidBy(deps, task, concern);
  if (said === 'later') return;
  if (person === undefined || said === undefined) return deps.store.settle(task, { kind: 'done' });
  const notice: Notice = { ...said, isRepeat: task.mayRepeat };
  const delivery =
    (task.kind === 'tell-person' || task.kind === 'chase') && (await isGone(deps, person))
      ? ({ kind: 'gone' } as const)
      : await attempt(deps, task, () =>
          deps.notifier.toPerson(person, deps.trust.tenantId, notice, leaving(deps, task)),
        );
  if (delivery === undefined) return;
  if (delivery.kind === 'sent') {
    await noteDelivered(deps, task, concern, delivery, notice);
    await noteReach(deps, person, delivery.kind);
    return ringAgain(deps, concern, notice, person);
  }
  deps.log.warn('concern.person-unreachable', { concern: concern.id, task: task.kind, why: delivery.kind });
  await noteReach(deps, person, delivery.kind);
  await deps.store.settle(task, { kind: 'failed', why: delivery.kind });
  if (task.kind === 'tell-person') await moveOnIfNobodyWasReached(deps, task, concern);
  else if (ONE_ALONE.includes(task.why ?? '') && person === concern.owner) await chaseOthers(deps, task, concern);
}

/** For the doctor, who is told by no look at a chat that its person has blocked us. The report does not wait for it. */
async function noteReach({ reach, clock, log }: ConcernDeps, person: UserId, found: Delivery['kind']): Promise<void> {
  try {
    if (found === 'sent') await reach.noteReached(person);
    else if (found === 'blocked') await reach.noteBlocked(person, clock());
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('concern.reach-not-noted', { fault: error.code });
  }
}

/** What the person who took it on is reminded of alone. */
const ONE_ALONE: readonly string[] = ['not-decided', 'review-due', 'action-due'];

/** Their account is switched off, or nothing reaches them: the others who have it are reminded in their place. */
async function chaseOthers(deps: ConcernDeps, { why, person }: Task, { id }: Concern): Promise<void> {
  const now = deps.clock();
  await change(deps.store, id, (found) => ({
    entries: [],
    tasks: tellable(schoolOf(deps, found.school), found, found.holder)
      .filter((one) => one.id !== person)
      .map(
        (one): NewTask => ({
          kind: 'chase',
          dueAt: now,
          person: one.id,
          holder: found.holder,
          ...(why !== undefined && { why }),
        }),
      ),
  }));
  await deps.wake();
}

/** Puts the task back while the directory cannot say who would like to talk. */
async function talkOrLater(deps: ConcernDeps, task: Task, concern: Concern): Promise<Said | 'later' | undefined> {
  try {
    return await talkSaid(deps, concern, task.why === TALK_HR);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    noteFailed(deps, task, error);
    const inMs = Math.max(error.retryAfterMs ?? 0, pauseAfter(task.attempts));
    const { mayRepeat } = task;
    await deps.store.settle(task, { kind: 'again', now: deps.clock(), inMs, mayRepeat, why: error.code });
    return 'later';
  }
}

/**
 * An urgent report that nobody has opened is in the activity feed too, once its time is over: the message came before and
 * may have been missed. Best effort: the message is what counts.
 */
async function ringAgain(deps: ConcernDeps, concern: Concern, notice: Notice, person: UserId): Promise<void> {
  const isUnseen = concern.isUrgent && concern.readAt === undefined;
  if (notice.kind !== 'chase' || notice.why !== 'not-acknowledged' || !isUnseen) return;
  try {
    await withTimeout(
      SEND_MS,
      () => deps.notifier.nudge(person, concern.drillBegunAt ? `${concern.reference} (a drill)` : concern.reference),
      () => new Fault('unavailable', 'no answer'),
    );
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('concern.nudge-failed', { concern: concern.id, fault: error.code });
  }
}

/** A slow directory must not hold up a delivery: if it does not answer in time, we do not ask again. */
const ASKED_MS = 1_500;

/** A disabled account still accepts a card, and nobody reads it. While we cannot find out, they are told. */
async function isGone(deps: ConcernDeps, person: UserId): Promise<boolean> {
  const late = () => new Fault('unavailable', 'the directory was too slow for a delivery');
  try {
    return (await withTimeout(ASKED_MS, () => accountStandingOf(deps, person), late)) === 'gone';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return false;
  }
}

/** Shorter than a task's lease: whatever a message waits for on its way, it holds up no other for longer. */
const SEND_MS = 15_000;

const stillOurs = ({ store, clock }: ConcernDeps, task: Task): Promise<boolean> => {
  const now = clock();
  return store.renew(task, now, new Date(now.getTime() + LEASE_MS));
};

/** Asked in the same breath as a card leaves: a process that stood still finds that another took its task over. */
const leaving =
  (deps: ConcernDeps, task: Try): Permit =>
  async () => {
    const isOurs = await stillOurs(deps, task);
    task.hasLeft ||= isOurs;
    return isOurs;
  };

/** Sends; passing trouble puts the task back and answers `undefined`. */
async function attempt(
  deps: ConcernDeps,
  task: Task,
  send: () => Promise<Delivery>,
  onBackoff: (ms: number) => void = () => undefined,
): Promise<Delivery | undefined> {
  try {
    return await withTimeout(SEND_MS, send, () => new Fault('unavailable', 'the message waited too long on its way'));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'throttled' && error.retryAfterMs !== undefined) onBackoff(error.retryAfterMs);
    noteFailed(deps, task, error);
    await deps.store.settle(task, {
      kind: 'again',
      now: deps.clock(),
      inMs: Math.max(error.retryAfterMs ?? 0, pauseAfter(task.attempts)),
      // A refusal means certainly not delivered; silence may mean that it was.
      mayRepeat: task.mayRepeat || error.mayBeDone,
      why: error.code,
    });
    return undefined;
  }
}

/** A clear no: certainly not delivered, and the same again when asked again. */
const isRefusal = (error: unknown): error is Fault => error instanceof Fault && !error.isPassing && !error.mayBeDone;

const noteFailed = (deps: ConcernDeps, task: Task, fault: Fault): void =>
  deps.log.warn('concern.send-failed', {
    concern: task.concern,
    task: task.kind,
    fault: fault.code,
    attempts: task.attempts,
  });

/** 2, 4, 8 … seconds, at most a minute: a concern is never given up. */
const pauseAfter = (attempts: number): number => Math.min(60, 2 ** Math.min(attempts, 10)) * 1_000;

async function noteDelivered(
  deps: ConcernDeps,
  task: Task,
  concern: Concern,
  delivery: Extract<Delivery, { kind: 'sent' }>,
  shown: Notice,
): Promise<void> {
  const outcome: TaskOutcome = { kind: 'sent', ref: delivery.ref, shown, version: concern.version };
  const isAlert = task.kind === 'tell-holder' || task.kind === 'tell-person';
  if (isAlert) {
    // Taken over while this card was on its way: there will be two of them, and the trail says so.
    const mayRepeat = task.mayRepeat || !(await stillOurs(deps, task));
    const changed = await change(deps.store, concern.id, (found) =>
      isStale(task, found)
        ? undefined
        : {
            entries: [arrived(found, task, { at: deps.clock(), mayRepeat })],
            settle: { task, outcome },
          },
    );
    if (changed.kind === 'changed') return deps.wake();
  }
  await deps.store.settle(task, outcome);
}

/**
 * What is written about a card that arrived. Someone may have acted on the report before, having found it in the list or been
 * quicker than the answer of Teams: to those who hold it, it is delivered all the same.
 */
function arrived(
  found: Concern,
  { holder = found.holder, person }: Pick<Task, 'holder' | 'person'>,
  { at, mayRepeat }: { readonly at: Date; readonly mayRepeat: boolean },
): NewEntry {
  const isWaiting = found.status === 'submitted';
  const isFirst = !isWaiting && found.deliveredAt === undefined && holder === found.holder;
  return {
    at,
    actor: 'lanyard',
    kind: isWaiting ? 'delivered' : 'redelivered',
    facts: { to: holder, ...(person && { person }), mayRepeat, ...(isFirst && { isFirst }) },
  };
}

async function moveOnIfNobodyWasReached(deps: ConcernDeps, task: Task, concern: Concern): Promise<void> {
  // The channel, which has its own tries, is still to come.
  if (task.why === RINGS && concern.via === 'place') return;
  const holder = task.holder ?? concern.holder;
  const tally = await deps.store.tally(concern.id, 'tell-person', holder);
  if (tally.sent > 0 || tally.waiting > 0 || holder !== concern.holder) return;
  const school = schoolOf(deps, concern.school);
  const now = deps.clock();
  await change(deps.store, concern.id, (found) => {
    if (found.holder !== holder || found.deliveredAt !== undefined) return undefined;
    return (
      handOn(school, found, 'unreachable', now) ?? {
        ...nowhere(found, 'unreachable', now),
        // Anyone who blocked the bot may unblock it: the same people are tried again, for as long as it takes.
        tasks: [
          ...(nowhere(found, 'unreachable', now).tasks ?? []),
          { kind: 'tell-holder', dueAt: new Date(now.getTime() + HOUR_MS), holder },
        ],
      }
    );
  });
  await deps.wake();
}

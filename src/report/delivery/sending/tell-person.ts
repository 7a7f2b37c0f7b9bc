import { Fault } from '../../../kernel/calls/fault.ts';
import { withTimeout } from '../../../kernel/calls/with-timeout.ts';
import type { UserId } from '../../../kernel/ids.ts';
import type { Delivery } from '../../../kernel/messages.ts';
import { HOUR_MS } from '../../../kernel/time.ts';
import { talkSaid } from '../../also-tell/who-talks.ts';
import type { Concern } from '../../concern.ts';
import { type ConcernDeps, schoolOf } from '../../deps.ts';
import type { Notice, Said } from '../../notice.ts';
import { change } from '../../record/change.ts';
import { accountStandingOf } from '../../routing/account-standing.ts';
import { type NewTask, RINGS, TALK_HR, type Task } from '../../task.ts';
import { handOn, nowhere, tellable } from '../../triage/hand-on.ts';
import { attempt, leaving, noteFailed, pauseAfter, SEND_MS, type Try } from './attempt.ts';
import { noteDelivered } from './delivered.ts';
import { saidBy } from './said-by.ts';
import { isTalk } from './stale-task.ts';
import { type Gathering, onOneCard, type Part, saidTogether } from './together.ts';

/**
 * Says to one person in their own chat what is still true of what was planned for them; a reminder with the others that are due for them.
 */
export async function tellOnePerson(
  deps: ConcernDeps,
  task: Try,
  concern: Concern,
  gathering: Gathering,
): Promise<void> {
  const { person } = task;
  const said = isTalk(task) ? await talkOrLater(deps, task, concern) : saidBy(deps, task, concern);
  if (said === 'later') return;
  if (person === undefined || said === undefined) return deps.store.settle(task, { kind: 'done' });
  const first: Part = { task, concern, said };
  if ((task.kind === 'tell-person' || task.kind === 'chase') && (await isGone(deps, person)))
    return notReached(deps, [first], person, 'gone');
  const all: readonly Part[] =
    said.kind === 'chase' ? await onOneCard(deps, { task, concern, said }, gathering) : [first];
  const [head] = all;
  if (!head) return;
  const tasks = all.map((one) => one.task);
  const noticeOf = (part: Part): Notice => ({
    ...saidTogether(
      part,
      all.filter((one) => one !== part),
    ),
    isRepeat: tasks.some(({ mayRepeat }) => mayRepeat),
  });
  const delivery = await attempt(deps, tasks, () =>
    deps.notifier.toPerson(person, deps.trust.tenantId, noticeOf(head), leaving(deps, ...tasks)),
  );
  if (delivery === undefined) return;
  if (delivery.kind !== 'sent') return notReached(deps, all, person, delivery.kind);
  const { ref } = delivery;
  const noted = await Promise.allSettled(
    all.map((part) => noteDelivered(deps, part.task, part.concern, { kind: 'sent', ref }, noticeOf(part))),
  );
  for (const one of noted) if (one.status === 'rejected') throw one.reason;
  await noteReach(deps, person, delivery.kind);
  return ringAgain(deps, concern, noticeOf(head), person);
}

/** Nothing reaches them this way: of each report those are told who are to be told then. */
async function notReached(
  deps: ConcernDeps,
  parts: readonly Part[],
  person: UserId,
  why: Exclude<Delivery['kind'], 'sent'>,
): Promise<void> {
  await noteReach(deps, person, why);
  for (const { task, concern } of parts) {
    deps.log.warn('concern.person-unreachable', { concern: concern.id, task: task.kind, why });
    await deps.store.settle(task, { kind: 'failed', why });
    if (task.kind === 'tell-person') await moveOnIfNobodyWasReached(deps, task, concern);
    else if (ONE_ALONE.includes(task.why ?? '') && person === concern.owner) await chaseOthers(deps, task, concern);
  }
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

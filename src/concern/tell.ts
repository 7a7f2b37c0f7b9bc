import { Fault } from '../core/fault.ts';
import type { UserId } from '../core/ids.ts';
import type { Delivery } from '../core/messages.ts';
import { HOUR_MS } from '../core/time.ts';
import { within } from '../core/within.ts';
import { change, type Plan } from './change.ts';
import type { Concern } from './concern.ts';
import { handOn, nowhere, tellable, tellOneByOne } from './hand-on.ts';
import type { Notice, Said } from './notice.ts';
import { alertOf, outlineOf, receiptOf } from './outline.ts';
import { type ConcernParts, schoolOf } from './parts.ts';
import { placeNow } from './place-now.ts';
import { presenceOf } from './presence.ts';
import type { Rests } from './rests.ts';
import type { NewTask, Task, TaskOutcome } from './task.ts';

/** Carries out one task that sends a card. What it finds, and what follows from it, is saved in one step. */
export async function tell(parts: ConcernParts, rests: Rests, task: Task): Promise<void> {
  const concern = await parts.store.find(task.concern);
  if (!concern || isStale(task, concern)) return parts.store.settle(task.id, { kind: 'done' });
  if (task.kind === 'tell-holder') return tellHolder(parts, rests, task, concern);
  return tellOnePerson(parts, task, concern);
}

/** Planned for somebody who no longer holds it, or who must not be told at all. */
function isStale(task: Task, concern: Concern): boolean {
  if (task.person !== undefined && task.person !== concern.reporter && concern.excluded.includes(task.person))
    return true;
  if (task.kind === 'receipt' || task.kind === 'late' || task.kind === 'question') return false;
  return task.holder !== undefined && task.holder !== concern.holder && !concern.alsoOpenTo.includes(task.holder);
}

async function tellHolder(parts: ConcernParts, rests: Rests, task: Task, concern: Concern): Promise<void> {
  const school = schoolOf(parts, concern.school);
  const now = parts.clock();
  const done = { task: task.id, outcome: { kind: 'done' } } as const;
  const move = async (decide: (found: Concern) => Plan | undefined): Promise<void> => {
    await change(parts.store, concern.id, (found) => {
      if (isStale(task, found)) return undefined;
      const plan = decide(found);
      return plan && { ...plan, settle: done };
    });
    // Where there was nothing to move, the task must still not come back.
    await parts.store.settle(task.id, done.outcome);
    await parts.wake();
  };

  if (concern.via === 'people') {
    // Some may have been told already, while their place was not answering: they must not get a second card.
    const { sent, waiting } = await parts.store.toldInPerson(concern.id, concern.holder);
    const has = new Set([...sent, ...waiting]);
    return move((found) => ({
      entries:
        sent.length > 0 && found.status === 'submitted'
          ? [{ at: now, actor: 'lanyard', kind: 'delivered', facts: { to: found.holder, mayRepeat: false } }]
          : [],
      tasks: alertsFor(parts, found, now).filter(({ person }) => person !== undefined && !has.has(person)),
    }));
  }

  const restsUntil = rests.until(school.id, concern.isUrgent, now);
  if (restsUntil)
    return parts.store.settle(task.id, { kind: 'again', at: restsUntil, mayRepeat: task.mayRepeat, why: 'throttled' });
  const found = await placeNow(parts, concern);
  switch (found.kind) {
    case 'subject-present':
      return move(
        (newest) => handOn(school, newest, 'subject-present', now) ?? nowhere(newest, 'subject-present', now),
      );
    case 'too-open':
      return move((newest) => tellOneByOne(school, newest, found.why, now));
    case 'cannot-tell':
      return move((newest) => tellOneByOne(school, newest, 'directory-unavailable', now));
    case 'safe':
      break;
    default:
      return found satisfies never;
  }
  const notice: Notice = { ...alertOf(school, concern, task.holder), isRepeat: task.mayRepeat };
  const delivery = await attempt(
    parts,
    task,
    () =>
      parts.notifier.toPlace(found.place, parts.trust.tenantId, notice).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
        // Waiting would change nothing, and people can be told now.
        noteFailed(parts, task, error);
        return { kind: 'gone' } as const;
      }),
    (retryAfterMs) => rests.begin(school.id, new Date(parts.clock().getTime() + retryAfterMs)),
  );
  if (delivery === undefined) return;
  if (delivery.kind === 'sent') return noteDelivered(parts, task, concern, delivery, notice);
  // The bot is not, or no longer, in that place.
  return move((newest) => tellOneByOne(school, newest, 'place-unreachable', now));
}

/** One alert for each person who holds it. */
const alertsFor = (parts: ConcernParts, concern: Concern, now: Date): readonly NewTask[] =>
  tellable(schoolOf(parts, concern.school), concern, concern.holder).map(({ id }) => ({
    kind: 'tell-person',
    dueAt: now,
    person: id,
    holder: concern.holder,
  }));

async function tellOnePerson(parts: ConcernParts, task: Task, concern: Concern): Promise<void> {
  const { person } = task;
  const said = saidBy(parts, task, concern);
  if (person === undefined || said === undefined) return parts.store.settle(task.id, { kind: 'done' });
  const notice: Notice = { ...said, isRepeat: task.mayRepeat };
  const delivery =
    task.kind === 'tell-person' && (await isGone(parts, person))
      ? ({ kind: 'gone' } as const)
      : await attempt(parts, task, () => parts.notifier.toPerson(person, parts.trust.tenantId, notice));
  if (delivery === undefined) return;
  if (delivery.kind === 'sent') return noteDelivered(parts, task, concern, delivery, notice);
  parts.log.warn('concern.person-unreachable', { concern: concern.id, task: task.kind, why: delivery.kind });
  await parts.store.settle(task.id, { kind: 'failed', why: delivery.kind });
  if (task.kind === 'tell-person') await moveOnIfNobodyWasReached(parts, task, concern);
}

/** A slow directory must not hold up a delivery: what it cannot say in time is not asked again. */
const ASKED_MS = 1_500;

/** An account that is switched off takes a card all the same, and nobody reads it. While that cannot be asked, they are told. */
async function isGone(parts: ConcernParts, person: UserId): Promise<boolean> {
  const late = () => new Fault('unavailable', 'the directory was too slow for a delivery');
  try {
    return (await within(ASKED_MS, () => presenceOf(parts, person), late)) === 'gone';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return false;
  }
}

function saidBy(parts: ConcernParts, task: Task, concern: Concern): Said | undefined {
  const school = schoolOf(parts, concern.school);
  const outline = outlineOf(school, concern);
  switch (task.kind) {
    case 'tell-person':
      return alertOf(school, concern, task.holder);
    case 'receipt':
      return { kind: 'receipt', receipt: receiptOf(school, concern) };
    case 'late': {
      const why = LATE.find((code) => code === task.why) ?? 'not-acknowledged';
      if (why === 'nobody-left') return { kind: 'late', receipt: receiptOf(school, concern), why };
      if (why === 'unread')
        return concern.unreadSince === undefined
          ? undefined
          : { kind: 'late', receipt: receiptOf(school, concern), why };
      // Somebody took notice in the meantime: alarming the reporter would be untrue.
      if (concern.acknowledgedAt !== undefined || (why === 'not-delivered' && concern.deliveredAt !== undefined))
        return undefined;
      return { kind: 'late', receipt: receiptOf(school, concern), why };
    }
    case 'question':
      return concern.status === 'need-info'
        ? { kind: 'question', id: concern.id, reference: concern.reference }
        : undefined;
    case 'chase': {
      const why = CHASES.find((code) => code === task.why) ?? 'not-acknowledged';
      if (why === 'unread' ? concern.unreadSince === undefined : concern.status === 'closed') return undefined;
      if (why === 'not-acknowledged' && concern.acknowledgedAt !== undefined) return undefined;
      return {
        kind: 'chase',
        outline,
        why,
        at: parts.clock().toISOString(),
        isEscalation: task.holder !== concern.holder,
      };
    }
    case 'news': {
      const why = NEWS.find((code) => code === task.why) ?? 'added';
      return { kind: 'news', outline, why };
    }
    case 'tell-holder':
    case 'check-delivered':
    case 'check-acknowledged':
    case 'check-decided':
    case 'check-read':
    case 'check-review':
      return undefined;
    default:
      return task.kind satisfies never;
  }
}

const CHASES = ['not-acknowledged', 'not-delivered', 'not-decided', 'review-due', 'unread'] as const;
const LATE = ['not-delivered', 'not-acknowledged', 'nobody-left', 'unread'] as const;
const NEWS = ['added', 'added-urgent', 'answered', 'handed-over', 'reopened'] as const;

/** Shorter than a task's lease: whatever a message waits for on its way, it holds up no other for longer. */
const SEND_MS = 15_000;

/** Sends; passing trouble puts the task back and answers `undefined`. */
async function attempt(
  parts: ConcernParts,
  task: Task,
  send: () => Promise<Delivery>,
  onRest: (ms: number) => void = () => undefined,
): Promise<Delivery | undefined> {
  try {
    return await within(SEND_MS, send, () => new Fault('unavailable', 'the message waited too long on its way'));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'throttled' && error.retryAfterMs !== undefined) onRest(error.retryAfterMs);
    noteFailed(parts, task, error);
    await parts.store.settle(task.id, {
      kind: 'again',
      at: new Date(parts.clock().getTime() + Math.max(error.retryAfterMs ?? 0, pauseAfter(task.attempts))),
      // A refusal was certainly no delivery; silence may have been one.
      mayRepeat: task.mayRepeat || error.mayBeDone,
      why: error.code,
    });
    return undefined;
  }
}

/** A clear no: certainly not delivered, and the same again when asked again. */
const isRefusal = (error: unknown): error is Fault => error instanceof Fault && !error.isPassing && !error.mayBeDone;

const noteFailed = (parts: ConcernParts, task: Task, fault: Fault): void =>
  parts.log.warn('concern.send-failed', {
    concern: task.concern,
    task: task.kind,
    fault: fault.code,
    attempts: task.attempts,
  });

/** 2, 4, 8 … seconds, at most a minute: a concern is never given up. */
const pauseAfter = (attempts: number): number => Math.min(60, 2 ** Math.min(attempts, 10)) * 1_000;

async function noteDelivered(
  parts: ConcernParts,
  task: Task,
  concern: Concern,
  delivery: Extract<Delivery, { kind: 'sent' }>,
  shown: Notice,
): Promise<void> {
  const outcome: TaskOutcome = { kind: 'sent', ref: delivery.ref, shown, version: concern.version };
  const isAlert = task.kind === 'tell-holder' || task.kind === 'tell-person';
  if (isAlert) {
    const changed = await change(parts.store, concern.id, (found) =>
      isStale(task, found)
        ? undefined
        : {
            entries: [
              {
                at: parts.clock(),
                actor: 'lanyard',
                kind: found.status === 'submitted' ? 'delivered' : 'redelivered',
                facts: {
                  to: task.holder ?? found.holder,
                  ...(task.person && { person: task.person }),
                  mayRepeat: task.mayRepeat,
                },
              },
            ],
            settle: { task: task.id, outcome },
          },
    );
    if (changed.kind === 'changed') return parts.wake();
  }
  await parts.store.settle(task.id, outcome);
}

async function moveOnIfNobodyWasReached(parts: ConcernParts, task: Task, concern: Concern): Promise<void> {
  const holder = task.holder ?? concern.holder;
  const tally = await parts.store.tally(concern.id, 'tell-person', holder);
  if (tally.sent > 0 || tally.waiting > 0 || holder !== concern.holder) return;
  const school = schoolOf(parts, concern.school);
  const now = parts.clock();
  await change(parts.store, concern.id, (found) => {
    if (found.holder !== holder || found.deliveredAt !== undefined) return undefined;
    return (
      handOn(school, found, 'unreachable', now) ?? {
        ...nowhere(found, 'unreachable', now),
        // Whoever blocked the bot may unblock it: the same people are tried again, for as long as it takes.
        tasks: [
          ...(nowhere(found, 'unreachable', now).tasks ?? []),
          { kind: 'tell-holder', dueAt: new Date(now.getTime() + HOUR_MS), holder },
        ],
      }
    );
  });
  await parts.wake();
}

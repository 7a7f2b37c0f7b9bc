import { Fault } from '../core/fault.ts';
import { check } from './check.ts';
import type { Concern } from './concern.ts';
import type { Notice } from './notice.ts';
import { alertOf, looksAlike, receiptOf } from './outline.ts';
import { type ConcernParts, schoolOf } from './parts.ts';
import type { Rests } from './rests.ts';
import type { StaleCard, Task } from './task.ts';
import { tell } from './tell.ts';

/**
 * A send that has not been settled after this is taken to be cut off, and done again as a named repeat. Twice as long as
 * the Connector is waited for, because a card may first have to wait for its turn.
 */
const LEASE_MS = 20_000;
/** An update that failed is tried again after this. */
const CARD_LEASE_MS = 5_000;
/** One sweep ends after this many tasks, so that a flood does not keep others from being looked at. */
const MOST_TASKS = 400;
const AT_ONCE = 4;

/** Brings reports to those who must act on them, and does nothing else: what waits for a reporter's chat holds it up nowhere. */
export const deliver = (parts: ConcernParts, rests: Rests): Promise<void> => workOff(parts, rests, 'deliveries');

/** Does everything that is due now: tells, looks after clocks, brings cards up to date. Safe to run at any time, any number of times. */
export async function sweep(parts: ConcernParts, rests: Rests): Promise<void> {
  await workOff(parts, rests, 'all');
  const now = parts.clock();
  const stale = await parts.store.staleCards(now, new Date(now.getTime() + CARD_LEASE_MS), 100);
  await inTurns(stale, (card) => bringUpToDate(parts, card));
}

async function workOff(parts: ConcernParts, rests: Rests, which: 'all' | 'deliveries'): Promise<void> {
  let tasks = 0;
  // Taken only when it can be begun: whatever became urgent meanwhile goes first, and no lease runs while a task waits.
  const hand = async (): Promise<void> => {
    while (tasks < MOST_TASKS) {
      const now = parts.clock();
      const claimed = await parts.store.claim(now, new Date(now.getTime() + LEASE_MS), 1, which);
      if (claimed.length === 0) return;
      tasks += claimed.length;
      // One of each shelf: neither waits for the other.
      await Promise.all(claimed.map((task) => carryOut(parts, rests, task)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

/** One concern that cannot be read must not keep the others from being delivered. */
async function carryOut(parts: ConcernParts, rests: Rests, task: Task): Promise<void> {
  try {
    if (task.kind.startsWith('check-')) await check(parts, task);
    else await tell(parts, rests, task);
  } catch (error) {
    parts.log.error(
      'concern.task-failed',
      { concern: task.concern, task: task.kind, fault: error instanceof Fault ? error.code : undefined },
      error,
    );
    await parts.store.settle(task.id, {
      kind: 'again',
      at: new Date(parts.clock().getTime() + LEASE_MS * Math.min(task.attempts, 10)),
      mayRepeat: task.mayRepeat,
      why: error instanceof Fault ? error.code : 'bug',
    });
  }
}

async function bringUpToDate(parts: ConcernParts, stale: StaleCard): Promise<void> {
  try {
    const concern = await parts.store.find(stale.concern);
    if (!concern) return;
    const notice = noticeNow(parts, concern, stale);
    if (looksAlike(notice, stale.shown)) return await parts.store.noteShown(stale.task, concern.version, notice);
    const delivery = await parts.notifier.update(stale.ref, notice);
    await parts.store.noteShown(stale.task, concern.version, delivery.kind === 'sent' ? notice : undefined);
  } catch (error) {
    // It stays stale and is tried in the next sweep; an old card is a nuisance, not a loss.
    if (!(error instanceof Fault)) throw error;
    parts.log.warn('concern.card-not-updated', { concern: stale.concern, fault: error.code });
  }
}

/** What a card shows now: its concern as it stands, or nothing once it is for other people. */
function noticeNow(parts: ConcernParts, concern: Concern, stale: StaleCard): Notice {
  const school = schoolOf(parts, concern.school);
  const { isRepeat } = stale.shown;
  if (stale.kind === 'receipt') return { kind: 'receipt', receipt: receiptOf(school, concern), isRepeat };
  const isTheirs =
    stale.holder === undefined
      ? false
      : concern.alsoOpenTo.includes(stale.holder) ||
        (concern.holder === stale.holder && (stale.kind === 'tell-person' || concern.via === 'place'));
  if (!isTheirs) return { kind: 'moved', reference: concern.reference, isRepeat };
  return { ...alertOf(school, concern, stale.holder), isRepeat };
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}

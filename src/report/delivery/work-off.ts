import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernDeps } from '../deps.ts';
import type { Task } from '../task.ts';
import type { ChannelBackoff } from './channel-backoff.ts';
import { escalationCheck } from './escalation-check.ts';
import { AT_ONCE, byHands, LEASE_MS } from './hands.ts';
import type { Try } from './sending/attempt.ts';
import { deliverNotice } from './sending/deliver-notice.ts';
import { createGathering, type Gathering } from './sending/together.ts';

/** One run ends after this many tasks, so that a flood does not keep others from being looked at. */
const MOST_TASKS = 400;

/**
 * Does every task that is due, the most pressing first. Safe to run at any time and any number of times, here and elsewhere.
 * @param which `deliveries`: only what brings a report to those who must act on it
 */
export async function workOff(deps: ConcernDeps, backoff: ChannelBackoff, which: 'all' | 'deliveries'): Promise<void> {
  let tasks = 0;
  const gathering = createGathering();
  const claim = async (): Promise<readonly Task[]> => {
    const now = deps.clock();
    const claimed = await deps.store.claim(now, new Date(now.getTime() + LEASE_MS), 1, which);
    for (const task of claimed) if (task.kind === 'chase') gathering.noteClaimed(task);
    return claimed;
  };
  // Taken only when it can be begun: whatever became urgent meanwhile goes first, and no lease runs while a task waits.
  const takeNext = async (): Promise<readonly Task[] | undefined> => {
    if (tasks >= MOST_TASKS) return undefined;
    const claimed = await gathering.soon(claim());
    tasks += claimed.length;
    return claimed.length > 0 ? claimed : undefined;
  };
  await byHands(AT_ONCE, takeNext, async (claimed) => {
    // One from each shelf: neither waits for the other.
    await Promise.all(claimed.map((task) => carryOut(deps, backoff, gathering, task)));
  });
}

/** One concern that cannot be read must not keep the others from being delivered. */
async function carryOut(
  deps: ConcernDeps,
  backoff: ChannelBackoff,
  gathering: Gathering,
  claimed: Task,
): Promise<void> {
  const task: Try = { ...claimed, hasLeft: false };
  try {
    if (task.kind.startsWith('check-')) await gathering.soon(escalationCheck(deps, task));
    else await deliverNotice(deps, backoff, task, gathering);
  } catch (error) {
    deps.log.error(
      'concern.task-failed',
      { concern: task.concern, task: task.kind, fault: error instanceof Fault ? error.code : undefined },
      error,
    );
    await deps.store.settle(task, {
      kind: 'again',
      now: deps.clock(),
      inMs: LEASE_MS * Math.min(task.attempts, 10),
      // An overloaded database could not record what was sent: it is sent again, and says so.
      mayRepeat: task.mayRepeat || task.hasLeft,
      why: error instanceof Fault ? error.code : 'bug',
    });
  } finally {
    gathering.noteReady(task);
  }
}

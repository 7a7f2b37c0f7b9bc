import { Fault } from '../../../kernel/calls/fault.ts';
import { withTimeout } from '../../../kernel/calls/with-timeout.ts';
import type { Delivery, Permit } from '../../../kernel/messages.ts';
import type { ConcernDeps } from '../../deps.ts';
import type { Task } from '../../task.ts';
import { LEASE_MS } from '../hands.ts';

/** One try at a task. What goes wrong after its card left must not forget that it did: a second one has to be named. */
export interface Try extends Task {
  hasLeft: boolean;
}

/** Shorter than a task's lease: whatever a message waits for on its way, it holds up no other for longer. */
export const SEND_MS = 15_000;

/** Whether no other has taken the task over; then its lease begins again. */
export const stillOurs = ({ store, clock }: ConcernDeps, task: Task): Promise<boolean> => {
  const now = clock();
  return store.renew(task, now, new Date(now.getTime() + LEASE_MS));
};

/** Asked in the same breath as a card leaves: a process that stood still finds that another took one of its tasks over. */
export const leaving =
  (deps: ConcernDeps, ...tasks: readonly Try[]): Permit =>
  async () => {
    for (const task of tasks) if (!(await stillOurs(deps, task))) return false;
    for (const task of tasks) task.hasLeft = true;
    return true;
  };

/** Sends; passing trouble puts each of the tasks back and answers `undefined`. */
export async function attempt(
  deps: ConcernDeps,
  tasks: readonly Task[],
  send: () => Promise<Delivery>,
  onBackoff: (ms: number) => void = () => undefined,
): Promise<Delivery | undefined> {
  try {
    return await withTimeout(SEND_MS, send, () => new Fault('unavailable', 'the message waited too long on its way'));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'throttled' && error.retryAfterMs !== undefined) onBackoff(error.retryAfterMs);
    for (const task of tasks) {
      noteFailed(deps, task, error);
      await deps.store.settle(task, {
        kind: 'again',
        now: deps.clock(),
        inMs: Math.max(error.retryAfterMs ?? 0, pauseAfter(task.attempts)),
        // A refusal means certainly not delivered; silence may mean that it was.
        mayRepeat: task.mayRepeat || error.mayBeDone,
        why: error.code,
      });
    }
    return undefined;
  }
}

/** A clear no: certainly not delivered, and the same again when asked again. */
export const isRefusal = (error: unknown): error is Fault =>
  error instanceof Fault && !error.isPassing && !error.mayBeDone;

export const noteFailed = (deps: ConcernDeps, task: Task, fault: Fault): void =>
  deps.log.warn('concern.send-failed', {
    concern: task.concern,
    task: task.kind,
    fault: fault.code,
    attempts: task.attempts,
  });

/** 2, 4, 8 … seconds, at most a minute: a concern is never given up. */
export const pauseAfter = (attempts: number): number => Math.min(60, 2 ** Math.min(attempts, 10)) * 1_000;

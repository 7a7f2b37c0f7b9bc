import type { Delivery } from '../../../kernel/messages.ts';
import type { Concern, NewEntry } from '../../concern.ts';
import type { ConcernDeps } from '../../deps.ts';
import type { Notice } from '../../notice.ts';
import { change } from '../../record/change.ts';
import type { Task, TaskOutcome } from '../../task.ts';
import { stillOurs } from './attempt.ts';
import { isStale } from './stale-task.ts';

/** Settles a task whose card arrived; of an alert the trail says so too. */
export async function noteDelivered(
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
export function arrived(
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

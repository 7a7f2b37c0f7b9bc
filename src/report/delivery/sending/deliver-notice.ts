import type { ConcernDeps } from '../../deps.ts';
import { noteLateMatch } from '../../naming/late-match.ts';
import { depsUnder } from '../../rehearsal/conditions.ts';
import type { ChannelBackoff } from '../channel-backoff.ts';
import type { Try } from './attempt.ts';
import { isForNobody, isStale } from './stale-task.ts';
import { tellHolder } from './tell-holder.ts';
import { tellOnePerson } from './tell-person.ts';
import { createGathering } from './together.ts';

/**
 * Carries out one task that sends a card. What it finds, and what follows from it, is saved in one step.
 * @param gathering of the run that the task was claimed in
 */
export async function deliverNotice(
  deps: ConcernDeps,
  backoff: ChannelBackoff,
  task: Try,
  gathering = createGathering(),
): Promise<void> {
  let concern = await deps.store.find(task.concern);
  if (concern && concern.lateNamed.length > 0) {
    await noteLateMatch(deps, concern.id);
    concern = await deps.store.find(task.concern);
  }
  if (!concern || isStale(task, concern) || isForNobody(task, concern))
    return deps.store.settle(task, { kind: 'done' });
  const under = depsUnder(deps, concern);
  if (task.kind === 'tell-holder') return tellHolder(under, backoff, task, concern);
  return tellOnePerson(under, task, concern, gathering);
}

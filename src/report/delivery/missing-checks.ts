import { MINUTE_MS } from '../../kernel/time.ts';
import type { ConcernDeps } from '../deps.ts';
import type { Outside } from '../record/event-fold.ts';
import type { NewTask, TaskKind } from '../task.ts';
import { checkAction } from '../triage/actions.ts';
import { checkRead, deliveryPatienceMs, reviewTask } from '../triage/hand-on.ts';
import { acknowledgeDueAfter, decideDueAfter } from './clocks.ts';

/**
 * The checks that must wait for the present holder of a concern, so that it cannot fall silent: each plans its next one
 * until someone has acted.
 */
export const checksRequired = ({
  status,
  acknowledgedAt,
  decidedAt,
  reviewOn,
  unreadSince,
  drillBegunAt,
  actions,
}: Outside): readonly TaskKind[] => [
  // Whatever its reporter adds must be read, however long the report has been closed.
  ...(unreadSince === undefined ? [] : (['check-read'] as const)),
  ...(status === 'closed'
    ? []
    : [
        ...(status === 'submitted' ? (['check-delivered'] as const) : []),
        ...(acknowledgedAt === undefined ? (['check-acknowledged'] as const) : []),
        // There is nothing to decide about a drill.
        ...(decidedAt === undefined && drillBegunAt === undefined ? (['check-decided'] as const) : []),
        ...(reviewOn === undefined ? [] : (['check-review'] as const)),
      ]),
  // Of a closed one too, where it was kept.
  ...(actions.length === 0 ? [] : (['check-action'] as const)),
];

/** The checks owed that are not there. @param waiting kinds of what is still to be done for the present holder */
export const missingChecks = (concern: Outside, waiting: readonly TaskKind[]): readonly TaskKind[] =>
  checksRequired(concern).filter((kind) => !waiting.includes(kind));

const EVERY_MS = 5 * MINUTE_MS;

/**
 * Puts back the checks of open concerns that are gone, whatever took them: a mistake of ours, a hand in the database, a part
 * of a backup. Without its check a report that nobody reads stays unread. Looks every five minutes at most: it reads every open one.
 */
export function createMissingChecks(deps: ConcernDeps): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = deps.clock();
    const left = next - now.getTime();
    // A clock that was moved back makes the pause no longer.
    if (left > 0 && left <= EVERY_MS) return;
    next = now.getTime() + EVERY_MS;
    try {
      const found = await deps.store.putTasksBack((concern, waiting) =>
        missingChecks(concern, waiting).flatMap((kind) =>
          putBack(deps, concern, kind, waiting, now).map((task) => ({ ...task, plannedAt: now })),
        ),
      );
      for (const { concern, tasks } of found)
        deps.log.error('concern.tasks-put-back', { concern, tasks: tasks.map(({ kind }) => kind).join(' ') });
    } catch (error) {
      // Reports that do have their tasks must not wait for this.
      deps.log.error('concern.tasks-not-kept', {}, error);
    }
  };
}

/** Starts from the beginning: telling someone twice is better than never. */
function putBack(
  deps: ConcernDeps,
  concern: Outside,
  kind: TaskKind,
  waiting: readonly TaskKind[],
  now: Date,
): readonly NewTask[] {
  const { holder, isUrgent, reviewOn, unreadSince } = concern;
  const school = deps.trust.schools.find(({ id }) => id === concern.school);
  // Not before it is due, nor later than a whole time from now: one that is further off was worked out by another clock.
  const between = (due: Date, latest: Date | undefined): Date =>
    due <= now ? now : latest !== undefined && due > latest ? latest : due;
  const check = (dueAt: Date): NewTask => ({ kind, dueAt, holder, round: 1 });
  switch (kind) {
    case 'check-delivered': {
      const isOnItsWay = waiting.includes('tell-holder') || waiting.includes('tell-person');
      return [
        ...(isOnItsWay ? [] : [{ kind: 'tell-holder', dueAt: now, holder } as const]),
        check(new Date(now.getTime() + deliveryPatienceMs(isUrgent))),
      ];
    }
    case 'check-acknowledged':
      return [check(between(concern.acknowledgeDueAt, school && acknowledgeDueAfter(school, isUrgent, now)))];
    case 'check-decided':
      return [check(between(concern.decideDueAt, school && decideDueAfter(school, isUrgent, now)))];
    case 'check-review':
      return reviewOn === undefined || !school ? [] : [reviewTask(school, reviewOn, holder)];
    case 'check-action':
      return school ? checkAction(school, concern) : [];
    case 'check-read': {
      if (unreadSince === undefined || !school) return [];
      const planned = checkRead(school, holder, isUrgent, unreadSince);
      return [{ ...planned, dueAt: between(planned.dueAt, acknowledgeDueAfter(school, isUrgent, now)) }];
    }
    default:
      return [];
  }
}

import type { UserId } from '../../../kernel/ids.ts';
import { type Concern, isNoticed } from '../../concern.ts';
import { type ConcernDeps, schoolOf } from '../../deps.ts';
import type { Notice } from '../../notice.ts';
import { change, type Plan } from '../../record/change.ts';
import { alertOf } from '../../record/outline.ts';
import { onDutyNow, ringing } from '../../rota/on-duty.ts';
import { placeNow } from '../../routing/place-now.ts';
import { readersOf } from '../../routing/routing.ts';
import { type NewTask, RINGS, type Task } from '../../task.ts';
import { handOn, nowhere, tellable, tellOneByOne } from '../../triage/hand-on.ts';
import type { ChannelBackoff } from '../channel-backoff.ts';
import { attempt, isRefusal, leaving, noteFailed, stillOurs, type Try } from './attempt.ts';
import { arrived, noteDelivered } from './delivered.ts';
import { sayItWaits } from './say-it-waits.ts';
import { isStale } from './stale-task.ts';

/** Puts a report's card in its holder's place, or plans one for each of its people where that place cannot be used. */
export async function tellHolder(
  deps: ConcernDeps,
  backoff: ChannelBackoff,
  task: Try,
  concern: Concern,
): Promise<void> {
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
    [task],
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

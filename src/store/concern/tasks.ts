import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Concern } from '../../concern/concern.ts';
import type { Notice } from '../../concern/notice.ts';
import {
  ALARM_WAITS_MS,
  ALARMS,
  ALERTS,
  DELIVERIES,
  type NewTask,
  type StaleCard,
  type Task,
  type TaskOutcome,
} from '../../concern/task.ts';
import type { ConcernId } from '../../core/ids.ts';
import type { Db, Trx } from '../database/database.ts';
import type { ConcernTables } from './tables.ts';

type TaskRow = Selectable<ConcernTables['concern_task']>;

export async function addTasks(shelf: Trx, concern: ConcernId, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await shelf
    .insertInto('concern_task')
    .values(
      tasks.map((task) => ({
        id: randomUUID(),
        concern_id: concern,
        kind: task.kind,
        person: task.person ?? null,
        holder: task.holder ?? null,
        round: task.round ?? null,
        why: task.why ?? null,
        state: 'due' as const,
        due_at: task.dueAt,
        attempts: 0,
        may_repeat: false,
        last_trouble: null,
        ref: null,
        shown: null,
        shown_version: null,
      })),
    )
    .execute();
}

/** A reporter's receipt must not take the hand that a DSL's card needs, and an urgent one needs it first. */
const IMPORTANCE = sql<number>`case
  when task.kind = any(${sql.val([...DELIVERIES])}::text[]) then case when concern.is_urgent then 0 else 2 end
  when task.kind = any(${sql.val([...ALARMS])}::text[]) then case when concern.is_urgent then 1 else 3 end
  when concern.is_urgent then 4 else 5 end`;

/** Takes due tasks of one shelf. One that is still `running` past its lease was cut off: it may have been sent. */
export async function claimTasks(
  shelf: Db,
  now: Date,
  leaseUntil: Date,
  limit: number,
  which: 'all' | 'deliveries',
): Promise<readonly Task[]> {
  const rows = await shelf
    .updateTable('concern_task')
    .set((eb) => ({
      state: 'running' as const,
      due_at: leaseUntil,
      attempts: eb('attempts', '+', 1),
      may_repeat: sql<boolean>`may_repeat or state = 'running'`,
    }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('concern_task as task')
        .innerJoin('concern', 'concern.id', 'task.concern_id')
        .select('task.id')
        .where('task.state', 'in', ['due', 'running'])
        .where('task.due_at', '<=', now)
        // An alert that is under way may make it untrue before it is said.
        .where((task) =>
          task.or([
            task('task.kind', '!=', 'late'),
            task('task.why', 'is distinct from', 'not-delivered'),
            task.not(
              task.exists(
                task
                  .selectFrom('concern_task as alert')
                  .select('alert.id')
                  .whereRef('alert.concern_id', '=', 'task.concern_id')
                  .where('alert.kind', 'in', ALERTS)
                  .where('alert.state', 'in', ['due', 'running'])
                  .where((alert) => alert.or([alert('alert.state', '=', 'running'), alert('alert.due_at', '<=', now)]))
                  .where((alert) =>
                    alert.or([
                      alert('alert.attempts', '<=', 1),
                      alert('task.due_at', '>', new Date(now.getTime() - ALARM_WAITS_MS)),
                    ]),
                  ),
              ),
            ),
          ]),
        )
        .$if(which === 'deliveries', (query) => query.where('task.kind', 'in', DELIVERIES))
        .orderBy(IMPORTANCE)
        .orderBy('task.due_at')
        .orderBy('concern.raised_at')
        .limit(limit)
        .forUpdate('task')
        .skipLocked(),
    )
    .returningAll()
    .execute();
  return rows.map(toTask);
}

const toTask = (row: TaskRow): Task => ({
  id: row.id,
  concern: row.concern_id,
  kind: row.kind,
  dueAt: row.due_at,
  attempts: row.attempts,
  mayRepeat: row.may_repeat,
  ...(row.person !== null && { person: row.person }),
  ...(row.holder !== null && { holder: row.holder }),
  ...(row.round !== null && { round: row.round }),
  ...(row.why !== null && { why: row.why }),
});

/** Only a task that is running can be settled; settling it twice changes nothing. */
export async function settleTask(shelf: Db | Trx, task: string, outcome: TaskOutcome): Promise<void> {
  await shelf
    .updateTable('concern_task')
    .set(columnsOf(outcome))
    .where('id', '=', task)
    .where('state', '=', 'running')
    .execute();
}

function columnsOf(outcome: TaskOutcome) {
  switch (outcome.kind) {
    case 'done':
      return { state: 'done' as const };
    case 'failed':
      return { state: 'failed' as const, last_trouble: outcome.why };
    case 'again':
      return { state: 'due' as const, due_at: outcome.at, may_repeat: outcome.mayRepeat, last_trouble: outcome.why };
    case 'sent':
      return {
        state: 'sent' as const,
        due_at: FREE,
        ref: JSON.stringify(outcome.ref),
        shown: JSON.stringify(outcome.shown),
        shown_version: outcome.version,
      };
    default:
      return outcome satisfies never;
  }
}

/** Whether the card for the place waits its turn, while the place has taken others of the same holder since. */
export async function isQueuedForPlace(
  shelf: Db,
  { id, school, holder }: Pick<Concern, 'id' | 'school' | 'holder'>,
  since: Date,
): Promise<boolean> {
  const waits = await shelf
    .selectFrom('concern_task')
    .select('id')
    .where('concern_id', '=', id)
    .where('kind', '=', 'tell-holder')
    .where('holder', '=', holder)
    .where('state', 'in', ['due', 'running'])
    .where((eb) => eb.or([eb('last_trouble', 'is', null), eb('last_trouble', '=', 'throttled')]))
    .executeTakeFirst();
  if (!waits) return false;
  const taken = await shelf
    .selectFrom('concern')
    .select('id')
    .where('school_id', '=', school)
    .where('holder', '=', holder)
    .where('via', '=', 'place')
    .where('delivered_at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return taken !== undefined;
}

const LIVE = ['tell-holder', 'tell-person', 'receipt'] as const;

/** A `sent` row's due time is only a lease on its card: long past means that nobody is updating it. */
const FREE = new Date(0);

/** Takes cards that are behind, so that two sweeps do not write over each other's newer card. */
export async function claimStaleCards(
  shelf: Db,
  now: Date,
  leaseUntil: Date,
  limit: number,
): Promise<readonly StaleCard[]> {
  const rows = await shelf
    .updateTable('concern_task')
    .set({ due_at: leaseUntil })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('concern_task as task')
        .innerJoin('concern', 'concern.id', 'task.concern_id')
        .select('task.id')
        .where('task.state', '=', 'sent')
        .where('task.kind', 'in', LIVE)
        .where('task.ref', 'is not', null)
        .where('task.due_at', '<=', now)
        .where(sql<boolean>`task.shown_version < concern.version`)
        .orderBy('concern.is_urgent', 'desc')
        .orderBy('task.shown_version')
        .limit(limit)
        .forUpdate('task')
        .skipLocked(),
    )
    .returningAll()
    .execute();
  return rows.flatMap(({ id, concern_id, kind, holder, ref, shown }) => {
    const live = LIVE.find((one) => one === kind);
    if (live === undefined || ref === null || shown === null) return [];
    return [{ task: id, concern: concern_id, kind: live, holder: holder ?? undefined, ref, shown }];
  });
}

/** Frees the card again; a card that is gone is not looked at any more. */
export async function noteCardShown(
  shelf: Db,
  task: string,
  version: number,
  shown: Notice | undefined,
): Promise<void> {
  await shelf
    .updateTable('concern_task')
    .set(shown ? { shown: JSON.stringify(shown), shown_version: version, due_at: FREE } : { ref: null })
    .where('id', '=', task)
    .execute();
}

import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Concern } from '../../concern/concern.ts';
import type { Notice } from '../../concern/notice.ts';
import {
  ALARM_WAITS_MS,
  ALARMS,
  ALERTS,
  type Claim,
  DELIVERIES,
  type NewTask,
  type StaleCard,
  type Task,
  type TaskOutcome,
} from '../../concern/task.ts';
import type { ConcernId, UserId } from '../../core/ids.ts';
import { CLOCK_SKEW_MS, HOUR_MS } from '../../core/time.ts';
import type { Db, Trx } from '../database/database.ts';
import type { ConcernTables } from './tables.ts';

type TaskRow = Selectable<ConcernTables['concern_task']>;

/** By name: what says `*` the server would have to read and plan at each look for work. */
const CLAIMED = [
  'id',
  'concern_id',
  'kind',
  'due_at',
  'attempts',
  'may_repeat',
  'is_rebased',
  'person',
  'holder',
  'round',
  'why',
] as const;
const STALE = ['id', 'concern_id', 'kind', 'holder', 'person', 'ref', 'shown', 'may_repeat'] as const;

/**
 * To be called by code that holds the concern's row: then what another planned a moment ago is seen here, and nobody is planned a
 * second card where the one they have, or are about to get, says the same.
 * @param at when they were planned, where they do not say so themselves
 */
export async function addTasks(
  shelf: Trx,
  concern: ConcernId,
  tasks: readonly NewTask[],
  at: Date | undefined,
): Promise<void> {
  const planned = await withoutSecondAlerts(shelf, concern, tasks);
  if (planned.length === 0) return;
  await shelf
    .insertInto('concern_task')
    .values(
      planned.map((task) => ({
        id: randomUUID(),
        concern_id: concern,
        kind: task.kind,
        person: task.person ?? null,
        holder: task.holder ?? null,
        round: task.round ?? null,
        why: task.why ?? null,
        state: 'due' as const,
        due_at: task.dueAt,
        // What neither says it nor comes of an event is due at once: then it was planned when it is due.
        planned_at: task.plannedAt ?? at ?? task.dueAt,
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

/** Two may decide at once, each on what they read before: that someone is told in person. The row of the concern lets only one of them through at a time. */
async function withoutSecondAlerts(
  shelf: Trx,
  concern: ConcernId,
  tasks: readonly NewTask[],
): Promise<readonly NewTask[]> {
  if (!tasks.some(({ kind }) => kind === 'tell-person')) return tasks;
  const told = await peopleTold(shelf, concern);
  const has = told.filter(({ state }) => state !== 'failed').map(({ person, holder }) => `${person} ${holder}`);
  return tasks.filter(({ kind, person, holder }) => kind !== 'tell-person' || !has.includes(`${person} ${holder}`));
}

interface PersonTold {
  readonly person: UserId;
  readonly holder: TaskRow['holder'];
  readonly state: 'sent' | 'waiting' | 'failed';
}

/** Who has a card of their own that still stands, who is about to get one, and who could not be reached, each for which holder. */
export async function peopleTold(shelf: Db | Trx, concern: ConcernId): Promise<readonly PersonTold[]> {
  const rows = await shelf
    .selectFrom('concern_task')
    .select(['person', 'holder', 'state', 'shown'])
    .where('concern_id', '=', concern)
    .where('kind', '=', 'tell-person')
    .execute();
  return rows.flatMap(({ person, holder, state, shown }): readonly PersonTold[] => {
    if (person === null) return [];
    if (state === 'due' || state === 'running') return [{ person, holder, state: 'waiting' }];
    if (state === 'failed') return [{ person, holder, state }];
    // A card that says the concern has moved tells nobody that it came back.
    return state === 'sent' && shown?.kind === 'alert' ? [{ person, holder, state }] : [];
  });
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
      planned_at: now,
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
    .returning(CLAIMED)
    .execute();
  return rows.map(toTask);
}

const toTask = (row: Pick<TaskRow, (typeof CLAIMED)[number]>): Task => ({
  id: row.id,
  concern: row.concern_id,
  kind: row.kind,
  dueAt: row.due_at,
  attempts: row.attempts,
  mayRepeat: row.may_repeat,
  isRebased: row.is_rebased,
  ...(row.person !== null && { person: row.person }),
  ...(row.holder !== null && { holder: row.holder }),
  ...(row.round !== null && { round: row.round }),
  ...(row.why !== null && { why: row.why }),
});

/** What was planned ahead of `now` was planned before the clock was set back; what says nothing about it, by an older version. */
export async function rebaseTasks(shelf: Db, now: Date): Promise<void> {
  const ahead = new Date(now.getTime() + CLOCK_SKEW_MS);
  await shelf
    .updateTable('concern_task')
    .set({
      due_at: sql<Date>`case when planned_at is null then due_at else ${now}::timestamptz + greatest(due_at - planned_at, interval '0') end`,
      is_rebased: sql<boolean>`is_rebased or planned_at is not null`,
      planned_at: now,
    })
    .where('state', 'in', ['due', 'running'])
    .where((eb) => eb.or([eb('planned_at', 'is', null), eb('planned_at', '>', ahead)]))
    .execute();
}

/** Whether the task is still this attempt's; then it stays so until `leaseUntil`. */
export async function renewTask(shelf: Db, { id, attempts }: Claim, now: Date, leaseUntil: Date): Promise<boolean> {
  const { numUpdatedRows } = await shelf
    .updateTable('concern_task')
    .set({ planned_at: now, due_at: leaseUntil })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('attempts', '=', attempts)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The same within a transaction, which then keeps everyone else from taking it over until it ends. */
export async function holdsTask(shelf: Trx, { id, attempts }: Claim): Promise<boolean> {
  const held = await shelf
    .selectFrom('concern_task')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('attempts', '=', attempts)
    .forUpdate()
    .executeTakeFirst();
  return held !== undefined;
}

/** Only the attempt that runs settles a task; settling it twice changes nothing. What another one sent is kept beside it. */
export async function settleTask(shelf: Db | Trx, { id, attempts }: Claim, outcome: TaskOutcome): Promise<void> {
  const { numUpdatedRows } = await shelf
    .updateTable('concern_task')
    .set(columnsOf(outcome))
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('attempts', '=', attempts)
    .executeTakeFirst();
  if (numUpdatedRows === 0n && outcome.kind === 'sent') await keepSecondCard(shelf, id, outcome);
}

/** A card that came from a process whose task was taken over: a row of its own, so that it too is kept up to date. */
async function keepSecondCard(
  shelf: Db | Trx,
  task: string,
  { ref, shown, version }: Extract<TaskOutcome, { kind: 'sent' }>,
): Promise<void> {
  const row = await shelf.selectFrom('concern_task').selectAll().where('id', '=', task).executeTakeFirst();
  if (!row) return;
  const same = JSON.stringify({ activityId: ref.activityId, conversation: { id: ref.conversation.id } });
  const known = await shelf
    .selectFrom('concern_task')
    .select('id')
    .where('concern_id', '=', row.concern_id)
    .where(sql<boolean>`ref @> ${same}::jsonb`)
    .executeTakeFirst();
  if (known) return;
  await shelf
    .insertInto('concern_task')
    .values({
      id: randomUUID(),
      concern_id: row.concern_id,
      kind: row.kind,
      person: row.person,
      holder: row.holder,
      round: row.round,
      why: row.why,
      attempts: row.attempts,
      planned_at: row.planned_at,
      may_repeat: true,
      last_trouble: 'taken-over',
      ...sentColumns({ ref, shown, version }),
    })
    .execute();
}

function columnsOf(outcome: TaskOutcome) {
  switch (outcome.kind) {
    case 'done':
      return { state: 'done' as const };
    case 'failed':
      return { state: 'failed' as const, last_trouble: outcome.why };
    case 'again':
      return {
        state: 'due' as const,
        planned_at: outcome.now,
        due_at: new Date(outcome.now.getTime() + outcome.inMs),
        may_repeat: outcome.mayRepeat,
        last_trouble: outcome.why,
      };
    case 'sent':
      return sentColumns(outcome);
    default:
      return outcome satisfies never;
  }
}

const sentColumns = ({
  ref,
  shown,
  version,
}: Pick<Extract<TaskOutcome, { kind: 'sent' }>, 'ref' | 'shown' | 'version'>) => ({
  state: 'sent' as const,
  due_at: FREE,
  ref: JSON.stringify(ref),
  shown: JSON.stringify(shown),
  shown_version: version,
});

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
    // A time further ahead than this was written before the clock was set back.
    .where('delivered_at', '<=', new Date(since.getTime() + HOUR_MS))
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
        // A lease that ends later than one taken now was taken before the clock was set back.
        .where((task) =>
          task.or([
            task('task.due_at', '<=', now),
            task('task.due_at', '>', new Date(leaseUntil.getTime() + CLOCK_SKEW_MS)),
          ]),
        )
        .where(sql<boolean>`task.shown_version < concern.version`)
        .orderBy('concern.is_urgent', 'desc')
        .orderBy('task.shown_version')
        .limit(limit)
        .forUpdate('task')
        .skipLocked(),
    )
    .returning(STALE)
    .execute();
  return rows.flatMap(({ id, concern_id, kind, holder, person, ref, shown, may_repeat }) => {
    const live = LIVE.find((one) => one === kind);
    if (live === undefined || ref === null || shown === null) return [];
    return [
      {
        task: id,
        concern: concern_id,
        kind: live,
        holder: holder ?? undefined,
        person: person ?? undefined,
        ref,
        shown,
        mayRepeat: may_repeat,
      },
    ];
  });
}

/** Frees the card again; a card that is gone is no longer looked at. @returns whether it is on this shelf */
export async function noteCardShown(
  shelf: Db,
  task: string,
  version: number,
  shown: Notice | undefined,
): Promise<boolean> {
  const { numUpdatedRows } = await shelf
    .updateTable('concern_task')
    .set(shown ? { shown: JSON.stringify(shown), shown_version: version, due_at: FREE } : { ref: null })
    .where('id', '=', task)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

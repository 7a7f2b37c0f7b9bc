import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { CLOCK_SKEW_MS, HOUR_MS } from '../../kernel/time.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { Concern, Shelf } from '../concern.ts';
import type { Notice } from '../notice.ts';
import type { Claim, NewTask, StaleCard, TaskOutcome } from '../task.ts';
import { SCHEMA, SHELVES } from '../trail/schemas.ts';
import { changesOne, onShelves } from './on-shelves.store.ts';
import type { ConcernTables } from './report.tables.ts';

type TaskRow = Selectable<ConcernTables['concern_task']>;

const STALE = ['id', 'concern_id', 'kind', 'holder', 'person', 'ref', 'shown', 'may_repeat'] as const;
type StaleRow = Pick<TaskRow, (typeof STALE)[number]>;

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
        wait_began_at: task.plannedAt ?? at ?? task.dueAt,
        wait_ends_at: task.dueAt,
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
    .where(is({ concern_id: concern, kind: 'tell-person' }))
    .execute();
  return rows.flatMap(({ person, holder, state, shown }): readonly PersonTold[] => {
    if (person === null) return [];
    if (state === 'due' || state === 'running') return [{ person, holder, state: 'waiting' }];
    if (state === 'failed') return [{ person, holder, state }];
    // A card that says the concern has moved tells nobody that it came back.
    return state === 'sent' && shown?.kind === 'alert' ? [{ person, holder, state }] : [];
  });
}

/**
 * What was planned ahead of `now` was planned before the clock was set back; what says nothing about it, by an older version. The lease of
 * what was planned in time was begun ahead: it begins again, and the wait is as it was.
 */
export async function rebaseTasks(shelf: Db, now: Date): Promise<void> {
  const ahead = new Date(now.getTime() + CLOCK_SKEW_MS);
  await shelf
    .updateTable('concern_task')
    .set({
      due_at: sql<Date>`case when planned_at is null then due_at else ${now}::timestamptz + greatest(due_at - planned_at, interval '0') end`,
      is_rebased: sql<boolean>`is_rebased or coalesce(coalesce(wait_began_at, planned_at) > ${ahead}, false)`,
      planned_at: now,
    })
    .where('state', 'in', ['due', 'running'])
    .where((eb) => eb.or([eb('planned_at', 'is', null), eb('planned_at', '>', ahead)]))
    .execute();
}

/** Whether the task is still this attempt's; then it stays so until `leaseUntil`. */
export const renewTask = (db: Db, claim: Claim, now: Date, leaseUntil: Date): Promise<boolean> =>
  changesOne(
    db,
    SHELVES,
    ({ concern_task }) => sql`
      update ${concern_task} set planned_at = ${now}, due_at = ${leaseUntil} where ${isHeldBy(claim)} returning id`,
  );

/** Whether the attempt still has its task: another that took it over is on its next. */
const isHeldBy = ({ id, attempts }: Claim) => sql<boolean>`id = ${id} and state = 'running' and attempts = ${attempts}`;

/** The same within a transaction, which then keeps everyone else from taking it over until it ends. */
export async function holdsTask(shelf: Trx, claim: Claim): Promise<boolean> {
  const held = await shelf
    .selectFrom('concern_task')
    .select('id')
    .where(isHeldBy(claim))
    .forUpdate()
    .executeTakeFirst();
  return held !== undefined;
}

/**
 * Only the attempt that runs settles a task; settling it twice changes nothing. What another one sent is kept beside it.
 * @param shelves where the task may be
 */
export async function settleTask(
  db: Db | Trx,
  shelves: readonly Shelf[],
  claim: Claim,
  outcome: TaskOutcome,
): Promise<void> {
  const columns = Object.entries(columnsOf(outcome)).map(([name, value]) => sql`${sql.id(name)} = ${value}`);
  const isSettled = await changesOne(
    db,
    shelves,
    ({ concern_task }) => sql`update ${concern_task} set ${sql.join(columns)} where ${isHeldBy(claim)} returning id`,
  );
  if (isSettled || outcome.kind !== 'sent') return;
  for (const shelf of shelves) await keepSecondCard(db.withSchema(SCHEMA[shelf]), claim.id, outcome);
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
    case 'early':
      return {
        state: 'due' as const,
        due_at: sql`wait_ends_at`,
        planned_at: sql`wait_began_at`,
      };
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
    .where(is({ concern_id: id, kind: 'tell-holder', holder }))
    .where('state', 'in', ['due', 'running'])
    .where((eb) => eb.or([eb('last_trouble', 'is', null), eb('last_trouble', '=', 'throttled')]))
    .executeTakeFirst();
  if (!waits) return false;
  const taken = await shelf
    .selectFrom('concern')
    .select('id')
    .where(is({ school_id: school, holder, via: 'place' }))
    .where('delivered_at', '>=', since)
    // A time further ahead than this was written before the clock was set back.
    .where('delivered_at', '<=', new Date(since.getTime() + HOUR_MS))
    .limit(1)
    .executeTakeFirst();
  return taken !== undefined;
}

const LIVE = ['tell-holder', 'tell-person', 'receipt', 'chase', 'news'] as const;

/** A `sent` row's due time is only a lease on its card: long past means that nobody is updating it. */
const FREE = new Date(0);

/** Takes cards that are behind, at most `limit` of each shelf, so that two sweeps do not write over each other's newer card. */
export async function claimStaleCards(
  db: Db,
  now: Date,
  leaseUntil: Date,
  limit: number,
): Promise<readonly StaleCard[]> {
  // A lease that ends later than one taken now was taken before the clock was set back.
  const ahead = new Date(leaseUntil.getTime() + CLOCK_SKEW_MS);
  const rows = await onShelves<StaleRow>(
    db,
    SHELVES,
    STALE,
    ({ concern, concern_task, columns }) => sql`
      update ${concern_task} set due_at = ${leaseUntil} where id in (
        select task.id from ${concern_task} task join ${concern} concern on concern.id = task.concern_id
        where task.state = 'sent' and task.kind = any(${sql.val([...LIVE])}::text[]) and task.ref is not null
          and (task.due_at <= ${now} or task.due_at > ${ahead}) and task.shown_version < concern.version
        order by concern.is_urgent desc, task.shown_version
        limit ${limit} for update of task skip locked)
      returning ${columns}`,
  );
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

/** Frees the card again; a card that is gone is no longer looked at. */
export async function noteCardShown(db: Db, task: string, version: number, shown: Notice | undefined): Promise<void> {
  const change = shown
    ? sql`shown = ${JSON.stringify(shown)}, shown_version = ${version}, due_at = ${FREE}`
    : sql`ref = null`;
  await changesOne(
    db,
    SHELVES,
    ({ concern_task }) => sql`update ${concern_task} set ${change} where id = ${task} returning id`,
  );
}

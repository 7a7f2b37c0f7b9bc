import { type Selectable, sql } from 'kysely';
import type { SchoolId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { Shelf } from '../concern.ts';
import { ALARM_WAITS_MS, ALARMS, ALERTS, DELIVERIES, REMINDING_CHECKS, SHARED_REMINDERS, type Task } from '../task.ts';
import { SHELVES } from '../trail/schemas.ts';
import { onShelves } from './on-shelves.store.ts';
import type { ConcernTables } from './report.tables.ts';

/** By name: what says `*` the server would have to read and plan at each look for work. */
const CLAIMED = [
  'id',
  'concern_id',
  'kind',
  'wait_began_at',
  'wait_ends_at',
  'due_at',
  'attempts',
  'may_repeat',
  'is_rebased',
  'person',
  'holder',
  'round',
  'why',
] as const;
type ClaimedRow = Pick<Selectable<ConcernTables['concern_task']>, (typeof CLAIMED)[number]>;

/** A reporter's receipt must not take the hand that a DSL's card needs, and an urgent one needs it first. */
const IMPORTANCE = sql<number>`case
  when task.kind = any(${sql.val([...DELIVERIES])}::text[]) then case when concern.is_urgent then 0 else 2 end
  when task.kind = any(${sql.val([...ALARMS])}::text[]) and concern.is_urgent then 1
  when task.kind = any(${sql.val([...REMINDING_CHECKS])}::text[]) then 3
  when task.kind = any(${sql.val([...ALARMS])}::text[]) then 4
  when concern.is_urgent then 5 else 6 end`;

/** What makes a due task this attempt's. */
const taken = (now: Date, leaseUntil: Date) =>
  sql`state = 'running', due_at = ${leaseUntil}, planned_at = ${now}, attempts = attempts + 1,
    may_repeat = may_repeat or state = 'running'`;

/**
 * Takes due tasks, at most `limit` of each shelf. One that is still `running` past its lease was cut off: it may have been sent.
 */
export async function claimTasks(
  db: Db,
  now: Date,
  leaseUntil: Date,
  limit: number,
  which: 'all' | 'deliveries',
): Promise<readonly Task[]> {
  const lane = which === 'deliveries' ? sql`and task.kind = any(${sql.val([...DELIVERIES])}::text[])` : sql``;
  const held = new Date(now.getTime() - ALARM_WAITS_MS);
  const rows = await onShelves<ClaimedRow>(
    db,
    SHELVES,
    CLAIMED,
    ({ concern, concern_task, columns }) => sql`
      update ${concern_task} set ${taken(now, leaseUntil)} where id in (
        select task.id from ${concern_task} task join ${concern} concern on concern.id = task.concern_id
        where task.state in ('due', 'running') and task.due_at <= ${now} ${lane}
          -- An alert that is under way may make it untrue before it is said.
          and (task.kind <> 'late' or task.why is distinct from 'not-delivered' or not exists (
            select from ${concern_task} alert
            where alert.concern_id = task.concern_id and alert.kind = any(${sql.val([...ALERTS])}::text[])
              and alert.state in ('due', 'running') and (alert.state = 'running' or alert.due_at <= ${now})
              and (alert.attempts <= 1 or task.due_at > ${held})))
        order by ${IMPORTANCE}, task.due_at, concern.raised_at
        limit ${limit} for update of task skip locked)
      returning ${columns}`,
  );
  return rows.map(toTask);
}

const toTask = (row: ClaimedRow): Task => ({
  id: row.id,
  concern: row.concern_id,
  kind: row.kind,
  dueAt: row.due_at,
  ...(row.wait_began_at && row.wait_ends_at && { wait: { began: row.wait_began_at, ends: row.wait_ends_at } }),
  attempts: row.attempts,
  mayRepeat: row.may_repeat,
  isRebased: row.is_rebased,
  ...(row.person !== null && { person: row.person }),
  ...(row.holder !== null && { holder: row.holder }),
  ...(row.round !== null && { round: row.round }),
  ...(row.why !== null && { why: row.why }),
});

/** Reminders that may share the card of `reminder`, looked at without taking them. */
export async function remindersBeside(
  db: Db,
  { id, person, holder }: Task,
  { school, shelf }: { readonly school: SchoolId; readonly shelf: Shelf },
  now: Date,
  most: number,
): Promise<readonly Task[]> {
  if (person === undefined || holder === undefined) return [];
  const columns = sql.raw(CLAIMED.map((name) => `task."${name}"`).join(', '));
  const rows = await onShelves<ClaimedRow>(
    db,
    [shelf],
    CLAIMED,
    ({ concern, concern_task }) => sql`
      select ${columns} from ${concern_task} task join ${concern} concern on concern.id = task.concern_id
      where task.state in ('due', 'running') and task.due_at <= ${now} and task.kind = 'chase' and task.id <> ${id}
        and task.person = ${person} and task.holder = ${holder} and task.why = any(${sql.val([...SHARED_REMINDERS])}::text[])
        and concern.holder = task.holder and concern.school_id = ${school}
        and not concern.is_urgent and concern.drill_begun_at is null
      order by task.due_at, concern.raised_at limit ${most}`,
  );
  return rows.map(toTask);
}

/** One statement that waits for no row of anyone else's: two that gather at once can neither block each other nor both have one. */
export async function claimReminders(
  db: Db,
  tasks: readonly Task[],
  shelf: Shelf,
  now: Date,
  leaseUntil: Date,
): Promise<readonly Task[]> {
  const rows = await onShelves<ClaimedRow>(
    db,
    [shelf],
    CLAIMED,
    ({ concern_task, columns }) => sql`
      update ${concern_task} set ${taken(now, leaseUntil)} where id in (
        select id from ${concern_task}
        where id = any(${sql.val(tasks.map(({ id }) => id))}::uuid[]) and state in ('due', 'running') and due_at <= ${now}
        for update skip locked)
      returning ${columns}`,
  );
  return rows.map(toTask);
}

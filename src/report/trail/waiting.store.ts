import { sql } from 'kysely';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { ConcernStore } from '../ports.ts';
import type { Outside } from '../record/event-fold.ts';
import { outsideOf } from '../shelves/rows.store.ts';
import { addTasks } from '../shelves/task-rows.store.ts';
import type { TaskKind } from '../task.ts';

type Missing = Parameters<ConcernStore['putTasksBack']>[0];

/** Concerns of one shelf of which something is still to be done, each with the kinds of the tasks for its present holder that are still to be done: one look at both. */
export async function openWithWaiting(
  shelf: Db,
  id?: ConcernId,
): Promise<readonly { readonly concern: Outside; readonly waiting: readonly TaskKind[] }[]> {
  const rows = await shelf
    .selectFrom('concern')
    .selectAll()
    .select((eb) =>
      sql<TaskKind[]>`array(${eb
        .selectFrom('concern_task')
        .select('concern_task.kind')
        .whereRef('concern_task.concern_id', '=', 'concern.id')
        .where((task) =>
          // That one goes over to a new holder by itself.
          task.or([
            task('concern_task.holder', '=', task.ref('concern.holder')),
            task('concern_task.kind', '=', 'check-read'),
          ]),
        )
        .where('concern_task.state', 'in', ['due', 'running'])})`.as('waiting'),
    )
    .where((row) =>
      row.or([row('status', '!=', 'closed'), row('unread_since', 'is not', null), row('open_actions', '!=', '[]')]),
    )
    .where('moved_to', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ('' as ConcernId)))
    .execute();
  return rows.map(({ waiting, ...row }) => ({ concern: outsideOf(row), waiting }));
}

export async function putTasksBack(shelf: Db, missing: Missing): ReturnType<ConcernStore['putTasksBack']> {
  const found = [];
  for (const { concern, waiting } of await openWithWaiting(shelf)) {
    if (missing(concern, waiting).length === 0) continue;
    const tasks = await shelf.transaction().execute(async (trx) => {
      // Anyone who changes a concern, or puts something back, has its row: what they added is seen once they have let go.
      await trx.selectFrom('concern').select('id').where('id', '=', concern.id).forUpdate().execute();
      const [newest] = await openWithWaiting(trx, concern.id);
      const gone = newest ? missing(newest.concern, newest.waiting) : [];
      await addTasks(trx, concern.id, gone, undefined);
      return gone;
    });
    if (tasks.length > 0) found.push({ concern: concern.id, tasks });
  }
  return found;
}

import { sql } from 'kysely';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { type Concern, type NewEntry, shelfOf } from '../concern.ts';
import type { Claim, NewTask, TaskOutcome } from '../task.ts';
import { SCHEMA } from '../trail/schemas.ts';
import { appendEntries, toEntry } from '../trail/trail.store.ts';
import { newRow, type RecordKey } from './rows.store.ts';
import { addTasks, settleTask } from './task-rows.store.ts';

interface Move {
  readonly before: Concern;
  readonly after: Concern;
  readonly entries: readonly NewEntry[];
  readonly tasks: readonly NewTask[];
  readonly settle: { readonly task: Claim; readonly outcome: TaskOutcome } | undefined;
}

/**
 * Puts a record on the shelf where its new kind belongs: the whole trail in its order, sealed with a new key, and its
 * tasks. On the shelf it leaves, the trail ends with the event that says so; its texts and their key are destroyed.
 */
export async function moveToOtherShelf(
  db: Db,
  { before, after, entries, tasks, settle }: Move,
  keys: { readonly old: RecordKey; readonly fresh: RecordKey },
): Promise<'committed' | 'changed'> {
  const to = shelfOf(after.kind);
  const { id } = before;
  const leaving = entries.filter(({ kind }) => kind === 'reclassified').map(({ words: _, ...rest }) => rest);
  if (leaving.length !== 1) throw new Error('a record moves with one event that says so');
  return db.transaction().execute(async (trx) => {
    const source = trx.withSchema(SCHEMA[shelfOf(before.kind)]);
    const target = trx.withSchema(SCHEMA[to]);
    const left = await source
      .updateTable('concern')
      .set({
        moved_to: to,
        version: before.version + 1,
        key_id: '',
        wrapped_key: Buffer.alloc(0),
        sealed_excluded: Buffer.alloc(0),
        match: [],
      })
      .where(is({ id, version: before.version }))
      .where('moved_to', 'is', null)
      .returning('draft')
      .executeTakeFirst();
    if (!left) return 'changed';

    const rows = await source
      .selectFrom('concern_trail')
      .selectAll()
      .where('concern_id', '=', id)
      .orderBy('seq')
      .execute();
    await target
      .insertInto('concern')
      .values(newRow(after, left.draft, keys.fresh, undefined))
      .execute();
    await appendEntries(
      target,
      id,
      1,
      rows.map((row) => toEntry(row, keys.old.key)),
      keys.fresh.key,
    );
    await appendEntries(target, id, before.version + 1, entries, keys.fresh.key);
    await shredTexts(source, id);
    await appendEntries(source, id, before.version + 1, leaving, keys.fresh.key);

    // The same columns in the same order: both shelves were made by the same migrations.
    const tables = {
      from: sql.table(`${SCHEMA[shelfOf(before.kind)]}.concern_task`),
      to: sql.table(`${SCHEMA[to]}.concern_task`),
    };
    // One statement: what someone writes of a task meanwhile is taken along, and never left behind in favour of an older copy.
    await sql`
      with taken as (delete from ${tables.from} where concern_id = ${id} returning *)
      insert into ${tables.to} select * from taken`.execute(trx);
    await addTasks(target, id, tasks, entries[0]?.at);
    if (settle) await settleTask(trx, [to], settle.task, settle.outcome);
    return 'committed';
  });
}

/** Takes every text out of a trail, and removes screenshots. The chain goes on vouching for what stood there, by its digest. */
export async function shredTexts(shelf: Trx, id: Concern['id']): Promise<void> {
  await shelf.withSchema(SCHEMA.adult).deleteFrom('concern_screenshot').where('concern_id', '=', id).execute();
  await shelf
    .updateTable('concern_trail')
    .set({ sealed: null })
    .where('concern_id', '=', id)
    .where('sealed', 'is not', null)
    .execute();
  // What is left of its words in hashes goes with them.
  await shelf.updateTable('concern').set({ match: [] }).where('id', '=', id).execute();
}

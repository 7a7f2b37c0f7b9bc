import { sql } from 'kysely';
import { type Concern, type Shelf, shelfOf } from '../../concern/concern.ts';
import type { ConcernStore, KeyWrap } from '../../concern/ports.ts';
import { Fault } from '../../core/fault.ts';
import type { UserId } from '../../core/ids.ts';
import type { Db } from '../database.ts';
import { moveToOtherShelf, shredTexts } from './moves.ts';
import { newKey } from './record-keys.ts';
import { changingColumns, newRow, outsideOf, type RecordKey, sealedColumns, toConcern } from './rows.ts';
import { SCHEMA, SHELVES } from './shelves.ts';
import type { ConcernRow } from './tables.ts';
import { addTasks, claimStaleCards, claimTasks, isQueuedForPlace, noteCardShown, settleTask } from './tasks.ts';
import { appendEntries, chainEnd, eventAt, toEntry } from './trail.ts';
import { putTasksBack } from './waiting.ts';

/** A vault answers each in some 30 ms and refuses more than about 200 a second. */
const UNSEALED_AT_ONCE = 20;

/** Concerns in PostgreSQL: two shelves of the same tables, sealed by `wrap`. */
export function sqlConcernStore(db: Db, wrap: KeyWrap): ConcernStore {
  const shelf = (name: Shelf): Db => db.withSchema(SCHEMA[name]);
  /** Ids and references are unique across shelves, so the first hit is the only one. */
  const firstOf = async <T>(look: (on: Db) => Promise<T | undefined>): Promise<T | undefined> => {
    for (const name of SHELVES) {
      const found = await look(shelf(name));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  /** What has moved to the other shelf is found there. */
  const there = (on: Db) => on.selectFrom('concern').where('moved_to', 'is', null);
  const freshKey = async (): Promise<RecordKey> => {
    const key = newKey();
    return { key, ...(await wrap.wrap(key)) };
  };
  const opened = async (row: ConcernRow | undefined): Promise<Concern | undefined> => row && toConcern(row, wrap);
  const keyOf = async (on: Db, id: Concern['id']): Promise<RecordKey> => {
    const { key_id, wrapped_key } = await on
      .selectFrom('concern')
      .select(['key_id', 'wrapped_key'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return { key: await wrap.unwrap(key_id, wrapped_key), keyId: key_id, wrapped: wrapped_key };
  };

  return {
    async raise({ concern, draft, entries, tasks }) {
      const keys = await freshKey();
      const row = newRow(concern, draft, keys);
      const isNew = await shelf(shelfOf(concern.kind))
        .transaction()
        .execute(async (trx) => {
          // Whatever the server's default is: the receipt is a promise that this survives a power cut.
          await sql`set local synchronous_commit to on`.execute(trx);
          const inserted = await trx
            .insertInto('concern')
            .values(row)
            .onConflict((conflict) => conflict.column('draft').doNothing())
            .returning('id')
            .executeTakeFirst();
          if (!inserted) return false;
          await appendEntries(trx, concern.id, 1, entries, keys.key);
          await addTasks(trx, concern.id, tasks);
          return true;
        });
      if (isNew) return { kind: 'raised' };
      const first = await firstOf((on) => there(on).selectAll().where('draft', '=', draft).executeTakeFirst());
      if (!first) throw new Error('a draft was sent before but its concern is not there');
      return { kind: 'already-raised', concern: await toConcern(first, wrap) };
    },

    find: async (id) => opened(await firstOf((on) => there(on).selectAll().where('id', '=', id).executeTakeFirst())),

    async findSealed(id) {
      const row = await firstOf((on) => there(on).selectAll().where('id', '=', id).executeTakeFirst());
      return row && outsideOf(row);
    },

    findByDraft: async (draft, reporter) =>
      opened(
        await firstOf((on) =>
          there(on).selectAll().where('draft', '=', draft).where('reporter', '=', reporter).executeTakeFirst(),
        ),
      ),

    findByReference: async (reference) =>
      opened(await firstOf((on) => there(on).selectAll().where('reference', '=', reference).executeTakeFirst())),

    async commit({ before, after, entries, tasks = [], settle, shred = false, picture }) {
      const isExcludedNew = before.excluded.join() !== after.excluded.join();
      if (shelfOf(before.kind) !== shelfOf(after.kind)) {
        const keys = { old: await keyOf(shelf(shelfOf(before.kind)), before.id), fresh: await freshKey() };
        return moveToOtherShelf(db, { before, after, entries, tasks, settle }, keys);
      }
      const on = shelf(shelfOf(before.kind));
      const fresh = shred ? await freshKey() : undefined;
      const needsKey = isExcludedNew || entries.some(({ words }) => words);
      const keys = fresh ?? (needsKey ? await keyOf(on, before.id) : undefined);
      return on.transaction().execute(async (trx) => {
        await sql`set local synchronous_commit to on`.execute(trx);
        const { numUpdatedRows } = await trx
          .updateTable('concern')
          .set({
            ...changingColumns(after),
            ...((fresh || isExcludedNew) && keys && sealedColumns(after, keys)),
          })
          .where('id', '=', before.id)
          .where('version', '=', before.version)
          .where('moved_to', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) return 'changed';
        if (fresh) await shredTexts(trx, before.id);
        await appendEntries(trx, before.id, before.version + 1, entries, keys?.key ?? new Uint8Array());
        if (picture) {
          const row = {
            id: picture.id,
            concern_id: before.id,
            at: entries[0]?.at ?? after.raisedAt,
            type: picture.type,
          };
          await trx
            .insertInto('concern_screenshot')
            .values({ ...row, sealed: Buffer.from(picture.sealed) })
            .execute();
        }
        await addTasks(trx, before.id, tasks);
        if (settle) await settleTask(trx, settle.task, settle.outcome);
        return 'committed';
      });
    },

    async entries(concern) {
      // The key comes with the rows: read apart, it could be the one before a text was destroyed or moved.
      const rows = await shelf(shelfOf(concern.kind))
        .selectFrom('concern_trail')
        .innerJoin('concern', 'concern.id', 'concern_trail.concern_id')
        .selectAll('concern_trail')
        .select(['concern.key_id', 'concern.wrapped_key'])
        .where('concern_id', '=', concern.id)
        .orderBy('seq')
        .execute();
      const [first] = rows;
      if (!first) return [];
      const key = await wrap.unwrap(first.key_id, first.wrapped_key);
      return rows.map((row) => toEntry(row, key));
    },

    async list({ heldBy, reporter, isOpen }) {
      const found: Concern[] = [];
      let unreadable = 0;
      for (const name of SHELVES) {
        let query = there(shelf(name)).selectAll();
        if (heldBy !== undefined)
          query = query.where(({ and, or, eb }) =>
            or(
              heldBy.map(({ school, recipients }) =>
                and([
                  eb('school_id', '=', school),
                  or([
                    eb('holder', 'in', recipients),
                    sql<boolean>`also_open_to && ${sql.val([...recipients])}::text[]`,
                  ]),
                ]),
              ),
            ),
          );
        if (reporter !== undefined) query = query.where('reporter', '=', reporter);
        // A closed one to which something was added that nobody has opened waits for a person like an open one.
        if (isOpen === true)
          query = query.where(({ or, eb }) => or([eb('status', '!=', 'closed'), eb('unread_since', 'is not', null)]));
        if (isOpen === false) query = query.where('status', '=', 'closed');
        const rows = await query.execute();
        for (let at = 0; at < rows.length; at += UNSEALED_AT_ONCE) {
          const opened = await Promise.allSettled(
            rows.slice(at, at + UNSEALED_AT_ONCE).map((row) => toConcern(row, wrap)),
          );
          for (const one of opened) {
            if (one.status === 'fulfilled') found.push(one.value);
            else if (one.reason instanceof Fault) unreadable += 1;
            else throw one.reason;
          }
        }
      }
      found.sort((left, right) => right.raisedAt.getTime() - left.raisedAt.getTime());
      return { concerns: found, unreadable };
    },

    async claim(now, leaseUntil, limit, which = 'all') {
      const claimed = [];
      for (const name of SHELVES) claimed.push(...(await claimTasks(shelf(name), now, leaseUntil, limit, which)));
      return claimed;
    },

    async settle(task, outcome) {
      for (const name of SHELVES) await settleTask(shelf(name), task, outcome);
    },

    async putTasksBack(missing) {
      const found = [];
      for (const name of SHELVES) found.push(...(await putTasksBack(shelf(name), missing)));
      return found;
    },

    async toldInPerson(concern, holder) {
      const told = { sent: [] as UserId[], waiting: [] as UserId[] };
      for (const name of SHELVES) {
        const rows = await shelf(name)
          .selectFrom('concern_task')
          .select(['person', 'state', 'shown'])
          .where('concern_id', '=', concern)
          .where('kind', '=', 'tell-person')
          .where('holder', '=', holder)
          .execute();
        for (const { person, state, shown } of rows) {
          if (person === null) continue;
          // A card that says the concern has moved tells nobody that it came back.
          if (state === 'sent' && shown?.kind === 'alert') told.sent.push(person);
          else if (state === 'due' || state === 'running') told.waiting.push(person);
        }
      }
      return told;
    },

    async tally(concern, kind, holder) {
      const counts = { sent: 0, waiting: 0, failed: 0 };
      for (const name of SHELVES) {
        const rows = await shelf(name)
          .selectFrom('concern_task')
          .select(({ fn }) => ['state', fn.countAll<string>().as('count')])
          .where('concern_id', '=', concern)
          .where('kind', '=', kind)
          .where('holder', '=', holder)
          .groupBy('state')
          .execute();
        for (const { state, count } of rows) {
          if (state === 'sent') counts.sent += Number(count);
          else if (state === 'failed') counts.failed += Number(count);
          else if (state !== 'done') counts.waiting += Number(count);
        }
      }
      return counts;
    },

    isQueued: (concern, since) => isQueuedForPlace(shelf(shelfOf(concern.kind)), concern, since),

    async chainEnds() {
      const ends = [];
      for (const name of SHELVES) ends.push(await chainEnd(db, name));
      return ends.filter((end) => end !== undefined);
    },

    isInChain: async (end) => end.position === 0 || (await eventAt(db, end)) === 'same',

    async staleCards(now, leaseUntil, limit) {
      const stale = [];
      for (const name of SHELVES) stale.push(...(await claimStaleCards(shelf(name), now, leaseUntil, limit)));
      return stale;
    },

    async noteShown(task, version, shown) {
      for (const name of SHELVES) await noteCardShown(shelf(name), task, version, shown);
    },
  };
}

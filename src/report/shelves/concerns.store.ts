import { sql } from 'kysely';
import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { newKey } from '../../platform/postgres/seal.ts';
import { type Concern, type NewEntry, type Shelf, shelfOf } from '../concern.ts';
import type { ConcernStore, KeyWrap } from '../ports.ts';
import { matchWords } from '../same-child/match.ts';
import { matchHash } from '../trail/match-key.store.ts';
import { SCHEMA, SHELVES } from '../trail/schemas.ts';
import { appendEntries, appendToChain, chainEnd, DURABLY, eventAt } from '../trail/trail.store.ts';
import { moveToOtherShelf, shredTexts } from './moves.store.ts';
import { firstOnShelves, sqlReading } from './reading.store.ts';
import { aboutText, changingColumns, newRow, type RecordKey, sealedColumns, toConcern } from './rows.store.ts';
import { sqlTaskStore } from './task-queue.store.ts';
import { addTasks, holdsTask, settleTask } from './task-rows.store.ts';

type Change = Parameters<ConcernStore['commit']>[0];

/** Concerns in PostgreSQL: two shelves of the same tables, sealed by `wrap`. */
export function sqlConcernStore(db: Db, wrap: KeyWrap): ConcernStore {
  const shelf = (name: Shelf): Db => db.withSchema(SCHEMA[name]);
  const freshKey = async (): Promise<RecordKey> => {
    const key = newKey();
    return { key, ...(await wrap.wrap(key)) };
  };
  const hash = matchHash(db, wrap);
  /** A report is never kept from being taken in by this: without them it is compared by being opened. */
  const hashesOf = async (concern: Concern, entries: readonly NewEntry[]): Promise<readonly string[] | undefined> => {
    if (shelfOf(concern.kind) !== 'child') return undefined;
    try {
      return await hash(matchWords(entries.map((entry, at) => ({ ...entry, seq: at + 1 }))));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return undefined;
    }
  };

  async function written(change: Change): ReturnType<ConcernStore['commit']> {
    const { before, after, entries, tasks = [], settle, shred = false } = change;
    if (shelfOf(before.kind) !== shelfOf(after.kind)) {
      const old = await keyOf(shelf(shelfOf(before.kind)), wrap, before.id);
      if (!old) return 'changed';
      return moveToOtherShelf(db, { before, after, entries, tasks, settle }, { old, fresh: await freshKey() });
    }
    const on = shelf(shelfOf(before.kind));
    if (shred) return writeChange(on, change, await freshKey());
    const needsKey = isExcludedNew(change) || entries.some(({ words }) => words);
    if (!needsKey) return writeChange(on, change, undefined);
    const key = await keyOf(on, wrap, before.id);
    return key ? writeChange(on, change, key) : 'changed';
  }

  return {
    ...sqlReading(db, wrap, hash),
    ...sqlTaskStore(db),

    async raise({ concern, draft, entries, tasks }) {
      const keys = await freshKey();
      const row = newRow(concern, draft, keys, await hashesOf(concern, entries));
      const isNew = await shelf(shelfOf(concern.kind))
        .transaction()
        .execute(async (trx) => {
          const inserted = await trx
            .insertInto('concern')
            .values(row)
            .onConflict((conflict) => conflict.column('draft').doNothing())
            .returning('id')
            .executeTakeFirst();
          if (!inserted) return false;
          await appendEntries(trx, concern.id, 1, entries, keys.key);
          await addTasks(trx, concern.id, tasks, concern.raisedAt);
          return true;
        });
      if (isNew) return { kind: 'raised' };
      const first = await firstOnShelves(db, sql`draft = ${draft}`);
      if (!first) throw new Error('a draft was sent before but its concern is not there');
      return { kind: 'already-raised', concern: await toConcern(first, wrap) };
    },

    commit: (change) => orChanged(() => written(change)),

    async noteFound(ids, by) {
      const left = new Set(ids);
      // The first shelf again at the end: one that moves there meanwhile is on it by then.
      for (const name of [...SHELVES, ...SHELVES.slice(0, 1)])
        for (const id of left.size === 0 ? [] : await foundOn(shelf(name), [...left], by)) left.delete(id);
    },

    async chainEnds() {
      const ends = [];
      for (const name of SHELVES) ends.push(await chainEnd(db, name));
      return ends.filter((end) => end !== undefined);
    },

    isInChain: async (end) => end.position === 0 || (await eventAt(db, end)) === 'same',
  };
}

/**
 * The server ends one of two that wait for each other, and nothing of that one is written: who else was first is seen when it is decided
 * once more.
 */
async function orChanged(write: () => ReturnType<ConcernStore['commit']>): ReturnType<ConcernStore['commit']> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === DEADLOCK) return 'changed';
    throw error;
  }
}

const DEADLOCK = '40P01';

/** Undefined where the record has moved to the other shelf meanwhile, which destroys its key here. */
async function keyOf(on: Db, wrap: KeyWrap, id: Concern['id']): Promise<RecordKey | undefined> {
  const { key_id, wrapped_key, moved_to } = await on
    .selectFrom('concern')
    .select(['key_id', 'wrapped_key', 'moved_to'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return moved_to === null
    ? { key: await wrap.unwrap(key_id, wrapped_key), keyId: key_id, wrapped: wrapped_key }
    : undefined;
}

/** Notes it of each record of this shelf that is among these, all at once, and returns which they are. */
const foundOn = (
  shelf: Db,
  ids: readonly ConcernId[],
  { at, actor }: Pick<NewEntry, 'at' | 'actor'>,
): Promise<readonly ConcernId[]> =>
  shelf.transaction().execute(async (trx) => {
    const here = trx.selectFrom('concern').select('id').where('id', 'in', ids).where('moved_to', 'is', null);
    // In one order, so that two who find the same ones do not wait for each other.
    const locked = (await here.orderBy('id').forUpdate().execute()).map(({ id }) => id);
    if (locked.length === 0) return locked;
    // It changes nothing of a record but its version, so that no key is needed.
    const noted = await trx
      .updateTable('concern')
      .set(({ eb }) => ({ version: eb('version', '+', 1) }))
      .where('id', 'in', locked)
      .returning(['id', 'version'])
      .execute();
    await appendToChain(
      trx,
      noted.map(({ id, version }) => ({
        concern: id,
        seq: version,
        entry: { at, actor, kind: 'found' },
        key: new Uint8Array(),
      })),
    );
    return locked;
  });

const isExcludedNew = ({ before, after }: Change): boolean => aboutText(before) !== aboutText(after);

/** @param keys the record's, where something is to be sealed; a fresh one when its texts are to be destroyed */
const writeChange = (shelf: Db, change: Change, keys: RecordKey | undefined): ReturnType<ConcernStore['commit']> =>
  shelf.transaction().execute(async (trx) => {
    const { before, after, entries, tasks = [], settle, shred = false, rematch = false, picture } = change;
    // A process that stood still decides nothing any more; that its card stands somewhere is true all the same.
    if (settle && settle.outcome.kind !== 'sent' && !(await holdsTask(trx, settle.task))) return 'not-ours';
    const written = await trx
      .updateTable('concern')
      .set({
        ...changingColumns(after),
        ...(rematch && { match: null }),
        ...((shred || isExcludedNew(change)) && keys && sealedColumns(after, keys)),
      })
      .where(is({ id: before.id, version: before.version }))
      .where('moved_to', 'is', null)
      // There may be tasks without an event.
      .returning(['id', DURABLY])
      .executeTakeFirst();
    if (!written) return 'changed';
    if (shred) await shredTexts(trx, before.id);
    await appendEntries(trx, before.id, before.version + 1, entries, keys?.key ?? new Uint8Array());
    if (picture) await addPicture(trx, before.id, picture, entries[0]?.at ?? after.raisedAt);
    await addTasks(trx, before.id, tasks, entries[0]?.at);
    if (settle) await settleTask(trx, [shelfOf(before.kind)], settle.task, settle.outcome);
    return 'committed';
  });

async function addPicture(
  trx: Trx,
  concern: Concern['id'],
  { id, type, sealed }: NonNullable<Change['picture']>,
  at: Date,
): Promise<void> {
  await trx
    .insertInto('concern_screenshot')
    .values({ id, concern_id: concern, at, type, sealed: Buffer.from(sealed) })
    .execute();
}

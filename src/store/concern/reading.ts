import { sql } from 'kysely';
import { type Concern, type Entry, shelfOf } from '../../concern/concern.ts';
import type { ConcernStore, KeyWrap } from '../../concern/ports.ts';
import { Fault } from '../../core/calls/fault.ts';
import type { ConcernId } from '../../core/ids.ts';
import type { Db } from '../database/database.ts';
import { outsideOf, toConcern } from './rows.ts';
import type { ConcernRow } from './tables.ts';
import { SCHEMA, SHELVES } from './trail/schemas.ts';
import { toEntry } from './trail/trail.ts';

/** A vault answers each in some 30 ms and refuses more than about 200 a second. */
const UNSEALED_AT_ONCE = 20;

type Filter = Parameters<ConcernStore['list']>[0];
type Reading = Pick<
  ConcernStore,
  'find' | 'findSealed' | 'findByDraft' | 'findByReference' | 'entries' | 'tellingOfPerson' | 'list'
>;

/** What has moved to the other shelf is found there. */
const there = (shelf: Db) => shelf.selectFrom('concern').selectAll().where('moved_to', 'is', null);

type Look = (rows: ReturnType<typeof there>) => ReturnType<typeof there>;

const shelvesOf = (db: Db) => SHELVES.map((name) => db.withSchema(SCHEMA[name]));

/**
 * Ids, drafts and references are unique across shelves, so there is one at most. Asked in one statement: between two, a record could
 * move to the shelf that has been looked at already, and would be on neither.
 */
export async function firstOnShelves(db: Db, look: Look): Promise<ConcernRow | undefined> {
  const [first, ...others] = shelvesOf(db).map((shelf) => look(there(shelf)));
  return first && others.reduce((all, next) => all.unionAll(next), first).executeTakeFirst();
}

/** Records of both shelves, opened with `wrap`. */
export function sqlReading(db: Db, wrap: KeyWrap): Reading {
  const shelves = shelvesOf(db);
  const firstOf = (look: Look) => firstOnShelves(db, look);
  const opened = async (row: ConcernRow | undefined): Promise<Concern | undefined> => row && toConcern(row, wrap);

  return {
    find: async (id) => opened(await firstOf((rows) => rows.where('id', '=', id))),

    async findSealed(id) {
      const row = await firstOf((rows) => rows.where('id', '=', id));
      return row && outsideOf(row);
    },

    findByDraft: async (draft, reporter) =>
      opened(await firstOf((rows) => rows.where('draft', '=', draft).where('reporter', '=', reporter))),

    findByReference: async (reference) => opened(await firstOf((rows) => rows.where('reference', '=', reference))),

    async entries(concern) {
      // The key comes with the rows: read apart, it could be the one before a text was destroyed or moved.
      const rows = await db
        .withSchema(SCHEMA[shelfOf(concern.kind)])
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

    async tellingOfPerson(concerns) {
      const told = new Map<ConcernId, Entry[]>();
      for (const name of SHELVES) {
        const ids = concerns.filter(({ kind }) => shelfOf(kind) === name).map(({ id }) => id);
        if (ids.length === 0) continue;
        const rows = await db
          .withSchema(SCHEMA[name])
          .selectFrom('concern_trail')
          .innerJoin('concern', 'concern.id', 'concern_trail.concern_id')
          .selectAll('concern_trail')
          .select(['concern.key_id', 'concern.wrapped_key'])
          .where('concern_id', 'in', ids)
          .where('concern_trail.kind', 'in', ['raised', 'joined', 'parted'])
          .where('concern.moved_to', 'is', null)
          .orderBy('seq')
          .execute();
        for (const [id, ofOne] of Map.groupBy(rows, (row) => row.concern_id)) {
          const [first] = ofOne;
          const key = first && (await keyOrNone(wrap, first.key_id, first.wrapped_key));
          if (key)
            told.set(
              id,
              ofOne.map((row) => toEntry(row, key)),
            );
        }
      }
      return told;
    },

    async list(filter) {
      const found: Concern[] = [];
      let unreadable = 0;
      for (const shelf of shelves) {
        const rows = await matching(shelf, filter).execute();
        for (let at = 0; at < rows.length; at += UNSEALED_AT_ONCE) {
          const some = rows.slice(at, at + UNSEALED_AT_ONCE);
          for (const one of await Promise.allSettled(some.map((row) => toConcern(row, wrap)))) {
            if (one.status === 'fulfilled') found.push(one.value);
            else if (one.reason instanceof Fault) unreadable += 1;
            else throw one.reason;
          }
        }
      }
      found.sort((left, right) => right.raisedAt.getTime() - left.raisedAt.getTime());
      return { concerns: found, unreadable };
    },
  };
}

/** Of a record whose key is lost nothing can be told. */
async function keyOrNone(wrap: KeyWrap, keyId: string, wrapped: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return await wrap.unwrap(keyId, wrapped);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return undefined;
  }
}

function matching(shelf: Db, { heldBy, reporter, isOpen }: Filter) {
  let query = there(shelf);
  if (heldBy !== undefined)
    query = query.where(({ and, or, eb }) =>
      or(
        heldBy.map(({ school, recipients }) =>
          and([
            eb('school_id', '=', school),
            or([eb('holder', 'in', recipients), sql<boolean>`also_open_to && ${sql.val([...recipients])}::text[]`]),
          ]),
        ),
      ),
    );
  if (reporter !== undefined) query = query.where('reporter', '=', reporter);
  // A closed one to which something was added that nobody has opened waits for a person like an open one.
  if (isOpen === true)
    query = query.where(({ or, eb }) => or([eb('status', '!=', 'closed'), eb('unread_since', 'is not', null)]));
  if (isOpen === false) query = query.where('status', '=', 'closed');
  return query;
}

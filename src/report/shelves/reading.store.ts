import { type RawBuilder, sql } from 'kysely';
import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { type Concern, type Entry, type EntryKind, type Shelf, shelfOf } from '../concern.ts';
import type { ConcernStore, KeyWrap, TrustOpening } from '../ports.ts';
import type { MatchHash } from '../trail/match-key.store.ts';
import { SCHEMA, SHELVES } from '../trail/schemas.ts';
import { toEntry } from '../trail/trail.store.ts';
import { onShelves } from './on-shelves.store.ts';
import type { ConcernRow } from './report.tables.ts';
import { CONCERN_COLUMNS, outsideOf, toConcern } from './rows.store.ts';

/** A vault answers each in some 30 ms and refuses more than about 200 a second. */
const UNSEALED_AT_ONCE = 20;

type Filter = Parameters<ConcernStore['list']>[0];
type Reading = Pick<
  ConcernStore,
  | 'find'
  | 'findSealed'
  | 'findByCodeHolder'
  | 'findByDraft'
  | 'findByReference'
  | 'entries'
  | 'entriesOf'
  | 'trustOpenings'
  | 'tellingOfPerson'
  | 'list'
  | 'mayConcernTheSame'
  | 'locked'
  | 'lyingWith'
>;

/** Of an entry, with its record beside it. */
const TRAIL_COLUMNS = [
  'position',
  'concern_id',
  'seq',
  'at',
  'actor',
  'concern_trail.kind',
  'facts',
  'sealed',
  'sealed_digest',
  'hash',
] as const;

/** What has moved to the other shelf is found there. */
const there = (shelf: Db) => shelf.selectFrom('concern').select(CONCERN_COLUMNS).where('moved_to', 'is', null);

const shelvesOf = (db: Db) => SHELVES.map((name) => db.withSchema(SCHEMA[name]));

/**
 * Ids, drafts and references are unique across shelves, so there is one at most. Asked in one statement: between two, a record could
 * move to the shelf that has been looked at already, and would be on neither.
 */
export async function firstOnShelves(db: Db, which: RawBuilder<boolean>): Promise<ConcernRow | undefined> {
  const [first] = await onShelves<ConcernRow>(
    db,
    SHELVES,
    CONCERN_COLUMNS,
    // What has moved to the other shelf is found there.
    ({ concern, columns }) => sql`select ${columns} from ${concern} where moved_to is null and ${which}`,
  );
  return first;
}

/** Records of both shelves, opened with `wrap`. */
export function sqlReading(db: Db, wrap: KeyWrap, hash: MatchHash): Reading {
  const firstOf = (which: RawBuilder<boolean>) => firstOnShelves(db, which);
  const opened = async (row: ConcernRow | undefined): Promise<Concern | undefined> => row && toConcern(row, wrap);

  return {
    find: async (id) => opened(await firstOf(sql`id = ${id}`)),

    async findSealed(id) {
      const row = await firstOf(sql`id = ${id}`);
      return row && outsideOf(row);
    },

    async findByCodeHolder(holder) {
      const row = await firstOf(sql`reporter = ${holder} and is_by_link`);
      return row && outsideOf(row);
    },

    findByDraft: async (draft, reporter) => opened(await firstOf(sql`draft = ${draft} and reporter = ${reporter}`)),

    findByReference: async (reference) => opened(await firstOf(sql`reference = ${reference}`)),

    async entries(concern) {
      // The key comes with the rows: read apart, it could be the one before a text was destroyed or moved.
      const rows = await db
        .withSchema(SCHEMA[shelfOf(concern.kind)])
        .selectFrom('concern_trail')
        .innerJoin('concern', 'concern.id', 'concern_trail.concern_id')
        .select(TRAIL_COLUMNS)
        .select(['concern.key_id', 'concern.wrapped_key'])
        .where('concern_id', '=', concern.id)
        .orderBy('seq')
        .execute();
      const [first] = rows;
      if (!first) return [];
      const key = await wrap.unwrap(first.key_id, first.wrapped_key);
      return rows.map((row) => toEntry(row, key));
    },

    trustOpenings: (schools, most) => openingsOf(db, schools, most),
    entriesOf: (concerns) => trailsOf(db, wrap, concerns),
    tellingOfPerson: (concerns) => trailsOf(db, wrap, concerns, TELLING),

    async mayConcernTheSame(concern, words) {
      if (shelfOf(concern.kind) !== 'child') return undefined;
      try {
        return await alikeByHash(db, concern, await hash(words));
      } catch (error) {
        // Without the key of the hashes all are opened to be compared, as before there were any.
        if (!(error instanceof Fault)) throw error;
        return undefined;
      }
    },

    async lyingWith(user) {
      const whose = user === undefined ? sql`lies_with is not null` : sql`${user} = any(lies_with)`;
      const rows = await onShelves<ConcernRow>(
        db,
        SHELVES,
        CONCERN_COLUMNS,
        ({ concern, columns }) => sql`select ${columns} from ${concern} where moved_to is null and ${whose}
          and (status <> 'closed' or unread_since is not null or kept_from <> '{}')`,
      );
      return rows.map(outsideOf);
    },

    async locked(ids) {
      const found = new Map<ConcernId, readonly UserId[]>();
      for (const shelf of shelvesOf(db)) {
        let rows = there(shelf).clearSelect().select(['id', 'locked_to']).where('locked_to', 'is not', null);
        if (ids) rows = rows.where('id', 'in', ids.length === 0 ? [NOBODYS] : [...ids]);
        for (const { id, locked_to } of await rows.execute()) found.set(id, locked_to ?? []);
      }
      return found;
    },

    list: (filter) => listed(db, wrap, filter),
  };
}

/** Of both shelves, the newest first; what cannot be opened is counted. */
async function listed(db: Db, wrap: KeyWrap, filter: Parameters<Reading['list']>[0]): ReturnType<Reading['list']> {
  const found: Concern[] = [];
  let unreadable = 0;
  let isMore = false;
  for (const name of SHELVES) {
    const all = await matching(db.withSchema(SCHEMA[name]), name, filter).execute();
    const rows = all.slice(0, filter.newest?.most);
    isMore ||= all.length > rows.length;
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
  return { concerns: found, unreadable, isMore };
}

async function openingsOf(db: Db, schools: readonly SchoolId[], most: number): Promise<readonly TrustOpening[]> {
  if (schools.length === 0) return [];
  const rows = await db
    .withSchema(SCHEMA.child)
    .selectFrom('concern_trail')
    .innerJoin('concern', 'concern.id', 'concern_trail.concern_id')
    .select(['concern_id', 'concern.reference', 'concern.school_id', 'at', 'actor', 'concern_trail.kind', 'facts'])
    .where('concern.school_id', 'in', schools)
    .where('concern.moved_to', 'is', null)
    .where('concern_trail.kind', 'in', ['trust-opened', 'trust-shut'])
    .orderBy('position', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ concern_id: concern, school_id: school, reference, at, actor, kind, facts }) => ({
    concern,
    school,
    reference,
    at,
    by: actor ?? undefined,
    isOpened: kind === 'trust-opened',
    to: typeof facts.to === 'string' ? (facts.to.split(' ') as UserId[]) : undefined,
  }));
}

/** What tells of whom a record is about. */
const TELLING = ['raised', 'corrected', 'joined', 'parted', 'linked', 'categorised'] as const;

/** The trail of each of these, or what of it is of `kinds`: one statement a shelf, opened a few at a time. */
async function trailsOf(
  db: Db,
  wrap: KeyWrap,
  concerns: readonly Concern[],
  kinds?: readonly EntryKind[],
): Promise<ReadonlyMap<ConcernId, readonly Entry[]>> {
  const told = new Map<ConcernId, readonly Entry[]>();
  for (const name of SHELVES) {
    const ids = concerns.filter(({ kind }) => shelfOf(kind) === name).map(({ id }) => id);
    if (ids.length === 0) continue;
    const rows = await db
      .withSchema(SCHEMA[name])
      .selectFrom('concern_trail')
      .innerJoin('concern', 'concern.id', 'concern_trail.concern_id')
      .select(TRAIL_COLUMNS)
      .select(['concern.key_id', 'concern.wrapped_key'])
      .where('concern_id', 'in', ids)
      .$if(kinds !== undefined, (query) => query.where('concern_trail.kind', 'in', kinds ?? []))
      .where('concern.moved_to', 'is', null)
      .orderBy('seq')
      .execute();
    const each = [...Map.groupBy(rows, (row) => row.concern_id)];
    const opened = async ([id, ofOne]: (typeof each)[number]): Promise<void> => {
      const [first] = ofOne;
      const key = first && (await keyOrNone(wrap, first.key_id, first.wrapped_key));
      if (key)
        told.set(
          id,
          ofOne.map((row) => toEntry(row, key)),
        );
    };
    for (let at = 0; at < each.length; at += UNSEALED_AT_ONCE)
      await Promise.all(each.slice(at, at + UNSEALED_AT_ONCE).map(opened));
  }
  return told;
}

/** Children's records of the same school that share a hash with this one, were said to belong to it, or have none yet. */
async function alikeByHash(
  db: Db,
  { id, school }: Pick<Concern, 'id' | 'school'>,
  hashes: readonly string[],
): Promise<readonly ConcernId[]> {
  const [concerns, trail] = ['concern', 'concern_trail'].map((name) => sql.table(`${SCHEMA.child}.${name}`));
  const { rows } = await sql<{ id: ConcernId }>`
    with recursive said(id) as (
      select ${id}::uuid
      union
      select (t.facts->>'to')::uuid from said join ${trail} t on t.concern_id = said.id
      where t.kind in ('joined', 'parted', 'linked') and t.facts ? 'to'
    )
    select c.id from ${concerns} c
    where c.school_id = ${school} and c.moved_to is null and c.id <> ${id}
      and (c.match is null or c.match && ${sql.val([...hashes])}::text[] or c.id in (select id from said))`.execute(db);
  return rows.map((row) => row.id);
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

/** No record has it: a list of no ids would be no list in SQL. */
const NOBODYS = '00000000-0000-0000-0000-000000000000' as ConcernId;

function matching(
  shelf: Db,
  name: Shelf,
  { heldBy, besides = [], reader, reporter, isOpen, since, ids, newest, isOpenToTrust }: Filter,
) {
  let query = there(shelf);
  if (newest)
    query = query
      .orderBy('raised_at', 'desc')
      .orderBy('id')
      .offset(newest.from)
      .limit(newest.most + 1);
  if (since !== undefined) query = query.where('raised_at', '>=', since[name]);
  if (isOpenToTrust) query = query.where('open_to_trust', '=', true);
  if (ids !== undefined) query = query.where('id', 'in', ids.length === 0 ? [NOBODYS] : [...ids]);
  if (heldBy !== undefined)
    query = query.where(({ and, or, eb }) =>
      or([
        ...heldBy.map(({ school, recipients, isTrustLead = false }) =>
          and([
            eb('school_id', '=', school),
            or([
              ...(recipients.length > 0 ? [eb('holder', 'in', recipients)] : []),
              sql<boolean>`also_open_to && ${sql.val([...recipients])}::text[]`,
              ...(isTrustLead ? [eb('open_to_trust', '=', true)] : []),
            ]),
          ]),
        ),
        eb('id', 'in', [NOBODYS, ...besides]),
      ]),
    );
  if (reader !== undefined)
    query = query.where(({ or, eb }) => or([eb('locked_to', 'is', null), sql<boolean>`${reader} = any(locked_to)`]));
  if (reporter !== undefined) query = query.where('reporter', '=', reporter);
  // A closed one to which something was added that nobody has opened, or of which something is still to be done, waits for a person.
  if (isOpen === true)
    query = query.where(({ or, eb }) =>
      or([eb('status', '!=', 'closed'), eb('unread_since', 'is not', null), eb('open_actions', '!=', '[]')]),
    );
  if (isOpen === false) query = query.where('status', '=', 'closed');
  return query;
}

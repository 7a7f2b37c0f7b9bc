import { type Selectable, sql } from 'kysely';
import { z } from 'zod/v4';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { newKey, seal, unseal } from '../../platform/postgres/seal.ts';
import type { Tables } from '../../platform/postgres/tables.ts';
import type { KeyWrap } from '../../report/ports.ts';
import { isSameText } from '../pin/slow-hash.store.ts';
import type { SchoolLink, SchoolLinkStore } from './link-ports.ts';

type Row = Selectable<Tables['concern_school_link']>;

/** What is sealed names its row and its field, so that it opens nowhere else. */
const wordsPlace = (id: string): string => `school link ${id} words`;
const filePlace = (id: string): string => `school link ${id} file`;

const content = z.object({
  to: z.object({ name: z.string(), role: z.string(), school: z.string() }),
  code: z.string(),
});

/** Hand-overs to other schools in PostgreSQL, each sealed with a key of its own. */
export const sqlSchoolLinkStore = (db: Db, wrap: KeyWrap): SchoolLinkStore => {
  const opening = openingWith(wrap);
  return { ...keeping(db, wrap, opening), ...following(db, opening), ...ending(db, opening) };
};

type Opening = ReturnType<typeof openingWith>;

function openingWith(wrap: KeyWrap) {
  const keyOf = (row: Row): Promise<Uint8Array> => wrap.unwrap(row.key_id, row.wrapped_key);
  const contentOf = async (row: Row) =>
    content.parse(JSON.parse(unseal(await keyOf(row), wordsPlace(row.id), row.sealed).toString()));
  const toLink = async (row: Row): Promise<SchoolLink> => ({
    id: row.id,
    concern: row.concern_id,
    concerns: row.concerns,
    by: row.made_by,
    at: row.made_at,
    expiresAt: row.expires_at,
    state: row.state,
    misses: row.misses,
    openedAt: row.opened_at ?? undefined,
    fetches: row.fetches,
    to: (await contentOf(row)).to,
  });
  const fileIn = async (row: Row | undefined): Promise<Uint8Array | undefined> =>
    row?.file ? unseal(await keyOf(row), filePlace(row.id), row.file) : undefined;
  return { contentOf, toLink, fileIn };
}

const rowOf = (db: Db, id: string) =>
  db.selectFrom('concern_school_link').selectAll().where('id', '=', id).executeTakeFirst();

const keeping = (
  db: Db,
  wrap: KeyWrap,
  { toLink, fileIn }: Opening,
): Pick<SchoolLinkStore, 'keep' | 'find' | 'of' | 'file'> => ({
  async keep({ id, concern, concerns, by, at, expiresAt, to }, { code, file }) {
    const key = newKey();
    const { keyId, wrapped } = await wrap.wrap(key);
    await db
      .insertInto('concern_school_link')
      .values({
        id,
        concern_id: concern,
        concerns: [...concerns],
        made_by: by,
        made_at: at,
        expires_at: expiresAt,
        state: 'waiting',
        key_id: keyId,
        wrapped_key: Buffer.from(wrapped),
        sealed: seal(key, wordsPlace(id), Buffer.from(JSON.stringify({ to, code }))),
        file: seal(key, filePlace(id), file),
      })
      .execute();
  },

  async find(id) {
    const row = await rowOf(db, id);
    return row && toLink(row);
  },

  async of(concerns) {
    if (concerns.length === 0) return [];
    const rows = await db
      .selectFrom('concern_school_link')
      .selectAll()
      .where('concern_id', 'in', concerns)
      .orderBy('made_at', 'desc')
      .execute();
    return Promise.all(rows.map(toLink));
  },

  file: async (id) => fileIn(await rowOf(db, id)),
});

const following = (db: Db, { contentOf, fileIn }: Opening): Pick<SchoolLinkStore, 'tryCode' | 'fetchFile'> => ({
  async tryCode(id, code, now, { most, until }) {
    const row = await db
      .updateTable('concern_school_link')
      .set((eb) => ({ misses: eb('misses', '+', 1) }))
      .where(is({ id, state: 'waiting' }))
      .where('expires_at', '>', now)
      .where('misses', '<', most)
      .returningAll()
      .executeTakeFirst();
    if (!row) return { kind: 'over' };
    if (!isSameText(Buffer.from(code), Buffer.from((await contentOf(row)).code)))
      return { kind: 'wrong', misses: row.misses };
    const { numUpdatedRows } = await db
      .updateTable('concern_school_link')
      .set((eb) => ({ state: 'opened', opened_at: now, expires_at: until, misses: eb('misses', '-', 1) }))
      .where(is({ id, state: 'waiting' }))
      .executeTakeFirst();
    return { kind: numUpdatedRows === 1n ? 'right' : 'over' };
  },

  async fetchFile(id, most) {
    const row = await db
      .updateTable('concern_school_link')
      .set((eb) => ({ fetches: eb('fetches', '+', 1) }))
      .where(is({ id, state: 'opened' }))
      .where('fetches', '<', most)
      .where('file', 'is not', null)
      .returningAll()
      .executeTakeFirst();
    return fileIn(row);
  },
});

const ending = (db: Db, { toLink }: Opening): Pick<SchoolLinkStore, 'end' | 'due' | 'removeFiles' | 'removeOf'> => ({
  async end(id, state) {
    const { numUpdatedRows } = await db
      .updateTable('concern_school_link')
      .set({ state, file: null })
      .where('id', '=', id)
      .where('state', 'in', ['waiting', 'opened'])
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },

  async due(now) {
    const rows = await db
      .selectFrom('concern_school_link')
      .selectAll()
      .where('state', 'in', ['waiting', 'opened'])
      .where('expires_at', '<=', now)
      .execute();
    return Promise.all(rows.map(toLink));
  },

  async removeFiles(openedBefore) {
    await db
      .updateTable('concern_school_link')
      .set({ file: null })
      .where('state', '=', 'opened')
      .where('opened_at', '<', openedBefore)
      .where('file', 'is not', null)
      .execute();
  },

  async removeOf(concern) {
    await db.deleteFrom('concern_school_link').where(sql<boolean>`${concern}::uuid = any(concerns)`).execute();
  },
});

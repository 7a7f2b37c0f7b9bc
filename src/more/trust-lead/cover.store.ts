import type { Selectable } from 'kysely';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { Tables } from '../../platform/postgres/tables.ts';
import type { TrustCover } from '../../school/trust-cover.ts';
import { addWords } from '../role-changes/roles.store.ts';
import type { CoverBook } from './cover-book.ts';

/** For whom the trust's safeguarding lead covers, with who is to be told about it. */
export const sqlCoverStore = (db: Db): CoverBook => ({
  async all() {
    const rows = await db
      .selectFrom('concern_trust_cover')
      .selectAll()
      .orderBy('given_at', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(toCover);
  },

  give: ({ id, school, person, from, until, given }, words) =>
    db.transaction().execute(async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('concern_trust_cover')
        .values({
          id,
          school_id: school,
          person: JSON.stringify(person),
          from_at: from,
          until_at: until,
          given_by: JSON.stringify(given.by),
          given_at: given.at,
          ended_by: null,
          ended_at: null,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      await addWords(tx, words, given.at);
      return true;
    }),

  end: (id, school, { by, at }, words) =>
    db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('concern_trust_cover')
        .set({ ended_by: JSON.stringify(by), ended_at: at })
        .where(is({ id, school_id: school }))
        .where('ended_at', 'is', null)
        .where('until_at', '>', at)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      await addWords(tx, words, at);
      return true;
    }),
});

const toCover = (row: Selectable<Tables['concern_trust_cover']>): TrustCover => ({
  id: row.id,
  school: row.school_id,
  person: row.person,
  from: row.from_at,
  until: row.until_at,
  given: { by: row.given_by, at: row.given_at },
  ended: row.ended_by && row.ended_at ? { by: row.ended_by, at: row.ended_at } : undefined,
});

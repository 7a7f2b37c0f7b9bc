import type { Selectable } from 'kysely';
import { given, words } from '../../../kernel/columns.ts';
import type { Db } from '../../../platform/postgres/database.ts';
import type { AccountTables } from '../account.tables.ts';
import type { Opinion } from '../account.ts';
import type { OpinionStore } from '../account-ports.ts';
import { writeEvent } from '../events.store.ts';

/** Second opinions that were asked for before a post. */
export const sqlOpinions = (db: Db): OpinionStore => ({
  ask: ({ what, ...opinion }, event) =>
    db.transaction().execute(async (trx) => {
      await trx
        .insertInto('school_account_opinion')
        .values({
          id: opinion.id,
          account_id: opinion.account,
          asker_id: opinion.asker,
          asker_name: opinion.askerName,
          asked_at: opinion.askedAt,
          what: what.words,
          asked: JSON.stringify(opinion.asked),
        })
        .execute();
      await writeEvent(trx, opinion.account, event);
    }),

  async find(id) {
    const row = await db.selectFrom('school_account_opinion').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toOpinion(row);
  },

  async since(school, at) {
    const rows = await db
      .selectFrom('school_account_opinion')
      .innerJoin('school_account', 'school_account.id', 'school_account_opinion.account_id')
      .selectAll('school_account_opinion')
      .where('school_account.school_id', '=', school)
      .where('asked_at', '>', at)
      .execute();
    return rows.map(toOpinion);
  },

  giveOnce: (id, { isFine, words }, event) =>
    db.transaction().execute(async (trx) => {
      const row = await trx
        .updateTable('school_account_opinion')
        .set({ answered_at: event.at, answered_by_name: event.byName, is_fine: isFine, words: words.words })
        .where('id', '=', id)
        .where('answered_at', 'is', null)
        .returning('account_id')
        .executeTakeFirst();
      if (row) await writeEvent(trx, row.account_id, event);
      return row !== undefined;
    }),
});

const toOpinion = (row: Selectable<AccountTables['school_account_opinion']>): Opinion => ({
  ...given<Opinion>()(row, words('id account asker askerName askedAt what'), {
    account: 'account_id',
    asker: 'asker_id',
  }),
  asked: row.asked,
  answered: row.answered_at
    ? {
        at: row.answered_at,
        byName: row.answered_by_name ?? '',
        isFine: row.is_fine === true,
        words: row.words ?? '',
      }
    : undefined,
});

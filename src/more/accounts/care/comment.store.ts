import type { Selectable } from 'kysely';
import { given, words } from '../../../kernel/columns.ts';
import type { Db } from '../../../platform/postgres/database.ts';
import { is } from '../../../platform/postgres/query.ts';
import type { AccountTables } from '../account.tables.ts';
import type { Comment } from '../account.ts';
import type { CommentStore } from '../account-ports.ts';
import { writeEvent } from '../events.store.ts';

/** What came in on school accounts, and that it was answered. */
export const sqlComments = (db: Db): CommentStore => ({
  note: ({ about, ...comment }, event) =>
    db.transaction().execute(async (trx) => {
      await trx
        .insertInto('school_account_comment')
        .values({
          id: comment.id,
          account_id: comment.account,
          kind: comment.kind,
          received_at: comment.receivedAt,
          about: about.words,
          answer_by: comment.answerBy ?? null,
          noted_at: event.at,
          noted_by: comment.notedBy,
          noted_by_name: comment.notedByName,
        })
        .execute();
      await writeEvent(trx, comment.account, event);
    }),

  async find(id) {
    const row = await db.selectFrom('school_account_comment').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toComment(row);
  },

  async ofAccount(id) {
    const rows = await db
      .selectFrom('school_account_comment')
      .selectAll()
      .where('account_id', '=', id)
      .orderBy('received_at', 'desc')
      .execute();
    return rows.map(toComment);
  },

  async open(school) {
    const rows = await db
      .selectFrom('school_account_comment')
      .innerJoin('school_account', 'school_account.id', 'school_account_comment.account_id')
      .selectAll('school_account_comment')
      .where(is({ 'school_account.school_id': school, 'school_account.state': 'approved' }))
      .where('answered_at', 'is', null)
      .execute();
    return rows.map(toComment);
  },

  answerOnce: (id, event) =>
    db.transaction().execute(async (trx) => {
      const row = await trx
        .updateTable('school_account_comment')
        .set({ answered_at: event.at, answered_by_name: event.byName })
        .where('id', '=', id)
        .where('answered_at', 'is', null)
        .returning('account_id')
        .executeTakeFirst();
      if (row) await writeEvent(trx, row.account_id, event);
      return row !== undefined;
    }),
});

const toComment = (row: Selectable<AccountTables['school_account_comment']>): Comment => ({
  ...given<Comment>()(row, words('id account kind receivedAt about answerBy notedBy notedByName'), {
    account: 'account_id',
  }),
  answered: row.answered_at ? { at: row.answered_at, byName: row.answered_by_name ?? '' } : undefined,
});

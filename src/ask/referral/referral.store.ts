import type { Updateable } from 'kysely';
import { columns, given, pick, words } from '../../kernel/columns.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { readingBriefly } from '../../kernel/remember.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { PolicyTables } from '../ask.tables.ts';
import type { NewAnswer, QuestionStore, Referral } from './referrals.ts';

/** A reply kept, changed or taken back on another instance is seen this late; here at once. */
const CURATED_MS = 1_000;

type Referrals = Pick<
  QuestionStore,
  'refer' | 'referredBy' | 'findReferral' | 'answerOnce' | 'editCurated' | 'withdrawCurated' | 'curated'
>;

/** Questions that were sent to the owner of the policies, and the replies that are kept for others. */
export function sqlReferrals(db: Db): Referrals {
  const curated = readingBriefly(
    CURATED_MS,
    () => performance.now(),
    async (school: SchoolId): Promise<readonly Referral[]> => {
      const rows = await db
        .selectFrom('referral')
        .selectAll()
        .where(is({ school_id: school, is_curated: true }))
        .orderBy('answered_at')
        .execute();
      return rows.map(toReferral);
    },
  );
  const changeCurated = async (id: string, columns: Updateable<PolicyTables['referral']>): Promise<boolean> => {
    const { numUpdatedRows } = await db
      .updateTable('referral')
      .set(columns)
      .where(is({ id, is_curated: true }))
      .executeTakeFirst();
    curated.forget();
    return numUpdatedRows === 1n;
  };
  return {
    async refer(referral) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('referral')
        .values(newRow(referral))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async referredBy(asker: UserId, since) {
      const { count } = await db
        .selectFrom('referral')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('asker_id', '=', asker)
        .where('asked_at', '>', since)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async findReferral(id) {
      const row = await db.selectFrom('referral').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toReferral(row);
    },

    async answerOnce(id, answer, shownQuestion) {
      const { numUpdatedRows } = await db
        .updateTable('referral')
        .set({ ...answerColumns(answer), is_curated: answer.isCurated, shown_question: shownQuestion?.words ?? null })
        .where('id', '=', id)
        .where('answered_at', 'is', null)
        .executeTakeFirst();
      curated.forget();
      return numUpdatedRows === 1n;
    },

    editCurated: (id, answer, shownQuestion) =>
      changeCurated(id, { ...answerColumns(answer), shown_question: shownQuestion.words }),

    withdrawCurated: (id) => changeCurated(id, { is_curated: false }),

    curated: curated.read,
  };
}

/** A question as it is sent, answered by nobody yet. */
const newRow = (referral: Parameters<Referrals['refer']>[0]) => ({
  ...columns(pick(referral, words('id school askerId askerName askedAt')), { school: 'school_id' }),
  question: referral.question.words,
  is_curated: false,
});

const answerColumns = (answer: NewAnswer) => ({
  answer: answer.text.words,
  source: answer.source.words,
  answered_by: answer.by,
  answered_at: answer.at,
});

const toReferral = (row: PolicyTables['referral']): Referral => ({
  ...given<Referral>()(row, words('id school askerId askerName question askedAt'), { school: 'school_id' }),
  answer:
    row.answer !== null && row.answered_at !== null
      ? {
          text: row.answer,
          source: row.source ?? '',
          by: row.answered_by ?? '',
          at: row.answered_at,
          isCurated: row.is_curated,
        }
      : undefined,
  ...(row.shown_question !== null && { shownQuestion: row.shown_question }),
});

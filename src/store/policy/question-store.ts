import type { Updateable } from 'kysely';
import type { SchoolId, UserId } from '../../core/ids.ts';
import { readingBriefly } from '../../core/remember.ts';
import type { IsoDay } from '../../core/time.ts';
import type { OutcomeTally, OwnersAnswer, QuestionStore, Referral } from '../../policy/questions.ts';
import { inBatches } from '../batches.ts';
import type { Db } from '../database.ts';

export interface QuestionTables {
  question_outcome: {
    id: string;
    school_id: SchoolId;
    asked_on: IsoDay;
    outcome: 'answered' | 'not-covered';
    policy_id: string | null;
    section_id: string | null;
    heading: string | null;
    coverage: number | null;
    was_it: boolean | null;
  };
  referral: {
    id: string;
    school_id: SchoolId;
    asker_id: UserId;
    asker_name: string;
    question: string;
    asked_at: Date;
    answer: string | null;
    source: string | null;
    answered_by: string | null;
    answered_at: Date | null;
    is_curated: boolean;
    shown_question: string | null;
  };
}

/** A reply kept, changed or taken back on another instance is seen this late; here at once. */
const CURATED_MS = 1_000;
/** Rows written with one statement. */
const MOST_AT_ONCE = 500;

export function sqlQuestionStore(db: Db): QuestionStore {
  const note = inBatches<QuestionTables['question_outcome']>(MOST_AT_ONCE, async (rows) => {
    await db
      .insertInto('question_outcome')
      .values([...rows])
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  });
  const curated = readingBriefly(
    CURATED_MS,
    () => performance.now(),
    async (school: SchoolId): Promise<readonly Referral[]> => {
      const rows = await db
        .selectFrom('referral')
        .selectAll()
        .where('school_id', '=', school)
        .where('is_curated', '=', true)
        .orderBy('answered_at')
        .execute();
      return rows.map(toReferral);
    },
  );
  const changeCurated = async (id: string, columns: Updateable<QuestionTables['referral']>): Promise<boolean> => {
    const { numUpdatedRows } = await db
      .updateTable('referral')
      .set(columns)
      .where('id', '=', id)
      .where('is_curated', '=', true)
      .executeTakeFirst();
    curated.forget();
    return numUpdatedRows === 1n;
  };
  return {
    note: (outcome) =>
      note({
        id: outcome.id,
        school_id: outcome.school,
        asked_on: outcome.askedOn,
        outcome: outcome.kind,
        policy_id: outcome.place?.policyId ?? null,
        section_id: outcome.place?.sectionId ?? null,
        heading: outcome.place?.heading ?? null,
        coverage: outcome.coverage ?? null,
        was_it: null,
      }),

    async judge(school, id, wasIt) {
      await db
        .updateTable('question_outcome')
        .set({ was_it: wasIt })
        .where('id', '=', id)
        .where('school_id', '=', school)
        .execute();
    },

    async tally(school, since): Promise<readonly OutcomeTally[]> {
      const rows = await db
        .selectFrom('question_outcome')
        .select(({ fn }) => [
          'outcome',
          'policy_id',
          'section_id',
          'heading',
          fn.countAll<string>().as('asked'),
          fn.avg<number | null>('coverage').as('coverage'),
          fn.sum<string | null>((eb) => eb.case().when('was_it', '=', false).then(1).else(0).end()).as('wrong'),
        ])
        .where('school_id', '=', school)
        .where('asked_on', '>=', since)
        .groupBy(['outcome', 'policy_id', 'section_id', 'heading'])
        .orderBy('asked', 'desc')
        .limit(200)
        .execute();
      return rows.map((row) => ({
        kind: row.outcome,
        policyId: row.policy_id ?? undefined,
        sectionId: row.section_id ?? undefined,
        heading: row.heading ?? undefined,
        asked: Number(row.asked),
        coverage: row.coverage === null ? undefined : Number(row.coverage),
        wrong: Number(row.wrong ?? 0),
      }));
    },

    async refer(referral) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('referral')
        .values({
          id: referral.id,
          school_id: referral.school,
          asker_id: referral.askerId,
          asker_name: referral.askerName,
          question: referral.question,
          asked_at: referral.askedAt,
          answer: null,
          source: null,
          answered_by: null,
          answered_at: null,
          is_curated: false,
          shown_question: null,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async findReferral(id) {
      const row = await db.selectFrom('referral').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toReferral(row);
    },

    async answerOnce(id, answer, shownQuestion) {
      const { numUpdatedRows } = await db
        .updateTable('referral')
        .set({ ...answerColumns(answer), is_curated: answer.isCurated, shown_question: shownQuestion ?? null })
        .where('id', '=', id)
        .where('answered_at', 'is', null)
        .executeTakeFirst();
      curated.forget();
      return numUpdatedRows === 1n;
    },

    editCurated: (id, answer, shownQuestion) =>
      changeCurated(id, { ...answerColumns(answer), shown_question: shownQuestion }),

    withdrawCurated: (id) => changeCurated(id, { is_curated: false }),

    curated: curated.read,
  };
}

const answerColumns = (answer: OwnersAnswer) => ({
  answer: answer.text,
  source: answer.source,
  answered_by: answer.by,
  answered_at: answer.at,
});

const toReferral = (row: QuestionTables['referral']): Referral => ({
  id: row.id,
  school: row.school_id,
  askerId: row.asker_id,
  askerName: row.asker_name,
  question: row.question,
  askedAt: row.asked_at,
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

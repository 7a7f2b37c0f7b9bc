import { inBatches } from '../../platform/postgres/batches.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { PolicyTables } from '../ask.tables.ts';
import { sqlReferrals } from './referral.store.ts';
import type { OutcomeTally, QuestionStore } from './referrals.ts';

/** Rows written with one statement. */
const MOST_AT_ONCE = 500;

/** What happened to questions, and those that were sent on. */
export function sqlQuestionStore(db: Db): QuestionStore {
  const note = inBatches<PolicyTables['question_outcome']>(MOST_AT_ONCE, async (rows) => {
    await db
      .insertInto('question_outcome')
      .values([...rows])
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  });
  return {
    ...sqlReferrals(db),

    note: (outcome) =>
      note({
        id: outcome.id,
        school_id: outcome.school,
        asked_on: outcome.askedOn,
        outcome: outcome.kind,
        policy_id: outcome.place?.policyId ?? null,
        section_id: outcome.place?.sectionId ?? null,
        heading: outcome.place?.heading ?? null,
        coverage: outcome.chance ?? null,
        was_it: null,
      }),

    async judge(school, id, wasIt) {
      await db
        .updateTable('question_outcome')
        .set({ was_it: wasIt })
        .where(is({ id, school_id: school }))
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
        chance: row.coverage === null ? undefined : Number(row.coverage),
        wrong: Number(row.wrong ?? 0),
      }));
    },
  };
}

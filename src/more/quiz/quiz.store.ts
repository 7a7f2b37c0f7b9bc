import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { QuizStore } from './quiz.ts';

export const sqlQuizStore = (db: Db): QuizStore => ({
  async find(school, policy) {
    const row = await db
      .selectFrom('understanding_check')
      .selectAll()
      .where(is({ school, policy_id: policy }))
      .executeTakeFirst();
    return row && { school: row.school, policy: row.policy_id, questions: row.questions, by: row.by, at: row.at };
  },

  async ofSchool(school) {
    const rows = await db
      .selectFrom('understanding_check')
      .selectAll()
      .where('school', '=', school)
      .orderBy('policy_id')
      .execute();
    return rows.map(({ policy_id: policy, questions, by, at }) => ({ school, policy, questions, by, at }));
  },

  async save({ school, policy, questions, by, at }) {
    const row = { questions: JSON.stringify(questions), by, at };
    await db
      .insertInto('understanding_check')
      .values({ school, policy_id: policy, ...row })
      .onConflict((conflict) => conflict.columns(['school', 'policy_id']).doUpdateSet(row))
      .execute();
  },
});

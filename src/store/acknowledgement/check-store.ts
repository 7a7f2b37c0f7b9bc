import type { JSONColumnType } from 'kysely';
import type { WrittenQuestion } from '../../acknowledgement/check.ts';
import type { CheckStore } from '../../acknowledgement/stores.ts';
import type { PolicyId, SchoolId, UserId } from '../../core/ids.ts';
import type { Db } from '../database.ts';

export interface CheckTables {
  understanding_check: {
    school: SchoolId;
    policy_id: PolicyId;
    questions: JSONColumnType<WrittenQuestion[]>;
    by: UserId;
    at: Date;
  };
}

export const sqlCheckStore = (db: Db): CheckStore => ({
  async find(school, policy) {
    const row = await db
      .selectFrom('understanding_check')
      .selectAll()
      .where('school', '=', school)
      .where('policy_id', '=', policy)
      .executeTakeFirst();
    return row && { school: row.school, policy: row.policy_id, questions: row.questions, by: row.by, at: row.at };
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

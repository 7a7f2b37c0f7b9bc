import type { Db } from '../../../platform/postgres/database.ts';
import type { AccountRuleBook } from '../../../school/account-rules.ts';

/** What owners confirmed of their policies on accounts. The newest row of a school counts; the others are the trail. */
export const sqlAccountRules = (db: Db): AccountRuleBook => ({
  async of(school) {
    const row = await db
      .selectFrom('school_account_rules')
      .selectAll()
      .where('school_id', '=', school)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && { ...row.rules, at: row.at, by: row.confirmed_by };
  },
  async confirm(school, rules, by, at) {
    await db
      .insertInto('school_account_rules')
      .values({ at, school_id: school, rules: JSON.stringify(rules), confirmed_by: by })
      .execute();
  },
});

import type { StandingStore } from '../../../school/people.ts';
import type { Db } from '../database.ts';

export const sqlStandingStore = (db: Db): StandingStore => ({
  async remember(user, standing, at) {
    const row = { kind: standing.kind, school_id: standing.kind === 'staff' ? standing.school : null, checked_at: at };
    await db
      .insertInto('standing')
      .values({ user_id: user, ...row })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
      .execute();
  },

  async find(user) {
    const row = await db
      .selectFrom('standing')
      .select(['kind', 'school_id', 'checked_at'])
      .where('user_id', '=', user)
      .executeTakeFirst();
    if (!row) return undefined;
    if (row.kind !== 'staff') return { standing: { kind: row.kind }, checkedAt: row.checked_at };
    // A staff row without its school would be a broken row; treating it as unknown asks the directory again.
    if (row.school_id === null) return undefined;
    return { standing: { kind: 'staff', school: row.school_id }, checkedAt: row.checked_at };
  },
});

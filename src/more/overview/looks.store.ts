import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { Looks, Seen } from './since.ts';

/** What heads and governors last saw: of each of them the last look of today, and that of the day before it on which they looked. */
export const sqlLooks = (db: Db): Looks => ({
  async before(user, school, today) {
    const row = await db
      .selectFrom('overview_look')
      .select(['day', 'seen'])
      .where(is({ user_id: user, school }))
      .where('day', '<', today)
      .orderBy('day', 'desc')
      .executeTakeFirst();
    return row && { day: row.day, seen: row.seen };
  },

  async keep(user: UserId, school: SchoolId, today: IsoDay, seen: Seen) {
    await db
      .insertInto('overview_look')
      .values({ user_id: user, school, day: today, seen: JSON.stringify(seen) as never })
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'school', 'day']).doUpdateSet({ seen: JSON.stringify(seen) as never }),
      )
      .execute();
    const last = await this.before(user, school, today);
    await db
      .deleteFrom('overview_look')
      .where(is({ user_id: user, school }))
      .where('day', '<', last?.day ?? today)
      .execute();
  },
});

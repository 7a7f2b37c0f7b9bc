import type { Db } from '../../platform/postgres/database.ts';
import { SCHEMA, SHELVES } from '../../report/trail/schemas.ts';
import type { DrillStore } from './drill-ports.ts';

/** Drills that are planned, and how those that were held went. */
export const sqlDrillStore = (db: Db): DrillStore => ({
  async plan({ id, school, at, person }, now) {
    await db
      .insertInto('concern_drill_plan')
      .values({ id, school_id: school, at, person, made_at: now, told_at: null })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  },

  async planned(school) {
    const rows = await db
      .selectFrom('concern_drill_plan')
      .selectAll()
      .where('school_id', '=', school)
      .where('told_at', 'is', null)
      .orderBy('at')
      .execute();
    return rows.map(({ id, at, person }) => ({ id, school, at, person }));
  },

  async takeDue(now) {
    const rows = await db
      .updateTable('concern_drill_plan')
      .set({ told_at: now })
      .where('told_at', 'is', null)
      .where('at', '<=', now)
      .returning(['id', 'school_id', 'at', 'person'])
      .execute();
    return rows.map(({ id, school_id: school, at, person }) => ({ id, school, at, person }));
  },

  async giveBack(id) {
    await db.updateTable('concern_drill_plan').set({ told_at: null }).where('id', '=', id).execute();
  },

  async held(school, most) {
    const found = [];
    for (const shelf of SHELVES)
      found.push(
        ...(await db
          .withSchema(SCHEMA[shelf])
          .selectFrom('concern')
          .select(['reference', 'drill_begun_at', 'raised_at', 'acknowledged_at', 'acknowledged_by'])
          .where('school_id', '=', school)
          .where('drill_begun_at', 'is not', null)
          .where('moved_to', 'is', null)
          .orderBy('raised_at', 'desc')
          .limit(most)
          .execute()),
      );
    return found
      .toSorted((one, other) => other.raised_at.getTime() - one.raised_at.getTime())
      .slice(0, most)
      .map((row) => ({
        reference: row.reference,
        begunAt: row.drill_begun_at ?? row.raised_at,
        sentAt: row.raised_at,
        acknowledgedAt: row.acknowledged_at ?? undefined,
        acknowledgedBy: row.acknowledged_by ?? undefined,
      }));
  },
});

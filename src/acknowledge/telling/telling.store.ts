import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { writeEvents } from '../evidence/events.store.ts';
import type { TellingStore } from './telling.ts';

/** What HR wrote about telling line managers, in PostgreSQL. */
export const sqlTellingStore = (db: Db): TellingStore => ({
  async entries(school) {
    const rows = await db
      .selectFrom('campaign_telling')
      .selectAll()
      .where('school', '=', school)
      .orderBy('id')
      .execute();
    return rows.map(({ kind, day, by, name, at }) => ({ kind, day, by, name, at }));
  },

  add: (school, entry) =>
    db.transaction().execute(async (trx) => {
      await trx
        .insertInto('campaign_telling')
        .values({ school, ...entry })
        .execute();
      const open = await trx
        .selectFrom('campaign')
        .select('id')
        .where(is({ school }))
        .where('status', 'in', ['running', 'paused'])
        .execute();
      const { kind, day, by, at } = entry;
      for (const { id } of open)
        await writeEvents(trx, id, [
          { kind: kind === 'consulted' ? 'managers-told' : 'managers-not-told', at, by, facts: { [kind]: day } },
        ]);
    }),
});

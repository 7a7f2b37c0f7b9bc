import { sql } from 'kysely';
import type { UserId } from '../../kernel/ids.ts';
import { dayOf, isWithin, MINUTE_MS } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { WatchStore } from '../ports.ts';

/** A reader is confirmed for a day: what was written less than this ago need not be written again. */
const WRITTEN_FOR_MS = MINUTE_MS;

/** What is remembered about readers, places and refusals, beside the records. */
export const sqlWatchStore = (db: Db, written = new Map<UserId, Date>()): WatchStore => ({
  async confirm(person, at) {
    const last = written.get(person);
    if (last && isWithin(last, WRITTEN_FOR_MS, at)) return;
    await db
      .insertInto('concern_reader')
      .values({ person, confirmed_at: at })
      .onConflict((conflict) => conflict.column('person').doUpdateSet({ confirmed_at: at }))
      .execute();
    written.set(person, at);
  },

  async forget(person) {
    await db.deleteFrom('concern_reader').where('person', '=', person).execute();
    // One who was being written down meanwhile is gone from there, too.
    written.delete(person);
  },

  async confirmedAt(person) {
    const row = await db
      .selectFrom('concern_reader')
      .select('confirmed_at')
      .where('person', '=', person)
      .executeTakeFirst();
    return row?.confirmed_at;
  },

  async noteSafePlace(school, place, at) {
    if (place === undefined) {
      await db.deleteFrom('concern_safe_place').where('school_id', '=', school).execute();
      return;
    }
    const found = { place, seen_at: at };
    await db
      .insertInto('concern_safe_place')
      .values({ school_id: school, ...found })
      .onConflict((conflict) => conflict.column('school_id').doUpdateSet(found))
      .execute();
  },

  async safeSince(school, place) {
    const row = await db
      .selectFrom('concern_safe_place')
      .select('seen_at')
      .where(is({ school_id: school, place }))
      .executeTakeFirst();
    return row?.seen_at;
  },

  async takeFinding({ day, school, finding, person }) {
    const taken = await db
      .insertInto('concern_place_finding')
      .values({ day, school_id: school, finding, person })
      .onConflict((conflict) => conflict.doNothing())
      .returning('person')
      .executeTakeFirst();
    return taken !== undefined;
  },

  async giveFindingBack({ day, school, finding, person }) {
    await db
      .deleteFrom('concern_place_finding')
      .where(is({ day, school_id: school, finding, person }))
      .execute();
  },

  async countRefusal({ at, actor, tenant, action, concern }) {
    const { times } = await db
      .insertInto('concern_refusal')
      .values({ day: dayOf(at), at, last_at: at, actor, tenant_id: tenant, action, about: concern ?? '' })
      .onConflict((conflict) =>
        conflict
          .columns(['day', 'actor', 'tenant_id', 'action', 'about'])
          .doUpdateSet({ times: sql`concern_refusal.times + 1`, last_at: at }),
      )
      .returning('times')
      .executeTakeFirstOrThrow();
    return times;
  },
});

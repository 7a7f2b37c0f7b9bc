import type { Selectable } from 'kysely';
import { given, words } from '../../../kernel/columns.ts';
import type { Db } from '../../../platform/postgres/database.ts';
import { is } from '../../../platform/postgres/query.ts';
import type { AccountTables } from '../account.tables.ts';
import type { PressCall } from '../account.ts';
import type { PressStore } from '../account-ports.ts';

/** Calls from the press, and who looked at their own settings when. */
export const sqlPress = (db: Db): PressStore => ({
  async pass({ id, school, by, byName, at, who, about, number, asked }) {
    const said = { who: who.words, about: about.words, number: number.words };
    await db
      .insertInto('school_press_call')
      .values({ id, school_id: school, by_id: by, by_name: byName, at, asked: JSON.stringify(asked), ...said })
      .execute();
  },

  async find(id) {
    const row = await db.selectFrom('school_press_call').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toCall(row);
  },

  async since(school, at) {
    const rows = await db
      .selectFrom('school_press_call')
      .selectAll()
      .where('school_id', '=', school)
      .where('at', '>', at)
      .execute();
    return rows.map(toCall);
  },

  async takeOnce(id, { name }, at) {
    const { numUpdatedRows } = await db
      .updateTable('school_press_call')
      .set({ taken_at: at, taken_by_name: name })
      .where('id', '=', id)
      .where('taken_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },

  async noteLook(school, user, at) {
    await db
      .insertInto('school_settings_look')
      .values({ school_id: school, user_id: user, at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },

  async lastLook(school, user) {
    const row = await db
      .selectFrom('school_settings_look')
      .select(({ fn }) => fn.max('at').as('at'))
      .where(is({ school_id: school, user_id: user }))
      .executeTakeFirst();
    return row?.at ?? undefined;
  },
});

const toCall = (row: Selectable<AccountTables['school_press_call']>): PressCall => ({
  ...given<PressCall>()(row, words('id school by byName at who about number'), { school: 'school_id', by: 'by_id' }),
  asked: row.asked ?? [],
  taken: row.taken_at ? { at: row.taken_at, byName: row.taken_by_name ?? '' } : undefined,
});

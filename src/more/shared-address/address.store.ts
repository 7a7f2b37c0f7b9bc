import type { Selectable } from 'kysely';
import { given, words } from '../../kernel/columns.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { Tables } from '../../platform/postgres/tables.ts';
import type { AddressStore, SharedAddress } from './address-ports.ts';

/** The addresses that schools hand out to people without Teams, those of before among them. */
export const sqlAddressStore = (db: Db): AddressStore => {
  const current: AddressStore['current'] = async (school) => {
    const row = await db
      .selectFrom('concern_address')
      .selectAll()
      .where('school_id', '=', school)
      .where('replaced_at', 'is', null)
      .executeTakeFirst();
    return row && toAddress(row);
  };
  return {
    current,

    async find(address) {
      const row = await db.selectFrom('concern_address').selectAll().where('address', '=', address).executeTakeFirst();
      return row && toAddress(row);
    },

    async make({ school, address, by, at }, before) {
      await db.transaction().execute(async (trx) => {
        if (before !== undefined) {
          const { numUpdatedRows } = await trx
            .updateTable('concern_address')
            .set({ replaced_at: at, replaced_by: by })
            .where(is({ address: before, school_id: school }))
            .where('replaced_at', 'is', null)
            .executeTakeFirst();
          if (numUpdatedRows !== 1n) return;
        }
        await trx
          .insertInto('concern_address')
          .values({ address, school_id: school, made_at: at, made_by: by, replaced_at: null, replaced_by: null })
          // Someone was quicker: theirs counts.
          .onConflict((conflict) => conflict.column('school_id').where('replaced_at', 'is', null).doNothing())
          .execute();
      });
      const made = await current(school);
      if (!made) throw new Error('an address was created but cannot be found');
      return made;
    },
  };
};

const toAddress = (row: Selectable<Tables['concern_address']>): SharedAddress =>
  given<SharedAddress>()(row, words('address school madeAt replacedAt'), { school: 'school_id' });

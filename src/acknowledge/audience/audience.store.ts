import { sql } from 'kysely';
import type { CampaignId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { UNSENT } from '../campaign/campaign.ts';
import type { CampaignStore } from '../store-ports.ts';
import { wantedAsKept } from './wanted.ts';

type Audience = Pick<
  CampaignStore,
  'want' | 'setMessage' | 'setReading' | 'accountDecisions' | 'decideAccount' | 'proposeAccounts' | 'added' | 'isAdded'
>;

/** What HR sets before anyone is asked, and which accounts are no person's. */
export const sqlAudience = (db: Db): Audience => {
  /** Only while nobody has been asked. */
  const beforeStart = (id: CampaignId) =>
    db
      .updateTable('campaign')
      .where('id', '=', id)
      .where('status', 'in', [...UNSENT]);
  return {
    ...byName(db),

    async want(id, wanted) {
      const kept = wantedAsKept(wanted);
      const done = await beforeStart(id)
        // The list that is there was read for others: it must not be sent to before it is read again.
        .set({
          ...{ audience: kept, status: 'preparing', problem: null },
          // Saved as it was, the list that HR planned with is still the one to compare with.
          planned_list: sql`case when audience = ${kept}::jsonb then planned_list end`,
        })
        .executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },

    async setMessage(id, message) {
      const done = await beforeStart(id)
        .set({ message: message?.words.words ?? null, message_by: message?.by ?? null })
        .executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },

    async setReading(id, reading) {
      const done = await beforeStart(id).set({ reading }).executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },

    async accountDecisions(school, since) {
      const rows = await db
        .selectFrom('account_decision')
        .select(['user_id', 'is_person'])
        .where('school', '=', school)
        .$if(since !== undefined, (query) => query.where('at', '>=', since ?? null))
        .execute();
      return new Map(rows.map(({ user_id, is_person }) => [user_id, is_person]));
    },

    async decideAccount(school, { user, isPerson, by, at }) {
      const row = { is_person: isPerson, by, at };
      await db
        .insertInto('account_decision')
        .values({ school, user_id: user, ...row })
        .onConflict((conflict) => conflict.columns(['school', 'user_id']).doUpdateSet(row))
        .execute();
    },

    proposeAccounts: (id, accounts) =>
      db.transaction().execute(async (trx) => {
        await trx
          .deleteFrom('campaign_exclusion')
          .where(is({ campaign_id: id, reason: 'may-be-no-person' }))
          .execute();
        if (accounts.length === 0) return;
        await trx
          .insertInto('campaign_exclusion')
          .values(
            accounts.map(({ user, name, reason, signs }) => ({
              campaign_id: id,
              user_id: user,
              name,
              reason,
              signs: JSON.stringify(signs ?? []),
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),
  };
};

/** Who was put on a list by name. */
const byName = (db: Db): Pick<Audience, 'added' | 'isAdded'> => ({
  async added(id) {
    const rows = await db
      .selectFrom('campaign_added')
      .select(['user_id', 'is_guest'])
      .where('campaign_id', '=', id)
      .execute();
    return rows.map(({ user_id, is_guest }) => ({ user: user_id, isGuest: is_guest }));
  },

  async isAdded(user) {
    const row = await db
      .selectFrom('campaign_added as added')
      .innerJoin('campaign', 'campaign.id', 'added.campaign_id')
      .innerJoin('campaign_person as person', (join) =>
        join
          .onRef('person.campaign_id', '=', 'added.campaign_id')
          .onRef('person.user_id', '=', 'added.user_id')
          .on('person.state', '<>', 'left'),
      )
      .select('added.user_id')
      .where('added.user_id', '=', user)
      .where('campaign.status', 'in', ['running', 'paused', 'finished'])
      .executeTakeFirst();
    return row !== undefined;
  },
});

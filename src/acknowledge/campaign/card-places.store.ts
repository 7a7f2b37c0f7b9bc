import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { CampaignStore } from '../store-ports.ts';

/** Where the campaign's own cards are, so that they can be redrawn. */
export const sqlCards = (db: Db): Pick<CampaignStore, 'keepCard' | 'dropCard' | 'cards'> => ({
  async keepCard({ campaign, user, ref }) {
    const row = {
      tenant_id: ref.conversation.tenantId,
      conversation_id: ref.conversation.id,
      service_url: ref.conversation.serviceUrl,
      activity_id: ref.activityId,
    };
    await db
      .insertInto('campaign_card')
      .values({ campaign_id: campaign, user_id: user, ...row })
      .onConflict((conflict) => conflict.columns(['campaign_id', 'user_id']).doUpdateSet(row))
      .execute();
  },

  async dropCard({ campaign, user, ref }) {
    await db
      .deleteFrom('campaign_card')
      .where(is({ campaign_id: campaign, user_id: user, activity_id: ref.activityId }))
      .execute();
  },

  async cards(id) {
    const rows = await db.selectFrom('campaign_card').selectAll().where('campaign_id', '=', id).execute();
    return rows.map((row) => ({
      campaign: row.campaign_id,
      user: row.user_id,
      ref: {
        conversation: { id: row.conversation_id, serviceUrl: row.service_url, tenantId: row.tenant_id },
        activityId: row.activity_id,
      },
    }));
  },
});

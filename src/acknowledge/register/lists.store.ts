import { sql, type Updateable } from 'kysely';
import type { UserId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { CampaignTables } from '../acknowledge.tables.ts';
import { writeEvents } from '../evidence/events.store.ts';
import { messageOf } from '../rows.store.ts';
import type { ListStore } from '../store-ports.ts';
import type { ListKey } from './missing-list.ts';
import type { PersonId } from './person.ts';

export const sqlListStore = (db: Db): ListStore => ({
  async lastSent(id) {
    const row = await db.selectFrom('campaign').select('lists_at').where('id', '=', id).executeTakeFirst();
    return row?.lists_at ?? undefined;
  },

  noteSent: (id, last, at, told) =>
    db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('campaign')
        .set({ lists_at: at })
        .where('id', '=', id)
        .where(sql<Date>`coalesce(lists_at, started_at)`, '=', last)
        .executeTakeFirst();
      if (moved.numUpdatedRows > 0n) await writeEvents(trx, id, [{ kind: 'lists-sent', at, facts: told }]);
    }),

  async noteManagers(id, managers) {
    const rows = [...managers].map(([person_id, manager_id]) => ({ person_id, manager_id }));
    await sql`
      update campaign_person set manager_id = noted.manager_id
      from campaign_person everyone left join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as noted (person_id text, manager_id uuid) on noted.person_id = everyone.person_id
      where everyone.campaign_id = ${id} and campaign_person.campaign_id = everyone.campaign_id
        and campaign_person.person_id = everyone.person_id
        and campaign_person.manager_id is distinct from noted.manager_id`.execute(db);
  },

  async managers(id) {
    const rows = await db
      .selectFrom('campaign_person')
      .select(['person_id', 'manager_id'])
      .where('campaign_id', '=', id)
      .where('manager_id', 'is not', null)
      .execute();
    return new Map(
      rows.flatMap(({ person_id, manager_id }): [PersonId, UserId][] => (manager_id ? [[person_id, manager_id]] : [])),
    );
  },

  begin: ({ campaign: id, user, kind }, day) =>
    db.transaction().execute(async (trx) => {
      const before = await trx
        .selectFrom('campaign_list')
        .selectAll()
        .where(is({ campaign_id: id, user_id: user, kind }))
        .forUpdate()
        .executeTakeFirst();
      if (before && !before.is_open && before.day >= day) return undefined;
      await trx
        .insertInto('campaign_list')
        .values({ campaign_id: id, user_id: user, kind, day, is_open: true })
        .onConflict((conflict) =>
          conflict.columns(['campaign_id', 'user_id', 'kind']).doUpdateSet({ day, is_open: true }),
        )
        .execute();
      return { earlier: before && messageOf(before), again: before?.is_open ?? false };
    }),

  giveBack: (list) => change(db, list, { day: '', is_open: false }),

  close: (list, ref) =>
    change(db, list, {
      is_open: false,
      ...(ref && {
        tenant_id: ref.conversation.tenantId,
        conversation_id: ref.conversation.id,
        service_url: ref.conversation.serviceUrl,
        activity_id: ref.activityId,
      }),
    }),
});

/** Changes the row of one list. */
async function change(
  db: Db,
  { campaign, user, kind }: ListKey,
  columns: Updateable<CampaignTables['campaign_list']>,
): Promise<void> {
  await db
    .updateTable('campaign_list')
    .set(columns)
    .where(is({ campaign_id: campaign, user_id: user, kind }))
    .execute();
}

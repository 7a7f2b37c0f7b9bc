import type { Kysely } from 'kysely';

/** Lists of who has not answered, for line managers and HR: whose they are, and which of them went out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('campaign_person').addColumn('manager_id', 'uuid').execute();
  await db.schema.alterTable('campaign').addColumn('lists_at', 'timestamptz').execute();
  await db.schema
    .createTable('campaign_list')
    .addColumn('campaign_id', 'uuid', (column) => column.notNull().references('campaign.id').onDelete('cascade'))
    .addColumn('user_id', 'uuid', (column) => column.notNull())
    // For the people they manage, or for those that HR looks after: somebody may get both.
    .addColumn('kind', 'text', (column) => column.notNull())
    // The last day for which it was sent, and where that message is.
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('tenant_id', 'uuid')
    .addColumn('conversation_id', 'text')
    .addColumn('service_url', 'text')
    .addColumn('activity_id', 'text')
    .addPrimaryKeyConstraint('campaign_list_key', ['campaign_id', 'user_id', 'kind'])
    .execute();
}

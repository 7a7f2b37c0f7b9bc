import { type Kysely, sql } from 'kysely';

/** Where people's chats with the bot are, and what the directory last said about who they are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('conversation')
    .addColumn('user_id', 'uuid', (column) => column.primaryKey())
    .addColumn('tenant_id', 'uuid', (column) => column.notNull())
    .addColumn('conversation_id', 'text')
    .addColumn('service_url', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('standing')
    .addColumn('user_id', 'uuid', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('staff', 'pupil', 'outsider')`))
    .addColumn('school_id', 'text')
    .addColumn('checked_at', 'timestamptz', (column) => column.notNull())
    .execute();
}

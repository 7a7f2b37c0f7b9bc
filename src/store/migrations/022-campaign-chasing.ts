import { type Kysely, sql } from 'kysely';

/** Reminders are worked out from the due date when they are due, so that a correction needs no second place to be right. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index campaign_person_reminder`.execute(db);
  await db.schema.alterTable('campaign_person').dropColumn('next_reminder_at').execute();
  await db.schema
    .alterTable('campaign_person')
    .addColumn('last_reminded_at', 'timestamptz')
    // What an absence interrupted.
    .addColumn('state_before', 'text')
    .execute();
  await db.schema
    .alterTable('campaign')
    .dropColumn('synced_day')
    .addColumn('sync_at', 'timestamptz')
    // So many people vanished from the staff groups at once that a person has to look first.
    .addColumn('leavers_held', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('campaign_proposal')
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('year', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('campaign_proposal_key', ['school', 'year'])
    .execute();
}

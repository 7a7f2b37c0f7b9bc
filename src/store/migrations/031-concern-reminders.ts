import type { Kysely } from 'kysely';

/** Unsent reports are reminded of once; the daily summary goes to each person once a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('concern_draft')
    .addColumn('touched_at', 'timestamptz')
    .addColumn('reminded_at', 'timestamptz')
    .execute();
  await db.schema
    .createTable('concern_summary')
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('person', 'uuid', (column) => column.notNull())
    .addPrimaryKeyConstraint('concern_summary_once', ['day', 'person'])
    .execute();
}

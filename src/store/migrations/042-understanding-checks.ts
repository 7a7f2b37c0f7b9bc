import type { Kysely } from 'kysely';

/** Questions that the owner of a policy wrote about it; a campaign takes a copy. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('understanding_check')
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('policy_id', 'text', (column) => column.notNull())
    .addColumn('questions', 'jsonb', (column) => column.notNull())
    .addColumn('by', 'uuid', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('understanding_check_key', ['school', 'policy_id'])
    .execute();
  await db.schema
    .alterTable('campaign')
    .addColumn('uses_checks', 'boolean', (column) => column.notNull().defaultTo(true))
    .execute();
}

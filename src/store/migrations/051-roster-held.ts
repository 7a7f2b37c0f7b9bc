import type { Kysely } from 'kysely';

/** So many people are new in the staff groups at once that a person has to look before any of them is asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('campaign')
    .addColumn('joiners_held', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

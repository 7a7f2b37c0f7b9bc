import type { Kysely } from 'kysely';

/** One row for each budget of calls that all instances share. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pace')
    .addColumn('bucket', 'text', (column) => column.primaryKey())
    // When the next slot that nobody has reserved begins.
    .addColumn('next_at', 'timestamptz', (column) => column.notNull())
    .execute();
}

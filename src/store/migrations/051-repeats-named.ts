import type { Kysely } from 'kysely';

/** A reminder or a list that was begun and of which nobody knows yet whether it arrived: what follows may be its repeat. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, column] of [
    ['campaign_person', 'reminder_open'],
    ['campaign_list', 'is_open'],
  ] as const)
    await db.schema
      .alterTable(table)
      .addColumn(column, 'boolean', (definition) => definition.notNull().defaultTo(false))
      .execute();
}

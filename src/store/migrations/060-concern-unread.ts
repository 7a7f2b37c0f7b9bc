import { type Kysely, sql } from 'kysely';

/**
 * Since when something that its reporter added waits for somebody to open it. What the version before takes in meanwhile has
 * its card and no clock; what waited when this ran is not known, and counts as read.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of ['concerns_child', 'concerns_adult'])
    await sql`alter table ${sql.id(name)}.concern add column unread_since timestamptz`.execute(db);
}

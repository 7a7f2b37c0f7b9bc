import { type Kysely, sql } from 'kysely';

/**
 * From when HR is to be sent the card of a campaign once more, because something happened to its plan; none once they have it. Written with
 * what happened, so that no process that ends between the two keeps it from them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table campaign add column tell_at timestamptz`.execute(db);
}

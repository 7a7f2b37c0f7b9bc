import { type Kysely, sql } from 'kysely';

/**
 * The policies that a person is asked for, where a campaign asks some people for less than others. Without it they are asked for all of the
 * campaign's, as before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table campaign_person add column asked_for jsonb`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/**
 * The number of the claim by which a worker has a person in hand: what a worker writes of an earlier claim, because it never heard that it
 * was written, must not touch a later one of its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table campaign_person add column claim integer`.execute(db);
  await sql`create sequence campaign_claim as integer cycle`.execute(db);
}

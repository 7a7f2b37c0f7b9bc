import { type Kysely, sql } from 'kysely';

/** Each word of a passage as the encoder read it, for those passages whose words are compared with a question's one by one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table passage_vector add column words bytea`.execute(db);
}

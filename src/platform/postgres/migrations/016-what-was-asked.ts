import { type Kysely, sql } from 'kysely';

/** What was asked last, for half an hour, so that what is asked next is read with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table policy_place
      -- The question and what went on with it, sealed with a key of the instance that wrote it; null where it may not be kept.
      add column key_id text,
      add column wrapped_key bytea,
      add column sealed bytea`.execute(db);
}

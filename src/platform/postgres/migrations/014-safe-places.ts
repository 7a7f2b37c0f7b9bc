import { type Kysely, sql } from 'kysely';

/** When a school's place for reports was last found safe: what a card without a word may go by while the directory does not answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table concern_safe_place (
      school_id text primary key,
      -- Its channel or chat: another place was never looked at.
      place text not null,
      seen_at timestamptz not null
    )`.execute(db);
}

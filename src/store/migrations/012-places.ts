import { type Kysely, sql } from 'kysely';

/** Where the last answers to a person stood, for half an hour: a follow-up is read with them. No word of anyone's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table policy_place (
      user_id text primary key,
      places jsonb not null,
      asked_at timestamptz not null
    )`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** What a head or a governor saw when they last looked at the overview, in numbers, so that the next look can say what has changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table overview_look (
      user_id uuid not null,
      school text not null,
      day text not null,
      seen jsonb not null,
      constraint overview_look_key primary key (user_id, school, day)
    )`.execute(db);
}

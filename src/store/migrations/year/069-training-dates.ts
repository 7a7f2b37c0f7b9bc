import { type Kysely, sql } from 'kysely';

/** When someone had the training that the school's rules ask for beside a signature. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table training_date (
      school text not null,
      -- An account, or the name of someone who has none.
      trainee text not null,
      kind text not null,
      done_on text not null,
      -- Who gave it, and when.
      by uuid not null,
      at timestamptz not null,
      constraint training_date_key primary key (school, trainee, kind)
    )`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/**
 * Training that the rules ask for beside a signature, and a question each half-term to those who have signed: of a person it is
 * kept that it was sent and that it was answered, never what.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- When someone had the training that the school's rules ask for beside a signature.
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
    );

    create table scenario (
      school text not null,
      -- The first day of the half-term.
      half_term text not null,
      state text not null,
      send_at timestamptz not null,
      -- With the policy's words as they were.
      question jsonb not null,
      -- When HR was told; nothing goes out before.
      told_at timestamptz,
      constraint scenario_key primary key (school, half_term)
    );

    create table scenario_person (
      school text not null,
      half_term text not null,
      user_id uuid not null,
      staff_group text not null,
      site text not null,
      -- Begun (sending) and not settled is never sent again: it may have arrived.
      state text not null,
      answered boolean not null default false,
      constraint scenario_person_key primary key (school, half_term, user_id),
      foreign key (school, half_term) references scenario on delete cascade
    );

    -- Schools that want none.
    create table scenario_off (
      school text primary key,
      by uuid not null,
      at timestamptz not null
    );

    -- People who get none until that day.
    create table scenario_quiet (
      school text not null,
      user_id uuid not null,
      why text not null,
      until text not null,
      by uuid not null,
      constraint scenario_quiet_key primary key (school, user_id, why)
    )`.execute(db);
}

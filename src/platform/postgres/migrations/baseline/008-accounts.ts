import { type Kysely, sql } from 'kysely';

/** Accounts in a school's name: who asked, who runs them, what happened; and what the owner confirmed of the policies. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table school_account (
      id uuid primary key,
      school_id text not null,
      name text not null,
      platform text not null,
      aim text not null,
      audience text not null,
      promotion text not null,
      openness text not null,
      state text not null check (state in ('applied', 'rejected', 'approved', 'closed')),
      applicant_id uuid not null,
      applicant_name text not null,
      applied_at timestamptz not null,
      decided_by uuid,
      decided_by_name text,
      decided_at timestamptz,
      reasons text,
      clause jsonb,
      address text,
      -- Where the login is kept, never the login.
      login_kept text,
      checked_at timestamptz,
      checked_by text,
      check ((state = 'applied') = (decided_at is null))
    );
    create index on school_account (school_id, applied_at);

    create table school_account_runner (
      id uuid primary key,
      account_id uuid not null references school_account (id),
      -- Null for a volunteer or parent without an account of the school.
      user_id uuid,
      name text not null,
      trained_on text,
      leaves_on text,
      ended_at timestamptz,
      at timestamptz not null
    );
    create index on school_account_runner (account_id);

    create table school_account_event (
      id bigint generated always as identity primary key,
      account_id uuid not null references school_account (id),
      at timestamptz not null,
      by_id uuid,
      by_name text not null,
      kind text not null,
      words jsonb not null default '{}'
    );
    create index on school_account_event (account_id, id);

    -- What someone was told: once each.
    create table school_account_told (
      key text not null,
      user_id uuid not null,
      at timestamptz not null,
      constraint school_account_told_key primary key (key, user_id)
    );

    -- Append-only: the newest row of a school counts.
    create table school_account_rules (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      school_id text not null,
      rules jsonb not null,
      confirmed_by uuid not null
    )`.execute(db);
  await comments(db);
}

/** What comes in on accounts and by when it is answered; second opinions; calls from the press; a look at one's own settings. */
const comments = (db: Kysely<unknown>) =>
  sql`
    create table school_account_comment (
      id uuid primary key,
      account_id uuid not null references school_account (id),
      kind text not null,
      received_at timestamptz not null,
      about text not null,
      -- Null where no policy says by when.
      answer_by timestamptz,
      noted_at timestamptz not null,
      noted_by uuid not null,
      noted_by_name text not null,
      answered_at timestamptz,
      answered_by_name text
    );
    create index on school_account_comment (account_id, received_at);

    create table school_account_opinion (
      id uuid primary key,
      account_id uuid not null references school_account (id),
      asker_id uuid not null,
      asker_name text not null,
      asked_at timestamptz not null,
      what text not null,
      -- Who was asked, as the school's roles were then.
      asked jsonb not null,
      answered_at timestamptz,
      answered_by_name text,
      is_fine boolean,
      words text
    );
    create index on school_account_opinion (account_id, asked_at);

    create table school_press_call (
      id uuid primary key,
      school_id text not null,
      by_id uuid not null,
      by_name text not null,
      at timestamptz not null,
      who text not null,
      about text not null,
      number text not null,
      taken_at timestamptz,
      taken_by_name text,
      -- To whom it was passed.
      asked jsonb
    );
    create index on school_press_call (school_id, at);

    create table school_settings_look (
      school_id text not null,
      user_id uuid not null,
      at timestamptz not null,
      constraint school_settings_look_key primary key (school_id, user_id, at)
    )`.execute(db);

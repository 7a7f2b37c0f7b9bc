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
      signed_at timestamptz,
      signed_version text,
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
}

import { type Kysely, sql } from 'kysely';

/** What staff declare: that they are related to, or already friends with, a pupil or a parent. Words are sealed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table declaration (
      id uuid primary key,
      school_id text not null,
      -- An Entra id, or how the register of acknowledgements knows someone without Teams.
      person_id text not null,
      name text not null,
      tie text not null,
      whom text not null,
      method text not null,
      declared_at timestamptz not null,
      adviser_id uuid,
      advised_at timestamptz,
      advised_by uuid,
      -- When it was last said that it is still so, and last asked.
      confirmed_at timestamptz not null,
      asked_at timestamptz,
      ended_at timestamptz,
      ended_by text,
      key_id text not null,
      wrapped_key bytea not null,
      sealed bytea not null
    );
    create index declaration_of on declaration (school_id, person_id);

    -- Append-only, and without words: who did what, and when.
    create table declaration_event (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      declaration_id uuid not null,
      kind text not null check (kind in ('declared', 'advised', 'still-so', 'ended', 'looked')),
      by_id text not null
    );

    -- Who was told, so that nobody is told twice.
    create table declaration_notice (
      declaration_id uuid not null,
      user_id uuid not null,
      kind text not null check (kind in ('advise', 'new')),
      sent_at timestamptz not null,
      constraint declaration_notice_key primary key (declaration_id, user_id, kind)
    )`.execute(db);
}

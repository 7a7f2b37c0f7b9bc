import { type Kysely, sql } from 'kysely';

/** How a version became the school's policy: who was asked about it, who adopted it, from when it counts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table policy_version add column adoption jsonb, add column consultation jsonb;

    -- Append-only: what owners entered and took back, in their order.
    create table policy_adoption (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      school_id text not null,
      version_id text not null,
      kind text not null check (kind in ('adopted', 'taken-back', 'consulting')),
      by_id uuid not null,
      details jsonb not null
    );

    -- Who was asked about a version, and in which message; the row is there before the message leaves.
    create table policy_consulted (
      school_id text not null,
      version_id text not null,
      user_id uuid not null,
      name text not null,
      asked_at timestamptz not null,
      message jsonb,
      constraint policy_consulted_key primary key (school_id, version_id, user_id)
    );
    create index policy_consulted_untold on policy_consulted (school_id) where message is null;

    create table policy_comment (
      id uuid primary key,
      school_id text not null,
      version_id text not null,
      user_id uuid not null,
      words text not null,
      at timestamptz not null
    );
    create index policy_comment_of on policy_comment (school_id, version_id, at);

    alter table policy_notice drop constraint policy_notice_kind_check;
    alter table policy_notice add constraint policy_notice_kind_check check (kind in ('proposed', 'review', 'consulted'))`.execute(
    db,
  );
}

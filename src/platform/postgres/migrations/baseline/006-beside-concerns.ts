import { type Kysely, sql } from 'kysely';

/**
 * What stands beside the records, of no report and so in neither of their schemas: drafts, who was told of what, and who tried to
 * open what they may not.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table concern_draft (
      id uuid primary key,
      user_id uuid not null,
      started_at timestamptz not null,
      expires_at timestamptz not null,
      key_id text not null,
      wrapped_key bytea not null,
      sealed bytea not null,
      touched_at timestamptz,
      reminded_at timestamptz
    );
    create index on concern_draft (user_id);

    -- The daily summary goes to each person once a day.
    create table concern_summary (
      day text not null,
      person uuid not null,
      constraint concern_summary_once primary key (day, person)
    );

    -- When the directory last confirmed a reader.
    create table concern_reader (person uuid primary key, confirmed_at timestamptz not null);

    -- Which findings about a destination were told.
    create table concern_place_finding (
      day text not null,
      school_id text not null,
      finding text not null,
      person uuid not null,
      primary key (day, school_id, finding, person)
    );

    -- Refused attempts, counted: one row for a person, an action, a record and a day.
    create table concern_refusal (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      actor uuid not null,
      tenant_id uuid not null,
      action text not null,
      day text,
      -- Empty for a concern that does not exist.
      about text not null default '',
      times integer not null default 1,
      last_at timestamptz
    );
    create unique index concern_refusal_once on concern_refusal (day, actor, tenant_id, action, about)`.execute(db);
  await waysInAndOut(db);
}

/** Rolls, hand-overs to the next school, where people report without Teams, and reports for practice. */
const waysInAndOut = (db: Kysely<unknown>) =>
  sql`
    -- A school's roll, sealed whole, and who gave or removed one.
    create table concern_roll (
      -- The school's short name in lanyard.yml.
      id text primary key,
      given_at timestamptz not null,
      -- Null for Lanyard itself, which reads the group that lanyard.yml names.
      given_by uuid,
      given_from text not null,
      count integer not null,
      version text not null,
      key_id text not null,
      wrapped_key bytea not null,
      sealed bytea not null
    );

    create table concern_roll_event (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      school_id text not null,
      actor uuid,
      kind text not null,
      count integer not null
    );

    -- The key by which reports on one child are found.
    create table concern_match_key (
      id text primary key,
      key_id text not null,
      wrapped_key bytea not null
    );

    -- Chronologies that wait for a person at the next school behind a link, sealed, and how far each hand-over is.
    create table concern_school_link (
      id uuid primary key,
      concern_id uuid not null,
      -- Every report in it.
      concerns uuid[] not null,
      made_by uuid not null,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      state text not null check (state in ('waiting', 'opened', 'received', 'withdrawn', 'expired', 'blocked')),
      misses integer not null default 0,
      opened_at timestamptz,
      fetches integer not null default 0,
      key_id text not null,
      wrapped_key bytea not null,
      -- For whom it is, and the code.
      sealed bytea not null,
      -- Null once nobody may fetch it any more.
      file bytea
    );
    create index on concern_school_link (concern_id);

    -- Where people without Teams ask and report.
    create table concern_address (
      address text primary key,
      school_id text not null,
      made_at timestamptz not null,
      made_by uuid not null,
      replaced_at timestamptz,
      replaced_by uuid
    );
    create unique index concern_address_of_school on concern_address (school_id) where replaced_at is null;

    -- Reports for practice that are still to come.
    create table concern_drill_plan (
      id uuid primary key,
      school_id text not null,
      at timestamptz not null,
      person uuid not null,
      made_at timestamptz not null,
      told_at timestamptz
    )`.execute(db);

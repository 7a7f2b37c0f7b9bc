import { type Kysely, sql } from 'kysely';

/** Chronologies that wait for a person at the next school behind a link, sealed, and how far each hand-over is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
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
    create index on concern_school_link (concern_id)`.execute(db);
}

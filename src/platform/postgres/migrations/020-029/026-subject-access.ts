import { type Kysely, sql } from 'kysely';

/** Requests for what is held about someone, what became of each, and who was told that it waits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table concern_access_request (
      id uuid primary key,
      school_id text not null,
      made_by uuid not null,
      made_at timestamptz not null,
      received_on text not null,
      awaits_proof boolean not null,
      key_id text not null,
      wrapped_key bytea not null,
      -- Whose data it is, and who asks.
      sealed bytea not null
    );

    -- Only added to; all of it goes with its request.
    create table concern_access_event (
      seq bigint generated always as identity primary key,
      request_id uuid not null references concern_access_request on delete cascade,
      at timestamptz not null,
      by uuid not null,
      kind text not null check (kind in ('confirmed', 'extended', 'done', 'answered', 'withdrawn')),
      day text,
      part text
    );
    create index on concern_access_event (request_id);

    create table concern_access_told (
      request_id uuid not null references concern_access_request on delete cascade,
      person uuid not null,
      step text not null,
      primary key (request_id, person, step)
    )`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** PINs of those who open records, beside the records: of no report, so in neither of their schemas. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table concern_pin (
      id uuid primary key,
      key_id text not null,
      wrapped_key bytea not null,
      sealed bytea not null,
      set_at timestamptz not null,
      set_with uuid not null,
      misses integer not null default 0,
      paused_until timestamptz
    );
    create table concern_pin_code (
      id uuid primary key,
      key_id text not null,
      wrapped_key bytea not null,
      sealed bytea not null,
      made_by uuid not null,
      until timestamptz not null,
      tries integer not null default 0
    );
    create table concern_pin_event (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      person uuid not null,
      actor uuid not null,
      kind text not null check (kind in ('code', 'set', 'wrong', 'paused'))
    );
    create index on concern_pin_event (person);
    create function guard_pin_event() returns trigger language plpgsql as $$
    begin
      raise exception 'what happened to a PIN is append-only';
    end $$;
    create trigger guard before update or delete on concern_pin_event for each row execute function guard_pin_event();
    create trigger guard_all before truncate on concern_pin_event for each statement execute function guard_pin_event();

    create table concern_unlocked (
      person uuid not null,
      -- A record, or 'search'.
      door text not null,
      touched_at timestamptz not null,
      primary key (person, door)
    )`.execute(db);
}

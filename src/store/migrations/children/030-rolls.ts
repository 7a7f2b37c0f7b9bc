import { type Kysely, sql } from 'kysely';

/** A school's roll, sealed whole, and who gave or removed one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
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
    )`.execute(db);
  await sql`
    create table concern_roll_event (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      school_id text not null,
      actor uuid,
      kind text not null,
      count integer not null
    )`.execute(db);
}

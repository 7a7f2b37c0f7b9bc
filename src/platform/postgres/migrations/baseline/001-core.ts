import { type Kysely, sql } from 'kysely';

/** What every capability shares: where people's chats are, who people are, one-time links, the pace of calls, and leases. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table conversation (
      user_id uuid primary key,
      tenant_id uuid not null,
      -- Null when the chat is known to be gone.
      conversation_id text,
      service_url text not null,
      seen_at timestamptz not null
    );

    -- What the directory last said about who someone is.
    create table standing (
      user_id uuid primary key,
      kind text not null check (kind in ('staff', 'pupil', 'outsider')),
      school_id text,
      checked_at timestamptz not null
    );

    -- One-time addresses: of each only the hash of its secret.
    create table ticket (
      hash text primary key,
      purpose text not null,
      subject text not null,
      holder text not null,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      uses_left integer,
      used_at timestamptz,
      replaced_at timestamptz
    );
    create index ticket_of on ticket (purpose, subject, holder);
    create index ticket_expiry on ticket (expires_at);

    -- One row for each budget of calls that all instances share.
    create table pace (
      bucket text primary key,
      -- When the next slot that nobody has reserved begins.
      next_at timestamptz not null,
      -- When that was written, by the database's own clock: one ahead of it was written before the clock was set back.
      set_at timestamptz
    );

    -- Who is at work on something that one instance does at a time. A row stands only while it is held.
    create table lease (
      name text primary key,
      -- Of this holder alone: whatever it writes or sends is checked against it.
      token integer not null,
      -- Goes up while the holder is alive and moves. No clock is needed to see that it does not.
      beat bigint not null
    );
    create sequence lease_token as integer cycle`.execute(db);
}

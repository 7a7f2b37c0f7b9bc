import { type Kysely, sql } from 'kysely';

/** Who holds which role, as it was changed in Teams: what was asked for, what came of it, and who is still to be told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table concern_role_proposal (
      id uuid primary key,
      school_id text not null,
      role text not null,
      newcomer jsonb,
      outgoing jsonb not null,
      is_quiet boolean not null,
      by jsonb not null,
      at timestamptz not null,
      expires_at timestamptz not null,
      state text not null check (state in ('open', 'made', 'ended', 'overtaken')),
      decided jsonb,
      check ((state = 'open') = (decided is null))
    );
    create index on concern_role_proposal (school_id, at);

    create table concern_role_event (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      school_id text not null,
      role text not null,
      kind text not null check (kind in ('changed', 'file')),
      holders jsonb not null,
      file_said jsonb not null,
      proposal uuid references concern_role_proposal (id)
    );
    create function guard_role_event() returns trigger language plpgsql as $$
    begin
      raise exception 'who held which role is append-only';
    end $$;
    create trigger guard before update or delete on concern_role_event for each row execute function guard_role_event();
    create trigger guard_all before truncate on concern_role_event for each statement execute function guard_role_event();

    create table concern_role_word (
      id uuid primary key,
      person uuid not null,
      said jsonb not null,
      at timestamptz not null,
      told_at timestamptz
    );
    create index on concern_role_word (at) where told_at is null`.execute(db);
}

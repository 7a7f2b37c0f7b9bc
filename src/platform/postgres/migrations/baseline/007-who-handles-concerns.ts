import { type Kysely, sql } from 'kysely';

/** Who handles concerns: their PINs, their rota, their numbers, their roles, and who covers for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await secondStep(db);
  await duty(db);
  await roleHolders(db);
}

/** PINs, and what was unlocked with them. */
const secondStep = (db: Kysely<unknown>) =>
  sql`
    -- PINs of those who open records.
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

/** Who is there, and how they are reached. */
const duty = (db: Kysely<unknown>) =>
  sql`
    -- The rota of the DSL's team.
    create table concern_rota (
      id uuid primary key,
      school_id text not null,
      kind text not null check (kind in ('away', 'on', 'needed')),
      person uuid,
      occasion text check (occasion in ('trip', 'holiday-club', 'event')),
      -- Once: between two instants.
      from_at timestamptz,
      until_at timestamptz,
      -- Every week: on one day, by the clock in London.
      weekday integer check (weekday between 1 and 7),
      from_time text,
      until_time text,
      made_by uuid not null,
      made_at timestamptz not null,
      ended_by uuid,
      ended_at timestamptz,
      check ((kind = 'needed') = (person is null) and (kind = 'needed') = (occasion is not null)),
      check ((weekday is null) = (from_at is not null) and (from_at is null) = (until_at is null)
        and (weekday is null) = (from_time is null) and (from_time is null) = (until_time is null))
    );
    create index on concern_rota (school_id) where ended_at is null;

    -- Phone numbers that were corrected in Teams. Append-only: the rows are the trail.
    create table concern_number (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      changed_by uuid not null,
      by_name text not null,
      school_id text,
      what text check (what in ('office', 'childrensSocialCare', 'outOfHours', 'lado')),
      person uuid,
      number text not null,
      file_said text not null,
      check ((person is null) = (school_id is not null) and (person is null) = (what is not null))
    );

    -- For whom a trust's safeguarding lead covers, and when.
    create table concern_trust_cover (
      id uuid primary key,
      school_id text not null,
      person jsonb not null,
      from_at timestamptz not null,
      until_at timestamptz not null,
      given_by jsonb not null,
      given_at timestamptz not null,
      ended_by jsonb,
      ended_at timestamptz,
      check (from_at < until_at),
      check ((ended_by is null) = (ended_at is null))
    );
    create function guard_trust_cover() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.ended_at is null
        and (new.id, new.school_id, new.person, new.from_at, new.until_at, new.given_by, new.given_at)
          = (old.id, old.school_id, old.person, old.from_at, old.until_at, old.given_by, old.given_at) then
        return new;
      end if;
      raise exception 'who covered when is not changed afterwards';
    end $$;
    create trigger guard before update or delete on concern_trust_cover for each row execute function guard_trust_cover();
    create trigger guard_all before truncate on concern_trust_cover for each statement execute function guard_trust_cover()`.execute(
    db,
  );

/** Who holds which role, as it was changed in Teams: what was asked for, what came of it, and who is still to be told. */
const roleHolders = (db: Kysely<unknown>) =>
  sql`
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

import { type Kysely, sql } from 'kysely';

/**
 * Concerns, in one schema for children's matters and one for adults', so that the two can be granted, backed up and
 * handed over apart. What a person wrote, and whom it is about, is in columns named `sealed`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of ['concerns_child', 'concerns_adult']) {
    const shelf = sql.id(name);
    await sql`create schema ${shelf}`.execute(db);
    await sql`
      create table ${shelf}.concern (
        id uuid primary key,
        reference text not null unique,
        draft uuid not null unique,
        school_id text not null,
        kind text not null,
        is_urgent boolean not null,
        reporter uuid not null,
        sealed_excluded bytea not null,
        key_id text not null,
        wrapped_key bytea not null,
        status text not null,
        holder text not null,
        via text not null,
        also_open_to text[] not null,
        was_redirected boolean not null,
        owner uuid,
        raised_at timestamptz not null,
        delivered_at timestamptz,
        read_at timestamptz,
        read_by uuid,
        acknowledged_at timestamptz,
        acknowledged_by uuid,
        decided_at timestamptz,
        closed_at timestamptz,
        review_on text,
        acknowledge_due_at timestamptz not null,
        decide_due_at timestamptz not null,
        is_late boolean not null,
        is_stub boolean not null,
        version integer not null
      )`.execute(db);
    await sql`create index on ${shelf}.concern (reporter)`.execute(db);

    // One chain for the whole shelf: taking out a record, or events of one, breaks it.
    await sql`
      create table ${shelf}.concern_trail (
        position bigint primary key,
        concern_id uuid not null references ${shelf}.concern,
        seq integer not null,
        at timestamptz not null,
        actor uuid,
        kind text not null,
        facts jsonb not null,
        sealed bytea,
        sealed_digest bytea,
        hash bytea not null,
        unique (concern_id, seq)
      )`.execute(db);
    await sql`
      create table ${shelf}.concern_trail_head (
        id integer primary key check (id = 1),
        position bigint not null,
        hash bytea not null
      )`.execute(db);
    await sql`insert into ${shelf}.concern_trail_head values (1, 0, ''::bytea)`.execute(db);
    // Append-only for every statement of ours and every slip of a hand; the owner of the table can switch this off. The one
    // change allowed is removing a text after its hand-over.
    await sql`
      create function ${shelf}.guard_trail() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.sealed is null
          and (new.position, new.concern_id, new.seq, new.at, new.actor, new.kind, new.facts, new.sealed_digest, new.hash)
            is not distinct from
              (old.position, old.concern_id, old.seq, old.at, old.actor, old.kind, old.facts, old.sealed_digest, old.hash)
        then return new;
        end if;
        raise exception 'the trail of concerns is append-only';
      end $$`.execute(db);
    await sql`
      create trigger guard before update or delete on ${shelf}.concern_trail
      for each row execute function ${shelf}.guard_trail()`.execute(db);
    await sql`
      create trigger guard_all before truncate on ${shelf}.concern_trail
      for each statement execute function ${shelf}.guard_trail()`.execute(db);

    await sql`
      create table ${shelf}.concern_task (
        id uuid primary key,
        concern_id uuid not null references ${shelf}.concern,
        kind text not null,
        person uuid,
        holder text,
        round integer,
        why text,
        state text not null check (state in ('due', 'running', 'sent', 'done', 'failed')),
        due_at timestamptz not null,
        attempts integer not null,
        may_repeat boolean not null,
        last_trouble text,
        ref jsonb,
        shown jsonb,
        shown_version integer
      )`.execute(db);
    await sql`create index on ${shelf}.concern_task (due_at) where state in ('due', 'running')`.execute(db);
    await sql`create index on ${shelf}.concern_task (concern_id)`.execute(db);
  }

  await sql`
    create table concern_draft (
      id uuid primary key,
      user_id uuid not null,
      started_at timestamptz not null,
      expires_at timestamptz not null,
      key_id text not null,
      wrapped_key bytea not null,
      sealed bytea not null
    )`.execute(db);
  await sql`create index on concern_draft (user_id)`.execute(db);

  // Attempts on concerns that do not exist; attempts on those that do are in their trail.
  await sql`
    create table concern_refusal (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      actor uuid not null,
      tenant_id uuid not null,
      action text not null
    )`.execute(db);
}

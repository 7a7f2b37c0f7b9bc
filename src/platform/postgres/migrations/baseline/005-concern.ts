import { type Kysely, sql } from 'kysely';

/**
 * Concerns, in one schema for children's matters and one for adults', so that the two can be granted, backed up and
 * handed over apart. What a person wrote, and whom it is about, is in columns named `sealed`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const schema of ['concerns_child', 'concerns_adult']) {
    await sql`create schema ${sql.id(schema)}`.execute(db);
    await records(db, schema);
    await trail(db, schema);
    await tasks(db, schema);
  }
  await screenshots(db);
}

const records = (db: Kysely<unknown>, schema: string) =>
  sql`
    create table ${sql.id(schema, 'concern')} (
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
      version integer not null,
      keep_until text,
      is_held boolean not null default false,
      -- In the schema that a record left: the one to which it has moved.
      moved_to text,
      -- Why a report is not where it was sent first.
      why_elsewhere text,
      -- Since when something that its reporter added waits to be opened.
      unread_since timestamptz,
      -- What the reporter said of today, and who was on duty then: null where it went to nobody who keeps a rota.
      urgency text check (urgency in ('yes', 'unsure', 'no')),
      on_duty text[],
      -- When the form of a drill was opened; null for what is a report.
      drill_begun_at timestamptz,
      -- Sent with nothing but what a report cannot do without.
      is_brief boolean not null default false,
      -- What is to be done, by whom and until when: as the trail leads to it, so as text, character for character.
      open_actions text not null default '[]',
      -- Keyed hashes by which reports on one child are found without opening every record. Null of adults.
      match text[],
      -- Null where all of those who have it may open it.
      locked_to text[],
      open_to_trust boolean not null default false,
      -- It came from someone without Teams: nobody checked who sent it.
      is_by_link boolean not null default false
    );
    create index on ${sql.id(schema, 'concern')} (reporter)`.execute(db);

/** One chain for the whole schema: taking out a record, or events of one, breaks it. */
const trail = (db: Kysely<unknown>, schema: string) => {
  const [events, head, guard] = ['concern_trail', 'concern_trail_head', 'guard_trail'].map((name) =>
    sql.id(schema, name),
  );
  return sql`
    create table ${events} (
      position bigint primary key,
      concern_id uuid not null references ${sql.id(schema, 'concern')},
      seq integer not null,
      at timestamptz not null,
      actor uuid,
      kind text not null,
      facts jsonb not null,
      sealed bytea,
      sealed_digest bytea,
      hash bytea not null,
      unique (concern_id, seq)
    );
    create table ${head} (
      id integer primary key check (id = 1),
      position bigint not null,
      hash bytea not null
    );
    insert into ${head} values (1, 0, ''::bytea);

    -- Append-only for every statement of ours and every slip of a hand; the owner of the table can switch this off. The one
    -- change allowed is removing a text after its hand-over.
    create function ${guard}() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.sealed is null
        and (new.position, new.concern_id, new.seq, new.at, new.actor, new.kind, new.facts, new.sealed_digest, new.hash)
          is not distinct from
            (old.position, old.concern_id, old.seq, old.at, old.actor, old.kind, old.facts, old.sealed_digest, old.hash)
      then return new;
      end if;
      raise exception 'the trail of concerns is append-only';
    end $$;
    create trigger guard before update or delete on ${events} for each row execute function ${guard}();
    create trigger guard_all before truncate on ${events} for each statement execute function ${guard}()`.execute(db);
};

const tasks = (db: Kysely<unknown>, schema: string) => {
  const task = sql.id(schema, 'concern_task');
  return sql`
    create table ${task} (
      id uuid primary key,
      concern_id uuid not null references ${sql.id(schema, 'concern')},
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
      shown_version integer,
      -- When this was planned, by the clock of then. One that lies ahead of the clock was planned before it was set back.
      planned_at timestamptz,
      -- Its wait was begun anew since: what its concern says of the same time is no longer comparable.
      is_rebased boolean not null default false
    );
    create index on ${task} (due_at) where state in ('due', 'running');
    create index on ${task} (planned_at) where state in ('due', 'running');
    create index on ${task} (concern_id)`.execute(db);
};

/**
 * Screenshots of ordinary posts, sealed with the key of their record. Among matters between adults only: a concern about a
 * child has no place to put one.
 */
const screenshots = (db: Kysely<unknown>) =>
  sql`
    create table concerns_adult.concern_screenshot (
      id uuid primary key,
      concern_id uuid not null references concerns_adult.concern,
      at timestamptz not null,
      type text not null check (type in ('image/png', 'image/jpeg', 'image/webp')),
      sealed bytea not null
    );
    create index on concerns_adult.concern_screenshot (concern_id);
    -- A reporter has answered the image question and is about to send one: the next picture in their chat, and no other.
    create table concerns_adult.concern_screenshot_awaited (
      reporter uuid primary key,
      concern_id uuid not null references concerns_adult.concern,
      until timestamptz not null
    )`.execute(db);

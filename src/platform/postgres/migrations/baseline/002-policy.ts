import { type Kysely, sql } from 'kysely';

/** Policies and what their owner works with: versions, where files came from, who was told, uploads, adoption, questions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Kept for ever, because people signed them.
    create table policy_version (
      school_id text not null,
      policy_id text not null,
      version_id text not null,
      fallback_title text not null,
      version jsonb not null,
      document jsonb not null,
      state text not null check (state in ('proposed', 'in-force', 'replaced', 'retired', 'set-aside')),
      proposed_at timestamptz not null,
      in_force_at timestamptz,
      in_force_by uuid,
      set_aside_at timestamptz,
      set_aside_by uuid,
      -- How it became the school's policy: who adopted it, from when it counts, and who was asked about it.
      adoption jsonb,
      consultation jsonb,
      constraint policy_version_key primary key (school_id, version_id)
    );
    -- The database itself keeps a school from having two versions of one policy in force.
    create unique index policy_in_force on policy_version (school_id, policy_id) where state = 'in-force';

    -- What was last read from each place that policies come from: the same bytes are not read, or proposed, twice.
    create table policy_source (
      school_id text not null,
      source_id text not null,
      policy_id text not null,
      fingerprint text not null,
      problem text,
      read_at timestamptz not null,
      constraint policy_source_key primary key (school_id, source_id)
    );
    create table policy_library (
      school_id text primary key,
      place text not null,
      delta_link text not null,
      synced_at timestamptz not null
    );

    -- Which owner was told what, and in which message, so that it can be changed when someone decides.
    create table policy_notice (
      school_id text not null,
      version_id text not null,
      kind text not null check (kind in ('proposed', 'review', 'consulted')),
      owner_id uuid not null,
      message jsonb not null,
      sent_at timestamptz not null,
      constraint policy_notice_key primary key (school_id, version_id, kind, owner_id)
    );

    create table policy_upload (
      id uuid primary key,
      owner_id uuid not null,
      name text not null,
      -- Short-lived and gone as soon as the file was fetched, or could not be.
      url text,
      message jsonb not null,
      document jsonb,
      sent_at timestamptz not null
    )`.execute(db);
  await adoption(db);
  await questions(db);
}

/** How a version became the school's policy, and who was asked about it. */
const adoption = (db: Kysely<unknown>) =>
  sql`
    -- Append-only: what owners entered and took back, in their order.
    create table policy_adoption (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      school_id text not null,
      version_id text not null,
      kind text not null check (kind in ('adopted', 'taken-back', 'consulting')),
      by_id uuid not null,
      details jsonb not null
    );

    -- Who was asked about a version, and in which message; the row is there before the message leaves.
    create table policy_consulted (
      school_id text not null,
      version_id text not null,
      user_id uuid not null,
      name text not null,
      asked_at timestamptz not null,
      message jsonb,
      constraint policy_consulted_key primary key (school_id, version_id, user_id)
    );
    create index policy_consulted_untold on policy_consulted (school_id) where message is null;

    create table policy_comment (
      id uuid primary key,
      school_id text not null,
      version_id text not null,
      user_id uuid not null,
      words text not null,
      at timestamptz not null
    );
    create index policy_comment_of on policy_comment (school_id, version_id, at);

    -- Who a school's policy names for a matter, as its owner confirmed it. Append-only: the rows are the trail.
    create table policy_named (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      school_id text not null,
      matter text not null,
      who text not null,
      confirmed_by uuid not null,
      -- The sentence from which it was read.
      clause jsonb
    )`.execute(db);

/** What was asked of them, and what the encoder made of them. */
const questions = (db: Kysely<unknown>) =>
  sql`
    -- What became of questions, without a word of them and without who asked: for the owner's view.
    create table question_outcome (
      id uuid primary key,
      school_id text not null,
      asked_on date not null,
      outcome text not null,
      policy_id text,
      section_id text,
      heading text,
      coverage real,
      was_it boolean
    );

    -- Questions that a person chose to send to the policy owner, with the owner's reply.
    create table referral (
      id uuid primary key,
      school_id text not null,
      asker_id uuid not null,
      asker_name text not null,
      question text not null,
      asked_at timestamptz not null,
      answer text,
      source text,
      answered_by text,
      answered_at timestamptz,
      is_curated boolean not null default false,
      shown_question text
    );

    -- Where the last answers to a person stood, for half an hour: a follow-up is read with them. No word of anyone's.
    create table policy_place (
      user_id text primary key,
      places jsonb not null,
      asked_at timestamptz not null
    );

    -- What the encoder made of passages, by the encoder and the text: read once, whatever restarts and however many instances.
    create table passage_encoder (
      model text primary key,
      used_at timestamptz not null
    );
    create table passage_vector (
      model text not null,
      text_hash text not null,
      vector bytea not null,
      -- Each word as the encoder read it, for those passages whose words are compared with a question's one by one.
      words bytea,
      constraint passage_vector_key primary key (model, text_hash)
    )`.execute(db);

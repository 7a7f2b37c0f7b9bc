import { type Kysely, sql } from 'kysely';

/** Campaigns, their registers, what was signed, and everything that happened. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await campaigns(db);
  await people(db);
  await campaignSides(db);
  await signatures(db);
}

const campaigns = (db: Kysely<unknown>) =>
  sql`
    create table campaign (
      id uuid primary key,
      school text not null,
      title text not null,
      status text not null,
      due_day text not null,
      policies jsonb not null,
      wording jsonb not null,
      language text not null,
      note text,
      revision integer not null default 1,
      created_by uuid not null,
      created_at timestamptz not null,
      started_at timestamptz,
      ended_at timestamptz,
      problem jsonb,
      -- The end of the chain of events sealed so far.
      sealed integer not null default 0,
      sealed_hash text not null default '${sql.raw('0'.repeat(64))}',
      sync_at timestamptz,
      -- So many people vanished from the staff groups at once that a person has to look first.
      leavers_held integer not null default 0,
      lists_at timestamptz,
      uses_checks boolean not null default true,
      -- So many are new at once that a person has to look before any of them is asked.
      joiners_held integer not null default 0,
      -- When the next look at the register was planned, by the clock of then: one ahead of the clock was planned before it was set back.
      sync_planned_at timestamptz,
      -- The moment that a person chose. Kept after the start, so that it can be seen what was planned.
      send_at timestamptz,
      spread_minutes integer not null default 0,
      -- The last day on which joiners are asked and anyone is reminded.
      ends_on text,
      -- Who is wanted and who is left out, and what there was to choose from when the list was read.
      audience jsonb not null default '{}',
      choices jsonb not null default '{}',
      message text,
      message_by uuid,
      -- What has to be shown before an answer counts.
      reading text not null default 'opened'
    )`.execute(db);

/** Who is asked, and how far each of them is. */
const people = (db: Kysely<unknown>) =>
  sql`
    create table campaign_person (
      campaign_id uuid not null references campaign on delete cascade,
      person_id text not null,
      user_id uuid,
      name text not null,
      job_title text,
      staff_group text not null,
      site text not null,
      state text not null,
      reason text,
      state_at timestamptz not null,
      due_day text not null,
      signed_before jsonb not null,
      -- The next call, and who has taken it upon themselves.
      step text not null,
      attempts integer not null default 0,
      next_attempt_at timestamptz,
      worker integer,
      possible_duplicates integer not null default 0,
      -- The card in the person's chat.
      asked_at timestamptz,
      tenant_id uuid,
      conversation_id text,
      service_url text,
      activity_id text,
      shown_revision integer not null default 0,
      is_stale boolean not null default false,
      acknowledged_at timestamptz,
      -- Worked out from the due date when they are due, so that a correction needs no second place to be right.
      reminders integer not null default 0,
      reminder_activity_id text,
      last_reminded_at timestamptz,
      -- What an absence interrupted.
      state_before text,
      manager_id uuid,
      -- A reminder was begun, and nobody knows yet whether it arrived: what follows may be its repeat.
      reminder_open boolean not null default false,
      constraint campaign_person_key primary key (campaign_id, person_id)
    );
    create index campaign_person_due on campaign_person (step, next_attempt_at)
      where state in ('waiting', 'unreachable') and worker is null and user_id is not null;
    create index campaign_person_held on campaign_person (worker) where worker is not null;
    create index campaign_person_user on campaign_person (person_id);
    create sequence campaign_worker as integer cycle`.execute(db);

/** Beside those who are asked: who is not, the cards that show it, what was proposed, and quizzes. */
const campaignSides = (db: Kysely<unknown>) =>
  sql`
    create table campaign_exclusion (
      campaign_id uuid not null references campaign on delete cascade,
      user_id uuid not null,
      name text not null,
      reason text not null,
      -- Why an account looks like a room, a mailbox or a service.
      signs jsonb not null default '[]',
      constraint campaign_exclusion_key primary key (campaign_id, user_id)
    );

    create table campaign_card (
      campaign_id uuid not null references campaign on delete cascade,
      user_id uuid not null,
      tenant_id uuid not null,
      conversation_id text not null,
      service_url text not null,
      activity_id text not null,
      constraint campaign_card_key primary key (campaign_id, user_id)
    );

    create table campaign_proposal (
      school text not null,
      year integer not null,
      constraint campaign_proposal_key primary key (school, year)
    );

    -- Which new versions were laid before HR.
    create table campaign_version_proposal (
      school text not null,
      policy_id text not null,
      version_id text not null,
      constraint campaign_version_proposal_key primary key (school, policy_id, version_id)
    );

    -- What HR decided of an account that looked like no person's. One that changed its mind writes over it.
    create table account_decision (
      school text not null,
      user_id uuid not null,
      is_person boolean not null,
      by uuid not null,
      at timestamptz not null,
      constraint account_decision_key primary key (school, user_id)
    );

    -- Lists of who has not answered, for line managers and HR.
    create table campaign_list (
      campaign_id uuid not null references campaign on delete cascade,
      user_id uuid not null,
      -- For the people they manage, or for those that HR looks after: one person may get both.
      kind text not null,
      -- The last day for which it was sent, and where that message is.
      day text not null,
      tenant_id uuid,
      conversation_id text,
      service_url text,
      activity_id text,
      -- Begun, and nobody knows yet whether it arrived: what follows may be its repeat.
      is_open boolean not null default false,
      constraint campaign_list_key primary key (campaign_id, user_id, kind)
    );

    -- Questions that the owner of a policy wrote about it; a campaign takes a copy.
    create table understanding_check (
      school text not null,
      policy_id text not null,
      questions jsonb not null,
      by uuid not null,
      at timestamptz not null,
      constraint understanding_check_key primary key (school, policy_id)
    )`.execute(db);

/** What was signed and what happened cannot be rewritten, not even by a mistake of ours. */
const signatures = (db: Kysely<unknown>) =>
  sql`
    create table campaign_signature (
      campaign_id uuid not null references campaign,
      person_id text not null,
      school text not null,
      name text not null,
      job_title text,
      at timestamptz not null,
      method text not null,
      language text not null,
      wording jsonb not null,
      policies jsonb not null,
      witness text,
      -- Of a witnessed signature, the day on the paper.
      signed_on text,
      constraint campaign_signature_key primary key (campaign_id, person_id)
    );
    create index campaign_signature_person on campaign_signature (school, person_id, at);

    create table campaign_opened (
      campaign_id uuid not null references campaign on delete cascade,
      person_id text not null,
      what text not null,
      at timestamptz not null,
      constraint campaign_opened_key primary key (campaign_id, person_id, what)
    );

    -- Written in the order of commits; given its place in the chain a moment later, see campaign-events.ts.
    create table campaign_event (
      id bigserial primary key,
      campaign_id uuid not null references campaign,
      kind text not null,
      at timestamptz not null,
      person_id text,
      by text,
      facts jsonb not null,
      seq integer,
      previous text,
      hash text,
      constraint campaign_event_seq unique (campaign_id, seq)
    );
    create index campaign_event_unsealed on campaign_event (campaign_id, id) where seq is null;

    create function campaign_keep() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and tg_table_name = 'campaign_event'
         and to_jsonb(old) ->> 'seq' is null and to_jsonb(new) ->> 'seq' is not null
         and to_jsonb(new) - 'seq' - 'previous' - 'hash' = to_jsonb(old) - 'seq' - 'previous' - 'hash' then
        return new;
      end if;
      raise exception 'rows of % are kept as they were written', tg_table_name;
    end $$;
    create trigger keep before update or delete on campaign_event for each row execute function campaign_keep();
    create trigger keep before update or delete on campaign_signature for each row execute function campaign_keep()`.execute(
    db,
  );

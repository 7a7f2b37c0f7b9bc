import { type Kysely, sql } from 'kysely';

/** Who of the staff is asked, what comes with it, which accounts are no person's, and how far someone has to read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Who is wanted and who is left out, and what there was to choose from when the list was read.
    alter table campaign add column audience jsonb not null default '{}';
    alter table campaign add column choices jsonb not null default '{}';
    alter table campaign add column message text;
    alter table campaign add column message_by uuid;
    -- What has to be shown before an answer counts. What ran before this was kept asked for one opening.
    alter table campaign add column reading text not null default 'opened';
    -- Why an account looks like a room, a mailbox or a service.
    alter table campaign_exclusion add column signs jsonb not null default '[]';

    -- What HR decided of an account that looked like no person's. One that changed its mind writes over it.
    create table account_decision (
      school text not null,
      user_id uuid not null,
      is_person boolean not null,
      by uuid not null,
      at timestamptz not null,
      constraint account_decision_key primary key (school, user_id)
    )`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** When a campaign is sent, over how long, and when it ends by itself; and which new versions were laid before HR. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The moment that a person chose. Kept after the start, so that it can be seen what was planned.
    alter table campaign add column send_at timestamptz;
    alter table campaign add column spread_minutes integer not null default 0;
    -- The last day on which joiners are asked and anyone is reminded.
    alter table campaign add column ends_on text;

    create table campaign_version_proposal (
      school text not null,
      policy_id text not null,
      version_id text not null,
      constraint campaign_version_proposal_key primary key (school, policy_id, version_id)
    )`.execute(db);
}

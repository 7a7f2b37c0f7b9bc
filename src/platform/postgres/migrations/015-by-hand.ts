import { type Kysely, sql } from 'kysely';

/** What HR does by hand: who is on a campaign's list by name, whatever the directory's groups say, and who is reminded. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table campaign_added (
      campaign_id uuid not null references campaign (id),
      user_id uuid not null,
      -- A guest of the directory, for whom HR gave their word.
      is_guest boolean not null,
      by uuid not null,
      at timestamptz not null,
      constraint campaign_added_key primary key (campaign_id, user_id)
    )`.execute(db);
  // The last reminder by hand of each person, wanted or sent.
  await sql`
    create table campaign_hand_reminder (
      campaign_id uuid not null references campaign (id),
      person_id text not null,
      by uuid not null,
      -- A word of HR's, shown on the reminder.
      words text,
      wanted_at timestamptz not null,
      sent_at timestamptz,
      constraint campaign_hand_reminder_key primary key (campaign_id, person_id)
    )`.execute(db);
}

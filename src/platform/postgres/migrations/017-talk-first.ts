import { type Kysely, sql } from 'kysely';

/**
 * Who needs help to read or answer, or would rather talk to someone before they answer. It is no part of the chain and of no register: HR alone
 * has it. Why, where they wrote it, is sealed with a key of the row's own and goes when HR has talked with them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table campaign_talk (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign on delete cascade,
      user_id uuid not null,
      kind text not null,
      at timestamptz not null,
      key_id text,
      wrapped_key bytea,
      sealed bytea,
      told_at timestamptz,
      offered_at timestamptz,
      ended_at timestamptz,
      constraint campaign_talk_key unique (campaign_id, user_id)
    )`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/**
 * When a reminder by hand last went out on a day without a planned one, for which it stands then. Those that have gone out went so, because
 * the code before it sent none with a planned one; what that code sends beside this one stands for none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table campaign_hand_reminder add column alone_at timestamptz`.execute(db);
  await sql`update campaign_hand_reminder set alone_at = sent_at`.execute(db);
}

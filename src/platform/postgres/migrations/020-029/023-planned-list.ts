import { type Kysely, sql } from 'kysely';

/**
 * The list that was there when a campaign was planned, until it is sent: each person and what they would be asked for. Each later reading is
 * compared with it, so that little by little cannot become more than HR would expect.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table campaign add column planned_list jsonb`.execute(db);
}

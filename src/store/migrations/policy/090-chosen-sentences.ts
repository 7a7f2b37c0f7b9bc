import { type Kysely, sql } from 'kysely';

/** From which sentence of a policy it was read who hears of something; and to whom a journalist's call was passed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table policy_named add column clause jsonb`.execute(db);
  await sql`alter table school_press_call add column asked jsonb`.execute(db);
}

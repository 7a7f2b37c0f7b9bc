import { type Kysely, sql } from 'kysely';

/** What payroll and an inspector know a person by, in the register: as the directory had it when they were asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table campaign_person add column email text, add column staff_number text`.execute(db);
}

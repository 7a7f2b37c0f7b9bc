import { type Kysely, sql } from 'kysely';

/** That a volunteer or parent signed stands with the other signatures, and nowhere twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table school_account_runner drop column signed_at, drop column signed_version`.execute(db);
}

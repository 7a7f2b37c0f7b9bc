import { type Kysely, sql } from 'kysely';

/** When the next look at a register was planned, by the clock of then: one ahead of the clock was planned before it was set back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table campaign add column sync_planned_at timestamptz`.execute(db);
}

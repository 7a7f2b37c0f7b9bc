import { type Kysely, sql } from 'kysely';

/**
 * When the wait of a task ends, and when it began, while a claim holds the task: `due_at` is then the end of the claim's lease. A claim
 * that was made by a clock which has been set back since gives the task its wait again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const shelf of ['concerns_child', 'concerns_adult'])
    await sql`
      alter table ${sql.id(shelf, 'concern_task')} add column wait_ends_at timestamptz, add column wait_began_at timestamptz`.execute(
      db,
    );
}

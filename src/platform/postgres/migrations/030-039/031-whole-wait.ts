import { type Kysely, sql } from 'kysely';

/**
 * When the wait of a task began and when it ends, as it was planned: `due_at` is also the end of a lease, and what a clock that was set back
 * made of it. Between the two the task is not due, whatever clock has been seen meanwhile.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const shelf of ['concerns_child', 'concerns_adult'])
    await sql`
      alter table ${sql.id(shelf, 'concern_task')} add column wait_ends_at timestamptz, add column wait_began_at timestamptz`.execute(
      db,
    );
}

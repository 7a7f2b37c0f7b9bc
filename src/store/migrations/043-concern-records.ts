import { type Kysely, sql } from 'kysely';

/**
 * How long a record is kept, whether it is on hold, and, on the shelf it left, to which shelf it has moved. The version
 * before knows none of these: its rows are simply neither kept, held nor moved.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of ['concerns_child', 'concerns_adult']) {
    const shelf = sql.id(name);
    await sql`
      alter table ${shelf}.concern
        add column keep_until text,
        add column is_held boolean not null default false,
        add column moved_to text`.execute(db);
  }
}

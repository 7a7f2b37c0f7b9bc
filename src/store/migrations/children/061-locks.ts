import { type Kysely, sql } from 'kysely';

/** To whom a report is locked: null where all of those who have it may open it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const schema of ['concerns_child', 'concerns_adult'])
    await sql`alter table ${sql.id(schema, 'concern')} add column locked_to text[]`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** What is to be done about a record, by whom and until when: as the trail leads to it, so as text, character for character. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const schema of ['concerns_child', 'concerns_adult'])
    await sql`alter table ${sql.id(schema, 'concern')} add column open_actions text not null default '[]'`.execute(db);
}

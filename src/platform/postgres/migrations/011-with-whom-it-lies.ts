import { type Kysely, sql } from 'kysely';

/**
 * With which people a report lies, beside the roles that have it: who came to a role later is not among them. Null of reports from before,
 * which lie with all who hold the role until that is written down.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const schema of ['concerns_child', 'concerns_adult'])
    await sql`
      alter table ${sql.id(schema, 'concern')}
        add column lies_with text[],
        add column kept_from text[] not null default '{}',
        -- Who the trust's safeguarding lead was when it was opened to them.
        add column trust_readers text[]`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** Where people without Teams ask and report, and which reports came that way: nobody checked who sent them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const schema of ['concerns_child', 'concerns_adult'])
    await sql`
      alter table ${sql.id(schema, 'concern')} add column is_by_link boolean not null default false`.execute(db);
  await sql`
    create table concern_address (
      address text primary key,
      school_id text not null,
      made_at timestamptz not null,
      made_by uuid not null,
      replaced_at timestamptz,
      replaced_by uuid
    );
    create unique index concern_address_of_school on concern_address (school_id) where replaced_at is null`.execute(db);
}

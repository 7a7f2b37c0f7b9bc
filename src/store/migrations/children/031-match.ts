import { type Kysely, sql } from 'kysely';

/** Keyed hashes by which reports on one child are found without opening every record, and the key they are made with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const schema of ['concerns_child', 'concerns_adult'])
    await sql`
      -- Null in rows that are older, or of adults: those are opened to be compared.
      alter table ${sql.id(schema, 'concern')} add column match text[]`.execute(db);
  await sql`
    create table concern_match_key (
      id text primary key,
      key_id text not null,
      wrapped_key bytea not null
    )`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/**
 * When the directory last confirmed a reader, which findings about a destination were told, refused attempts counted
 * instead of listed, and why a report is not where it was sent first. Rows of the version before have no day, so none of
 * theirs is counted together.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table concern_reader (person uuid primary key, confirmed_at timestamptz not null)`.execute(db);
  await sql`
    create table concern_place_finding (
      day text not null, school_id text not null, finding text not null, person uuid not null,
      primary key (day, school_id, finding, person))`.execute(db);
  await sql`
    alter table concern_refusal
      add column day text,
      add column about text not null default '',
      add column times integer not null default 1,
      add column last_at timestamptz`.execute(db);
  await sql`
    create unique index concern_refusal_once on concern_refusal (day, actor, tenant_id, action, about)`.execute(db);
  for (const name of ['concerns_child', 'concerns_adult'])
    await sql`alter table ${sql.id(name)}.concern add column why_elsewhere text`.execute(db);
}

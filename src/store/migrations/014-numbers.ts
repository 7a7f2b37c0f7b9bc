import { type Kysely, sql } from 'kysely';

/** Phone numbers that were corrected in Teams. Append-only: the rows are the trail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table concern_number (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      changed_by uuid not null,
      by_name text not null,
      school_id text,
      what text check (what in ('office', 'childrensSocialCare', 'outOfHours', 'lado')),
      person uuid,
      number text not null,
      file_said text not null,
      check ((person is null) = (school_id is not null) and (person is null) = (what is not null))
    )`.execute(db);
}

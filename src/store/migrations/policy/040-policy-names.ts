import { type Kysely, sql } from 'kysely';

/** Who a school's policy names for a matter, as its owner confirmed it. Append-only: the rows are the trail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table policy_named (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      school_id text not null,
      matter text not null,
      who text not null,
      confirmed_by uuid not null
    )`.execute(db);
}

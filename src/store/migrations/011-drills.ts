import { type Kysely, sql } from 'kysely';

/** Marked test reports, from the form to a person's acknowledgement, and reports of which the rest is still to come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const schema of ['concerns_child', 'concerns_adult'])
    await sql`
      -- When the form of a drill was opened; null for what is a report.
      alter table ${sql.id(schema, 'concern')} add column drill_begun_at timestamptz;
      -- Sent with nothing but what a report cannot do without.
      alter table ${sql.id(schema, 'concern')} add column is_brief boolean not null default false`.execute(db);
  await sql`
    create table concern_drill_plan (
      id uuid primary key,
      school_id text not null,
      at timestamptz not null,
      person uuid not null,
      made_at timestamptz not null,
      told_at timestamptz
    )`.execute(db);
}

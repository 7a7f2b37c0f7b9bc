import { type Kysely, sql } from 'kysely';

/** The drills by which a school proves its reports to itself: what each simulates, every run, and who was not let in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const schema of ['concerns_child', 'concerns_adult'])
    await sql`
      alter table ${sql.id(schema, 'concern')}
        -- Which drill of a rehearsal it is; null for every report.
        add column drill_of text`.execute(db);
  await sql`
    create table concern_rehearsal (
      id uuid primary key,
      school_id text not null,
      drill text not null,
      asked_at timestamptz not null,
      -- In whose name it is sent; null: the school's own IT lead, or who stands in for them.
      sender uuid,
      begun_at timestamptz,
      concern_id uuid,
      -- Who must be told in person.
      expected uuid[] not null default '{}',
      settled_at timestamptz,
      has_passed boolean,
      -- Names and times, as the page has them; no word that anyone wrote.
      line jsonb
    );
    create index on concern_rehearsal (school_id, drill, asked_at);
    create index on concern_rehearsal (asked_at) where settled_at is null;

    -- Who tried to open a drill and was not let in.
    create table concern_rehearsal_try (
      concern_id uuid not null,
      person uuid not null,
      at timestamptz not null,
      primary key (concern_id, person)
    )`.execute(db);
}

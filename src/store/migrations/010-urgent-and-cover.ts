import { type Kysely, sql } from 'kysely';

/** What the reporter said of today, who was on duty when a report came, and the rota of the DSL's team. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const schema of ['concerns_child', 'concerns_adult'])
    await sql`
      -- Null in records from before: those say only whether it is urgent.
      alter table ${sql.id(schema, 'concern')} add column urgency text check (urgency in ('yes', 'unsure', 'no'));
      -- Null in records from before, and where it went to nobody who keeps a rota.
      alter table ${sql.id(schema, 'concern')} add column on_duty text[]`.execute(db);
  await sql`
    create table concern_rota (
      id uuid primary key,
      school_id text not null,
      kind text not null check (kind in ('away', 'on', 'needed')),
      person uuid,
      occasion text check (occasion in ('trip', 'holiday-club', 'event')),
      -- Once: between two instants.
      from_at timestamptz,
      until_at timestamptz,
      -- Every week: on one day, by the clock in London.
      weekday integer check (weekday between 1 and 7),
      from_time text,
      until_time text,
      made_by uuid not null,
      made_at timestamptz not null,
      ended_by uuid,
      ended_at timestamptz,
      check ((kind = 'needed') = (person is null) and (kind = 'needed') = (occasion is not null)),
      check ((weekday is null) = (from_at is not null) and (from_at is null) = (until_at is null)
        and (weekday is null) = (from_time is null) and (from_time is null) = (until_time is null))
    );
    create index on concern_rota (school_id) where ended_at is null`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** What outlives a clock that is set, and a process that stands still: when a wait was begun, and leases that are numbered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const schema of ['concerns_child', 'concerns_adult']) {
    const task = sql.id(schema, 'concern_task');
    await sql`
      -- When this was planned, by the clock of then. One that lies ahead of the clock was planned before it was set back.
      alter table ${task} add column planned_at timestamptz;
      -- Its wait was begun anew since: what its concern says of the same time is no longer comparable.
      alter table ${task} add column is_rebased boolean not null default false;
      create index on ${task} (planned_at) where state in ('due', 'running')`.execute(db);
  }
  await sql`
    -- When that was written, by the database's own clock: one ahead of it was written before the clock was set back.
    alter table pace add column set_at timestamptz;

    -- Who is at work on something that one instance does at a time. A row stands only while it is held.
    create table lease (
      name text primary key,
      -- Of this holder alone: whatever it writes or sends is checked against it.
      token integer not null,
      -- Goes up while the holder is alive and moves. No clock is needed to see that it does not.
      beat bigint not null
    );
    create sequence lease_token as integer cycle`.execute(db);
}

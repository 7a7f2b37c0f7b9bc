import { type Kysely, sql } from 'kysely';

/** What the owner of the policies works with: decisions, where files came from, who was told, uploads, kept replies. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table policy_version drop constraint policy_version_state_check`.execute(db);
  await sql`alter table policy_version add constraint policy_version_state_check
    check (state in ('proposed', 'in-force', 'replaced', 'retired', 'set-aside'))`.execute(db);
  await db.schema
    .alterTable('policy_version')
    .addColumn('set_aside_at', 'timestamptz')
    .addColumn('set_aside_by', 'uuid')
    .execute();

  // What was last read from each place that policies come from: the same bytes are not read, or proposed, twice.
  await db.schema
    .createTable('policy_source')
    .addColumn('school_id', 'text', (column) => column.notNull())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('policy_id', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('problem', 'text')
    .addColumn('read_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('policy_source_key', ['school_id', 'source_id'])
    .execute();
  await db.schema
    .createTable('policy_library')
    .addColumn('school_id', 'text', (column) => column.primaryKey())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('delta_link', 'text', (column) => column.notNull())
    .addColumn('synced_at', 'timestamptz', (column) => column.notNull())
    .execute();

  // Which owner was told what, and in which message, so that it can be changed when somebody decides.
  await db.schema
    .createTable('policy_notice')
    .addColumn('school_id', 'text', (column) => column.notNull())
    .addColumn('version_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('proposed', 'review')`))
    .addColumn('owner_id', 'uuid', (column) => column.notNull())
    .addColumn('message', 'jsonb', (column) => column.notNull())
    .addColumn('sent_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('policy_notice_key', ['school_id', 'version_id', 'kind', 'owner_id'])
    .execute();

  await db.schema
    .createTable('policy_upload')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('owner_id', 'uuid', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    // Short-lived and gone as soon as the file was fetched, or could not be.
    .addColumn('url', 'text')
    .addColumn('message', 'jsonb', (column) => column.notNull())
    .addColumn('document', 'jsonb')
    .addColumn('sent_at', 'timestamptz', (column) => column.notNull())
    .execute();

  await db.schema.alterTable('referral').addColumn('shown_question', 'text').execute();
}

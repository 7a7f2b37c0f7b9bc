import { type Kysely, sql } from 'kysely';

/** Versions of policies: kept for ever, because people signed them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('policy_version')
    .addColumn('school_id', 'text', (column) => column.notNull())
    .addColumn('policy_id', 'text', (column) => column.notNull())
    .addColumn('version_id', 'text', (column) => column.notNull())
    .addColumn('fallback_title', 'text', (column) => column.notNull())
    .addColumn('version', 'jsonb', (column) => column.notNull())
    .addColumn('document', 'jsonb', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('proposed', 'in-force', 'replaced', 'retired')`),
    )
    .addColumn('proposed_at', 'timestamptz', (column) => column.notNull())
    .addColumn('in_force_at', 'timestamptz')
    .addColumn('in_force_by', 'uuid')
    .addPrimaryKeyConstraint('policy_version_key', ['school_id', 'version_id'])
    .execute();
  // The database itself keeps a school from having two versions of one policy in force.
  await sql`create unique index policy_in_force on policy_version (school_id, policy_id) where state = 'in-force'`.execute(
    db,
  );

  // What became of questions, without a word of them and without who asked: for the owner's view.
  await db.schema
    .createTable('question_outcome')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('school_id', 'text', (column) => column.notNull())
    .addColumn('asked_on', 'date', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('policy_id', 'text')
    .addColumn('section_id', 'text')
    .addColumn('heading', 'text')
    .addColumn('coverage', 'real')
    .addColumn('was_it', 'boolean')
    .execute();

  // Questions that a person chose to send to the policy owner.
  await db.schema
    .createTable('referral')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('school_id', 'text', (column) => column.notNull())
    .addColumn('asker_id', 'uuid', (column) => column.notNull())
    .addColumn('asker_name', 'text', (column) => column.notNull())
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'timestamptz', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addColumn('source', 'text')
    .addColumn('answered_by', 'text')
    .addColumn('answered_at', 'timestamptz')
    .addColumn('is_curated', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute();
}

import { type Kysely, sql } from 'kysely';

/** Campaigns, their registers, what was signed, and everything that happened. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('campaign')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('due_day', 'text', (column) => column.notNull())
    .addColumn('policies', 'jsonb', (column) => column.notNull())
    .addColumn('wording', 'jsonb', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('note', 'text')
    .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(1))
    .addColumn('created_by', 'uuid', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('started_at', 'timestamptz')
    .addColumn('ended_at', 'timestamptz')
    .addColumn('problem', 'jsonb')
    .addColumn('synced_day', 'text')
    // The end of the chain of events sealed so far.
    .addColumn('sealed', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('sealed_hash', 'text', (column) => column.notNull().defaultTo('0'.repeat(64)))
    .execute();

  await db.schema
    .createTable('campaign_person')
    .addColumn('campaign_id', 'uuid', (column) => column.notNull().references('campaign.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'uuid')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('job_title', 'text')
    .addColumn('staff_group', 'text', (column) => column.notNull())
    .addColumn('site', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('state_at', 'timestamptz', (column) => column.notNull())
    .addColumn('due_day', 'text', (column) => column.notNull())
    .addColumn('signed_before', 'jsonb', (column) => column.notNull())
    // The next call, and who has taken it upon themselves.
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('next_attempt_at', 'timestamptz')
    .addColumn('worker', 'integer')
    .addColumn('possible_duplicates', 'integer', (column) => column.notNull().defaultTo(0))
    // The card in the person's chat.
    .addColumn('asked_at', 'timestamptz')
    .addColumn('tenant_id', 'uuid')
    .addColumn('conversation_id', 'text')
    .addColumn('service_url', 'text')
    .addColumn('activity_id', 'text')
    .addColumn('shown_revision', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('is_stale', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('acknowledged_at', 'timestamptz')
    // Reminders.
    .addColumn('next_reminder_at', 'timestamptz')
    .addColumn('reminders', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('reminder_activity_id', 'text')
    .addPrimaryKeyConstraint('campaign_person_key', ['campaign_id', 'person_id'])
    .execute();
  await sql`create index campaign_person_due on campaign_person (step, next_attempt_at)
    where state in ('waiting', 'unreachable') and worker is null and user_id is not null`.execute(db);
  await sql`create index campaign_person_held on campaign_person (worker) where worker is not null`.execute(db);
  await sql`create index campaign_person_reminder on campaign_person (next_reminder_at) where next_reminder_at is not null`.execute(
    db,
  );
  await sql`create index campaign_person_user on campaign_person (person_id)`.execute(db);

  await db.schema
    .createTable('campaign_exclusion')
    .addColumn('campaign_id', 'uuid', (column) => column.notNull().references('campaign.id').onDelete('cascade'))
    .addColumn('user_id', 'uuid', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('campaign_exclusion_key', ['campaign_id', 'user_id'])
    .execute();

  await db.schema
    .createTable('campaign_signature')
    .addColumn('campaign_id', 'uuid', (column) => column.notNull().references('campaign.id'))
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('job_title', 'text')
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('wording', 'jsonb', (column) => column.notNull())
    .addColumn('policies', 'jsonb', (column) => column.notNull())
    .addColumn('witness', 'text')
    .addPrimaryKeyConstraint('campaign_signature_key', ['campaign_id', 'person_id'])
    .execute();
  await sql`create index campaign_signature_person on campaign_signature (school, person_id, at)`.execute(db);

  await db.schema
    .createTable('campaign_opened')
    .addColumn('campaign_id', 'uuid', (column) => column.notNull().references('campaign.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('campaign_opened_key', ['campaign_id', 'person_id', 'what'])
    .execute();

  await db.schema
    .createTable('campaign_card')
    .addColumn('campaign_id', 'uuid', (column) => column.notNull().references('campaign.id').onDelete('cascade'))
    .addColumn('user_id', 'uuid', (column) => column.notNull())
    .addColumn('tenant_id', 'uuid', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('service_url', 'text', (column) => column.notNull())
    .addColumn('activity_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('campaign_card_key', ['campaign_id', 'user_id'])
    .execute();

  // Written in the order of commits; given its place in the chain a moment later, see campaign-events.ts.
  await db.schema
    .createTable('campaign_event')
    .addColumn('id', 'bigserial', (column) => column.primaryKey())
    .addColumn('campaign_id', 'uuid', (column) => column.notNull().references('campaign.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('person_id', 'text')
    .addColumn('by', 'text')
    .addColumn('facts', 'jsonb', (column) => column.notNull())
    .addColumn('seq', 'integer')
    .addColumn('previous', 'text')
    .addColumn('hash', 'text')
    .addUniqueConstraint('campaign_event_seq', ['campaign_id', 'seq'])
    .execute();
  await sql`create index campaign_event_unsealed on campaign_event (campaign_id, id) where seq is null`.execute(db);

  // What was signed and what happened cannot be rewritten, not even by a mistake of ours.
  await sql`create function campaign_keep() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and tg_table_name = 'campaign_event'
         and to_jsonb(old) ->> 'seq' is null and to_jsonb(new) ->> 'seq' is not null
         and to_jsonb(new) - 'seq' - 'previous' - 'hash' = to_jsonb(old) - 'seq' - 'previous' - 'hash' then
        return new;
      end if;
      raise exception 'rows of % are kept as they were written', tg_table_name;
    end $$`.execute(db);
  for (const kept of ['campaign_event', 'campaign_signature']) {
    await sql`create trigger keep before update or delete on ${sql.table(kept)} for each row execute function campaign_keep()`.execute(
      db,
    );
  }

  await sql`create sequence campaign_worker as integer cycle`.execute(db);
}

import type { Kysely } from 'kysely';

/** One-time addresses: of each only the hash of its secret. And of a witnessed signature, the day on the paper. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ticket')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('made_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('uses_left', 'integer')
    .addColumn('used_at', 'timestamptz')
    .addColumn('replaced_at', 'timestamptz')
    .execute();
  await db.schema.createIndex('ticket_of').on('ticket').columns(['purpose', 'subject', 'holder']).execute();
  await db.schema.createIndex('ticket_expiry').on('ticket').column('expires_at').execute();
  await db.schema.alterTable('campaign_signature').addColumn('signed_on', 'text').execute();
}

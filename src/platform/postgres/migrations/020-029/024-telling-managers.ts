import { type Kysely, sql } from 'kysely';

/**
 * Whether line managers are told who of their own people has not answered: the day on which HR wrote that unions were consulted, or from which
 * it stops. The last one counts, and none is ever changed. Nobody is told before the first.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table campaign_telling (
      id bigint generated always as identity primary key,
      school text not null,
      kind text not null,
      day text not null,
      by uuid not null,
      name text not null,
      at timestamptz not null
    )`.execute(db);
  await sql`create index campaign_telling_school on campaign_telling (school, id)`.execute(db);
}

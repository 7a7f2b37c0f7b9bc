import { type Kysely, sql } from 'kysely';

/**
 * A campaign that was withdrawn, until someone has looked whom others had left to it; and of a campaign that was prepared for those, which one
 * that was.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table campaign add column left_unlooked boolean not null default false, add column in_place_of text`.execute(
    db,
  );
}

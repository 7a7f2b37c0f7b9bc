import { type Kysely, sql } from 'kysely';

/**
 * Screenshots of ordinary posts, sealed with the key of their record. On the shelf of matters between adults only: a
 * concern about a child has no place to put one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table concerns_adult.concern_screenshot (
      id uuid primary key,
      concern_id uuid not null references concerns_adult.concern,
      at timestamptz not null,
      type text not null check (type in ('image/png', 'image/jpeg', 'image/webp')),
      sealed bytea not null
    )`.execute(db);
  await sql`create index on concerns_adult.concern_screenshot (concern_id)`.execute(db);
  // Somebody has answered the image question and is about to send one: the next picture in their chat, and no other.
  await sql`
    create table concerns_adult.concern_screenshot_awaited (
      reporter uuid primary key,
      concern_id uuid not null references concerns_adult.concern,
      until timestamptz not null
    )`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** How it stands with the chats of those who hold a role, which are opened before they are needed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table reach (
      user_id uuid primary key,
      tried_at timestamptz not null,
      -- When the chat was last found open; where it is stands in conversation.
      open_at timestamptz,
      -- Why nothing can be sent there, as a code, and since when.
      trouble text,
      trouble_since timestamptz,
      -- When it was last said to those who run Lanyard.
      said_at timestamptz
    )`.execute(db);
}

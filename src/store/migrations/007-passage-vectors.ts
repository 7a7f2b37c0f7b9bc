import { type Kysely, sql } from 'kysely';

/** What the encoder made of passages, by the encoder and the text: read once, whatever restarts and however many instances. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table passage_encoder (
      model text primary key,
      used_at timestamptz not null
    );
    create table passage_vector (
      model text not null,
      text_hash text not null,
      vector bytea not null,
      constraint passage_vector_key primary key (model, text_hash)
    )`.execute(db);
}

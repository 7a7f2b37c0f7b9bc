import { sql } from 'kysely';
import { DAY_MS } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { VectorStore } from '../finding/vectors.ts';

/** Vectors of an encoder that no instance has used for this long are removed: an update may be taken back. */
const UNUSED_MS = 14 * DAY_MS;

export interface SqlVectorStore extends VectorStore {
  /** Notes that this encoder is in use, and removes what belongs to those that no longer are. For now and again. */
  use(model: string, at: Date): Promise<void>;
}

/** What the encoder made of passages. All of it can be made again, so no backup holds it. */
export const sqlVectorStore = (db: Db): SqlVectorStore => ({
  async find(model, hashes) {
    const rows = await db
      .selectFrom('passage_vector')
      .select(['text_hash', 'vector', 'words'])
      .where(is({ model, text_hash: sql<string>`any(${[...hashes]}::text[])` }))
      .execute();
    return new Map(
      rows.map(({ text_hash, vector, words }) => [
        text_hash,
        { vector: toVector(vector), ...(words && { words: new Int8Array(words) }) },
      ]),
    );
  },

  async known(model, hashes) {
    const rows = await db
      .selectFrom('passage_vector')
      .select(['text_hash', (row) => row('words', 'is not', null).as('has_words')])
      .where(is({ model, text_hash: sql<string>`any(${[...hashes]}::text[])` }))
      .execute();
    return new Map(rows.map(({ text_hash, has_words }) => [text_hash, Boolean(has_words)]));
  },

  async keep(model, read) {
    if (read.size === 0) return;
    await db
      .insertInto('passage_vector')
      .values(
        [...read].map(([text_hash, { vector, words }]) => ({
          model,
          text_hash,
          vector: toBytes(vector),
          words: words ? toBytes(words) : null,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['model', 'text_hash'])
          .doUpdateSet({ words: (row) => row.ref('excluded.words') })
          .where('passage_vector.words', 'is', null),
      )
      .execute();
  },

  async use(model, at) {
    await db
      .insertInto('passage_encoder')
      .values({ model, used_at: at })
      .onConflict((conflict) => conflict.column('model').doUpdateSet({ used_at: at }))
      .execute();
    await db
      .deleteFrom('passage_encoder')
      .where('used_at', '<', new Date(at.getTime() - UNUSED_MS))
      .execute();
    await db
      .deleteFrom('passage_vector')
      .where('model', 'not in', db.selectFrom('passage_encoder').select('model'))
      .execute();
  },
});

/** Little-endian, as every processor that the encoder runs on has them. */
const toBytes = ({ buffer, byteOffset, byteLength }: Float32Array | Int8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** A copy: the driver's bytes need not begin where four of them make a number. */
const toVector = (bytes: Buffer): Float32Array => new Float32Array(new Uint8Array(bytes).buffer);

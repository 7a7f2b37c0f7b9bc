import { createHash } from 'node:crypto';
import type { Encoder } from '../../src/core/understanding.ts';

/** Keeps what an encoder made of texts, so that neither a restart nor another instance reads them again. */
export interface VectorStore {
  /** Vectors by the hash of their text; those that are not there are left out. */
  find(model: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  /** Keeping one again changes nothing. */
  keep(model: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
}

/** Where there is no database: every passage is read anew. */
export const NOTHING_KEPT: VectorStore = { find: async () => new Map(), keep: async () => undefined };

/** So many texts are read and kept at once: a process that is stopped meanwhile loses seconds of work, not minutes. */
const BATCH = 256;

/** One vector for each text, in order; texts that were read before come from the store. */
export async function vectorsOf(
  texts: readonly string[],
  encoder: Encoder,
  store: VectorStore,
): Promise<readonly Float32Array[]> {
  const hashes = texts.map(hashOf);
  const known = new Map(await store.find(encoder.model, [...new Set(hashes)]));
  const missing = new Map(texts.flatMap((text, at) => (known.has(hashes[at] ?? '') ? [] : [[hashes[at] ?? '', text]])));
  const waiting = [...missing];
  while (waiting.length > 0) {
    const batch = waiting.splice(0, BATCH);
    const readings = await encoder.read(batch.map(([, text]) => text));
    const fresh = new Map(batch.map(([hash], at) => [hash, readings[at]?.vector ?? new Float32Array()]));
    await store.keep(encoder.model, fresh);
    for (const [hash, vector] of fresh) known.set(hash, vector);
  }
  return hashes.map((hash) => known.get(hash) ?? new Float32Array());
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Vectors of length 1, one after the other in one block of memory. */
export class Vectors {
  readonly #all: Float32Array;
  readonly #size: number;

  constructor(vectors: readonly Float32Array[]) {
    this.#size = vectors[0]?.length ?? 0;
    this.#all = new Float32Array(vectors.length * this.#size);
    vectors.forEach((vector, at) => {
      this.#all.set(vector, at * this.#size);
    });
  }

  /** How near one of them is to `vector`, -1 to 1. */
  nearness(at: number, vector: Float32Array): number {
    let sum = 0;
    const start = at * this.#size;
    for (let place = 0; place < this.#size; place += 1) sum += (this.#all[start + place] ?? 0) * (vector[place] ?? 0);
    return sum;
  }

  /** The same for all of them. */
  all(vector: Float32Array): Float32Array {
    const count = this.#size === 0 ? 0 : this.#all.length / this.#size;
    const found = new Float32Array(count);
    for (let at = 0; at < count; at += 1) found[at] = this.nearness(at, vector);
    return found;
  }
}

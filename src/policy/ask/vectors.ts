import { createHash } from 'node:crypto';
import type { Encoder } from '../../core/understanding.ts';

/** Keeps what an encoder made of texts, so that neither a restart nor another instance reads them again. */
export interface VectorStore {
  /** Vectors by the hash of their text; those that are not there are left out. */
  find(model: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  /** Keeping one again changes nothing. */
  keep(model: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
}

/** An encoder and what it read before. */
export interface Memory {
  readonly encoder: Encoder;
  readonly vectors: VectorStore;
}

/** Where there is no database: every passage is read again. */
export const NOTHING_KEPT: VectorStore = { find: async () => new Map(), keep: async () => undefined };

/**
 * So many texts are read and kept at once: a process that is stopped meanwhile loses a moment's work, and the person who asks
 * meanwhile does not wait for it.
 */
const BATCH = 16;
/** So many are looked up at once: about 400 KB. */
const LOOKED_UP = 256;

/** A vector for each text; those that were read before come from the store. */
export async function vectorsOf(texts: readonly string[], memory: Memory): Promise<ReadonlyMap<string, Float32Array>> {
  const { encoder, vectors: store } = memory;
  const { known, missing } = await remembered(texts, memory);
  await othersFirst();
  for (const batch of inPieces([...missing], BATCH)) {
    const readings = await encoder.read(batch.map(([text]) => text));
    const fresh = new Map(batch.map(([, hash], at) => [hash, readings[at]?.vector ?? new Float32Array()]));
    await store.keep(encoder.model, fresh);
    for (const [text, hash] of batch) known.set(text, fresh.get(hash) ?? new Float32Array());
  }
  return known;
}

/** How many of these texts would have to be read. */
export const unread = async (texts: readonly string[], memory: Memory): Promise<number> =>
  (await remembered(texts, memory)).missing.size;

async function remembered(
  texts: readonly string[],
  { encoder, vectors: store }: Memory,
): Promise<{ known: Map<string, Float32Array>; missing: ReadonlyMap<string, string> }> {
  const known = new Map<string, Float32Array>();
  const missing = new Map<string, string>();
  // Never all of them in one turn: telling 60,000 texts apart takes some 30 ms.
  for (const piece of inPieces(texts, LOOKED_UP)) {
    await othersFirst();
    const some = [...new Set(piece)].filter((text) => !known.has(text) && !missing.has(text));
    if (some.length === 0) continue;
    const hashes = some.map(hashOf);
    const found = await store.find(encoder.model, hashes);
    some.forEach((text, at) => {
      const hash = hashes[at] ?? '';
      const vector = found.get(hash);
      if (vector) known.set(text, vector);
      else missing.set(text, hash);
    });
  }
  return { known, missing };
}

/** A text, or what is made of it, of each of a long list; others have their turn after every thousand. */
export async function each<T, Made>(all: readonly T[], make: (one: T) => Made): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const some of inPieces(all, 1_000)) {
    for (const one of some) made.push(make(one));
    await othersFirst();
  }
  return made;
}

const othersFirst = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function* inPieces<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Vectors of length 1, one after the other in one block of memory. */
export class Vectors {
  readonly #all: Float32Array;
  readonly #size: number;

  private constructor(all: Float32Array, size: number) {
    this.#all = all;
    this.#size = size;
  }

  /** Of these texts, in their order. */
  static async of(texts: readonly string[], known: ReadonlyMap<string, Float32Array>): Promise<Vectors> {
    const size = known.values().next().value?.length ?? 0;
    const all = new Float32Array(texts.length * size);
    let at = 0;
    await each(texts, (text) => {
      all.set(known.get(text) ?? [], at);
      at += size;
    });
    return new Vectors(all, size);
  }

  /** How near one of them is to `vector`, -1 to 1. */
  nearness(at: number, vector: Float32Array): number {
    return product(this.#all, at * this.#size, vector);
  }

  /** The same for all of them. */
  all(vector: Float32Array): Float32Array {
    const all = this.#all;
    const size = this.#size;
    const found = new Float32Array(size === 0 ? 0 : all.length / size);
    for (let at = 0; at < found.length; at += 1) found[at] = product(all, at * size, vector);
    return found;
  }
}

/**
 * Of the numbers from a place on with those of a vector. It is where most of the time of an answer goes: four sums at a time,
 * since one alone waits for each addition before the next; and no check for what is missing, since both have these places.
 */
function product(all: Float32Array, from: number, vector: Float32Array): number {
  const size = vector.length & ~3;
  let [one, two, three, four] = [0, 0, 0, 0];
  let at = from;
  for (let place = 0; place < size; place += 4) {
    one += (all[at] as number) * (vector[place] as number);
    two += (all[at + 1] as number) * (vector[place + 1] as number);
    three += (all[at + 2] as number) * (vector[place + 2] as number);
    four += (all[at + 3] as number) * (vector[place + 3] as number);
    at += 4;
  }
  for (let place = size; place < vector.length; place += 1)
    one += (all[from + place] as number) * (vector[place] as number);
  return one + two + three + four;
}

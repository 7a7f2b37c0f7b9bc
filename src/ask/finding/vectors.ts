import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Encoder, type Reading, WORD_NUMBERS } from '../../kernel/understanding.ts';

/** What is kept of the encoder's reading of a text; its words only where they are compared one by one. */
export type Kept = Pick<Reading, 'vector'> & Partial<Pick<Reading, 'words'>>;

/** Keeps what an encoder made of texts, so that neither a restart nor another instance reads them again. */
export interface VectorStore {
  /** By the hash of their text; those that are not there are left out. */
  find(model: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Kept>>;
  /** Which of them are there, each with whether its words are; a hundredth of the work. */
  known(model: string, hashes: readonly string[]): Promise<ReadonlyMap<string, boolean>>;
  /** Keeping one again changes nothing, but for words where none were kept. */
  keep(model: string, read: ReadonlyMap<string, Kept>): Promise<void>;
}

/** An encoder and what it read before. */
export interface Memory {
  readonly encoder: Encoder;
  readonly vectors: VectorStore;
}

/** Texts to be read: some with each of their words, of others only what they mean as a whole. */
export interface Texts {
  readonly wordByWord: readonly string[];
  readonly whole: readonly string[];
}

/** Where there is no database: every passage is read again. */
export const NOTHING_KEPT: VectorStore = {
  find: async () => new Map(),
  known: async () => new Map(),
  keep: async () => undefined,
};

/** Where there is no database, and more than one question is asked: what was read last, some 3 KB a text. */
export function keptInMemory(most: number): VectorStore {
  const kept = new LRUCache<string, Kept>({ max: most });
  const find = async (model: string, hashes: readonly string[]) =>
    new Map(
      hashes.flatMap((hash) => {
        const one = kept.get(`${model} ${hash}`);
        return one ? [[hash, one] as const] : [];
      }),
    );
  return {
    find,
    known: async (model, hashes) =>
      new Map([...(await find(model, hashes))].map(([hash, { words }]) => [hash, words !== undefined])),
    keep: async (model, read) => {
      for (const [hash, one] of read) kept.set(`${model} ${hash}`, one);
    },
  };
}

/**
 * How many texts are read and kept at once: a process that is stopped meanwhile loses a moment's work, and anyone who asks
 * meanwhile does not wait for it.
 */
const BATCH = 16;
/** How many are looked up at once: about 800 KB, with their words 1.2 MB. */
const LOOKED_UP = 256;

/** What the encoder makes of each text; what was read before comes from the store. */
export async function readingsOf(texts: Texts, memory: Memory): Promise<ReadonlyMap<string, Kept>> {
  const { encoder, vectors } = memory;
  const hasWords = ({ words }: Kept) => words !== undefined;
  const { known, missing } = await sorted(texts, (hashes) => vectors.find(encoder.model, hashes), hasWords);
  await othersFirst();
  await readAndKeep(missing, memory, (text, kept) => known.set(text, kept));
  return known;
}

/** Has what was never read before read, for later. */
export async function readAhead(texts: Texts, memory: Memory): Promise<void> {
  await readAndKeep(await missingOf(texts, memory), memory, () => undefined);
}

/** How many of these texts would have to be read. */
export const unread = async (texts: Texts, memory: Memory): Promise<number> => (await missingOf(texts, memory)).size;

/** Those that would have to be read, each once. */
type Missing = ReadonlyMap<string, { readonly hash: string; readonly hasWords: boolean }>;

const missingOf = async (texts: Texts, { encoder, vectors }: Memory): Promise<Missing> =>
  (
    await sorted(
      texts,
      (hashes) => vectors.known(encoder.model, hashes),
      (hasWords) => hasWords,
    )
  ).missing;

async function readAndKeep(
  missing: Missing,
  { encoder, vectors }: Memory,
  done: (text: string, kept: Kept) => void,
): Promise<void> {
  for (const batch of inPieces([...missing], BATCH)) {
    const readings = await encoder.read(batch.map(([text]) => text));
    const fresh = new Map<string, Kept>();
    batch.forEach(([text, { hash, hasWords }], at) => {
      const { vector, words } = readings[at] ?? NOTHING_READ;
      const kept = hasWords ? { vector, words } : { vector };
      fresh.set(hash, kept);
      done(text, kept);
    });
    await vectors.keep(encoder.model, fresh);
  }
}

const NOTHING_READ = { vector: new Float32Array(), words: new Int8Array() };

/** Texts that are kept as they are needed, and those that are not. */
async function sorted<T>(
  { wordByWord, whole }: Texts,
  find: (hashes: readonly string[]) => Promise<ReadonlyMap<string, T>>,
  hasItsWords: (found: T) => boolean,
): Promise<{ known: Map<string, T>; missing: Missing }> {
  const known = new Map<string, T>();
  const missing = new Map<string, { hash: string; hasWords: boolean }>();
  // Never all of them in one turn: telling 60,000 texts apart takes some 30 ms.
  for (const [texts, hasWords] of [[wordByWord, true] as const, [whole, false] as const])
    for (const piece of inPieces(texts, LOOKED_UP)) {
      await othersFirst();
      const some = [...new Set(piece)].filter((text) => !known.has(text) && !missing.has(text));
      if (some.length === 0) continue;
      const hashes = some.map(hashOf);
      const found = await find(hashes);
      some.forEach((text, at) => {
        const hash = hashes[at] ?? '';
        const one = found.get(hash);
        if (one !== undefined && (!hasWords || hasItsWords(one))) known.set(text, one);
        else missing.set(text, { hash, hasWords });
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

/** So many steps either way a number of a vector has: a quarter of the memory, and nearness is within half a hundredth. */
const STEPS = 127;

/** Vectors of length 1, one after the other in one block of memory, each in steps of its own. */
export class Vectors {
  readonly #all: Int8Array;
  /** How much a step of each is. */
  readonly #steps: Float32Array;
  readonly #size: number;

  private constructor(all: Int8Array, steps: Float32Array, size: number) {
    this.#all = all;
    this.#steps = steps;
    this.#size = size;
  }

  /** Of these texts, in their order. */
  static async of(texts: readonly string[], known: ReadonlyMap<string, Kept>): Promise<Vectors> {
    const size = known.values().next().value?.vector.length ?? 0;
    const all = new Int8Array(texts.length * size);
    const steps = new Float32Array(texts.length);
    let at = 0;
    await each(texts, (text) => {
      const vector = known.get(text)?.vector ?? new Float32Array();
      const step = vector.reduce((most, number) => Math.max(most, Math.abs(number)), 1e-9) / STEPS;
      vector.forEach((number, place) => {
        all[at * size + place] = Math.round(number / step);
      });
      steps[at] = step;
      at += 1;
    });
    return new Vectors(all, steps, size);
  }

  /** How near one of them is to `vector`, -1 to 1. */
  nearness(at: number, vector: Float32Array): number {
    return (this.#steps[at] ?? 0) * product(this.#all, at * this.#size, vector);
  }

  /** The same for all of them. */
  all(vector: Float32Array): Float32Array {
    return this.#steps.map((step, at) => step * product(this.#all, at * this.#size, vector));
  }
}

/**
 * Of the numbers from a place on with those of a vector. It is where most of the time of an answer goes: four sums at a time,
 * since one alone waits for each addition before the next; and no check for what is missing, since both have these places.
 */
function product(all: Int8Array, from: number, vector: Float32Array): number {
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

/** The words of texts, one after the other in one block of memory. */
export class Words {
  readonly #all: Int8Array;
  /** Where the words of each text begin, and those of the last one end. */
  readonly #starts: readonly number[];

  private constructor(all: Int8Array, starts: readonly number[]) {
    this.#all = all;
    this.#starts = starts;
  }

  /** Of these texts, in their order. */
  static async of(texts: readonly string[], known: ReadonlyMap<string, Kept>): Promise<Words> {
    const starts = [0];
    for (const text of texts) starts.push((starts.at(-1) ?? 0) + (known.get(text)?.words?.length ?? 0));
    const all = new Int8Array(starts.at(-1) ?? 0);
    let at = 0;
    await each(texts, (text) => {
      all.set(known.get(text)?.words ?? [], starts[at]);
      at += 1;
    });
    return new Words(all, starts);
  }

  /** How near each word asked is to the nearest word of one of the texts, on average, -1 to 1; some 30 µs. */
  nearness(at: number, asked: Int8Array): number {
    const [from = 0, to = 0] = this.#starts.slice(at, at + 2);
    return closenessOf(asked, this.#all, from, to);
  }
}

/** How near each word asked is to the nearest word of a text, on average, -1 to 1; its words stand from `from` to `to`. */
export function closenessOf(asked: Int8Array, words: Int8Array, from = 0, to = words.length): number {
  if (from === to || asked.length === 0) return 0;
  let sum = 0;
  for (let word = 0; word < asked.length; word += WORD_NUMBERS) {
    let most = Number.NEGATIVE_INFINITY;
    for (let other = from; other < to; other += WORD_NUMBERS)
      most = Math.max(most, wholeProduct(asked, word, words, other));
    sum += most;
  }
  return sum / (asked.length / WORD_NUMBERS) / 127 ** 2;
}

/** Of two words; as in `product`, several sums at a time. */
function wholeProduct(one: Int8Array, from: number, other: Int8Array, at: number): number {
  let [even, odd] = [0, 0];
  for (let place = 0; place < WORD_NUMBERS; place += 2) {
    even += (one[from + place] as number) * (other[at + place] as number);
    odd += (one[from + place + 1] as number) * (other[at + place + 1] as number);
  }
  return even + odd;
}

import {
  type Kept,
  NOTHING_KEPT,
  readAhead,
  readingsOf,
  unread,
  type VectorStore,
  Vectors,
  Words,
} from '../../../src/ask/finding/vectors.ts';
import { type Encoder, WORD_NUMBERS } from '../../../src/kernel/understanding.ts';
import { wordEncoder } from '../../support/word-encoder.ts';

function counting(): { encoder: Encoder; read: string[]; most(): number } {
  const read: string[] = [];
  let most = 0;
  const encoder: Encoder = {
    ...wordEncoder,
    model: 'counting',
    read: (texts) => {
      read.push(...texts);
      most = Math.max(most, texts.length);
      return wordEncoder.read(texts);
    },
  };
  return { encoder, read, most: () => most };
}

function inMemory(): VectorStore & { readonly kept: Map<string, Kept> } {
  const kept = new Map<string, Kept>();
  const find: VectorStore['find'] = async (model, hashes) =>
    new Map(
      hashes.flatMap((hash) => {
        const vector = kept.get(`${model} ${hash}`);
        return vector ? [[hash, vector]] : [];
      }),
    );
  return {
    kept,
    find,
    known: async (model, hashes) =>
      new Map([...(await find(model, hashes))].map(([hash, { words }]) => [hash, words !== undefined])),
    keep: async (model, vectors) => {
      for (const [hash, vector] of vectors) kept.set(`${model} ${hash}`, vector);
    },
  };
}

const whole = (texts: readonly string[]) => ({ wordByWord: [], whole: texts });

const TEXTS = ['one phone', 'two trips', 'one phone', 'three photos'];

test('there is one vector for each text, and the same text is read once', async () => {
  const { encoder, read } = counting();
  const vectors = await readingsOf(whole(TEXTS), { encoder, vectors: NOTHING_KEPT });
  const expected = await wordEncoder.read(TEXTS);
  expect(TEXTS.map((text) => vectors.get(text)?.vector)).toEqual(expected.map(({ vector }) => vector));
  expect(read).toHaveLength(3);
});

test('what was read before is not read again', async () => {
  const store = inMemory();
  const first = counting();
  const before = await readingsOf(whole(TEXTS), { encoder: first.encoder, vectors: store });
  const second = counting();
  const after = await readingsOf(whole([...TEXTS, 'four']), { encoder: second.encoder, vectors: store });
  expect(second.read).toEqual(['four']);
  expect(new Map([...after].filter(([text]) => text !== 'four'))).toEqual(before);
});

test('words are kept where they are wanted, and read once more where they were not', async () => {
  const store = inMemory();
  await readingsOf(
    { wordByWord: ['one phone'], whole: ['one phone', 'two trips'] },
    { encoder: wordEncoder, vectors: store },
  );
  expect([...store.kept.values()].map(({ words }) => words !== undefined)).toEqual([true, false]);
  const { encoder, read } = counting();
  const memory = { encoder: { ...encoder, model: 'words' }, vectors: store };
  const known = await readingsOf({ wordByWord: ['one phone', 'two trips'], whole: [] }, memory);
  expect(read).toEqual(['two trips']);
  expect(known.get('two trips')?.words).toHaveLength(2 * WORD_NUMBERS);
});

test('what was never read is read ahead, with words where they are wanted, and counted before', async () => {
  const store = inMemory();
  const { encoder, read } = counting();
  const memory = { encoder, vectors: store };
  await readAhead(whole(['one phone']), memory);
  const texts = { wordByWord: ['one phone'], whole: ['two trips', 'two trips', 'three photos'] };
  expect(await unread(whole(['one phone']), memory)).toBe(0);
  expect(await unread(texts, memory)).toBe(3);
  await readAhead(texts, memory);
  expect(await unread(texts, memory)).toBe(0);
  expect(read).toEqual(['one phone', 'one phone', 'two trips', 'three photos']);
});

test('each word asked counts by the nearest word of a text', async () => {
  const word = (at: number) => Int8Array.from({ length: WORD_NUMBERS }, (_, place) => (place === at ? 127 : 0));
  const text = (...words: readonly Int8Array[]) => ({
    vector: new Float32Array(1),
    words: Int8Array.from(words.flatMap((one) => [...one])),
  });
  const known = new Map([
    ['both', text(word(1), word(5), word(2))],
    ['one', text(word(2))],
    ['none', text()],
  ]);
  const words = await Words.of([...known.keys()], known);
  const { words: asked } = text(word(1), word(2));
  expect([0, 1, 2].map((at) => words.nearness(at, asked))).toEqual([1, 0.5, 0]);
  expect(words.nearness(0, new Int8Array())).toBe(0);
});

test("another model's vectors are not used", async () => {
  const store = inMemory();
  await readingsOf(whole(TEXTS), { encoder: { ...wordEncoder, model: 'older' }, vectors: store });
  const { encoder, read } = counting();
  await readingsOf(whole(TEXTS), { encoder, vectors: store });
  expect(read).toHaveLength(3);
});

test('many texts are kept as they are read, so that a stop loses little', async () => {
  const store = inMemory();
  const { encoder, most } = counting();
  const many = Array.from({ length: 600 }, (_, at) => `text ${at}`);
  let reads = 0;
  const failing: Encoder = {
    ...encoder,
    read: (texts) => {
      reads += 1;
      return reads > 2 ? Promise.reject(new Error('stopped')) : encoder.read(texts);
    },
  };
  await expect(readingsOf(whole(many), { encoder: failing, vectors: store })).rejects.toThrow('stopped');
  expect(store.kept.size).toBe(32);
  const rest = counting();
  await readingsOf(whole(many), { encoder: rest.encoder, vectors: store });
  expect(rest.read).toHaveLength(600 - 32);
  expect(most()).toBeLessThanOrEqual(16);
});

test('no text is no reading', async () => {
  const { encoder, read } = counting();
  expect(await readingsOf(whole([]), { encoder, vectors: NOTHING_KEPT })).toEqual(new Map());
  expect(read).toEqual([]);
});

test('nearness is the product, from one and from all alike', async () => {
  const known = new Map([
    ['east', { vector: new Float32Array([1, 0]) }],
    ['north-east', { vector: new Float32Array([0.6, 0.8]) }],
    ['west', { vector: new Float32Array([-1, 0]) }],
  ]);
  const vectors = await Vectors.of([...known.keys()], known);
  const asked = new Float32Array([1, 0]);
  expect([...vectors.all(asked)].map((value) => Number(value.toFixed(2)))).toEqual([1, 0.6, -1]);
  expect(vectors.nearness(1, asked)).toBeCloseTo(0.6);
  expect((await Vectors.of([], known)).all(asked)).toHaveLength(0);
  const long = Float32Array.from({ length: 7 }, (_, at) => at);
  expect((await Vectors.of(['long'], new Map([['long', { vector: long }]]))).nearness(0, long)).toBeCloseTo(91, 0);
});

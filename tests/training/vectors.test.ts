import type { Encoder } from '../../src/core/understanding.ts';
import { NOTHING_KEPT, type VectorStore, Vectors, vectorsOf } from '../../training/runtime/vectors.ts';
import { wordEncoder } from './word-encoder.ts';

function counting(): { encoder: Encoder; read: string[]; most(): number } {
  const read: string[] = [];
  let most = 0;
  const encoder: Encoder = {
    model: 'counting',
    read: (texts) => {
      read.push(...texts);
      most = Math.max(most, texts.length);
      return wordEncoder.read(texts);
    },
  };
  return { encoder, read, most: () => most };
}

function inMemory(): VectorStore & { readonly kept: Map<string, Float32Array> } {
  const kept = new Map<string, Float32Array>();
  return {
    kept,
    find: async (model, hashes) =>
      new Map(
        hashes.flatMap((hash) => {
          const vector = kept.get(`${model} ${hash}`);
          return vector ? [[hash, vector]] : [];
        }),
      ),
    keep: async (model, vectors) => {
      for (const [hash, vector] of vectors) kept.set(`${model} ${hash}`, vector);
    },
  };
}

const TEXTS = ['one phone', 'two trips', 'one phone', 'three photos'];

test('there is one vector for each text, in order, and the same text is read once', async () => {
  const { encoder, read } = counting();
  const vectors = await vectorsOf(TEXTS, encoder, NOTHING_KEPT);
  const expected = await wordEncoder.read(TEXTS);
  expect(vectors).toEqual(expected.map(({ vector }) => vector));
  expect(read).toHaveLength(3);
});

test('what was read before is not read again', async () => {
  const store = inMemory();
  const first = counting();
  const before = await vectorsOf(TEXTS, first.encoder, store);
  const second = counting();
  const after = await vectorsOf([...TEXTS, 'four'], second.encoder, store);
  expect(second.read).toEqual(['four']);
  expect(after.slice(0, TEXTS.length)).toEqual(before);
});

test("another model's vectors are not used", async () => {
  const store = inMemory();
  await vectorsOf(TEXTS, { ...wordEncoder, model: 'older' }, store);
  const { encoder, read } = counting();
  await vectorsOf(TEXTS, encoder, store);
  expect(read).toHaveLength(3);
});

test('many texts are kept as they are read, so that a stop loses little', async () => {
  const store = inMemory();
  const { encoder, most } = counting();
  const many = Array.from({ length: 600 }, (_, at) => `text ${at}`);
  let reads = 0;
  const failing: Encoder = {
    model: encoder.model,
    read: (texts) => {
      reads += 1;
      return reads > 2 ? Promise.reject(new Error('stopped')) : encoder.read(texts);
    },
  };
  await expect(vectorsOf(many, failing, store)).rejects.toThrow('stopped');
  expect(store.kept.size).toBe(512);
  const rest = counting();
  await vectorsOf(many, rest.encoder, store);
  expect(rest.read).toHaveLength(600 - 512);
  expect(most()).toBeLessThanOrEqual(256);
});

test('no text is no reading', async () => {
  const { encoder, read } = counting();
  expect(await vectorsOf([], encoder, NOTHING_KEPT)).toEqual([]);
  expect(read).toEqual([]);
});

test('nearness is the product, from one and from all alike', () => {
  const vectors = new Vectors([new Float32Array([1, 0]), new Float32Array([0.6, 0.8]), new Float32Array([-1, 0])]);
  const asked = new Float32Array([1, 0]);
  expect([...vectors.all(asked)].map((value) => Number(value.toFixed(5)))).toEqual([1, 0.6, -1]);
  expect(vectors.nearness(1, asked)).toBeCloseTo(0.6);
  expect(new Vectors([]).all(asked)).toHaveLength(0);
});

import { sqlVectorStore } from '../../../src/ask/library/vectors.store.ts';
import { DAY_MS } from '../../../src/kernel/time.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const HASH = 'a'.repeat(64);
const VECTOR = { vector: new Float32Array([0.1, -0.25, 1]) };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a vector comes back as it was kept, by its model and text, and keeping it again changes nothing', async () => {
  const store = sqlVectorStore(database.db);
  await store.use('one', NOW);
  await store.keep('one', new Map([[HASH, VECTOR]]));
  await store.keep('one', new Map([[HASH, { vector: new Float32Array([9, 9, 9]) }]]));
  expect(await store.find('one', [HASH, 'unknown'])).toEqual(new Map([[HASH, VECTOR]]));
  expect(await store.find('other', [HASH])).toEqual(new Map());
  await store.keep('one', new Map());
});

test('words come back as they were kept, where there are any; where none were kept, later ones are', async () => {
  const store = sqlVectorStore(database.db);
  const words = new Int8Array([127, -127, 0]);
  await store.keep('words', new Map([[HASH, VECTOR]]));
  expect(await store.find('words', [HASH])).toEqual(new Map([[HASH, VECTOR]]));
  expect(await store.known('words', [HASH, 'unknown'])).toEqual(new Map([[HASH, false]]));
  await store.keep('words', new Map([[HASH, { ...VECTOR, words }]]));
  await store.keep('words', new Map([[HASH, { ...VECTOR, words: new Int8Array([1]) }]]));
  await store.keep('words', new Map([[HASH, VECTOR]]));
  expect(await store.find('words', [HASH])).toEqual(new Map([[HASH, { ...VECTOR, words }]]));
  expect(await store.known('words', [HASH])).toEqual(new Map([[HASH, true]]));
});

test('vectors of an encoder go once no instance has used it for a fortnight, and not before', async () => {
  const store = sqlVectorStore(database.db);
  await store.use('old', NOW);
  await store.keep('old', new Map([[HASH, VECTOR]]));
  await store.use('new', new Date(NOW.getTime() + 13 * DAY_MS));
  expect((await store.find('old', [HASH])).size).toBe(1);
  await store.use('new', new Date(NOW.getTime() + 15 * DAY_MS));
  expect((await store.find('old', [HASH])).size).toBe(0);
});

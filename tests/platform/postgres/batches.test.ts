import { inBatches } from '../../../src/platform/postgres/batches.ts';

/** Writes that end when they are told to. */
function slowWrites() {
  const written: (readonly number[])[] = [];
  const ends: { done(): void; failed(error: Error): void }[] = [];
  const write = (rows: readonly number[]): Promise<void> => {
    written.push(rows);
    return new Promise((done, failed) => ends.push({ done, failed }));
  };
  return { written, ends, write };
}

const nextTurn = (): Promise<void> => new Promise((done) => setImmediate(done));

test('what is handed in while a write is under way is written together, and each waits for its own write', async () => {
  const { written, ends, write } = slowWrites();
  const add = inBatches<number>(2, write);
  const all = [1, 2, 3, 4].map(add);
  expect(written).toEqual([[1]]);
  ends[0]?.done();
  await Promise.all([all[0], nextTurn()]);
  expect(written).toEqual([[1], [2, 3]]);
  ends[1]?.done();
  await Promise.all([...all.slice(0, 3), nextTurn()]);
  expect(written).toEqual([[1], [2, 3], [4]]);
  ends[2]?.done();
  await Promise.all(all);
});

test('a write that fails is told to those whose rows were in it, and the next is tried', async () => {
  const { written, ends, write } = slowWrites();
  const add = inBatches<number>(10, write);
  const [first, second] = [add(1), add(2)];
  ends[0]?.failed(new Error('no database'));
  await expect(first).rejects.toThrow('no database');
  await nextTurn();
  ends[1]?.done();
  await second;
  expect(written).toEqual([[1], [2]]);
});

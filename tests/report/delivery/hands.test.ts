import { expect, test } from '@jest/globals';
import { byHands } from '../../../src/report/delivery/hands.ts';

/** How many things to do, and what was noticed while they were done. */
function work(count: number) {
  const waiting = Array.from({ length: count }, (_, at) => ({ at }));
  const seen = { asked: 0, done: [] as number[], busy: 0, most: 0 };
  const takeOne = async () => {
    seen.asked += 1;
    return waiting.shift();
  };
  const carryOut = async ({ at }: { at: number }) => {
    seen.busy += 1;
    seen.most = Math.max(seen.most, seen.busy);
    await new Promise((soon) => setImmediate(soon));
    seen.busy -= 1;
    seen.done.push(at);
  };
  return { seen, takeOne, carryOut };
}

test('where there is nothing to do, that is asked once', async () => {
  const { seen, takeOne, carryOut } = work(0);
  await byHands(4, takeOne, carryOut);
  expect(seen).toEqual({ asked: 1, done: [], busy: 0, most: 0 });
});

test.each([
  [1, 1],
  [3, 3],
  [20, 4],
])('%d things are all done once, in order, by %d hands at a time', async (count, hands) => {
  const { seen, takeOne, carryOut } = work(count);
  await byHands(4, takeOne, carryOut);
  expect(seen.done).toEqual(Array.from({ length: count }, (_, at) => at));
  expect([seen.most, seen.busy]).toEqual([hands, 0]);
});

test('one thing that takes long keeps nobody from the others', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const done: number[] = [];
  const waiting = [0, 1, 2, 3, 4, 5].map((at) => ({ at }));
  const all = byHands(
    2,
    async () => waiting.shift(),
    async ({ at }) => {
      if (at === 0) await held;
      done.push(at);
    },
  );
  while (done.length < 5) await new Promise((soon) => setImmediate(soon));
  letGo();
  await all;
  expect(done).toEqual([1, 2, 3, 4, 5, 0]);
});

test('a thing that fails is told, and the other hands go on', async () => {
  const waiting = [0, 1, 2, 3].map((at) => ({ at }));
  const done: number[] = [];
  const all = byHands(
    2,
    async () => waiting.shift(),
    async ({ at }) => {
      if (at === 0) throw new Error('broken');
      done.push(at);
    },
  );
  await expect(all).rejects.toThrow('broken');
  while (done.length < 3) await new Promise((soon) => setImmediate(soon));
  expect(done).toEqual([1, 2, 3]);
});

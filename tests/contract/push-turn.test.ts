import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sqlPushStore } from '../../src/acknowledge/delivery/push.store.ts';
import { testDatabase } from '../support/database.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('one works at a time; anyone who comes meanwhile is told so, and the next has a number of its own', async () => {
  const pushes = sqlPushStore(database.db);
  const numbers: number[] = [];
  const ran = await pushes.asWorker(async ({ number }) => {
    numbers.push(number);
    expect(await pushes.asWorker(async () => expect('a second').toBe('not at work'))).toBe(false);
  });
  expect(ran).toBe(true);
  expect(await pushes.asWorker(async ({ number }) => void numbers.push(number))).toBe(true);
  expect(new Set(numbers).size).toBe(2);
});

test('work that fails gives the turn back', async () => {
  const pushes = sqlPushStore(database.db);
  await expect(
    pushes.asWorker(async () => {
      throw new Error('a bug');
    }),
  ).rejects.toThrow('a bug');
  expect(await pushes.asWorker(async () => undefined)).toBe(true);
});

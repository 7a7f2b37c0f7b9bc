import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { movedTime } from '../support/moved-time.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('time stands still while the database is at work, and moves to the next who waits when it is not', async () => {
  const moves: number[] = [];
  const time = movedTime((ms) => moves.push(ms));
  const slow = sql`select pg_sleep(0.2)`.execute(database.db).then(() => [...moves]);
  await time.wait(100);
  expect(await slow).toEqual([]);
  expect(moves).toEqual([100]);
  await Promise.all([time.wait(250), time.wait(100)]);
  expect(moves).toEqual([100, 100, 150]);
});

import { sql } from 'kysely';
import { ifNotLocked } from '../../../src/store/database/advisory-lock.ts';
import { connect, type Db } from '../../../src/store/database/database.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

const NAME = sql`77, 1`;
let database: TestDatabase;
let elsewhere: Db;
beforeAll(async () => {
  database = await testDatabase();
  elsewhere = connect(database.url, 1);
});
afterAll(async () => {
  await elsewhere.destroy();
  await database.close();
});

/** Ends the connection that `work` was given, as a server that fails over does; waits until it is gone. */
async function cut(connection: Db): Promise<void> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(connection);
  await sql`select pg_terminate_backend(${rows[0]?.pid}, 60000)`.execute(elsewhere);
}
const isFree = () => ifNotLocked(elsewhere, NAME, async () => undefined);

test('while somebody is at it, nobody else begins; afterwards the next may, whether it went well or not', async () => {
  const tried: boolean[] = [];
  await ifNotLocked(database.db, NAME, async () => {
    tried.push(await isFree());
  });
  expect([...tried, await isFree()]).toEqual([false, true]);
  const failing = ifNotLocked(database.db, NAME, async () => {
    throw new Error('the reason');
  });
  await expect(failing).rejects.toThrow('the reason');
  expect(await isFree()).toBe(true);
});

test('why the work failed is told also where its connection is gone and the lock cannot be given back', async () => {
  const failing = ifNotLocked(database.db, NAME, async (connection) => {
    await cut(connection);
    throw new Error('the reason');
  });
  await expect(failing).rejects.toThrow('the reason');
  expect(await isFree()).toBe(true);
});

test('work that went well on a connection that is gone is not called done', async () => {
  await expect(ifNotLocked(database.db, NAME, cut)).rejects.toThrow();
  expect(await isFree()).toBe(true);
});

import { sql } from 'kysely';
import { connect, type Db } from '../../../src/platform/postgres/database.ts';
import { createLeases, isHeldBy, type Lease, type Leases } from '../../../src/platform/postgres/lease.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

const NAME = 'something';
let database: TestDatabase;
let elsewhere: Db;
/** Two instances. Neither shows by itself that it moves: as if each stood still while it works. */
let one: Leases;
let other: Leases;
/** Milliseconds that never go back. */
let elapsed: number;
beforeAll(async () => {
  database = await testDatabase();
  elsewhere = connect(database.url, 2);
});
beforeEach(() => {
  elapsed = 0;
  const still = () => () => undefined;
  one = createLeases(database.db, () => elapsed, still);
  other = createLeases(elsewhere, () => elapsed, still);
});
afterAll(async () => {
  await elsewhere.destroy();
  await database.close();
});

/** Ends the connection by which a lease of this database is held, as a server that fails over does; waits until it is gone. */
async function cut({ token }: Lease): Promise<void> {
  const { rows } = await sql<{ ended: boolean }>`
    select pg_terminate_backend(pid, 60000) as ended from pg_locks where locktype = 'advisory' and objid = ${token}
      and database = (select oid from pg_database where datname = current_database())`.execute(elsewhere);
  expect(rows).toEqual([{ ended: true }]);
}
const isFree = () => other.ifFree(NAME, async () => undefined);

test('while someone is at it, nobody else begins; afterwards the next may, whether it went well or not', async () => {
  const tried: boolean[] = [];
  await one.ifFree(NAME, async () => {
    tried.push(await isFree());
  });
  expect([...tried, await isFree()]).toEqual([false, true]);
  const failing = one.ifFree(NAME, async () => {
    throw new Error('the reason');
  });
  await expect(failing).rejects.toThrow('the reason');
  expect(await isFree()).toBe(true);
});

test('why the work failed is told also where its connection is gone and the lock cannot be given back', async () => {
  const failing = one.ifFree(NAME, async (lease) => {
    await cut(lease);
    throw new Error('the reason');
  });
  await expect(failing).rejects.toThrow('the reason');
  expect(await isFree()).toBe(true);
});

test('work that went well on a connection that is gone is not called done', async () => {
  await expect(one.ifFree(NAME, cut)).rejects.toThrow();
  expect(await isFree()).toBe(true);
});

const holds = async (token: number): Promise<boolean> => {
  const { rows } = await sql<{ held: boolean }>`select ${isHeldBy(NAME, token)} as held`.execute(database.db);
  return rows[0]?.held === true;
};

test('a holder that stands still has its lease taken over after a quarter of a minute, and knows it when it wakes up', async () => {
  const tokens: number[] = [];
  await one.ifFree(NAME, async (frozen) => {
    tokens.push(frozen.token);
    expect(await isFree()).toBe(false);
    elapsed = 14_900;
    expect(await isFree()).toBe(false);
    expect(await other.isAnyStuck()).toBe(false);
    elapsed = 15_000;
    expect(await other.isAnyStuck()).toBe(true);
    expect(frozen.isLost()).toBe(true);
    await other.ifFree(NAME, async (lease) => {
      tokens.push(lease.token);
      expect(await Promise.all([holds(frozen.token), holds(lease.token)])).toEqual([false, true]);
    });
    expect(tokens).toHaveLength(2);
  });
  expect(await isFree()).toBe(true);
});

test('one that woke up ends its work without ending that of the one that has taken over', async () => {
  const over = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const frozen = one.ifFree(NAME, () => {
    begun.resolve();
    return over.promise;
  });
  await begun.promise;
  expect(await isFree()).toBe(false);
  elapsed = 15_000;
  await other.ifFree(NAME, async ({ token }) => {
    over.resolve();
    await frozen;
    expect(await holds(token)).toBe(true);
    expect(await one.ifFree(NAME, async () => undefined)).toBe(false);
  });
});

test('a holder that moves keeps its lease for as long as it works, and one that looked away takes nothing over', async () => {
  const beats: (() => void)[] = [];
  const moving = createLeases(
    database.db,
    () => elapsed,
    (_ms, beat) => {
      beats.push(beat);
      return () => undefined;
    },
  );
  const beatOf = async () =>
    (await database.db.selectFrom('lease').select('beat').where('name', '=', NAME).executeTakeFirstOrThrow()).beat;
  await moving.ifFree(NAME, async (lease) => {
    expect(await isFree()).toBe(false);
    const before = await beatOf();
    elapsed = 60_000;
    beats[0]?.();
    while ((await beatOf()) === before) await new Promise((done) => setImmediate(done));
    // The one that looks stood still itself for a minute.
    expect(await isFree()).toBe(false);
    expect(await other.isAnyStuck()).toBe(false);
    while (lease.isLost()) await new Promise((done) => setImmediate(done));
  });
  expect(await isFree()).toBe(true);
});

test('of several who find the same holder still, one takes over', async () => {
  await one.ifFree(NAME, async () => {
    const others = Array.from({ length: 4 }, () =>
      createLeases(
        database.db,
        () => elapsed,
        () => () => undefined,
      ),
    );
    const all = () =>
      Promise.all(others.map((each) => each.ifFree(NAME, () => new Promise((done) => setImmediate(done)))));
    expect(await all()).toEqual([false, false, false, false]);
    elapsed = 15_000;
    let most = 0;
    let atWork = 0;
    const taken = await Promise.all(
      others.map((each) =>
        each.ifFree(NAME, async () => {
          atWork += 1;
          most = Math.max(most, atWork);
          await new Promise((done) => setImmediate(done));
          atWork -= 1;
        }),
      ),
    );
    expect(taken.filter(Boolean).length).toBeGreaterThanOrEqual(1);
    expect(most).toBe(1);
  });
});

test('a process that stands still in a transaction is ended by the server, so that its rows are free again', async () => {
  const impatient = connect(database.url, 1, undefined, 5_000);
  const { rows } = await sql<{
    after: string;
  }>`select current_setting('idle_in_transaction_session_timeout') as after`.execute(impatient);
  await impatient.destroy();
  expect(rows).toEqual([{ after: '5s' }]);
});

import { sql } from 'kysely';
import { connect, type Db } from '../../../src/platform/postgres/database.ts';
import { createLeases } from '../../../src/platform/postgres/lease.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

/** As many as the product has, of which one is held for all leases. */
const CONNECTIONS = 3;
const LEASES = 40;

let database: TestDatabase;
let few: Db;
beforeAll(async () => {
  database = await testDatabase();
  few = connect(database.url, CONNECTIONS);
});
afterAll(async () => {
  await few.destroy();
  await database.close();
});

/** Of this database: the tests of others run on the same server at the same time. */
const HELD = sql`select distinct pid from pg_locks
  where locktype = 'advisory' and classid = 20040 and database = (select oid from pg_database where datname = current_database())`;

const connectionsHeld = async (): Promise<number> => {
  const { rows } = await sql<{ pids: number }>`select count(*)::integer as pids from (${HELD}) as held`.execute(few);
  return rows[0]?.pids ?? -1;
};

test('forty who work at the same time, all in need of the database, do not wait for connections that only they could give back', async () => {
  const leases = createLeases(few);
  const allBegun = Promise.withResolvers<void>();
  let begun = 0;
  const answers = await Promise.all(
    Array.from({ length: LEASES }, async (_, at) => {
      let counted = 0;
      const ran = await leases.ifFree(`job ${at}`, async (lease) => {
        begun += 1;
        if (begun === LEASES) allBegun.resolve();
        await allBegun.promise;
        counted = await few.transaction().execute(async (trx) => {
          const { rows } = await sql<{ held: number }>`select count(*)::integer as held from lease`.execute(trx);
          return rows[0]?.held ?? -1;
        });
        expect(lease.isLost()).toBe(false);
        if (at === 0) expect(await connectionsHeld()).toBe(1);
      });
      return { ran, wasAsked: counted > 0 };
    }),
  );
  expect(answers).toEqual(Array.from({ length: LEASES }, () => ({ ran: true, wasAsked: true })));
  expect(await connectionsHeld()).toBe(0);
  expect(await few.selectFrom('lease').select('name').execute()).toEqual([]);
});

test('a connection that is gone is lost for all who worked by it, and the next work begins with a new one', async () => {
  const leases = createLeases(few);
  const isCut = Promise.withResolvers<void>();
  const held = [0, 1, 2].map((at) =>
    leases.ifFree(`job ${at}`, async (lease) => {
      await isCut.promise;
      // The first that asks notices; nobody begins anything after that.
      expect(await leases.ifFree('another', async () => undefined).catch(() => undefined)).not.toBe(false);
      expect(lease.isLost()).toBe(true);
    }),
  );
  while ((await few.selectFrom('lease').select('name').execute()).length < held.length)
    await new Promise((done) => setImmediate(done));
  await sql`select pg_terminate_backend(pid, 60000) from (${HELD}) as held`.execute(database.db);
  isCut.resolve();
  const ended = await Promise.allSettled(held);
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  const again: boolean[] = [];
  for (const at of held.keys()) again.push(await leases.ifFree(`job ${at}`, async () => undefined));
  expect(again).toEqual([true, true, true]);
  expect(await connectionsHeld()).toBe(0);
});

test('where the pool has none to give, nothing is begun, and it is tried again the next time', async () => {
  const one = connect(database.url, 1);
  const leases = createLeases(one);
  const isOver = Promise.withResolvers<void>();
  const isTaken = Promise.withResolvers<void>();
  const taken = one.connection().execute(async () => {
    isTaken.resolve();
    await isOver.promise;
  });
  await isTaken.promise;
  let ran = 0;
  const waiting = leases.ifFree('job', async () => {
    ran += 1;
  });
  isOver.resolve();
  await taken;
  expect([await waiting, ran]).toEqual([true, 1]);
  await one.destroy();
  await expect(leases.ifFree('job', async () => undefined)).rejects.toThrow();
});

import { type AddressInfo, connect as connectTo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { connect } from '../../../src/platform/postgres/database.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

/** Stands between us and the server: what is `mute` takes everything and passes nothing on, and nobody hangs up. */
async function given(url: string) {
  const lines = new Set<{ isMute: boolean; near: Socket; far: Socket }>();
  const { hostname, port } = new URL(url);
  const proxy = createServer((near) => {
    const line = { isMute: false, near, far: connectTo(Number(port), hostname) };
    lines.add(line);
    for (const [from, to] of [
      [near, line.far],
      [line.far, near],
    ] as const) {
      from.on('data', (bytes) => void (line.isMute || to.write(bytes)));
      from.on('error', () => undefined);
      from.on('close', () => void (line.isMute || to.destroy()));
    }
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((proxy.address() as AddressInfo).port);
  return {
    url: through.href,
    muteAll() {
      for (const line of lines) line.isMute = true;
    },
    close() {
      for (const { near, far } of lines) {
        near.destroy();
        far.destroy();
      }
      proxy.close();
    },
  };
}

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('connections on which nothing comes back are given up with their queries, and the next work gets new ones', async () => {
  const proxy = await given(database.networkUrl);
  const db = connect(proxy.url, 2, undefined, 400);
  const one = () => sql<{ one: number }>`select 1 as one`.execute(db);
  try {
    await Promise.all([one(), one()]);
    proxy.muteAll();
    // As many as the pool has: without a limit nobody would get a connection again.
    const hung = await Promise.allSettled([one(), one()]);
    expect(hung.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await one()).rows).toEqual([{ one: 1 }]);
  } finally {
    await db.destroy();
    proxy.close();
  }
});

test('a transaction whose server falls silent fails, and its rollback does not wait for it a second time', async () => {
  const proxy = await given(database.networkUrl);
  const db = connect(proxy.url, 1, undefined, 400);
  try {
    const work = db.transaction().execute(async (trx) => {
      await sql`create table never_made (x int)`.execute(trx);
      proxy.muteAll();
      await sql`insert into never_made values (1)`.execute(trx);
    });
    await expect(work).rejects.toThrow(/database/);
    expect((await sql`select to_regclass('never_made')::text as name`.execute(db)).rows).toEqual([{ name: null }]);
  } finally {
    await db.destroy();
    proxy.close();
  }
});

import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { createJobs } from '../../../../src/platform/postgres/jobs/jobs.ts';
import { testDatabase } from '../../../support/database.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

test('a job that is asked for many times while it runs, runs again, and not as often as it was asked for', async () => {
  const { db, url, close } = await testDatabase();
  const jobs = createJobs(db, url, silent);
  const begun = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  let runs = 0;
  jobs.handle('greet', async () => {
    runs += 1;
    begun.resolve();
    await mayEnd.promise;
  });
  const waiting = async (): Promise<number> => {
    const { rows } = await sql<{ jobs: string }>`
      select count(*) as jobs from pgboss.job where name = 'greet' and state in ('created', 'retry', 'active')`.execute(
      db,
    );
    return Number(rows[0]?.jobs);
  };

  await jobs.start();
  await jobs.wake('greet', 'a');
  await begun.promise;
  for (let asked = 0; asked < 5; asked += 1) await jobs.wake('greet', 'a');
  expect(runs).toBe(1);
  mayEnd.resolve();
  while ((await waiting()) > 0) await pause(50);
  // One that had found it running and was put off, and one that waited behind.
  expect(runs).toBeGreaterThan(1);
  expect(runs).toBeLessThanOrEqual(3);

  const before = runs;
  await jobs.wake('greet', 'a');
  while ((await waiting()) > 0) await pause(50);
  expect(runs).toBe(before + 1);
  await jobs.stop();
  await close();
});

test('a stop lets end what runs, and hands nothing back that has ended', async () => {
  const { db, url, close } = await testDatabase();
  const jobs = createJobs(db, url, silent);
  const begun = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  let hasEnded = false;
  jobs.handle('greet', async () => {
    begun.resolve();
    await mayEnd.promise;
    hasEnded = true;
  });
  await jobs.start();
  await jobs.wake('greet');
  await begun.promise;
  const stopped = jobs.stop();
  expect(await Promise.race([stopped.then(() => 'stopped'), pause(100, 'waits')])).toBe('waits');
  mayEnd.resolve();
  await stopped;
  expect(hasEnded).toBe(true);
  const { rows } = await sql<{ state: string }>`select state from pgboss.job where name = 'greet'`.execute(db);
  expect(rows).toEqual([{ state: 'completed' }]);
  await close();
});

test('a job that was put off before the database’s clock was set back begins all the same', async () => {
  const { db, url, close } = await testDatabase();
  const before = createJobs(db, url, silent);
  before.handle('greet', async () => undefined);
  await before.start();
  await before.stop();
  await sql`insert into pgboss.job (name, data, start_after) values ('greet', '{"key": "a"}', now() + interval '2 hours')`.execute(
    db,
  );
  const jobs = createJobs(db, url, silent);
  const greeted = Promise.withResolvers<string>();
  jobs.handle('greet', async (key) => greeted.resolve(key));
  await jobs.start();
  expect(await greeted.promise).toBe('a');
  await jobs.stop();
  await close();
});

test('what becomes due without anyone being told begins in a moment, and many at once wait for no next look', async () => {
  const { db, url, close } = await testDatabase();
  const jobs = createJobs(db, url, silent);
  const greeted = new Set<string>();
  jobs.handle('greet', async (key) => void greeted.add(key));
  await jobs.start();
  // Begun, so that each worker has had its first look.
  await jobs.wake('greet', 'first');
  while (greeted.size === 0) await pause(50);
  const keys = Array.from({ length: 12 }, (_, at) => `later-${at}`);
  const from = performance.now();
  await sql`insert into pgboss.job (name, data, start_after)
    select 'greet', jsonb_build_object('key', key), now() + interval '1 second' from unnest(${keys}::text[]) key`.execute(
    db,
  );
  while (greeted.size < keys.length + 1 && performance.now() - from < 8_000) await pause(50);
  expect([...greeted].sort()).toEqual(['first', ...keys].sort());
  await jobs.stop();
  await close();
});

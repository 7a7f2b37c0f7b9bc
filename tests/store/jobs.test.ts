import { createJobs } from '../../src/store/jobs.ts';
import { testDatabase } from '../support/database.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

test('a woken job runs once however often it is asked for before it starts, and again when asked later', async () => {
  const { db, url, close } = await testDatabase();
  const jobs = createJobs(db, url, silent);
  const runs: string[] = [];
  const arrived = { a: Promise.withResolvers<void>(), b: Promise.withResolvers<void>() };
  jobs.handle('greet', async (key) => {
    runs.push(key);
    arrived[key === 'b' ? 'b' : 'a'].resolve();
  });
  await jobs.start();
  await Promise.all([jobs.wake('greet', 'a'), jobs.wake('greet', 'a'), jobs.wake('greet', 'a')]);
  await arrived.a.promise;
  await jobs.wake('greet', 'b');
  await arrived.b.promise;
  // One waiting beside the one that runs is as far as it may go: three askings never make three runs.
  expect(runs.filter((key) => key === 'a').length).toBeLessThanOrEqual(2);
  await jobs.stop();
  await close();
});

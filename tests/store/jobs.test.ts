import { createJobs } from '../../src/store/jobs.ts';
import { testDatabase } from '../support/database.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

test('a woken job runs once however often it is asked for before it starts, and again when asked later', async () => {
  const { db, url, close } = await testDatabase();
  const jobs = createJobs(db, url, silent);
  const runs: string[] = [];
  let arrived: () => void = () => {};
  const next = () => new Promise<void>((done) => (arrived = done));
  jobs.handle('greet', async (key) => {
    runs.push(key);
    arrived();
  });
  await jobs.start();
  const first = next();
  await Promise.all([jobs.wake('greet', 'a'), jobs.wake('greet', 'a'), jobs.wake('greet', 'a')]);
  await first;
  const second = next();
  await jobs.wake('greet', 'b');
  await second;
  expect(runs.filter((key) => key === 'a').length).toBeGreaterThanOrEqual(1);
  expect(runs).toContain('b');
  await jobs.stop();
  await close();
});

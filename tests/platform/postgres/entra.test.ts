import { sql } from 'kysely';
import { connectionTo } from '../../../src/platform/postgres/address.ts';
import { connect } from '../../../src/platform/postgres/database.ts';
import { createJobs } from '../../../src/platform/postgres/jobs/jobs.ts';
import { testDatabase } from '../../support/database.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

test('a token from a function opens the database and the queue, and each new connection asks again', async () => {
  const database = await testDatabase();
  const url = new URL(database.url);
  const token = decodeURIComponent(url.password);
  url.password = '';
  url.searchParams.set('sslmode', 'disable');
  let asked = 0;
  const password = async () => {
    asked += 1;
    return token;
  };

  const db = connect(url.href, 2, password);
  const both = () => sql`select pg_sleep(0)`.execute(db);
  await Promise.all([both(), both()]);
  expect(asked).toBe(2);

  const jobs = createJobs(db, url.href, silent, password);
  const done = Promise.withResolvers<string>();
  jobs.handle('probe', async (key) => done.resolve(key));
  await jobs.start();
  await jobs.wake('probe', 'one');
  expect(await done.promise).toBe('one');
  expect(asked).toBeGreaterThan(2);
  await jobs.stop();
  await db.destroy();
  await database.close();
});

test('a token is sent over TLS with a checked certificate unless the address says otherwise', () => {
  const password = async () => 'token';
  const azure = 'postgres://lanyard@db.example:5432/lanyard';
  expect(connectionTo(`${azure}?sslmode=require`, password)).toMatchObject({ ssl: true, user: 'lanyard', password });
  expect(connectionTo(azure, password)).toMatchObject({ ssl: true });
  expect(connectionTo(azure)).toEqual({ connectionString: azure });
});

import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

/** What tests go by: whatever one of them has done, the next finds a database in which nothing has been. */

const one = async (found: TestDatabase, query: string) =>
  Object.values((await sql.raw<object>(query).execute(found.db)).rows[0] ?? {})[0];

const rowsIn = async (found: TestDatabase) =>
  (
    await sql<{ name: string; rows: string }>`
      select c.oid::regclass::text as name, query_to_xml('select * from ' || c.oid::regclass, false, true, '')::text as rows
      from pg_class c where relkind = 'r' and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      order by 1`.execute(found.db)
  ).rows;

async function write(found: TestDatabase): Promise<void> {
  await sql`select nextval('lease_token')`.execute(found.db);
  await sql`update concerns_child.concern_trail_head set position = 7`.execute(found.db);
  await sql`delete from concerns_adult.concern_trail_head`.execute(found.db);
  await sql`insert into lease (name, token, beat) values ('a', 1, 0)`.execute(found.db);
}

test('rows, sequences and the ends of the chains are as they were when it was cloned', async () => {
  const first = await testDatabase();
  const before = await rowsIn(first);
  await write(first);
  expect(await rowsIn(first)).not.toEqual(before);
  await first.close();

  const second = await testDatabase();
  expect(second.url).toBe(first.url);
  expect(await rowsIn(second)).toEqual(before);
  expect(await one(second, `select nextval('lease_token')::integer`)).toBe(1);
  await second.close();
});

test.each([
  'create table further (id int)',
  'alter table concerns_child.concern_trail disable trigger all',
  'drop table lease',
  'alter table concerns_child.concern_trail drop constraint concern_trail_pkey cascade',
  `create function nothing() returns int language sql as 'select 1'`,
])('one whose schema was changed is nobody’s again: %s', async (change) => {
  const first = await testDatabase();
  await sql.raw(change).execute(first.db);
  await first.close();
  const second = await testDatabase();
  expect(second.url).not.toBe(first.url);
  await second.close();
});

test('nobody gets one to which someone is still connected, or in which a lock is held', async () => {
  const first = await testDatabase();
  const left = new pg.Client({ connectionString: first.url });
  left.on('error', () => undefined);
  await left.connect();
  await first.close();
  const second = await testDatabase();
  expect(second.url).not.toBe(first.url);

  await sql`select pg_advisory_lock(1)`.execute(second.db);
  await second.close();
  const third = await testDatabase();
  expect(third.url).not.toBe(second.url);
  await third.close();
});

test('what a test has left running writes to nothing any more', async () => {
  const first = await testDatabase();
  await first.close();
  const second = await testDatabase();
  expect(second.url).toBe(first.url);
  await expect(write(first)).rejects.toThrow('the test of this database has ended');
  await second.close();
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { connect, type Db } from '../../../src/platform/postgres/database.ts';
import { emptyDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await emptyDatabase();
  await sql`create table thing (id integer, name text)`.execute(database.db);
  await sql`insert into thing values (1, 'first')`.execute(database.db);
});
afterAll(() => database.close());

/** One connection, as the product has it: what has been read is kept by each for itself. */
async function within(work: () => Promise<void>): Promise<void> {
  db = connect(database.url, 1, undefined, 60_000);
  try {
    await work();
  } finally {
    await db.destroy();
  }
}
const all = async () => (await sql`select * from thing where id = ${1}`.execute(db)).rows;
const names = async () => (await sql`select name from thing where id = ${1}`.execute(db)).rows;
/** What the server has read of ours for this connection. */
const read = async () => {
  const { rows } = await sql<{
    statement: string;
  }>`select statement from pg_prepared_statements where statement not like '%pg_prepared_statements%'`.execute(db);
  return rows.map(({ statement }) => statement);
};

test('what comes again is read once, and each time gives what is there then', () =>
  within(async () => {
    await names();
    expect(await read()).toEqual([]);
    await names();
    expect(await read()).toEqual(['select name from thing where id = $1']);
    await sql`update thing set name = 'second'`.execute(database.db);
    expect(await names()).toEqual([{ name: 'second' }]);
  }));

test('a column that a newer version adds breaks nothing that has been asked before', () =>
  within(async () => {
    for (let times = 0; times < 7; times += 1) {
      expect(await all()).toHaveLength(1);
      expect(await names()).toHaveLength(1);
    }
    await sql`alter table thing add column colour text`.execute(database.db);
    expect(await all()).toEqual([{ id: 1, name: 'second', colour: null }]);
    expect(await names()).toEqual([{ name: 'second' }]);
  }));

test('in a transaction, too, and one that is refused leaves what has been read as it was', () =>
  within(async () => {
    const add = (name: string) =>
      db.transaction().execute(async (tx) => {
        await sql`insert into thing (id, name) values (${2}, ${name})`.execute(tx);
        await sql`select 1 / length(${name})`.execute(tx);
      });
    for (const name of ['a', 'b']) await add(name);
    await expect(add('')).rejects.toMatchObject({ code: '22012' });
    await add('c');
    const { rows } = await sql`select name from thing where id = 2 order by name`.execute(db);
    expect(rows).toEqual(['a', 'b', 'c'].map((name) => ({ name })));
  }));

test('a connection on which the server has forgotten what it read fails once, and is replaced', () =>
  within(async () => {
    for (let times = 0; times < 3; times += 1) await names();
    await sql`deallocate all`.execute(db);
    await expect(names()).rejects.toMatchObject({ code: '26000' });
    expect(await names()).toEqual([{ name: 'second' }]);
  }));

test('thousands of values at once are no statement to keep, however often that many come', () =>
  within(async () => {
    const ids = sql.join(Array.from({ length: 2_000 }, (_, id) => id));
    for (let times = 0; times < 3; times += 1) await sql`select name from thing where id in (${ids})`.execute(db);
    expect(await read()).toEqual([]);
  }));

test('the name says what the statement is: behind a pooler, two instances never call different ones alike', async () => {
  const nameOf = async (earlier: () => Promise<unknown>): Promise<unknown> => {
    let found: unknown;
    await within(async () => {
      for (let times = 0; times < 3; times += 1) await earlier();
      for (let times = 0; times < 3; times += 1) await names();
      const { rows } =
        await sql`select name from pg_prepared_statements where statement like '%name from thing%'`.execute(db);
      found = rows.at(-1);
    });
    return found;
  };
  const other = () => sql`select id from thing where id = ${1}`.execute(db);
  const name = await nameOf(other);
  expect(name).toEqual({ name: expect.stringMatching(/^lanyard-[\w-]{32}$/) });
  expect(await nameOf(async () => undefined)).toEqual(name);
});

test('a name that the server has for something else fails once on that connection, which is replaced', () =>
  within(async () => {
    await names();
    await names();
    const { rows } = await sql<{
      name: string;
    }>`select name from pg_prepared_statements where statement like '%name from thing%'`.execute(db);
    const [{ name } = { name: '' }] = rows;
    await sql`deallocate all`.execute(db);
    await sql.raw(`prepare "${name}" as select 1`).execute(db);
    await expect(names()).rejects.toMatchObject({ code: expect.stringMatching(/^(?:42P05|08P01)$/) });
    expect(await names()).toEqual([{ name: 'second' }]);
  }));

test('the server is not given ever more to keep: lists are written out, and each length is another statement', () =>
  within(async () => {
    for (let length = 1; length <= 400; length += 1) {
      const ids = sql.join(Array.from({ length }, (_, id) => id));
      for (const _ of ['once', 'again']) await sql`select name from thing where id in (${ids})`.execute(db);
    }
    expect((await read()).length).toBeLessThanOrEqual(240);
  }));

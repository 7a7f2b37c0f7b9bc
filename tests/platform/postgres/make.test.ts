import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../../../src/platform/postgres/database.ts';
import { makeDatabase } from '../../../src/platform/postgres/make.ts';

const server = process.env.LANYARD_TEST_DATABASE ?? '';
const made: string[] = [];

/** An address on the tests' server that names no database yet, as after provisioning; the token is the password. */
function newAddress() {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  made.push(name);
  const url = new URL(server);
  const token = decodeURIComponent(url.password);
  url.password = '';
  url.pathname = `/${name}`;
  url.searchParams.set('sslmode', 'disable');
  return { name, url: url.href, password: async () => token };
}

async function inServer<T extends pg.QueryResultRow>(statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
}

afterAll(async () => {
  for (const name of made) await inServer(`drop database if exists ${name} with (force)`);
});

test('the first start on a server without a database makes it as its owner, with every schema', async () => {
  const { name, url, password } = newAddress();
  const opened = await openDatabase({ kind: 'server', url }, password);
  await opened.close();
  const [database] = await inServer<{ owner: string; encoding: string }>(
    `select pg_get_userbyid(datdba) as owner, pg_encoding_to_char(encoding) as encoding from pg_database where datname = '${name}'`,
  );
  expect(database).toEqual({ owner: decodeURIComponent(new URL(url).username), encoding: 'UTF8' });
});

test('two instances that start together make it once, and a third finds it', async () => {
  const { url, password } = newAddress();
  expect((await Promise.all([makeDatabase(url, password), makeDatabase(url, password)])).sort()).toEqual([false, true]);
  expect(await makeDatabase(url, password)).toBe(false);
});

test('an address with a password of its own makes nothing: a slip of the pen would begin again, empty', async () => {
  const { name, url, password } = newAddress();
  const withPassword = new URL(url);
  withPassword.password = await password();
  await expect(openDatabase({ kind: 'server', url: withPassword.href })).rejects.toMatchObject({ code: 'unavailable' });
  expect(await inServer(`select 1 from pg_database where datname = '${name}'`)).toEqual([]);
});

test('who may make none is told so, with the name', async () => {
  const { name, url, password } = newAddress();
  const role = `${name}_r`;
  await inServer(`create role ${role} login password 'x' nocreatedb`);
  try {
    const as = new URL(url);
    as.username = role;
    await expect(makeDatabase(as.href, async () => 'x')).rejects.toMatchObject({
      code: 'rejected',
      message: expect.stringContaining(name),
    });
    // A server that cannot be reached is someone else's to tell.
    as.port = '1';
    expect(await makeDatabase(as.href, password)).toBe(false);
  } finally {
    await inServer(`drop role ${role}`);
  }
});

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { showCampaigns } from '../../../src/cli/campaign.ts';
import { withDatabase } from '../../../src/cli/data/database.ts';
import { verifyRecords } from '../../../src/cli/verify/verify-records.ts';
import type { Db } from '../../../src/platform/postgres/database.ts';
import { BOT_ID, MANIFEST_ID, TENANT_ID } from '../../../src/sandbox/tenant/sample-school.ts';

/** A server that asks for a password in the clear, as Azure's does inside TLS, keeps what it is told, and lets nobody in. */
async function doorkeeper() {
  const told: { user: string; password: string }[] = [];
  const server = createServer((socket) => {
    let user = '';
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      if (data[0] === 0) {
        user = /user\0([^\0]+)/.exec(data.toString('latin1'))?.[1] ?? '';
        // AuthenticationCleartextPassword.
        socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
      } else if (data[0] === 0x70) {
        told.push({ user, password: data.subarray(5, -1).toString() });
        const reason = Buffer.from('SFATAL\0C28P01\0Mno\0\0');
        const length = Buffer.alloc(4);
        length.writeInt32BE(reason.length + 4);
        socket.end(Buffer.concat([Buffer.from('E'), length, reason]));
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { told, port: typeof address === 'object' && address ? address.port : 0, close: () => server.close() };
}

test('in Azure every command shows the database a token of the identity, under the name in the address', async () => {
  // App Service's identity endpoint; the token is for the database and nothing else.
  const identity = createHttpServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://x');
    const isForDatabase = searchParams.get('resource') === 'https://ossrdbms-aad.database.windows.net';
    response.statusCode = isForDatabase && searchParams.get('client_id') === BOT_ID ? 200 : 400;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token: 'a.token.x', expires_on: String(2 ** 31), token_type: 'Bearer' }));
  }).listen(0, '127.0.0.1');
  await once(identity, 'listening');
  const door = await doorkeeper();
  process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${(identity.address() as AddressInfo).port}/token`;
  process.env.IDENTITY_HEADER = 'x';
  const env = {
    BOT_ID,
    BOT_TENANT_ID: TENANT_ID,
    BOT_TYPE: 'UserAssignedMSI',
    TEAMS_APP_ID: MANIFEST_ID,
    DATABASE_URL: `postgres://id-oakfield@127.0.0.1:${door.port}/lanyard?sslmode=disable`,
    DATABASE_AUTH: 'entra',
  };
  try {
    await expect(verifyRecords(env)).rejects.toMatchObject({ code: '28P01' });
    await expect(showCampaigns(env, false, () => undefined)).rejects.toMatchObject({ code: '28P01' });
    await expect(withDatabase(env, (db) => db.selectFrom('campaign').select('id').execute())).rejects.toMatchObject({
      code: '28P01',
    });
    expect(door.told).toEqual(Array(3).fill({ user: 'id-oakfield', password: 'a.token.x' }));
  } finally {
    door.close();
    identity.close();
  }
});

test('production without a database is named, and never answered from one that happens to lie in the folder', async () => {
  await expect(verifyRecords({ NODE_ENV: 'production' })).rejects.toMatchObject({
    problems: expect.arrayContaining([expect.objectContaining({ place: 'DATABASE_URL' })]),
  });
});

test('a database on which Lanyard never ran is said to be one, instead of a trail without a fault', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lanyard-cli-'));
  // Where the tests run as root, PostgreSQL runs as someone else.
  await chmod(folder, 0o777);
  try {
    await expect(verifyRecords({ DATA_FOLDER: folder })).rejects.toThrow(/start Lanyard on it once/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a restore may go into a database beside the one in use, which is made for it', async () => {
  const DATABASE_URL = process.env.LANYARD_TEST_DATABASE ?? '';
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const asked = (db: Db) => sql<{ name: string }>`select current_database() as name`.execute(db);
  const { rows } = await withDatabase({ DATABASE_URL }, asked, name);
  expect(rows).toEqual([{ name }]);
  await withDatabase({ DATABASE_URL }, (db) => sql`drop database ${sql.id(name)}`.execute(db));
  for (const bad of ['Lanyard', '2lanyard', 'a/b', 'x'.repeat(64), ''])
    await expect(withDatabase({ DATABASE_URL }, asked, bad)).rejects.toMatchObject({ code: 'rejected' });
});

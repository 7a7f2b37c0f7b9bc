import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connect, migrate } from '../../src/store/database.ts';
import { startLocalServer } from '../../src/store/embedded.ts';

/** One PostgreSQL for the whole run, with a migrated database that each test file clones. */
export default async function globalSetup(): Promise<void> {
  // Durability is what the crash benches prove; here it would only cost time.
  const flags = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-test-'));
  // As root the server runs under its own user, who must be able to reach the folder.
  chmodSync(folder, 0o711);
  const server = await startLocalServer(folder, flags);
  Object.assign(globalThis, { lanyardTestServer: server });
  process.env.LANYARD_TEST_DATABASE = server.url;

  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('create database template_lanyard');
  await admin.end();
  const url = new URL(server.url);
  url.pathname = '/template_lanyard';
  const db = connect(url.href);
  await migrate(db);
  await db.destroy();
}

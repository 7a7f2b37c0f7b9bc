import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { platform } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { getConstructionPlans } from 'pg-boss';
import { connect, type Db } from '../../src/store/database/database.ts';
import { type LocalServer, startLocalServer } from '../../src/store/database/embedded.ts';
import { migrate } from '../../src/store/database/migrate.ts';
import { roomy } from './roomy.ts';

export interface TestServer {
  readonly server: LocalServer;
  readonly folder: string;
}

/** Where `.config/jest/native-runner.mjs` has the workers keep what they have compiled. */
const COMPILED = join(import.meta.dirname, '../../node_modules/.cache/compiled');

/** Durability is what the crash benches prove; here it, and all that keeps a database tidy over days, would only cost time. */
const HASTY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
  jit: 'off',
  // A plan is made once for a statement that is kept, not each of the first five times: tables of a few rows have but one.
  plan_cache_mode: 'force_generic_plan',
};

/** Statements over a socket in a folder take a third less of both ends than over the network; its path may not be longer than this. */
const LONGEST_SOCKET = 100;

/**
 * The product and its sandbox are read and compiled once, before the workers come: where nothing has run yet, as in a fresh clone, each of
 * them would do it for itself, at the same time.
 */
async function compileOnce(): Promise<void> {
  if (existsSync(COMPILED)) return;
  enableCompileCache(COMPILED);
  await Promise.all([import('../../src/app.ts'), import('../../src/sandbox/sandbox.ts')]);
  flushCompileCache();
}

/** One PostgreSQL for the whole run, with a migrated database that each test file clones. */
export default async function globalSetup(): Promise<void> {
  await Promise.all([compileOnce(), startServer()]);
}

async function startServer(): Promise<void> {
  const folder = mkdtempSync(join(roomy(), 'lanyard-test-'));
  // As root the server runs under its own user, who must be able to reach the folder.
  chmodSync(folder, 0o711);
  // What the encoder has read, for all workers (`shipped.ts`).
  process.env.LANYARD_TEST_READINGS = join(folder, 'readings');
  mkdirSync(process.env.LANYARD_TEST_READINGS);
  const sockets = join(folder, 'postgres');
  const hasSockets = platform() !== 'win32' && join(sockets, '.s.PGSQL.65535').length <= LONGEST_SOCKET;
  const settings = { ...HASTY, ...(hasSockets && { unix_socket_directories: sockets }) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = await startLocalServer(folder, flags);
  Object.assign(globalThis, { lanyardTestServer: { server, folder } satisfies TestServer });
  const base = new URL(server.url);
  // The driver goes by this; whatever puts a line of its own before the server goes by the address and its port.
  if (hasSockets) base.searchParams.set('host', sockets);
  process.env.LANYARD_TEST_DATABASE = base.href;

  const admin = new pg.Client({ connectionString: base.href });
  await admin.connect();
  if (hasSockets) {
    // Nobody else can walk into the folder: by its socket no password is worked out, thousands of times. By the network it is.
    writeFileSync(join(sockets, 'pg_hba.conf'), 'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n');
    await admin.query('select pg_reload_conf()');
  }
  // Checked without the work that makes a stolen hash dear: a run makes thousands of connections.
  const { username, password } = base;
  await admin.query('set scram_iterations = 1');
  await admin.query(`alter role ${admin.escapeIdentifier(username)} password ${admin.escapeLiteral(password)}`);
  await admin.query('create database template_lanyard');
  await within(base, migrate);
  // As a product leaves it that has started once: the tables of its queue take as long to make as all the rest of a start.
  await within(base, (db) => sql.raw(getConstructionPlans()).execute(db));
  await admin.end();
}

async function within(base: URL, work: (db: Db) => Promise<unknown>): Promise<void> {
  const url = new URL(base);
  url.pathname = '/template_lanyard';
  const db = connect(url.href);
  await work(db);
  await db.destroy();
}

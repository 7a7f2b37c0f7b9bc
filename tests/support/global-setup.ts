import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { platform } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { getConstructionPlans } from 'pg-boss';
import { readingsOf } from '../../src/ask/finding/vectors.ts';
import { sqlVectorStore } from '../../src/ask/library/vectors.store.ts';
import { connect, type Db } from '../../src/platform/postgres/database.ts';
import { type LocalServer, startLocalServer } from '../../src/platform/postgres/embedded/embedded.ts';
import { migrate } from '../../src/platform/postgres/migrate.ts';
import { openLine } from './encoder/ask.ts';
import { type EncoderProcess, startEncoder } from './encoder/process.ts';
import { remoteEncoder } from './encoder/remote.ts';
import { samplePassages } from './encoder/sample-passages.ts';
import { roomy } from './roomy.ts';

export interface TestServer {
  readonly server: LocalServer;
  readonly encoder: EncoderProcess;
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

/** One PostgreSQL for the whole run, with a migrated database that each test file clones, and one encoder. */
export default async function globalSetup(): Promise<void> {
  const room = roomy();
  sweepKilled(room);
  const folder = mkdtempSync(join(room, `lanyard-test-${process.pid}-`));
  // As root the server runs under its own user, who must be able to reach the folder.
  chmodSync(folder, 0o711);
  const [encoder, server] = await Promise.all([readingFor(folder), startServer(folder), compileOnce()]);
  await keepSample(encoder.address);
  Object.assign(globalThis, { lanyardTestServer: { server, encoder, folder } satisfies TestServer });
}

/** A run that was killed took nothing away: its folder goes with the next run, and its server ends where its folder is gone. */
function sweepKilled(room: string): void {
  for (const name of readdirSync(room)) {
    const run = /^lanyard-test-(\d+)-/.exec(name)?.[1];
    if (run && !isRunning(Number(run))) rmSync(join(room, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Someone else's runs all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * What the encoder makes of the sample's policies, as a product leaves it that has started once: each start after it finds its passages
 * read, and the first question is answered by meaning.
 */
async function keepSample(address: string): Promise<void> {
  const line = openLine(address);
  const [encoder, texts] = await Promise.all([remoteEncoder(line), samplePassages()]);
  await within(templateUrl(), (db) => readingsOf(texts, { encoder, vectors: sqlVectorStore(db) }));
  await line.close();
}

const mayBeSocket = (path: string): boolean => platform() !== 'win32' && path.length <= LONGEST_SOCKET;

async function readingFor(folder: string): Promise<EncoderProcess> {
  const socket = join(folder, 'encoder');
  const encoder = await startEncoder(mayBeSocket(socket) ? socket : undefined);
  process.env.LANYARD_TEST_ENCODER = encoder.address;
  return encoder;
}

async function startServer(folder: string): Promise<LocalServer> {
  const sockets = join(folder, 'postgres');
  const hasSockets = mayBeSocket(join(sockets, '.s.PGSQL.65535'));
  const settings = { ...HASTY, ...(hasSockets && { unix_socket_directories: sockets }) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = await startLocalServer(folder, flags);
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
  await within(templateUrl(), migrate);
  // As a product leaves it that has started once: the tables of its queue take as long to make as all the rest of a start.
  await within(templateUrl(), (db) => sql.raw(getConstructionPlans()).execute(db));
  await admin.end();
  return server;
}

function templateUrl(): string {
  const url = new URL(process.env.LANYARD_TEST_DATABASE ?? '');
  url.pathname = '/template_lanyard';
  return url.href;
}

async function within(url: string, work: (db: Db) => Promise<unknown>): Promise<void> {
  const db = connect(url);
  await work(db);
  await db.destroy();
}

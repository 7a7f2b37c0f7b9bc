import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { getSystemErrorMessage } from 'node:util';
import pg from 'pg';
import { Fault } from '../../../kernel/calls/fault.ts';
import { type Account, type Lodging, lodge, openPlaces, type Places } from './lodging.ts';

/** A PostgreSQL server of our own, from npm packages, for trying out and for tests. Production brings its own. */
export interface LocalServer {
  /** Address of the `lanyard` database. */
  readonly url: string;
  /** For the person who starts it: whose it is, or where it lies, if not as one would think. */
  readonly remarks: readonly string[];
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
 * @param onBegun called as soon as a program of it runs beside this one
 * @throws Fault('rejected') when the folder was made by another major version, Fault('unavailable') when it does not start
 */
export async function startLocalServer(
  folder: string,
  flags: readonly string[] = [],
  places?: Places,
  onBegun: () => void = () => undefined,
): Promise<LocalServer> {
  const home = resolve(folder);
  try {
    // One by one: of a disk that is read-only, Node otherwise says that there is no such folder.
    await mkdir(dirname(home), { recursive: true });
    if (!existsSync(home)) await mkdir(home);
    return await startIn(home, lodge(home, places ?? (await openPlaces())), flags, onBegun);
  } catch (error) {
    throw error instanceof Fault ? error : refusedBySystem(home, error);
  }
}

async function startIn(
  home: string,
  lodging: Lodging,
  flags: readonly string[],
  onBegun: () => void,
): Promise<LocalServer> {
  const { data, account } = lodging;
  const remarks =
    dirname(data) === home ? [] : [`As root: the database is in ${data}, as its user may not enter ${home}.`];
  const isFinished = existsSync(finished(home));
  if (!isFinished) await rm(data, { recursive: true, force: true });
  await refuseOtherMajor(data);

  const passwordFile = `${data}-password`;
  const password = await savedPassword(passwordFile, account);
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
    if (isAlive(owner)) return { url, remarks: [...remarks, sharedWith(owner, home)], close: async () => undefined };
    await writeFile(ownerFile(home), String(process.pid));
    return { url, remarks, close: () => stopServer(left.pid) };
  }

  if (!isFinished) {
    await initialise(lodging, passwordFile, onBegun);
    await writeFile(finished(home), '');
  }
  await writeFile(ownerFile(home), String(process.pid));
  const { url, pid } = await startServer(home, lodging, password, flags, onBegun);
  await createDatabase(url);
  return { url, remarks, close: () => stopServer(pid) };
}

const sharedWith = (owner: number, home: string): string =>
  `Another Lanyard (process ${owner}) runs on the database in ${home}, and this one uses it too: what is saved in one is in the other. For a database of its own: npm start -- ${home}-2`;

/** What the system refused, of a file or a folder; anything else is a bug, and stays as it is. */
function refusedBySystem(home: string, error: unknown): unknown {
  if (!(error instanceof Error && 'errno' in error && typeof error.errno === 'number')) return error;
  const path = 'path' in error ? error.path : home;
  return new Fault(
    'unavailable',
    `${path} cannot be made or written: ${getSystemErrorMessage(error.errno)}. Make room or give access there, or keep what is saved in another folder: npm start -- FOLDER, and otherwise DATA_FOLDER.`,
    { cause: error },
  );
}

const address = (port: number, password: string): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
const ownerFile = (home: string): string => join(home, 'postgres-owner');
/** Written when initdb has ended, so that a folder cut short by a kill is not taken for a database. */
const finished = (home: string): string => join(home, 'postgres-ready');

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

/** The server's user reads it once, when the data is made. */
async function savedPassword(file: string, account: Account | undefined): Promise<string> {
  if (!existsSync(file)) await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account) await chown(file, account.uid, account.gid);
  return (await readFile(file, 'utf8')).trim();
}

/** Makes the data folder, whose order of letters and language are no machine's. */
async function initialise(
  { programs, data, account }: Lodging,
  passwordFile: string,
  onBegun: () => void,
): Promise<void> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  if (account) await chown(data, account.uid, account.gid);
  // Not every package has them so; one that cannot be changed mostly is.
  for (const program of [programs.initdb, programs.postgres]) await chmod(program, 0o755).catch(() => undefined);
  const making = spawn(
    programs.initdb,
    [
      ['--pgdata', data],
      ['--username', USER],
      ['--pwfile', passwordFile],
      ['--auth', 'scram-sha-256'],
      ['--encoding', 'UTF8'],
      ['--no-locale', '--data-checksums'],
    ].flat(),
    { ...runAs(account, data), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  onBegun();
  const ended = once(making, 'close').catch((error: Error) => [error.message]);
  const [said, [end]] = await Promise.all([text(making.stderr), ended]);
  if (end !== 0)
    throw new Fault(
      'unavailable',
      `PostgreSQL could not make ${data}: ${lastWords(said) || `initdb ended with ${end}`}`,
    );
}

const runAs = (account: Account | undefined, data: string) => ({
  cwd: dirname(data),
  ...account,
});

/** What went wrong, if a line says so: tidying up is said after it. */
function lastWords(said: string): string {
  const lines = said.trim().split('\n');
  const troubles = lines.filter((line) => /error|fatal|panic|no space/i.test(line));
  return (troubles.length > 0 ? troubles : lines).slice(-2).join(' ');
}

/** How often a start is tried: what a killed server leaves behind in memory is gone only after a moment. */
const STARTS = 5;

/** Starts the server in a process group of its own, so that Ctrl+C in a terminal stops us first and it after us. */
async function startServer(
  home: string,
  { programs, data, account }: Lodging,
  password: string,
  flags: readonly string[],
  onBegun: () => void,
): Promise<{ url: string; pid: number }> {
  const log = join(home, 'postgres.log');
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const out = openSync(log, 'a');
    const server = spawn(
      programs.postgres,
      ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', ...flags],
      { ...runAs(account, data), stdio: ['ignore', out, out], detached: true },
    );
    onBegun();
    closeSync(out);
    const refused = refusalOf(server);
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
        `PostgreSQL did not start in ${data}: ${refused() ?? lastWords(readFileSync(log, 'utf8'))}`,
      );
    }
    await pause(500);
  }
}

/** Why a program could not even be started, once that is known. */
function refusalOf(child: ChildProcess): () => string | undefined {
  let refusal: string | undefined;
  child.on('error', (error) => {
    refusal = error.message;
  });
  return () => refusal;
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

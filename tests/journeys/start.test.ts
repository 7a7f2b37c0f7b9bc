import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { descendants, isChildOf, killAll } from '../support/processes.ts';
import { roomy } from '../support/roomy.ts';
import { shortTrust } from '../support/short-trust.ts';

const folder = mkdtempSync(join(roomy(), 'lanyard-start-'));
chmodSync(folder, 0o711);
const { config } = shortTrust();
const running: ChildProcess[] = [];

interface Started {
  readonly page: string;
  readonly bot: string;
  readonly said: string;
  /** Everything said until its process is gone. */
  readonly lastWords: Promise<string>;
  readonly child: ChildProcess;
}

/** `npm start` as a person runs it, with a data folder of the test's own. Resolves when it says that it is ready. */
async function start(env: Record<string, string> = {}, ...args: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, ['src/cli/start.ts', ...args], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATA_FOLDER: folder,
      LANYARD_CONFIG: config,
      SANDBOX_PORT: '0',
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let said = '';
  const ready = Promise.withResolvers<void>();
  const hear = (part: Buffer) => {
    said += part.toString();
    if (/listens at \S+/.test(said)) ready.resolve();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const lastWords = once(child, 'close').then(() => said);
  child.once('exit', () => ready.reject(new Error(`ended early: ${said}`)));
  await ready.promise;
  const page = /Open {2}(\S+)/.exec(said)?.[1] ?? '';
  const bot = /listens at (\S+)\/api\/messages/.exec(said)?.[1] ?? '';
  return { page, bot, said, lastWords, child };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

const isReady = async (bot: string) => (await fetch(`${bot}/readyz`)).status;

const partOf = (started: Started, file: string): number =>
  descendants(started.child.pid ?? 0).find((each) => readFileSync(`/proc/${each}/cmdline`, 'utf8').includes(file)) ?? 0;
const databaseOf = (): number =>
  Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

afterAll(async () => {
  await Promise.all(running.map(stop));
  rmSync(folder, { recursive: true, force: true });
});

/** One data folder through all that may end a start: each test begins with what the one before it left behind. */
let left: Started;

test('it starts, in any language and place, says where to look, and stops when asked to', async () => {
  const first = await start({ LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Auckland' });
  expect((await fetch(first.page)).status).toBe(200);
  expect(await isReady(first.bot)).toBe(200);
  await stop(first.child);
  expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
});

test('it starts again on the same data; when its ports are taken it says so and takes others', async () => {
  const taken = createServer().listen(0);
  await once(taken, 'listening');
  const address = taken.address();
  const port = String(typeof address === 'object' && address ? address.port : 0);
  left = await start({ PORT: port, SANDBOX_PORT: port });
  taken.close();
  expect(left.said).toContain(`Port ${port} is taken`);
  expect((await fetch(left.page)).status).toBe(200);
  expect(await isReady(left.bot)).toBe(200);
});

test('a second one in the same folder says whose database it uses, and how to have its own; with one it says nothing', async () => {
  const second = await start();
  expect(second.said).toMatch(/Please note: Another Lanyard \(process \d+\) runs on the database in \S+,/);
  expect(second.said).toContain(`npm start -- ${folder}-2`);
  await stop(second.child);
  expect(await isReady(left.bot)).toBe(200);
  const apart = await start({}, join(folder, 'apart'));
  expect(apart.said).not.toContain('Please note');
  expect(existsSync(join(folder, 'apart', 'postgres', 'postmaster.pid'))).toBe(true);
  await stop(apart.child);
});

test('when the sandbox dies, the launcher says so, stops the bot, and fails', async () => {
  killAll([partOf(left, 'sandbox/main.ts')]);
  expect(await left.lastWords).toContain('the sandbox ended by SIGKILL, so everything is stopped.');
  expect(left.child.exitCode).toBe(1);
  await expect(fetch(left.bot)).rejects.toThrow();
});

test('when the bot dies, the launcher says so, stops the sandbox, and fails; the next start takes its database over', async () => {
  const started = await start();
  const server = databaseOf();
  killAll([partOf(started, 'src/index.ts')]);
  expect(await started.lastWords).toContain('the bot ended by SIGKILL, so everything is stopped.');
  expect(started.child.exitCode).toBe(1);
  await expect(fetch(started.page)).rejects.toThrow();
  expect(existsSync(`/proc/${server}`)).toBe(true);
  left = await start();
  expect(await isReady(left.bot)).toBe(200);
  expect(databaseOf()).toBe(server);
});

test('after kill -9 of everything the next start recovers by itself, with what was there before', async () => {
  // The bot and the database are what must survive, not the launcher: all of them go at once, without a word.
  const pid = left.child.pid ?? 0;
  const pids = [pid, ...descendants(pid), databaseOf()];
  expect(pids.length).toBeGreaterThan(3);
  killAll(pids);
  await left.lastWords;
  left = await start();
  expect(await isReady(left.bot)).toBe(200);
});

test('after kill -9 of all but the database the next start takes that over, and stops it in the end', async () => {
  const server = databaseOf();
  const pid = left.child.pid ?? 0;
  killAll([pid, ...descendants(pid)].filter((each) => each !== server && !isChildOf(each, server)));
  await left.lastWords;
  expect(existsSync(`/proc/${server}`)).toBe(true);
  const last = await start();
  expect(await isReady(last.bot)).toBe(200);
  await stop(last.child);
  expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
});

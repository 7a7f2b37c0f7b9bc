import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { descendants, isChildOf, killAll } from '../support/processes.ts';
import { roomy } from '../support/roomy.ts';

const folder = mkdtempSync(join(roomy(), 'lanyard-start-'));
chmodSync(folder, 0o711);
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
async function start(env: Record<string, string> = {}): Promise<Started> {
  const child = spawn(process.execPath, ['src/cli/start.ts'], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATA_FOLDER: folder,
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

afterEach(async () => {
  await Promise.all(running.splice(0).map(stop));
});

test('it starts, says where to look, and starts again on the same data', async () => {
  const first = await start();
  expect((await fetch(first.page)).status).toBe(200);
  expect(await isReady(first.bot)).toBe(200);
  await stop(first.child);
  const second = await start();
  expect(await isReady(second.bot)).toBe(200);
});

test('when its ports are taken it says so and takes others', async () => {
  const taken = createServer().listen(0);
  await once(taken, 'listening');
  const address = taken.address();
  const port = String(typeof address === 'object' && address ? address.port : 0);
  const { said, page } = await start({ PORT: port, SANDBOX_PORT: port });
  taken.close();
  expect(said).toContain(`Port ${port} is taken`);
  expect((await fetch(page)).status).toBe(200);
});

test('when the sandbox or the bot dies, the launcher says which, stops the other, and fails', async () => {
  for (const [file, name, other] of [
    ['sandbox/main.ts', 'sandbox', 'bot'],
    ['src/index.ts', 'bot', 'page'],
  ] as const) {
    const started = await start();
    const [pid] = descendants(started.child.pid ?? 0).filter((each) =>
      readFileSync(`/proc/${each}/cmdline`, 'utf8').includes(file),
    );
    killAll([pid ?? 0]);
    expect(await started.lastWords).toContain(`the ${name} ended by SIGKILL, so everything is stopped.`);
    expect(started.child.exitCode).toBe(1);
    await expect(fetch(started[other])).rejects.toThrow();
  }
});

test('after kill -9 the next start recovers by itself, with what was there before', async () => {
  const first = await start();
  // The bot and the database are what must survive, not the launcher: all of them go at once, without a word.
  const pids = descendants(first.child.pid ?? 0);
  expect(pids.length).toBeGreaterThan(1);
  killAll([first.child.pid ?? 0, ...pids]);
  await once(first.child, 'exit');
  const second = await start();
  expect(await isReady(second.bot)).toBe(200);
});

test('after kill -9 of the bot alone its database lives on, and the next start takes it over', async () => {
  const first = await start();
  const [server = 0] = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8')
    .split('\n')
    .map(Number);
  killAll(
    [first.child.pid ?? 0, ...descendants(first.child.pid ?? 0)].filter(
      (pid) => pid !== server && !isChildOf(pid, server),
    ),
  );
  await once(first.child, 'exit');
  expect(existsSync(`/proc/${server}`)).toBe(true);
  const second = await start();
  expect(await isReady(second.bot)).toBe(200);
  await stop(second.child);
  expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});

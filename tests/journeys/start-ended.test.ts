import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { descendants, exists, killAll } from '../support/processes.ts';
import { roomy } from '../support/roomy.ts';
import { shortTrust } from '../support/short-trust.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(join(roomy(), 'lanyard-ended-'));
chmodSync(folder, 0o711);
const { config } = shortTrust();
let family: readonly number[] = [];

afterEach(() => killAll(family));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Started {
  readonly npm: ChildProcess;
  /** The launcher, the sandbox and the bot, below npm and its shell; and the database, which is a child of nobody. */
  readonly launcher: number;
  said(): string;
}

/** `npm start`, as a person or a program runs it. `program` runs before it, in a shell that stays npm's parent. */
async function start(command: readonly string[] = ['npm', 'start']): Promise<Started> {
  const [file = '', ...parts] = command;
  const npm = spawn(file, parts, {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATA_FOLDER: folder,
      LANYARD_CONFIG: config,
      SANDBOX_PORT: '0',
      PORT: '0',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  const ready = Promise.withResolvers<void>();
  for (const output of [npm.stdout, npm.stderr]) {
    output?.on('data', (part: Buffer) => {
      said += part.toString();
      if (/listens at \S+/.test(said)) ready.resolve();
    });
  }
  npm.once('exit', () => ready.reject(new Error(`ended early: ${said}`)));
  await ready.promise;
  const [database = 0] = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8')
    .split('\n')
    .map(Number);
  const below = descendants(npm.pid ?? 0);
  family = [npm.pid ?? 0, ...below, database, ...descendants(database)];
  const launcher = below.find((pid) => commandOf(pid).includes('node\0src/cli/start.ts')) ?? 0;
  expect(family.filter(exists).length).toBeGreaterThan(8);
  expect(launcher).toBeGreaterThan(0);
  return { npm, launcher, said: () => said };
}

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

/** Not one process of it is left: neither npm, nor the parts, nor the database and its workers. */
async function expectNobodyLeft(): Promise<void> {
  await until(() => !family.some(exists), 'every process had ended').catch(() => undefined);
  expect(family.filter(exists).map(commandOf)).toEqual([]);
}

const ENDS: Readonly<Record<string, (started: Started) => void>> = {
  'npm is asked to stop': ({ npm }) => npm.kill('SIGTERM'),
  'npm is killed': ({ npm }) => npm.kill('SIGKILL'),
  'the terminal is closed': ({ launcher }) => void process.kill(launcher, 'SIGHUP'),
  'the pipe into it breaks': ({ npm }) => npm.stdin?.destroy(),
};

test.each(Object.entries(ENDS))('%s: nothing that it started is left', async (_name, end) => {
  const started = await start();
  end(started);
  await expectNobodyLeft();
});

test('Ctrl+C, which reaches every process at once: the sandbox answers until the bot has ended, and nothing is left', async () => {
  const { npm } = await start();
  const below = descendants(npm.pid ?? 0);
  const [bot = 0, sandbox = 0] = ['src/index.ts', 'src/sandbox/main.ts'].map((entry) =>
    below.find((pid) => commandOf(pid).includes(entry)),
  );
  expect(exists(bot) && exists(sandbox)).toBe(true);
  killAll(below, 'SIGINT');
  await until(() => !exists(sandbox), 'the sandbox had ended');
  expect(exists(bot)).toBe(false);
  await expectNobodyLeft();
});

test('the program that ran npm is killed, and with it the reader of what is said: nothing is left', async () => {
  const program = `require('node:child_process').spawn('npm', ['start'], { stdio: ['ignore', 'pipe', 'inherit'] })
    .stdout.on('data', (said) => process.stderr.write(said))`;
  const { npm } = await start([process.execPath, '-e', program]);
  npm.kill('SIGKILL');
  await expectNobodyLeft();
});

test('a shell that ends leaves it running; its launcher is killed, which has no time to tell anyone: nothing is left', async () => {
  const { npm, launcher, said } = await start(['sh', '-c', 'npm start & wait']);
  npm.kill('SIGKILL');
  await until(() => said().includes('is still running'), 'it noticed');
  expect(family.filter(exists).length).toBeGreaterThan(8);
  killAll([launcher]);
  await expectNobodyLeft();
});

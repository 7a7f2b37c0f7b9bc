import { spawn, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { BOT_ID, MANIFEST_ID, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { emptyDatabase, type TestDatabase, testDatabase } from '../support/database.ts';
import { shortTrust } from '../support/short-trust.ts';
import { until } from '../support/until.ts';
import { buildProduct } from './build.ts';

/** What an administrator does on their own computer, from a checkout with `npm ci`: docs/deploy.md. */
const ELSEWHERE = ['package', 'archive', 'deploy', 'inside', 'setup'];

/** Packages that production has and our code never names, each with its reason. */
const UNNAMED = {
  adaptivecards: 'a peer of the bot SDK',
  openai: 'a peer of teams-ai, which loads it',
  rimraf: "the bot SDK's install script calls it",
  'fs-extra': "Microsoft's check of the app package loads it and does not say so",
};

const MISSING = /is not there in production|cannot find (module|package)/i;
const NOWHERE = 'http://127.0.0.1:1';
const PERSON = 'b0000000-0000-4000-8000-000000000004';
const folder = mkdtempSync(join(tmpdir(), 'lanyard-production-'));
const inFolder = (name: string) => join(folder, name);
const trust = shortTrust();

let built: ReturnType<typeof buildProduct>;
let full: TestDatabase;
let empty: TestDatabase;
beforeAll(async () => {
  built = buildProduct();
  [full, empty] = await Promise.all([testDatabase(), emptyDatabase()]);
  writeFileSync(
    inFolder('cases'),
    JSON.stringify({ id: 'a', policy: 'social-media', question: 'May we post a picture?' }),
  );
});
afterAll(async () => {
  built.remove();
  await full.close();
  await empty.close();
});

/** A deployment whose identity service and Graph do not answer. */
const settings = (database: TestDatabase): Record<string, string> => ({
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
  LANYARD_CONFIG: trust.config,
  DATABASE_URL: database.url,
  BOT_ID,
  BOT_TENANT_ID: TENANT_ID,
  BOT_TYPE: 'UserAssignedMSI',
  TEAMS_APP_ID: MANIFEST_ID,
  PORT: '0',
  RECORD_KEY: Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7 + 1)).toString('base64'),
  IDENTITY_ENDPOINT: `${NOWHERE}/identity`,
  IDENTITY_HEADER: 'x',
  GRAPH_URL: `${NOWHERE}/graph`,
  CONNECTOR_URL: `${NOWHERE}/connector/`,
  CONNECTOR_HOSTS: '127.0.0.1:1',
  CONNECTOR_OPENID_URL: `${NOWHERE}/openid`,
  OTEL_EXPORTER_OTLP_ENDPOINT: NOWHERE,
});

function start(file: string, args: readonly string[], env: Record<string, string>) {
  const child = spawn(
    process.execPath,
    ['--import', resolve('tests/deploy/production-only.mjs'), join(built.folder, file), ...args],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const code = new Promise<number | null>((done) => child.once('close', done));
  return { child, code };
}

async function lanyard(args: readonly string[], env = settings(full)) {
  const { child, code } = start('cli/lanyard.js', args, env);
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, words: said + complained };
}

interface Case {
  readonly args: readonly string[];
  readonly code: number;
  readonly says: string;
  readonly on?: () => TestDatabase;
}

const DOCTOR: Case = { args: ['doctor'], code: 1, says: 'The database answers and is up to date' };
const COMMANDS: readonly Case[] = [
  { args: ['ask', 'May I post a picture?'], code: 0, says: 'Social Media Policy' },
  { args: ['index'], code: 0, says: 'social-media' },
  {
    args: ['try', join(trust.policies, 'social-media.md'), 'May I post a picture?'],
    code: 0,
    says: 'Social Media Policy',
  },
  { args: ['eval', '--policies', trust.policies, '--cases', inFolder('cases')], code: 0, says: '"id":"a"' },
  { args: ['campaign'], code: 0, says: 'There is no campaign yet.' },
  { args: ['export', 'a', '--pdf'], code: 1, says: 'No single campaign begins with "a"' },
  { args: ['verify'], code: 0, says: 'Unaltered' },
  { args: ['verify', 'package.json'], code: 1, says: 'This evidence pack has been altered' },
  {
    args: ['rehearse', '--page', '--school', 'oakfield', '--out', inFolder('rehearsal.pdf')],
    code: 0,
    says: 'the page to read and sign',
  },
  { args: ['rewrap'], code: 0, says: 'Wrapped with the current key just now: 0.' },
  { args: ['held-about', PERSON, inFolder('held')], code: 0, says: '0 rows' },
  { args: ['backup', inFolder('backup')], code: 0, says: 'Keep the record key too' },
  { args: ['restore', inFolder('backup')], code: 0, says: 'every count, sum and chain is right', on: () => empty },
];

test('every command but one does its work with the packages of production alone', async () => {
  const check = async ({ args, code, says, on }: Case) => {
    const done = await lanyard(args, on && settings(on()));
    expect({ args, ...done }).toEqual({ args, code, words: expect.stringContaining(says) });
    expect(done.words).not.toMatch(MISSING);
  };
  // Beside the others: it tries everything outside more than once.
  const slow = check(DOCTOR);
  // Even where another fails: what is still under way would fail in the next file.
  try {
    for (const command of COMMANDS) await check(command);
  } finally {
    await slow;
  }
});

test('no command is forgotten here, and one that is to bring its own database says that production has none', async () => {
  const { words } = await lanyard(['--help']);
  const names = [...words.matchAll(/^ {2}([a-z-]+) .*/gm)].map(([, name]) => name).filter((name) => name !== 'help');
  expect(new Set(names)).toEqual(new Set([...[DOCTOR, ...COMMANDS].map(({ args }) => args[0]), ...ELSEWHERE]));
  const { DATABASE_URL: _, ...rest } = settings(full);
  expect(await lanyard(['campaign'], { ...rest, DATA_FOLDER: inFolder('data') })).toEqual({
    code: 1,
    words: expect.stringMatching(/^There is no PostgreSQL for \S+ here\. .*set DATABASE_URL/),
  });
});

test('Lanyard itself starts and is ready with the packages of production alone', async () => {
  const { child, code } = start('index.js', [], settings(full));
  let said = '';
  child.stdout.on('data', (part: Buffer) => {
    said += part.toString();
  });
  const complained = text(child.stderr);
  const address = () => /"lanyard":"([^"]+)"/.exec(said)?.[1];
  await until(() => address() !== undefined || child.exitCode !== null, 'Lanyard started or ended');
  const ready = address() === undefined ? undefined : await fetch(`${address()}/readyz`);
  // It would try Graph for a while before it ends by itself.
  child.kill('SIGKILL');
  await code;
  const words = said + (await complained);
  expect({ status: ready?.status, words }).toEqual({ status: 200, words: expect.stringContaining('"policy.read"') });
  expect(words).not.toMatch(MISSING);
});

test('what production loads is in dependencies, and nothing else is', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = globSync('**/*.js', { cwd: built.folder }).flatMap((file) =>
    // Compiled, so that imports of types alone are gone.
    [
      ...readFileSync(join(built.folder, file), 'utf8').matchAll(
        /^(?:import|export)[\w\s{},*$]*?\bfrom '([^']+)'|^import '([^']+)'|\b(?:import|resolve)\(['`]([@a-z][^'`]*)/gm,
      ),
    ].map(([, from, bare, late]) => from ?? bare ?? late ?? ''),
  );
  const packages = named
    .filter((name) => !name.startsWith('.') && !isBuiltin(name))
    .map((name) => (/^(@[^/]+\/)?[^/]+/.exec(name) ?? [''])[0]);
  expect([...new Set([...packages, ...Object.keys(UNNAMED)])].sort()).toEqual(Object.keys(dependencies).sort());
  expect(Object.keys(devDependencies).filter((name) => name in dependencies)).toEqual([]);
});

const run = (file: string, args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [join(built.folder, file), ...args], {
    env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '', ...env },
    encoding: 'utf8',
  });

test('in production with no settings at all, each missing one is named once and the process ends with 1', () => {
  const { status, stderr, stdout } = run('index.js', [], { NODE_ENV: 'production' });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  const named = stderr.split('\n').flatMap((line) => /^ {2}([A-Z_]+): /.exec(line)?.[1] ?? []);
  expect(named.sort()).toEqual(
    [
      'BOT_ID',
      'BOT_TENANT_ID',
      'BOT_TYPE',
      'DATABASE_URL',
      'GRAPH_APP_ID',
      'PUBLIC_URL',
      'RECORD_KEY',
      'TEAMS_APP_ID',
    ].sort(),
  );
});

test('the compiled command answers from the policy files: cautions and reading thread are where they are looked for', () => {
  const { status, stdout, stderr } = run('cli/lanyard.js', ['ask', 'May I post a picture?'], {
    LANYARD_CONFIG: trust.config,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('Social Media Policy for Staff · ');
  expect(stdout).toMatch(/^ {2}│ \S/m);
});

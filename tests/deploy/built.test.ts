import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Compiled as `npm run build` does, into a folder of the test's own inside the repository, so that packages are found. */
let folder = '';

beforeAll(() => {
  mkdirSync('.lanyard', { recursive: true });
  folder = mkdtempSync(resolve('.lanyard', 'built-'));
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      'node_modules/typescript/bin/tsc',
      '-p',
      '.config/tsconfig.build.json',
      '--outDir',
      folder,
      '--sourceMap',
      'false',
    ],
    { encoding: 'utf8' },
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  cpSync('src/policy/vocabulary', join(folder, 'policy/vocabulary'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (file: string, args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [join(folder, file), ...args], { env, encoding: 'utf8' });

test('in production with no settings at all, each missing one is named once and the process ends with 1', () => {
  const { status, stderr, stdout } = run('index.js', [], { NODE_ENV: 'production' });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  const named = stderr.split('\n').flatMap((line) => /^ {2}([A-Z_]+): /.exec(line)?.[1] ?? []);
  expect(named.sort()).toEqual(
    ['BOT_ID', 'BOT_TENANT_ID', 'BOT_TYPE', 'DATABASE_URL', 'PUBLIC_URL', 'RECORD_KEY', 'TEAMS_APP_ID'].sort(),
  );
});

test('the compiled command answers from the policy files: vocabulary and reading thread are where they are looked for', () => {
  const { status, stdout, stderr } = run('cli/lanyard.js', ['ask', 'Can I add a pupil on Instagram?']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('Social Media Policy for Staff · ');
  expect(stdout).toMatch(/^ {2}│ \S/m);
});

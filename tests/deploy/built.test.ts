import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildProduct } from './build.ts';

let built: ReturnType<typeof buildProduct>;
beforeAll(() => {
  built = buildProduct();
});
afterAll(() => built.remove());

const run = (file: string, args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [join(built.folder, file), ...args], { env, encoding: 'utf8' });

test('in production with no settings at all, each missing one is named once and the process ends with 1', () => {
  const { status, stderr, stdout } = run('index.js', [], { NODE_ENV: 'production' });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  const named = stderr.split('\n').flatMap((line) => /^ {2}([A-Z_]+): /.exec(line)?.[1] ?? []);
  expect(named.sort()).toEqual(
    ['BOT_ID', 'BOT_TENANT_ID', 'BOT_TYPE', 'DATABASE_URL', 'PUBLIC_URL', 'RECORD_KEY', 'TEAMS_APP_ID'].sort(),
  );
});

test('the compiled command answers from the policy files: cautions and reading thread are where they are looked for', () => {
  const { status, stdout, stderr } = run('cli/lanyard.js', ['ask', 'Can I add a pupil on Instagram?']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('Social Media Policy for Staff · ');
  expect(stdout).toMatch(/^ {2}│ \S/m);
});

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { beginAhead } from '../src/ahead.ts';
import { roomy } from './support/roomy.ts';

const folder = mkdtempSync(join(roomy(), 'lanyard-ahead-'));
chmodSync(folder, 0o711);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const started = (env: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, ['src/index.ts'], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      BOT_ID: 'f0000000-0000-4000-8000-000000000001',
      BOT_TENANT_ID: 'a0000000-0000-4000-8000-000000000001',
      TEAMS_APP_ID: 'f0000000-0000-4000-8000-000000000003',
      BOT_TYPE: 'UserAssignedMSI',
      ...env,
    },
    encoding: 'utf8',
  });

test('the database is begun before the rest is read, and a start that comes to nothing leaves none running', () => {
  const config = join(folder, 'lanyard.yml');
  const sample = readFileSync('lanyard.yml', 'utf8');
  writeFileSync(config, sample.replace('cautions: []', 'cautions: [nowhere.yml]'));
  const { status, stderr } = started({ LANYARD_CONFIG: config, DATA_FOLDER: folder });
  expect(stderr).toContain('names a file that cannot be found');
  expect(status).toBe(1);
  expect(existsSync(join(folder, 'postgres', 'PG_VERSION'))).toBe(true);
  expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
});

test('a database that cannot be made is told in one line, though nothing waits for it yet', () => {
  const { status, stderr } = started({ DATA_FOLDER: '/dev/null/data' });
  expect(stderr).toMatch(/^Lanyard cannot start: \S+ cannot be made or written: [^\n]+\n$/);
  expect(status).toBe(1);
});

test('once it is under way it needs no turn of the thread that reads the code', async () => {
  const home = join(folder, 'busy');
  let threads = 0;
  process.once('worker', () => {
    threads += 1;
  });
  const ahead = beginAhead({ kind: 'embedded', folder: home });
  await ahead.underWay;
  const late = performance.now() + 30_000;
  const isBegun = () => existsSync(join(home, 'postgres', 'PG_VERSION'));
  while (!isBegun() && performance.now() < late);
  expect({ isBegun: isBegun(), threads }).toEqual({ isBegun: true, threads: 1 });
  await ahead.letGo();
  expect((await ahead.understanding).kind).toBe('open');
});

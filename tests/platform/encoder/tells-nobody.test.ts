import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As on a school's server: a test run or a build is known by these, and is told nothing about by itself. */
const KNOWN_BY = [
  'CI',
  'TF_BUILD',
  'GITHUB_ACTIONS',
  'ORT_RUNNING_UNIT_TESTS',
  'ORT_DISABLE_TELEMETRY',
  'JEST_WORKER_ID',
  'NODE_ENV',
];

test('the encoder leaves no identifier of the machine behind, which its runtime would send to its maker', () => {
  const home = mkdtempSync(join(tmpdir(), 'lanyard-home-'));
  const env = { ...process.env, HOME: home, XDG_CACHE_HOME: join(home, '.cache') };
  for (const name of KNOWN_BY) Reflect.deleteProperty(env, name);
  const program = `
    const { openUnderstanding } = await import('./src/platform/encoder/open.ts');
    const { kind, understanding } = await openUnderstanding();
    if (kind === 'open') await understanding.encoder.read(['Can I add a year 11 on Insta?']);
    console.log(kind);`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8' });
  expect(stdout.trim()).toBe('open');
  expect(readdirSync(home)).toEqual([]);
});

import { spawnSync } from 'node:child_process';

/**
 * `npm run bench -- access`: the matrix of docs/access.md whole, some ten thousand attempts, and every key at each change of standing.
 * The test of every day tries each person with each key, each person on each kind of report and each key on each kind; this one each
 * of the three together.
 */
export default function access(): void {
  const { status } = spawnSync('npm', ['run', '-s', 'jest', '--', 'tests/report/opening/access-'], {
    env: { ...process.env, LANYARD_EVERY_CELL: 'yes' },
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

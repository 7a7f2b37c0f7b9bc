import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const PYTHON = resolve('training/python');

/** The Python that training needs, from its own lock file, in a folder of its own. */
export function environment(): string {
  const python = join(PYTHON, '.venv/bin/python');
  if (!existsSync(python)) {
    for (const [command, args] of [
      ['python3', ['-m', 'venv', '.venv']],
      [python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '-r', 'requirements.lock']],
    ] as const) {
      const { status } = spawnSync(command, args, { cwd: PYTHON, stdio: 'inherit' });
      if (status !== 0) throw new Error(`${command} ended with ${status}`);
    }
  }
  return python;
}

/** One thread each: two trainings side by side are done sooner than one after the other on two threads. */
const QUIET = { OMP_NUM_THREADS: '1', OMP_WAIT_POLICY: 'PASSIVE', ORT_DISABLE_TELEMETRY: '1' };

/** @param more variables of its environment @throws Error when it fails */
export async function run(
  command: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
  cwd = PYTHON,
): Promise<void> {
  console.log(`> ${command} ${args.join(' ')}`);
  const child = spawn(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...QUIET, ...more } });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
}

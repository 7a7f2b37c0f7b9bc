import { copyFileSync, cpSync, globSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isOfHearing, LEFT_OUT, policiesOf } from './data.ts';
import { passageLines } from './passages.ts';
import { environment, run } from './python.ts';

const OUT = resolve('training/out');
/** What a sitting is given: all that a machine with a GPU needs, beside training/python and the base. */
const GIVEN = join(OUT, 'given');
const LEARNT = join(OUT, 'learnt');
const BASE = join(OUT, 'base');
const MODEL = join(OUT, 'model');
const SHIPPED = resolve('src/platform/encoder/model');

const OPTIONS = {
  data: { type: 'string', default: 'training/data/open' },
  /** Lots whose policies one encoder does not learn from; ranking and chances are fitted on what it makes of them. */
  held: { type: 'string', default: 'z3,za,ze,zf,zq1,zq2,zq3,zq4,zq5,zr1,zr2,zr3,zr4,zr5,zx1,zx2,zx3,zx4' },
  /** Lots that the hearing is given twice as often. */
  new: { type: 'string', default: 'zw3' },
  seed: { type: 'string', default: '1' },
  /** Writes only what a sitting is given, for a machine with a GPU (python/sitting.py). */
  give: { type: 'boolean', default: false },
  /** Goes on from what a sitting left in training/out/learnt. */
  learnt: { type: 'boolean', default: false },
} as const;

/**
 * `npm run train`: everything that Lanyard understands with, from the data, into training/out/model. On a GPU a sitting takes some twenty
 * minutes; on two cores days. Nothing of it is needed to build, test or run Lanyard.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const python = environment();
  const node = (script: string, ...args: readonly string[]) => run(process.execPath, [script, ...args], {}, '.');
  mkdirSync(BASE, { recursive: true });
  await run(python, ['base.py', '--tokenizer', join(SHIPPED, 'tokenizer.json'), '--out', BASE]);
  giveData(values.data, new Set(values.held.split(',')));
  await node(
    'training/hearing.ts',
    '--data',
    values.data,
    '--new',
    values.new,
    '--lessons',
    join(GIVEN, 'lessons.jsonl'),
  );
  if (values.give) return;

  if (!values.learnt)
    await run(python, ['sitting.py', '--in', GIVEN, '--base', BASE, '--out', LEARNT, '--seed', values.seed], {
      OMP_NUM_THREADS: undefined,
    });
  const fold = join(OUT, 'fold-0');
  for (const [weights, out] of [
    ['fold-0', fold],
    ['encoder', MODEL],
  ] as const)
    await run(python, [
      ...['export.py', '--base', BASE, '--given', GIVEN, '--weights', join(LEARNT, `${weights}.safetensors`)],
      ...['--out', out],
    ]);
  const hearing = ['--encoder', join(LEARNT, 'encoder.safetensors'), '--weights', join(LEARNT, 'hearing.safetensors')];
  const asGiven = ['--base', BASE, '--lessons', join(GIVEN, 'lessons.jsonl')];
  await run(python, ['hearing.py', ...hearing, ...asGiven, '--onnx', join(MODEL, 'hearing.onnx')]);
  await node('training/wording.ts', '--data', values.data, '--out', join(MODEL, 'wording.bin'));
  // Nothing is heard by a fold: it only has to open.
  for (const file of ['hearing.onnx', 'wording.bin', 'wishes.bin']) copyFileSync(join(MODEL, file), join(fold, file));
  renameSync(join(GIVEN, LEFT_OUT), join(OUT, LEFT_OUT));
  // The last knows the hashes of all.
  await node('training/hearing.ts', '--data', values.data, '--model', MODEL);
  await node('training/wishes.ts', '--data', values.data, '--model', MODEL);
  const fit = ['--data', values.data, '--folds', OUT, '--encoder', join(MODEL, 'encoder.onnx')];
  await node('training/fit.ts', ...fit, '--out', join(MODEL, 'weights.json'));
}

/** The data without what hears messages alone learns from (`isOfHearing`): an encoder that knew those would make it too sure of them. */
function giveData(data: string, held: ReadonlySet<string>): void {
  rmSync(GIVEN, { recursive: true, force: true });
  for (const file of globSync('*/{cases,messages}.jsonl', { cwd: data })) {
    const lot = basename(dirname(file));
    if (basename(file) === 'messages.jsonl' && isOfHearing({ lot })) continue;
    cpSync(join(data, file), join(GIVEN, 'open', file));
  }
  writeFileSync(join(GIVEN, 'passages.jsonl'), `${[...passageLines(data)].join('\n')}\n`);
  writeFileSync(
    join(GIVEN, LEFT_OUT),
    `${JSON.stringify([{ policies: policiesOf(data, held), writers: [] }], null, 1)}\n`,
  );
}

await main();

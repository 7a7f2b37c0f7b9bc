import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { readWishes, WISHES, type WishId } from '../src/talk/wishes.ts';
import { hashesIn, openEncoder } from '../src/understanding/encoder.ts';
import { type Sign, written } from '../src/understanding/linear-head.ts';
import { sharesOf, WISH_CHOICES, WISH_SIGNS, WishHead, wishSigns } from '../src/understanding/wish-head.ts';
import { foldsOf, heardIn, messagesIn, questionsIn, wishesIn } from './data.ts';
import { keepHash } from './hashes.ts';

/** One text to learn from. */
interface Lesson {
  readonly text: string;
  readonly vector: Float32Array;
  readonly signs: readonly Sign[];
  /** Among the choices of the head: 0 for none of the wishes. */
  readonly choice: number;
  readonly weight: number;
  /** Who wrote it, or the policy that it asks: what is left out is left out by these. */
  readonly from: string;
}

const ROUNDS = 20;
const STEP = 0.16;
/** Wishes are few among all that is typed, and what sounds like one is fewer still: each counts so many times. */
const WEIGHTS = { wish: 2, soundsAlike: 4, other: 1 };
/** As the recogniser reads no longer messages. */
const MOST_CHARACTERS = 200;
const FOLDS = 5;
/** Where src/talk/wishes.yml says it, or what is no wish though it sounds alike. */
const LINES = 'lines';
/** Written in the data as no wish, though it sounds like one. */
const NONE = 'none';

/**
 * Learns what of Lanyard itself people ask for: a minute or two, most of it the encoder's. Prints what the head says of policies, writers and wishes
 * that were left out, then learns from all. `--model FOLDER`: holds the encoder; `wishes.bin` is written there.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'training/data/open' },
      model: { type: 'string' },
      /** What it says of those left out takes as long as learning. */
      figures: { type: 'boolean', default: true },
    },
    allowNegative: true,
  });
  if (!values.model) throw new Error('--model FOLDER: where the encoder is, and the weights go');
  const folder = pathToFileURL(`${resolve(values.model)}/`);
  const lessons = await lessonsFrom(resolve(values.data), folder);
  if (values.figures) printFigures(lessons);
  writeFileSync(new URL('wishes.bin', folder), learn(lessons));
  await keepHash(folder, 'wishes');
}

async function lessonsFrom(data: string, folder: URL): Promise<readonly Lesson[]> {
  const { wishes, not } = readWishes(await readFile(new URL('../src/talk/wishes.yml', import.meta.url), 'utf8'));
  const texts = [
    ...wishesIn(data).map(({ text, wish, writer }) => ({ text, wish, from: writer })),
    ...wishes.flatMap(({ id, examples }) => examples.map((text) => ({ text, wish: id, from: LINES }))),
    ...not.map((text) => ({ text, wish: undefined, from: LINES })),
    ...questionsIn(data).map(({ text, policy }) => ({ text, wish: undefined, from: policy })),
    ...messagesIn(data)
      .filter(({ source }) => source === 'messages')
      .map(({ text, writer }) => ({ text, wish: undefined, from: writer })),
    // A wish of which it is not said which is nothing to learn from.
    ...heardIn(data)
      .filter(({ kind, wish }) => kind !== 'wish' || WISHES.some((one) => one === wish))
      .map(({ text, wish, writer }) => ({ text, wish, from: writer })),
  ].filter(({ text }) => text.length <= MOST_CHARACTERS);
  const encoder = await openEncoder(folder, await hashesIn(folder));
  const readings = await encoder.read(texts.map(({ text }) => text));
  return texts.map(({ text, wish, from }, at) => {
    const vector = readings[at]?.vector ?? new Float32Array();
    return { text, vector, signs: wishSigns(vector, text), choice: choiceOf(wish), weight: weightOf(wish, from), from };
  });
}

const weightOf = (wish: string | undefined, from: string): number => {
  if (wish !== undefined && wish !== NONE) return WEIGHTS.wish;
  return from === LINES || wish === NONE ? WEIGHTS.soundsAlike : WEIGHTS.other;
};

function choiceOf(wish: string | undefined): number {
  if (wish === undefined || wish === NONE) return 0;
  const at = WISHES.indexOf(wish as WishId);
  if (at < 0) throw new Error(`no wish is called ${wish}`);
  return at + 1;
}

/** One choice of many, by steps that become shorter where many were taken. */
function learn(lessons: readonly Lesson[]): Uint8Array {
  const weights = new Float32Array(WISH_SIGNS * WISH_CHOICES);
  const taken = new Float32Array(WISH_SIGNS * WISH_CHOICES).fill(1e-2);
  const biases = new Float32Array(WISH_CHOICES);
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = STEP * (1 - round / ROUNDS);
    for (const { signs, choice, weight } of shuffled(lessons, round)) {
      const sums = Float32Array.from(biases);
      for (const [sign, much] of signs)
        for (let at = 0; at < WISH_CHOICES; at += 1)
          sums[at] = (sums[at] as number) + much * (weights[sign * WISH_CHOICES + at] as number);
      const shares = sharesOf(sums);
      for (let at = 0; at < WISH_CHOICES; at += 1) {
        const steep = ((shares[at] as number) - Number(at === choice)) * weight;
        if (Math.abs(steep) < 1e-3) continue;
        biases[at] = (biases[at] as number) - 0.01 * step * steep;
        for (const [sign, much] of signs) {
          const spot = sign * WISH_CHOICES + at;
          const down = steep * much;
          taken[spot] = (taken[spot] as number) + down * down;
          weights[spot] = (weights[spot] as number) - (step * down) / Math.sqrt(taken[spot] as number);
        }
      }
    }
  }
  return written(weights, biases);
}

/** The same order for the same round. */
function shuffled<T>(all: readonly T[], round: number): readonly T[] {
  return all
    .map((one, at) => ({ one, by: Math.imul(at + 1 + round * all.length, 0x9e3779b1) >>> 0 }))
    .sort((a, b) => a.by - b.by)
    .map(({ one }) => one);
}

const LIKELY = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** What a head that never met a fifth of the policies and writers says of them, and of a fifth of what was asked of Lanyard. */
function printFigures(lessons: readonly Lesson[]): void {
  const of = foldsOf(
    lessons.filter(({ choice }) => choice === 0).map(({ from }) => from),
    FOLDS,
  );
  const isLeftOut = ({ choice, from }: Lesson, at: number) => (choice === 0 ? of.get(from) === 0 : at % FOLDS === 0);
  const head = new WishHead(learn(lessons.filter((lesson, at) => !isLeftOut(lesson, at))));
  const guessed = lessons
    .filter(isLeftOut)
    .map(({ vector, text, choice }) => ({ choice, ...head.guess(vector, text) }))
    .map(({ choice, wish, share }) => ({ isWish: choice > 0, isRight: choiceOf(wish) === choice, share }));
  const wishes = guessed.filter(({ isWish }) => isWish);
  const others = guessed.filter(({ isWish }) => !isWish);
  console.log(
    `| taken from | of ${wishes.length} wishes right | taken for another | of ${others.length} others taken |`,
  );
  for (const least of LIKELY) {
    const are = (all: typeof guessed, isRight: boolean) =>
      `${all.filter((one) => one.share >= least && one.isRight === isRight).length}`;
    console.log(`| ${least} | ${are(wishes, true)} | ${are(wishes, false)} | ${are(others, false)} |`);
  }
}

await main();

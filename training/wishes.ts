import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { HARMLESS_KINDS } from '../src/hear/weighing/heard-as.ts';
import { LEARNT_WISHES } from '../src/hear/wishes/wishes.ts';
import type { MessageReading } from '../src/kernel/understanding.ts';
import { hashesIn, openEncoder } from '../src/platform/encoder/encoder.ts';
import { type Measure, sharesOf, weighBy } from '../src/platform/encoder/hearing-head.ts';
import { written } from '../src/platform/encoder/linear-head.ts';
import { asOdds, MEANING, WISH_CLASSES, WishHead, type WishMeasure } from '../src/platform/encoder/wish-head.ts';
import { shippedWishes } from '../src/wiring/wishes.ts';
import { keepWishes, measureIn } from './card.ts';
import { heardIn, heldOfHearing, questionsIn, wishesIn } from './data.ts';

/** A text of which it is known which wish it is, or that it is none. */
interface Line {
  readonly text: string;
  /** Its place in `WISH_CLASSES`. */
  readonly is: number;
  readonly writer: string;
}

interface Read extends Line {
  readonly reading: MessageReading;
}

/** One in so many of the questions, and of what is neither a question nor a wish. */
const FEWER = { questions: 4, others: 2 } as const;
/** Beside the tenth of the writers whom nothing has learnt from: these ask for what the hearing's layers have not learnt, too. */
const LEFT_LOT = 'zz4';

/**
 * `node training/wishes.ts [--data FOLDER] [--model FOLDER]`: which wish a message is, as a sum over the meaning of the whole, and how much the hearing's
 * layers and the kinds count beside it: learnt from writers who are left out. Writes `wishes.bin` and its part of `weights.json`; some five minutes.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'training/data/open' },
      model: { type: 'string', default: 'src/platform/encoder/model' },
    },
  });
  const data = resolve(values.data);
  const folder = pathToFileURL(`${resolve(values.model)}/`);
  const held = heldOfHearing(data);
  const lines = await read(linesIn(data), folder);
  const isLeft = ({ writer }: Line) => held.has(writer) || writer.startsWith(`${LEFT_LOT}:`);
  const left = lines.filter(isLeft);
  const { head, sums, measure } = measured(left, learn(lines.filter((line) => !isLeft(line))), measureIn(folder));
  console.log(JSON.stringify({ lines: lines.length, left: left.length, sums, measure, ...figuresOf(left, head) }));
  const whole = learn(lines.filter(({ writer }) => !held.has(writer)));
  writeFileSync(
    new URL('wishes.bin', folder),
    written(
      whole.weights.map((one) => sums * one),
      whole.biases.map((one) => sums * one),
    ),
  );
  await keepWishes(folder, measure, data);
}

/** Of what is about Lanyard nobody said which wish it is, though most is one; and what is grave is no wish, whatever it asks for. */
const UNKNOWN: ReadonlySet<string> = new Set(['about', 'report', 'distress']);

function linesIn(data: string): readonly Line[] {
  const { wishes, not } = shippedWishes();
  const line = (text: string, wish: string, writer: string): readonly Line[] => {
    const is = WISH_CLASSES.indexOf(wish as (typeof WISH_CLASSES)[number]);
    return is < 0 ? [] : [{ text, is, writer }];
  };
  const heard = heardIn(data).filter(({ before, kind }) => before === undefined && !UNKNOWN.has(kind));
  return [
    ...wishes.flatMap(({ id, examples }) => examples.flatMap((text) => line(text, id, ''))),
    ...not.flatMap((text) => line(text, 'none', '')),
    ...wishesIn(data).flatMap(({ text, wish, writer }) => line(text, wish, writer)),
    ...heard.flatMap(({ text, kind, wish, writer }, at) =>
      kind === 'wish' || at % FEWER.others === 0 ? line(text, kind === 'wish' ? (wish ?? '') : 'none', writer) : [],
    ),
    ...questionsIn(data)
      .filter((_, at) => at % FEWER.questions === 0)
      .flatMap(({ text, policy }) => line(text, 'none', policy)),
  ];
}

const AT_ONCE = 32;

async function read(lines: readonly Line[], folder: URL): Promise<readonly Read[]> {
  const encoder = await openEncoder(folder, await hashesIn(folder));
  const all: Read[] = [];
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    const some = lines.slice(at, at + AT_ONCE);
    const readings = await encoder.hear(some.map(({ text }) => text));
    all.push(...some.flatMap((line, place) => (readings[place] ? [{ ...line, reading: readings[place] }] : [])));
  }
  return all;
}

interface Sums {
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

const CLASSES = WISH_CLASSES.length;
const ROUNDS = 24;
const BATCH = 64;
const RATE = 8;
/** So much of the step before goes into the next: without it, what few lines tell is not learnt to its end. */
const MOMENTUM = 0.9;
/** Biases move so much slower. */
const OF_BIASES = 0.05;
/** Holds weights near nothing. */
const RESTRAINT = 1e-6;

/** A sum for each class, by the shares of all (softmax), in rounds of small steps downhill; the same on every machine. */
function learn(lines: readonly Read[]): Sums {
  const weights = new Float32Array(MEANING * CLASSES);
  const biases = new Float32Array(CLASSES);
  const going = { weights: new Float32Array(weights.length), biases: new Float32Array(CLASSES) };
  const mixed = shuffled(lines);
  const steps = Math.ceil(mixed.length / BATCH);
  for (let step = 0; step < ROUNDS * steps; step += 1) {
    const from = (step % steps) * BATCH;
    const batch = mixed.slice(from, from + BATCH);
    const rate = RATE * (1 - step / (ROUNDS * steps));
    going.weights.forEach((one, at) => {
      going.weights[at] = MOMENTUM * one - rate * RESTRAINT * (weights[at] as number);
    });
    going.biases.forEach((one, at) => {
      going.biases[at] = MOMENTUM * one;
    });
    for (const { reading, is } of batch) {
      const wrong = sharesOf(sumOf(reading.vector, { weights, biases }));
      wrong[is] = (wrong[is] as number) - 1;
      wrong.forEach((share, one) => {
        const by = (rate * share) / batch.length;
        going.biases[one] = (going.biases[one] as number) - OF_BIASES * by;
        // Most classes are out of the question, and move nothing.
        if (Math.abs(share) < 1e-6) return;
        for (let at = 0; at < MEANING; at += 1)
          going.weights[at * CLASSES + one] =
            (going.weights[at * CLASSES + one] as number) - by * (reading.vector[at] as number);
      });
    }
    for (let at = 0; at < weights.length; at += 1)
      weights[at] = (weights[at] as number) + (going.weights[at] as number);
    for (let at = 0; at < CLASSES; at += 1) biases[at] = (biases[at] as number) + (going.biases[at] as number);
  }
  return { weights, biases };
}

function sumOf(vector: Float32Array, { weights, biases }: Sums): Float32Array {
  const sums = Float32Array.from(biases);
  for (let at = 0; at < MEANING; at += 1) {
    const much = vector[at] as number;
    for (let one = 0; one < CLASSES; one += 1)
      sums[one] = (sums[one] as number) + much * (weights[at * CLASSES + one] as number);
  }
  return sums;
}

/** In an order that has nothing to do with who wrote what, and is always the same. */
function shuffled<T>(all: readonly T[]): readonly T[] {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return all
    .map((one) => [next(), one] as const)
    .sort(([one], [other]) => one - other)
    .map(([, one]) => one);
}

const SUMS = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;
/** How much the layers count is not fitted on few lines: so they lose nothing of what they know (`tests/hear/wishes`), and strangers' lines are told best. */
const LAYERS = 0.4;
const LATER = [0, -0.5, -1, -1.5, -2, -3] as const;

/** How much the sums count beside the layers, so that what the lines are is likeliest; and what says that one is a wish at all. */
function measured(left: readonly Read[], { weights, biases }: Sums, hearing: Measure) {
  const [alone, beside] = [0, 1].map((count) => headOf({ weights, biases }, 1, { layers: count, later: 0 }));
  const told = left.map(({ reading, is }) => {
    const [own = NONE, both = NONE] = [alone, beside].map((head) => head?.shares(reading).map(Math.log));
    return { is, own, layers: both.map((one, at) => one - (own[at] ?? 0)) };
  });
  const counts = countsOf(left);
  let best = { sums: 1, later: 0, loss: Number.POSITIVE_INFINITY };
  for (const sums of SUMS)
    for (const later of LATER) {
      const losses = told.map((line) => {
        const of = (at: number) =>
          sums * (line.own[at] ?? 0) + LAYERS * (line.layers[at] ?? 0) + (isLater(at) ? later : 0);
        return -Math.log((sharesOf(line.own.map((_, at) => of(at)))[line.is] ?? 0) + 1e-6);
      });
      const loss = losses.reduce((sum, one, at) => sum + one * (counts[at] ?? 0), 0);
      if (loss < best.loss) best = { sums, later, loss };
    }
  const { sums, later } = best;
  const head = headOf({ weights, biases }, sums, { layers: LAYERS, later });
  return { head, sums, measure: { classes: WISH_CLASSES, layers: LAYERS, later, ...isWishBy(left, head, hearing) } };
}

const NONE = new Float32Array();
/** Whether the layers have not learnt what stands at this place of `WISH_CLASSES`. */
const isLater = (at: number): boolean => at > LEARNT_WISHES.length;

const headOf = ({ weights, biases }: Sums, sums: number, counts: Pick<WishMeasure, 'layers' | 'later'>): WishHead =>
  new WishHead(
    written(
      weights.map((one) => sums * one),
      biases.map((one) => sums * one),
    ),
    { classes: WISH_CLASSES, ...counts },
  );

/**
 * How much each line counts: wishes and others as much as each other, and each wish as much as any, known or not. How often each is typed is not told
 * by what was written to learn from.
 */
function countsOf(left: readonly Read[]): readonly number[] {
  const wishes = WISH_CLASSES.length - 1;
  const kindOf = ({ is }: Read) => (is === 0 ? 'none' : isLater(is) ? 'later' : 'known');
  const shares = {
    none: 1 / 2,
    known: LEARNT_WISHES.length / wishes / 2,
    later: (wishes - LEARNT_WISHES.length) / wishes / 2,
  };
  const many = Map.groupBy(left, kindOf);
  return left.map((line) => shares[kindOf(line)] / (many.get(kindOf(line))?.length ?? 1));
}

const NOTHING_SEEN = { own: 'none', isDanger: false, isForeign: false } as const;

/** What the kinds say of a wish, among what is harmless, and what tells wishes apart, in log-odds. */
const toldOf = ({ reading }: Read, head: WishHead, hearing: Measure): readonly [number, number] => {
  const { chances } = weighBy(hearing, reading, NOTHING_SEEN);
  const harmless = HARMLESS_KINDS.reduce((sum, kind) => sum + chances[kind], 0);
  return [asOdds(chances.wish / harmless), asOdds(1 - (head.shares(reading)[0] ?? 0))];
};

function isWishBy(
  left: readonly Read[],
  head: WishHead,
  hearing: Measure,
): Omit<WishMeasure, 'classes' | 'layers' | 'later'> {
  const told = left.map((line) => [toldOf(line, head, hearing), line.is > 0] as const);
  const counts = countsOf(left);
  const by = { bias: 0, kinds: 0.5, wishes: 0.5 };
  for (let round = 0; round < 3_000; round += 1) {
    const slope = { bias: 0, kinds: 0, wishes: 0 };
    for (const [at, [[kinds, wishes], isWish]] of told.entries()) {
      const likely = 1 / (1 + Math.exp(-(by.bias + by.kinds * kinds + by.wishes * wishes)));
      const wrong = (likely - Number(isWish)) * (counts[at] ?? 0);
      slope.bias += wrong;
      slope.kinds += wrong * kinds;
      slope.wishes += wrong * wishes;
    }
    by.bias -= 0.5 * slope.bias;
    by.kinds -= 0.05 * slope.kinds;
    by.wishes -= 0.05 * slope.wishes;
  }
  return by;
}

/** Of lines of writers left out: of how many wishes the likeliest is right, in a hundred, by what the layers know and what they do not. */
function figuresOf(left: readonly Read[], head: WishHead): Readonly<Record<string, number>> {
  const right = (some: readonly Read[]): number => {
    const found = some.filter(({ reading, is }) => {
      const shares = head.shares(reading).subarray(1);
      return shares.indexOf(Math.max(...shares)) + 1 === is;
    });
    return Math.round((1_000 * found.length) / some.length) / 10;
  };
  const wishes = left.filter(({ is }) => is > 0);
  return {
    known: right(wishes.filter(({ is }) => !isLater(is))),
    later: right(wishes.filter(({ is }) => isLater(is))),
  };
}

await main();

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HEAD_ROUTES } from '../src/hear/message-head.ts';
import { type Sign, written } from '../src/platform/encoder/linear-head.ts';
import { PLACES, signsOf, TOLD_BY_WORDING } from '../src/platform/encoder/wording.ts';
import { isOfHearing, type LeftOut, leftOutIn, messagesIn, questionsIn } from './data.ts';

/** One text to learn from: where it falls, and what is right of it for each number; `undefined` where that is not known. */
interface Lesson {
  readonly places: readonly Sign[];
  readonly report: number;
  readonly danger: number;
  /** Among the routes; -1 for what has none, or is an emergency, whose route its writer has not said. */
  readonly route: number;
}

const ROUTES: readonly string[] = HEAD_ROUTES;
const ROUNDS = 24;
const STEP = 0.1;
/** Of each weight so much goes after every round, so that what was seen once hardly counts. */
const FADING = 0.01;

/**
 * Learns what the wording of a message tells, beside the encoder: some seconds. `--fold K --left-out FOLDER`: without the
 * policies and writers that this fold leaves out. `--share S`: from such a share of the others, for a curve.
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'training/data/open' },
      fold: { type: 'string' },
      'left-out': { type: 'string', default: 'training/out' },
      share: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  if (!values.out) throw new Error('--out FILE: where the weights go');
  const left = values.fold === undefined ? undefined : leftOutIn(resolve(values['left-out']))[Number(values.fold)];
  writeFileSync(resolve(values.out), learn(lessonsFrom(resolve(values.data), { left, share: Number(values.share) })));
}

interface Kept {
  readonly left: LeftOut | undefined;
  readonly share: number;
}

function lessonsFrom(data: string, { left, share }: Kept): readonly Lesson[] {
  const questions = questionsIn(data).filter((one) => !isOfHearing(one));
  const messages = messagesIn(data).filter((one) => !isOfHearing(one) && one.source === 'messages');
  const isKept = (names: readonly string[], without: readonly string[]) => {
    const some = [...new Set(names).difference(new Set(without))].sort();
    const kept = new Set(
      drawn(some.length)
        .slice(0, Math.round(share * some.length))
        .map((at) => some[at]),
    );
    return (name: string): boolean => kept.has(name);
  };
  const isPolicyKept = isKept(
    questions.map(({ policy }) => policy),
    left?.policies ?? [],
  );
  const isWriterKept = isKept(
    messages.map(({ writer }) => writer),
    left?.writers ?? [],
  );
  return [
    ...messages
      .filter(({ writer }) => isWriterKept(writer))
      .map(({ text, kind, route }) => ({
        places: signsOf(text),
        report: Number(kind === 'concern'),
        danger: Number(route === 'emergency'),
        route: kind === 'concern' ? ROUTES.indexOf(route ?? '') : -1,
      })),
    ...questions
      .filter(({ policy }) => isPolicyKept(policy))
      .map(({ text }) => ({ places: signsOf(text), report: 0, danger: 0, route: -1 })),
  ];
}

/** Logistic curves, and one choice among the routes, by steps that become shorter where many were taken. */
function learn(lessons: readonly Lesson[]): Uint8Array {
  const weights = new Float32Array(PLACES * TOLD_BY_WORDING);
  const taken = new Float32Array(PLACES * TOLD_BY_WORDING).fill(1e-3);
  const biases = new Float32Array(TOLD_BY_WORDING);
  const slope = new Float32Array(TOLD_BY_WORDING);
  const order = drawn(lessons.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = STEP * (1 - round / ROUNDS);
    for (const at of order) {
      const lesson = lessons[at];
      if (!lesson) continue;
      slopeOf(lesson, said(lesson, weights, biases), slope);
      for (let told = 0; told < TOLD_BY_WORDING; told += 1) {
        const steep = slope[told] as number;
        if (Math.abs(steep) < 1e-4) continue;
        biases[told] = (biases[told] as number) - 0.01 * step * steep;
        for (const [place, much] of lesson.places) {
          const spot = place * TOLD_BY_WORDING + told;
          const down = steep * much;
          taken[spot] = (taken[spot] as number) + down * down;
          weights[spot] = (weights[spot] as number) - (step * down) / Math.sqrt(taken[spot] as number);
        }
      }
    }
    for (let spot = 0; spot < weights.length; spot += 1) weights[spot] = (weights[spot] as number) * (1 - FADING);
  }
  return written(weights, biases);
}

function said({ places }: Lesson, weights: Float32Array, biases: Float32Array): Float32Array {
  const sum = Float32Array.from(biases);
  for (const [place, much] of places)
    for (let told = 0; told < TOLD_BY_WORDING; told += 1)
      sum[told] = (sum[told] as number) + much * (weights[place * TOLD_BY_WORDING + told] as number);
  return sum;
}

function slopeOf(
  { report, danger, route }: Lesson,
  [toldReport = 0, toldDanger = 0, ...routes]: Float32Array,
  slope: Float32Array,
): void {
  slope[0] = 1 / (1 + Math.exp(-toldReport)) - report;
  slope[1] = 1 / (1 + Math.exp(-toldDanger)) - danger;
  const raised = routes.map((number) => Math.exp(number - Math.max(...routes)));
  const all = raised.reduce((total, one) => total + one, 0);
  raised.forEach((one, at) => {
    slope[2 + at] = route < 0 ? 0 : one / all - Number(at === route);
  });
}

/** So many numbers from 0 on, in the same order each time, as if drawn. */
const drawn = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => ({ at, by: Math.imul(at + 1, 0x9e3779b1) >>> 0 }))
    .sort((one, other) => one.by - other.by)
    .map(({ at }) => at);

main();

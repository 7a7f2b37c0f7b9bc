import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Reading } from '../src/core/understanding.ts';
import { decide, isToldAsDanger, RAISED, type Raised } from '../src/disclosure/hearing/costs.ts';
import { gravest } from '../src/disclosure/hearing/gravest.ts';
import {
  type Chances,
  type Evidence,
  HARMLESS_KINDS,
  HEARD_AS,
  type HeardAs,
  type Weighed,
} from '../src/disclosure/hearing/heard-as.ts';
import { createRules } from '../src/disclosure/hearing/rules.ts';
import { partsOf } from '../src/disclosure/parts.ts';
import { hashesIn, openEncoder } from '../src/understanding/encoder.ts';
import { HEARING_SIGNS, HEARING_SUMS, HearingHead, hearingSigns } from '../src/understanding/hearing-head.ts';
import { type Sign, written } from '../src/understanding/linear-head.ts';
import { keepHash } from './card.ts';
import { foldsOf, heardIn, isOfHearing, messagesIn, questionsIn, wishesIn } from './data.ts';

/** One text to learn from, as it is read. */
export interface Lesson {
  readonly id: string;
  readonly text: string;
  /** What it may be: one thing where its writer said which, several where only what it is not is known. */
  readonly may: readonly HeardAs[];
  readonly isDanger: boolean;
  readonly weight: number;
  /** Who wrote it, or the policy that it asks: what is left out is left out by these. */
  readonly from: string;
  readonly told: string | undefined;
  readonly isNear: boolean;
  readonly lot: string;
  readonly parts: readonly { readonly text: string; readonly reading: Reading; readonly evidence: Evidence }[];
}

type Text = Omit<Lesson, 'parts'>;

const ROUNDS = 16;
const STEP = 0.12;
/** Distress is rare and dear; ways to ask for a wish are many and alike. */
const WEIGHTS = { distress: 1.5, wishes: 0.1, wish: 0.9, question: 1, other: 1 } as const;
/** An emergency that is missed weighs more than a calm report that is called one. */
const DANGER_WEIGHT = 2;
const FOLDS = 5;
/** One in so many. */
const KNOWN_QUESTIONS = 4;

/**
 * Learns what a message is, everything together: two minutes, most of it the encoder's. Prints what the sum says of writers that were
 * left out, as the product decides, then learns from all. `--model FOLDER` holds the encoder; `hearing.bin` is written there.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'training/data/open' },
      model: { type: 'string', default: 'src/understanding/model' },
      misses: { type: 'boolean', default: false },
      /** What it says of those left out takes five times as long as learning. */
      figures: { type: 'boolean', default: true },
    },
    allowNegative: true,
  });
  const folder = pathToFileURL(`${resolve(values.model)}/`);
  const lessons = await lessonsFrom(resolve(values.data), folder);
  if (values.figures) printFigures(lessons, values.misses);
  writeFileSync(new URL('hearing.bin', folder), learn(lessons));
  await keepHash(folder, 'hearing', resolve(values.data));
}

function textsIn(data: string): readonly Text[] {
  const one = (text: string, may: readonly HeardAs[], from: string, lot: string, more: Partial<Text> = {}): Text => ({
    id: '',
    text,
    may,
    from,
    lot,
    told: undefined,
    isNear: false,
    isDanger: false,
    weight: WEIGHTS.other,
    ...more,
  });
  const messages = messagesIn(data).filter((one) => isOfHearing(one) && one.source === 'messages');
  // Of those that the encoder knows only some, so that no wish sounds likelier than a question.
  const questions = questionsIn(data).filter((one, at) => isOfHearing(one) || at % KNOWN_QUESTIONS === 0);
  return [
    ...messages.map(({ id, text, kind, route, writer, lot }) => {
      if (kind === 'concern') return one(text, ['report'], writer, lot, { id, isDanger: route === 'emergency' });
      return kind === 'distress'
        ? one(text, ['distress'], writer, lot, { id, weight: WEIGHTS.distress })
        : one(text, HARMLESS_KINDS, writer, lot, { id });
    }),
    ...questions.map(({ id, text, policy, lot }) =>
      one(text, ['question', 'follow-up'], policy, lot, { id, weight: WEIGHTS.question }),
    ),
    // Many by one writer: in parts, so that a fold leaves out some of them.
    ...wishesIn(data).map(({ id, text, wish, writer }, at) =>
      one(
        text,
        wish === 'none' ? HARMLESS_KINDS.filter((kind) => kind !== 'wish') : ['wish'],
        `wishes ${writer} ${Math.floor(at / 200)}`,
        'wishes',
        { id, weight: WEIGHTS.wishes },
      ),
    ),
    ...heardIn(data).map(({ id, text, kind, route, told, near, writer, lot }) =>
      one(text, [kind], writer, lot, {
        id,
        told,
        isNear: near === true,
        isDanger: route === 'emergency',
        weight: kind === 'distress' || kind === 'wish' ? WEIGHTS[kind] : WEIGHTS.other,
      }),
    ),
  ];
}

/** @param folder holds the encoder */
export async function lessonsFrom(data: string, folder: URL): Promise<readonly Lesson[]> {
  const texts = textsIn(data);
  const encoder = await openEncoder(folder, await hashesIn(folder));
  const rules = createRules();
  const lessons: Lesson[] = [];
  for (const text of texts) {
    const { own, dangers, language } = await rules(text.text);
    const parts = partsOf(text.text);
    const readings = await encoder.read(parts);
    lessons.push({
      ...text,
      parts: readings.map((reading, at) => ({
        text: parts[at] ?? '',
        reading,
        evidence: {
          own: own === undefined ? 'none' : own.isCrisis ? 'crisis' : 'strain',
          isDanger: dangers.length > 0,
          isForeign: language !== undefined,
        },
      })),
    });
  }
  return lessons;
}

const signsOf = ({ parts: [first] }: Lesson): readonly Sign[] =>
  first ? hearingSigns(first.text, first.reading, first.evidence) : [];

/** One sum for each thing that it may be and one for danger, by steps that become shorter where many were taken. */
function learn(lessons: readonly Lesson[]): Uint8Array {
  const weights = new Float32Array(HEARING_SIGNS * HEARING_SUMS);
  const taken = new Float32Array(HEARING_SIGNS * HEARING_SUMS).fill(1e-2);
  const biases = new Float32Array(HEARING_SUMS);
  const signs = lessons.map(signsOf);
  const slopes = new Float32Array(HEARING_SUMS);
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = STEP * (1 - round / ROUNDS);
    for (const at of shuffled(lessons.length, round)) {
      const lesson = lessons[at] as Lesson;
      slopesOf(slopes, weights, biases, signs[at] as readonly Sign[], lesson);
      for (let sum = 0; sum < HEARING_SUMS; sum += 1) {
        const slope = slopes[sum] as number;
        if (Math.abs(slope) < 1e-3) continue;
        biases[sum] = (biases[sum] as number) - 0.01 * step * slope;
        for (const [sign, much] of signs[at] as readonly Sign[]) {
          const spot = sign * HEARING_SUMS + sum;
          const down = slope * much;
          taken[spot] = (taken[spot] as number) + down * down;
          weights[spot] = (weights[spot] as number) - (step * down) / Math.sqrt(taken[spot] as number);
        }
      }
    }
  }
  return written(weights, biases);
}

/** How steeply each sum is wrong. Of several things that it may be each is right by its share of them. */
function slopesOf(
  slopes: Float32Array,
  weights: Float32Array,
  biases: Float32Array,
  signs: readonly Sign[],
  { may, isDanger, weight }: Lesson,
): void {
  slopes.set(biases);
  for (const [sign, much] of signs)
    for (let sum = 0; sum < HEARING_SUMS; sum += 1)
      slopes[sum] = (slopes[sum] as number) + much * (weights[sign * HEARING_SUMS + sum] as number);
  const kinds = HEARD_AS.length;
  const danger = 1 / (1 + Math.exp(-(slopes[kinds] as number)));
  const highest = Math.max(...slopes.subarray(0, kinds));
  let all = 0;
  for (let at = 0; at < kinds; at += 1) all += slopes[at] = Math.exp((slopes[at] as number) - highest);
  let right = 0;
  HEARD_AS.forEach((kind, at) => {
    slopes[at] = (slopes[at] as number) / all;
    if (may.includes(kind)) right += slopes[at] as number;
  });
  HEARD_AS.forEach((kind, at) => {
    const wanted = may.includes(kind) ? (slopes[at] as number) / Math.max(right, 1e-9) : 0;
    slopes[at] = ((slopes[at] as number) - wanted) * weight;
  });
  slopes[kinds] = (danger - Number(isDanger)) * (isDanger ? DANGER_WEIGHT : 1) * Math.min(weight, 1);
}

/** The same order for the same round. */
const shuffled = (many: number, round: number): readonly number[] =>
  Array.from({ length: many }, (_, at) => ({ at, by: Math.imul(at + 1 + round * many, 0x9e3779b1) >>> 0 }))
    .sort((one, other) => one.by - other.by)
    .map(({ at }) => at);

interface Judged {
  readonly lesson: Lesson;
  readonly weighed: Weighed;
  readonly raised: Raised;
  readonly most: HeardAs;
}

/** A part of the lessons, and the sum that was learnt from the others: it has met none of its writers. */
export interface Fold {
  readonly head: HearingHead;
  readonly lessons: readonly Lesson[];
}

export function foldsOfSum(lessons: readonly Lesson[]): readonly Fold[] {
  const of = foldsOf(
    lessons.map(({ from }) => from),
    FOLDS,
  );
  return Array.from({ length: FOLDS }, (_, fold) => ({
    head: new HearingHead(learn(lessons.filter(({ from }) => of.get(from) !== fold))),
    lessons: lessons.filter(({ from }) => of.get(from) === fold),
  }));
}

/** What sums that never met a fifth of the writers say of them, decided as the product decides. */
function printFigures(lessons: readonly Lesson[], areMissesShown: boolean): void {
  const judged = foldsOfSum(lessons).flatMap(({ head, lessons: left }) =>
    left
      .filter(({ lot }) => lot !== 'wishes')
      .map((lesson): Judged => {
        const weighed = gravest(lesson.parts.map(({ text, reading, evidence }) => head.weigh(text, reading, evidence)));
        const { raised } = decide(weighed.chances, weighed.danger);
        return { lesson, weighed, raised, most: likeliest(weighed.chances) };
      }),
  );
  console.log(
    '\n| at least | reports | emergencies | distress, plain | hidden | social | social, near | campaign | about | wish | question | other |',
  );
  for (const grave of ['report', 'distress'] as const)
    for (const least of LEASTS)
      console.log(
        `| ${grave} ${least} | ${COLUMNS.map((kind) => {
          const all = judged.filter((one) => kindOf(one) === kind);
          return ((100 * all.filter(({ weighed }) => weighed.chances[grave] >= least).length) / all.length).toFixed(1);
        }).join(' | ')} |`,
      );
  for (const lot of ['zr', 'zs']) {
    const some = judged.filter(({ lesson }) => lesson.lot.startsWith(lot));
    console.log(`\n${lot}: what is done with what (in a hundred)`);
    console.log(`| | number | ${RAISED.join(' | ')} | told 999 |`);
    for (const [kind, all] of Map.groupBy(some, kindOf)) {
      const share = (is: (one: Judged) => boolean) => ((100 * all.filter(is).length) / all.length).toFixed(1);
      const row = RAISED.map((done) => share(({ raised }) => raised === done));
      console.log(
        `| ${kind} | ${all.length} | ${row.join(' | ')} | ${share(({ weighed }) => isToldAsDanger(weighed.danger))} |`,
      );
    }
    for (const [kind, all] of Map.groupBy(some, kindOf))
      console.log(
        kind,
        JSON.stringify(
          Object.fromEntries([...Map.groupBy(all, ({ most }) => most)].map(([most, one]) => [most, one.length])),
        ),
      );
  }
  if (!areMissesShown) return;
  for (const { lesson, raised, weighed } of judged)
    if (isMissed(lesson, raised))
      console.log(
        raised,
        weighed.chances.report.toFixed(3),
        weighed.chances.distress.toFixed(3),
        lesson.id,
        kindOf({ lesson }),
        lesson.text.slice(0, 160),
      );
}

const LEASTS = [0.03, 0.05, 0.08, 0.12, 0.18, 0.25, 0.35, 0.5, 0.7] as const;
const COLUMNS = [
  'report',
  'emergency',
  'distress, plain',
  'distress, hidden',
  'social',
  'social, near',
  'campaign',
  'about',
  'wish',
  'question',
  'other',
] as const;

const isMissed = ({ may: [is] }: Lesson, raised: Raised): boolean =>
  is === 'report' || is === 'distress' ? raised === 'none' : raised !== 'none';

const kindOf = ({ lesson: { may, isDanger, told, isNear } }: Pick<Judged, 'lesson'>): string =>
  may.length > 2 ? 'other' : isDanger ? 'emergency' : `${may[0]}${told ? `, ${told}` : ''}${isNear ? ', near' : ''}`;

const likeliest = (chances: Chances): HeardAs =>
  HEARD_AS.reduce((best, kind) => (chances[kind] > chances[best] ? kind : best));

if (import.meta.main) await main();

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { HEAD_ROUTES } from '../src/hear/message-head.ts';
import { partsOf } from '../src/hear/parts.ts';
import { decide, isToldAsDanger, RAISED, type Raised } from '../src/hear/weighing/costs.ts';
import { gravest } from '../src/hear/weighing/gravest.ts';
import {
  type Chances,
  type Evidence,
  HARMLESS_KINDS,
  HEARD_AS,
  type HeardAs,
  type Weighed,
} from '../src/hear/weighing/heard-as.ts';
import { createRules } from '../src/hear/weighing/rules.ts';
import { LEARNT_WISHES } from '../src/hear/wishes/wishes.ts';
import type { MessageReading } from '../src/kernel/understanding.ts';
import { hashesIn, openEncoder } from '../src/platform/encoder/encoder.ts';
import {
  apart,
  type Measure,
  SEEN,
  type Seen,
  seenIn,
  sharesOf,
  weighBy,
} from '../src/platform/encoder/hearing-head.ts';
import { shippedWishes } from '../src/wiring/wishes.ts';
import { keepHearing } from './card.ts';
import { heardIn, heldOfHearing, isOfHearing, messagesIn, questionsIn, wishesIn } from './data.ts';

/** One text to learn from. */
interface Lesson {
  readonly id: string;
  readonly text: string;
  /** What it may be: one thing where its writer said which, several where only what it is not is known. */
  readonly may: readonly HeardAs[];
  readonly isDanger: boolean;
  readonly route: string | undefined;
  /** Which wish, `none`, or not known. */
  readonly wish: string | undefined;
  readonly weight: number;
  /** In how many rounds of all it comes. */
  readonly often: number;
  /** Who wrote it. */
  readonly from: string;
  readonly told: string | undefined;
  readonly isNear: boolean;
  readonly lot: string;
}

/** A lesson of a writer whom nothing was learnt from, as it is read. */
interface Left extends Lesson {
  readonly parts: readonly { readonly reading: MessageReading; readonly evidence: Evidence }[];
}

/** Distress is rare and dear; ways to ask for a wish are many and alike. */
const WEIGHTS = { distress: 1.5, wishes: 0.3, other: 1 } as const;
/** What the encoder has learnt from comes less often, and so do ways to ask for a wish. */
const OFTEN = { known: 0.4, wishes: 0.5, other: 1 } as const;
/** One in so many of the questions that the encoder knows. */
const KNOWN_QUESTIONS = 4;

/**
 * How sure the hearing may be, and how much what the rules see counts beside it: learnt from a tenth of the writers, from whom its layers
 * (python/hearing.py) have learnt nothing. Prints what is done with what they wrote, as the product decides. `--model FOLDER` holds the
 * weights. `--lessons FILE` only writes what the layers learn from; what the lots of `--new` hold comes twice as often.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'training/data/open' },
      model: { type: 'string', default: 'src/platform/encoder/model' },
      measure: { type: 'boolean', default: false },
      misses: { type: 'boolean', default: false },
      new: { type: 'string' },
      lessons: { type: 'string' },
    },
  });
  const data = resolve(values.data);
  const folder = pathToFileURL(`${resolve(values.model)}/`);
  const held = heldOfHearing(data);
  const lessons = lessonsIn(data);
  const fresh = new Set(values.new?.split(','));
  if (values.lessons) {
    writeFileSync(
      resolve(values.lessons),
      written(
        lessons.filter(({ from }) => !held.has(from)),
        fresh,
      ),
    );
    return;
  }
  const left = await read(
    lessons.filter(({ from }) => held.has(from)),
    folder,
  );
  const measure = measured(left);
  console.log(JSON.stringify(measure));
  await keepHearing(folder, measure, data);
  printFigures(left, measure, values.misses);
}

function lessonsIn(data: string): readonly Lesson[] {
  const one = (
    text: string,
    may: readonly HeardAs[],
    from: string,
    lot: string,
    more: Partial<Lesson> = {},
  ): Lesson => ({
    ...{
      id: '',
      text,
      may,
      from,
      lot,
      told: undefined,
      isNear: false,
      isDanger: false,
      route: undefined,
      wish: undefined,
    },
    ...{ weight: WEIGHTS.other, often: OFTEN.other },
    ...more,
  });
  const messages = messagesIn(data).filter(({ source }) => source === 'messages');
  // Of those that the encoder knows only some, so that no wish sounds likelier than a question.
  const questions = questionsIn(data).filter((asked, at) => isOfHearing(asked) || at % KNOWN_QUESTIONS === 0);
  const often = (text: { readonly lot: string }) => (isOfHearing(text) ? OFTEN.other : OFTEN.known);
  return [
    ...messages.map(({ id, text, kind, route, writer, lot }) => {
      const same = { id, often: often({ lot }) };
      if (kind === 'concern') return one(text, ['report'], writer, lot, { ...same, ...routed(route ?? undefined) });
      return kind === 'distress'
        ? one(text, ['distress'], writer, lot, { ...same, weight: WEIGHTS.distress })
        : one(text, HARMLESS_KINDS, writer, lot, same);
    }),
    ...questions.map(({ id, text, policy, lot }) =>
      one(text, ['question', 'follow-up'], policy, lot, { id, often: often({ lot }), wish: 'none' }),
    ),
    ...shippedWishes().not.map((text) => one(text, NO_WISH, '', 'not', { wish: 'none' })),
    ...wishesIn(data).map(({ id, text, wish, writer }) =>
      one(text, wish === 'none' ? NO_WISH : ['wish'], writer, 'wishes', {
        ...{ id, wish, weight: WEIGHTS.wishes, often: OFTEN.wishes },
      }),
    ),
    ...heardIn(data).map(({ id, text, kind, route, told, near, wish, writer, lot }) =>
      one(text, kind === 'other' ? HARMLESS_KINDS : [kind], writer, lot, {
        ...{ id, told, isNear: near === true, ...routed(route) },
        wish: kind === 'other' ? undefined : (wish ?? (kind === 'wish' ? undefined : 'none')),
        weight: kind === 'distress' ? WEIGHTS.distress : WEIGHTS.other,
      }),
    ),
  ];
}

const NO_WISH = HEARD_AS.filter((kind) => kind !== 'wish');

/** An emergency is a danger, on a route that nobody has said. */
const routed = (route: string | undefined): Partial<Lesson> => (route === 'emergency' ? { isDanger: true } : { route });

/** Lessons as python/hearing.py reads them; what `fresh` lots hold comes twice as often. */
function written(lessons: readonly Lesson[], fresh: ReadonlySet<string>): string {
  const counts = { kinds: HEARD_AS.length, routes: HEAD_ROUTES.length, wishes: 1 + LEARNT_WISHES.length };
  const again = lessons.filter(({ lot }) => fresh.has(lot));
  const numbered = [...lessons, ...again].map(({ text, may, weight, often, isDanger, route, wish }) => ({
    ...{ text, weight, often, known: often === OFTEN.known, danger: Number(isDanger) },
    may: may.map((kind) => HEARD_AS.indexOf(kind)),
    route: placeIn(HEAD_ROUTES, route),
    wish: placeIn(['none', ...LEARNT_WISHES], wish),
  }));
  return `${[counts, ...numbered].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

const placeIn = (all: readonly string[], one: string | undefined): number | null => {
  const at = one === undefined ? -1 : all.indexOf(one);
  return at < 0 ? null : at;
};

/** @param folder holds the encoder, and the layers of the hearing */
async function read(lessons: readonly Lesson[], folder: URL): Promise<readonly Left[]> {
  const encoder = await openEncoder(folder, await hashesIn(folder));
  const rules = createRules();
  const left: Left[] = [];
  for (const lesson of lessons) {
    const { own, dangers, language } = await rules(lesson.text);
    const evidence: Evidence = {
      own: own === undefined ? 'none' : own.isCrisis ? 'crisis' : 'strain',
      isDanger: dangers.length > 0,
      isForeign: language !== undefined,
    };
    const readings = await encoder.hear(partsOf(lesson.text));
    left.push({ ...lesson, parts: readings.map((reading) => ({ reading, evidence })) });
  }
  return left;
}

const ROUNDS = 400;
const STEP = 0.5;
/** Nothing is added for a sign that is met too seldom to tell: what it adds is drawn to nothing by so much. */
const FADING = 2e-3;

/** How sure the numbers are, and what signs add, so that what was said of those left out is likeliest: by steps downhill. */
function measured(left: readonly Left[]): Measure {
  const some = left.flatMap(({ parts: [first], may, isDanger }) => {
    if (!first) return [];
    const { kinds, danger } = apart(first.reading.sums);
    return [{ kinds, danger: danger[0] ?? 0, seen: seenIn(first.evidence), may, isDanger }];
  });
  let scale = 1;
  const adds = Object.fromEntries(SEEN.map((sign) => [sign, { distress: 0, report: 0, danger: 0 }])) as Record<
    Seen,
    { distress: number; report: number; danger: number }
  >;
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = { scale: 0, adds: structuredClone(adds) };
    for (const sign of SEEN) for (const of of ADDED) slope.adds[sign][of] = FADING * adds[sign][of];
    for (const { kinds, danger, seen, may, isDanger } of some) {
      const added = (of: (typeof ADDED)[number]) => seen.reduce((sum, sign) => sum + adds[sign][of], 0);
      const raised = HEARD_AS.map(
        (is, at) => scale * (kinds[at] ?? 0) + (is === 'distress' || is === 'report' ? added(is) : 0),
      );
      const shares = sharesOf(Float32Array.from(raised));
      const right = HEARD_AS.reduce((sum, is, at) => sum + (may.includes(is) ? (shares[at] ?? 0) : 0), 0);
      HEARD_AS.forEach((is, at) => {
        const share = shares[at] ?? 0;
        const wrong = (share - (may.includes(is) ? share / Math.max(right, 1e-9) : 0)) / some.length;
        slope.scale += wrong * (kinds[at] ?? 0);
        if (is === 'distress' || is === 'report') for (const sign of seen) slope.adds[sign][is] += wrong;
      });
      const wrong = (1 / (1 + Math.exp(-(scale * danger + added('danger')))) - Number(isDanger)) / some.length;
      slope.scale += wrong * danger;
      for (const sign of seen) slope.adds[sign].danger += wrong;
    }
    scale -= 0.1 * STEP * slope.scale;
    for (const sign of SEEN) for (const of of ADDED) adds[sign][of] -= 20 * STEP * slope.adds[sign][of];
  }
  return { scale, adds };
}

const ADDED = ['distress', 'report', 'danger'] as const;

interface Judged {
  readonly lesson: Lesson;
  readonly weighed: Weighed;
  readonly raised: Raised;
  readonly most: HeardAs;
}

/** What is said of writers whom nothing was learnt from, decided as the product decides. */
function printFigures(left: readonly Left[], measure: Measure, areMissesShown: boolean): void {
  const judged = left.map((lesson): Judged => {
    const weighed = gravest(lesson.parts.map(({ reading, evidence }) => weighBy(measure, reading, evidence)));
    const { raised } = decide(weighed.chances, weighed.danger);
    return { lesson, weighed, raised, most: likeliest(weighed.chances) };
  });
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
  for (const lot of ['zr', 'zs', 'zt', 'zu', 'zv', 'zw']) {
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

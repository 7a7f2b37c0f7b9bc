import { createAnswerer } from '../../src/policy/ask/answer.ts';
import { cite } from '../../src/policy/ask/cite.ts';
import { confidenceOf, evidenceOf } from '../../src/policy/ask/confidence.ts';
import { signsOf } from '../../src/policy/ask/order.ts';
import { createPassageIndex } from '../../src/policy/ask/passage-index.ts';
import { AGAIN, search } from '../../src/policy/ask/search.ts';
import { type Evidence, type Signs, TUNING, type Tuning } from '../../src/policy/ask/tuning.ts';
import { createReader } from '../../src/policy/question/query-parser.ts';
import { createSpeller } from '../../src/policy/question/spelling.ts';
import { loadCautions, loadVocabulary } from '../../src/wiring/policy/known-words.ts';
import { type Choice, type Judgement, learnToChoose, learnToJudge } from '../../training/learn.ts';
import { type Case, holds, loadCases, policyCalled, QUESTION_SETS, type Score, scoreOf } from './question-sets.ts';

const vocabulary = loadVocabulary();
const cautions = loadCautions();
const SIGNS = namesOf(TUNING.order);
const EVIDENCE = namesOf(TUNING.sure);
/** What a wrong silence costs against a wrong answer: so many of the answerable questions are to be answered. */
const ANSWERED = 0.95;
/** No confidence at all is silence, whatever is fitted. */
const LEAST = 0.001;

interface Lesson {
  readonly choice: Choice<keyof Signs>;
  /** Absent where nothing was found: then silence is certain. */
  readonly judgement?: Judgement<keyof Evidence>;
  readonly isAnswerable: boolean;
  readonly confidence: (sure: Tuning['sure']) => number;
}

/**
 * Fits `TUNING.order`, `TUNING.sure` and `TUNING.needed` to every question set, and says what they are worth on a set that they
 * were not fitted to. Prints what to write into tuning.ts; changes nothing. Same input, same output. With `numbers`, the other
 * numbers of the tuning are each tried a quarter up and down.
 */
export default function fit(args: readonly string[] = []): void {
  const sets = QUESTION_SETS.map((file) => ({ file, cases: loadCases(file) })).filter(({ cases }) => cases.length > 0);
  if (args.includes('numbers')) {
    tryNumbers(sets.flatMap(({ cases }) => cases));
    return;
  }
  const lessons = sets.map(({ file, cases }) => ({ file, cases, lessons: lessonsOf(cases) }));
  console.log('| set | as it is: first, three, answered, silent | fitted without it |');
  console.log('|---|---|---|');
  const heldOut: Score[] = [];
  for (const { file, cases } of lessons) {
    const others = lessons.filter((other) => other.file !== file).flatMap((other) => other.lessons);
    const without = score(cases, { ...TUNING, ...fitted(others) });
    heldOut.push(without);
    console.log(`| ${file.replace(/^.*\//, '')} | ${shown(score(cases, TUNING))} | ${shown(without)} |`);
  }
  const all = lessons.flatMap((one) => one.lessons);
  console.log(
    `| all | ${shown(
      score(
        lessons.flatMap(({ cases }) => cases),
        TUNING,
      ),
    )} | ${shown(total(heldOut))} |`,
  );
  console.log(JSON.stringify(fitted(all)));
}

function lessonsOf(cases: readonly Case[]): Lesson[] {
  return cases.map((one) => {
    const { index, read } = readerFor(one.policy);
    const understood = read(one.question);
    const found = search(index, understood, TUNING);
    const most = found.ranked.reduce((top, { score }) => Math.max(top, score), 0);
    const evidence = evidenceOf(index, understood, found, TUNING.reach);
    const isAnswerable = one.kind === 'answerable';
    return {
      isAnswerable,
      confidence: (sure) => confidenceOf(index, understood, found, { ...TUNING, sure }),
      choice: {
        candidates: found.ranked.slice(0, AGAIN).map((ranked) => ({
          features: signsOf(index, ranked, most, understood, found.weights),
          isRight: isAnswerable && holds(one, cite(ranked.entry).quote),
        })),
      },
      ...(evidence ? { judgement: { features: evidence, isRight: isAnswerable } } : {}),
    };
  });
}

/** Learned once from the best passage as ranked now: the evidence hardly depends on the order. */
function fitted(lessons: readonly Lesson[]): Pick<Tuning, 'order' | 'sure' | 'needed'> {
  const order = learnToChoose(
    SIGNS,
    lessons.map(({ choice }) => choice),
  );
  const learned = learnToJudge(
    EVIDENCE,
    lessons.flatMap(({ judgement }) => judgement ?? []),
    'kinds-alike',
  ).weights;
  // In shares of the question, as `needed` is.
  const sure = mapped(learned, (weight) => round(weight / learned.coverage));
  const confidences = lessons
    .filter(({ isAnswerable }) => isAnswerable)
    .map(({ confidence }) => confidence(sure))
    .sort((a, b) => b - a);
  return {
    order: mapped(order, (weight) => round(weight)),
    sure,
    needed: Math.max(LEAST, round(confidences[Math.floor(ANSWERED * confidences.length)] ?? 0)),
  };
}

const readers = new Map<string, ReturnType<typeof newReader>>();
const readerFor = (name: string) => {
  const known = readers.get(name) ?? newReader(name);
  readers.set(name, known);
  return known;
};
function newReader(name: string) {
  const index = createPassageIndex([policyCalled(name)], vocabulary, TUNING);
  return { index, read: createReader(vocabulary, createSpeller(vocabulary, index), TUNING) };
}

function score(cases: readonly Case[], tuning: Tuning): Score {
  const answerers = new Map(
    [...new Set(cases.map(({ policy }) => policy))].map((name) => [
      name,
      createAnswerer({ policies: [policyCalled(name)], vocabulary, cautions }, tuning),
    ]),
  );
  return scoreOf(cases, ({ policy, question }) => {
    const answer = answerers.get(policy)?.askLocally(question);
    return answer?.kind === 'answered' ? [answer.best, ...answer.others].map(({ quote }) => quote) : [];
  });
}

/** Each other number a quarter up and down, one at a time; a maintainer moves those that help by more than chance. */
function tryNumbers(cases: readonly Case[]): void {
  const worth = ({ first, three, answered, kept }: Score) => first + three / 2 + answered / 2 + kept;
  const now = worth(score(cases, TUNING));
  const { order: _order, sure: _sure, ...rest } = TUNING;
  const places = Object.entries(rest).flatMap(([name, value]): (readonly string[])[] =>
    typeof value === 'number' ? [[name]] : Object.keys(value).map((part) => [name, part]),
  );
  for (const place of places) {
    const changes = [0.75, 1.25].map((times) => worth(score(cases, moved(TUNING, place, times))) - now);
    console.log(`${place.join('.').padEnd(24)} ×0.75 ${changes[0]?.toFixed(1)}  ×1.25 ${changes[1]?.toFixed(1)}`);
  }
}

function moved(tuning: Tuning, [name, part]: readonly string[], times: number): Tuning {
  return JSON.parse(
    JSON.stringify(tuning, function (this: unknown, key, value) {
      const isIt =
        part === undefined ? key === name && this === tuning : key === part && this === Reflect.get(tuning, name ?? '');
      return isIt && typeof value === 'number' ? value * times : value;
    }),
  );
}

const total = (scores: readonly Score[]): Score =>
  scores.reduce((one, other) => ({
    answerable: one.answerable + other.answerable,
    first: one.first + other.first,
    three: one.three + other.three,
    answered: one.answered + other.answered,
    silent: one.silent + other.silent,
    kept: one.kept + other.kept,
  }));

function shown({ answerable, first, three, answered, silent, kept }: Score): string {
  const share = (part: number, whole: number) => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(1));
  return `${share(first, answerable)} ${share(three, answerable)} ${share(answered, answerable)} ${share(kept, silent)}`;
}

function namesOf<Name extends string>(record: Readonly<Record<Name, number>>): Name[] {
  // The names of a plain record are its keys.
  return Object.keys(record) as Name[];
}

function mapped<Name extends string>(
  record: Readonly<Record<Name, number>>,
  change: (value: number) => number,
): Record<Name, number> {
  const result: Record<Name, number> = { ...record };
  for (const name of namesOf(record)) result[name] = change(record[name]);
  return result;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

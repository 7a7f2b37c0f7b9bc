import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { stems } from '../src/ask/finding/bm25.ts';
import { type Candidate, createPassageIndex } from '../src/ask/finding/passage-index.ts';
import { type Ranked, type RankWeights, rankClosely } from '../src/ask/finding/ranker.ts';
import { SIGNS, TOKENS, type Tokens } from '../src/ask/finding/signs.ts';
import { chanceOf, type Lead, leadOf, type RankerWeights, tokensOf } from '../src/ask/finding/standing.ts';
import { NOTHING_KEPT } from '../src/ask/finding/vectors.ts';
import type { Policy } from '../src/ask/policy.ts';
import { citeAll, LOOKED_AT, places, ruleOf } from '../src/ask/quoting/quotes.ts';
import type { Encoder } from '../src/kernel/understanding.ts';
import { hashesIn, openEncoder } from '../src/platform/encoder/encoder.ts';
import { parseWeights, type Weights } from '../src/platform/encoder/weights.ts';
import { hashOfData, modelCard, rounded } from './card.ts';
import { foldsOf, holds, isHard, leftOutIn, policyFiles, type Question, questionsIn } from './data.ts';
import { learnCurves, learnToChoose } from './learn.ts';
import { readPolicy } from './passages.ts';

/** A question on a policy that the encoder never saw, with all that may answer it. */
interface Tried {
  readonly question: Question;
  readonly candidates: readonly Candidate[];
  readonly right: ReadonlySet<Candidate>;
  readonly unknown: number;
  readonly words: number;
}

/**
 * Fits how passages are ranked, and how sure that is; what a message is, `hearing.ts` learns. Only what an encoder says of policies
 * that it was not trained on is used, so that what is sure here is sure there. What was written to be hard is not fitted on, but for
 * how sure an order is, where it counts half. The figures count all of it.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'training/data/open' },
      folds: { type: 'string' },
      encoder: { type: 'string' },
      out: { type: 'string' },
      /** Weights whose order of passages stays; how sure it is, is fitted again. */
      order: { type: 'string' },
    },
  });
  const folder = resolve(values.data);
  const tried = await everythingLeftOut(folder, resolve(values.folds ?? 'training/out'));
  const daily = tried.filter(({ question }) => !isHard(question));
  if (daily.length === 0)
    throw new Error(
      'All questions that were left out were written to be hard: leave out a lot that was not (data.ts).',
    );
  const { ranker, judged } = fitStanding(tried, values.order ? weightsOf(values.order).ranker : fitOrder(daily));
  const figures = { questions: questionFigures(tried, judged, ranker) };
  console.log(JSON.stringify(figures, null, 1));
  if (!values.out || !values.encoder) return;
  const model = pathToFileURL(`${dirname(resolve(values.encoder))}/`);
  const hashes = await hashesIn(model);
  // How the hearing is measured stays (hearing.ts, wishes.ts).
  const { measure, wishes } = JSON.parse(readFileSync(new URL('weights.json', model), 'utf8'));
  writeFileSync(resolve(values.out), `${JSON.stringify({ ...hashes, measure, wishes, ranker }, rounded, 1)}\n`);
  writeFileSync(
    join(dirname(resolve(values.out)), 'README.md'),
    modelCard({ ...hashes, data: hashOfData(folder), figures }),
  );
}

const weightsOf = (file: string): Weights => parseWeights(readFileSync(resolve(file), 'utf8'));

/** Each fold's encoder on the policies that were left out of its training. */
async function everythingLeftOut(data: string, folds: string): Promise<readonly Tried[]> {
  const policies = policyFiles(data);
  const questions = questionsIn(data);
  const tried: Tried[] = [];
  for (const [fold, left] of leftOutIn(folds).entries()) {
    const policiesLeft = new Set(left.policies);
    const place = pathToFileURL(`${join(folds, `fold-${fold}`)}/`);
    if (!existsSync(new URL('encoder.onnx', place))) continue;
    const encoder = await openEncoder(place, await hashesIn(place));
    for (const [name, file] of policies) {
      if (!policiesLeft.has(name)) continue;
      const own = questions.filter(({ policy }) => policy === name);
      tried.push(...(await tryOn(readPolicy(file), own, encoder)));
    }
    console.error(`fold ${fold}: ${tried.length} questions`);
  }
  return tried;
}

async function tryOn(policy: Policy, questions: readonly Question[], encoder: Encoder): Promise<Tried[]> {
  const words = await createPassageIndex([policy]);
  const index = await words.learn({ encoder, vectors: NOTHING_KEPT });
  const readings = await encoder.read(questions.map(({ text }) => text));
  return questions.map((question, at) => {
    const asked = { words: stems(question.text), reading: readings[at] };
    const candidates = index.candidates(asked);
    const right = candidates.filter(
      ({ entry }) => question.evidence.length > 0 && holds(textOf(policy, entry.passage), question.evidence),
    );
    return { question, candidates, right: new Set(right), unknown: index.unknown(asked), words: asked.words.length };
  });
}

/** With what leads into it, which is quoted together with it. */
const textOf = (policy: Policy, passage: Candidate['entry']['passage']): string =>
  [...passage.leadIns.map((id) => policy.passages[Number(id.slice(1)) - 1]?.text ?? ''), passage.text].join(' ');

const WORDS_ONLY = ['words', 'covered', 'headed', 'item', 'row', 'leadIn'] as const;

function fitOrder(tried: readonly Tried[]): RankWeights {
  const choicesOf = tried.map(({ candidates, right }) => ({
    candidates: candidates.map((candidate) => ({ features: candidate.signs, isRight: right.has(candidate) })),
  }));
  const signs = learnToChoose(SIGNS, choicesOf);
  const alone = learnToChoose(WORDS_ONLY, choicesOf);
  return {
    signs,
    close: howMuchCloseCounts(tried, signs),
    wordsAlone: { ...signs, text: 0, bare: 0, heading: 0, ...alone },
  };
}

/** What was written to be hard counts so much in how sure an order is: less than what people write from day to day. */
const HARD_COUNTS = 0.5;
/** In so many parts policies are judged by what the others taught. */
const PARTS = 7;

/**
 * How sure an order is. From where on it is sure, or silent, is told by chances that come from other policies: what a chance was learnt
 * from it knows too well.
 */
function fitStanding(
  tried: readonly Tried[],
  order: RankWeights,
): { ranker: RankerWeights; judged: readonly WithChance[] } {
  const judged = tried.map((one) => ({ ...judgedBy(one, order), policy: one.question.policy }));
  const learn = (some: readonly Judged[]) =>
    learnCurves(
      TOKENS,
      some.map((one) => ({ features: one.tokens, isRight: one.isRight, weight: one.isHard ? HARD_COUNTS : 1 })),
    );
  const parts = foldsOf(
    judged.map(({ policy }) => policy),
    PARTS,
  );
  const others = Array.from({ length: PARTS }, (_, part) =>
    learn(judged.filter(({ policy }) => parts.get(policy) !== part)),
  );
  const chances = judged.map((one) => {
    const taught = others[parts.get(one.policy) ?? 0];
    return { ...one, chance: taught ? chanceOf(one.tokens, taught) : 0 };
  });
  const daily = chances.filter(({ isHard }) => !isHard);
  const ranker = { ...order, chance: learn(judged), sure: surelyFrom(daily), silent: silentBelow(daily) };
  return { ranker, judged: chances };
}

/** Learnt with all the others, a question's words would hardly count by their letters: what is asked for by name is then missed. */
const CLOSE = [0, 10, 20, 30, 40, 60];

/** With how much of it most questions have their answer first, and then among three. */
function howMuchCloseCounts(tried: readonly Tried[], signs: RankWeights['signs']): number {
  const worth = CLOSE.map((close) => {
    const places = tried.map((one) => placeOf(one.question, rankClosely(one.candidates, { signs, close })));
    const within = (most: number) => places.filter((place) => place >= 0 && place < most).length;
    return within(1) + within(3);
  });
  return CLOSE[worth.indexOf(Math.max(...worth))] ?? 0;
}

interface Judged {
  readonly question: Question;
  readonly tokens: Tokens;
  /** What would be said as the rule answers. */
  readonly isRight: boolean;
  readonly isAnswerable: boolean;
  readonly isHard: boolean;
}

type WithChance = Judged & { readonly chance: number };

function judgedBy({ question, candidates, unknown, words }: Tried, order: RankWeights): Judged {
  const ranked = rankClosely(candidates, order);
  const rule = ruleOf(ranked)?.citation.quote;
  const isAnswerable = question.evidence.length > 0;
  return {
    question,
    tokens: tokensOf(ranked, unknown, words),
    isRight: isAnswerable && rule !== undefined && holds(rule, question.evidence),
    isAnswerable,
    isHard: isHard(question),
  };
}

/** So many places are looked through for the answer: a card shows three. */
const PLACES = 12;

/** Which of the places shown holds the answer, from 0; -1 where none does. */
const placeOf = ({ evidence }: Question, ranked: readonly Ranked[]): number =>
  evidence.length === 0
    ? -1
    : places(citeAll(ranked.slice(0, LOOKED_AT)), PLACES).findIndex(({ citation }) => holds(citation.quote, evidence));

/** Of what is said as sure so much must be right. */
const SURE_RIGHT = 0.94;

/** The lowest chance from which on so much is right, 0 to 1; 1 where nothing is. */
function surelyFrom(judged: readonly WithChance[], wanted = SURE_RIGHT): number {
  const sorted = judged.toSorted((one, other) => other.chance - one.chance);
  let right = 0;
  let from = 1;
  sorted.forEach(({ isRight, chance }, at) => {
    right += Number(isRight);
    if (at >= 20 && right / (at + 1) >= wanted) from = chance;
  });
  return from;
}

/** Of the questions that a policy answers so few may be told that it does not; as many get no rule because they sound like a report. */
const DEAD_ENDS = 0.022;

function silentBelow(judged: readonly WithChance[]): number {
  const answerable = judged.filter(({ isAnswerable }) => isAnswerable).map(({ chance }) => chance);
  const sorted = answerable.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * DEAD_ENDS)] ?? 0;
}

const percent = (some: number, all: number): number => (all === 0 ? 0 : Math.round((1000 * some) / all) / 10);

/** What could be said as sure at other prices. */
const SURE_RIGHTS = [85, 88, 90, 92, 95];

/** @param judged the same questions in the same order, each with a chance that other policies taught */
function questionFigures(tried: readonly Tried[], judged: readonly WithChance[], weights: RankerWeights) {
  const all = tried.map((one, at) => ({ ...one, ...(judged[at] as WithChance) }));
  const of = (some: typeof all) => {
    const answerable = some.filter(({ isAnswerable }) => isAnswerable);
    const ranks = answerable.map(({ question, candidates }) => placeOf(question, rankClosely(candidates, weights)));
    const within = (most: number) => percent(ranks.filter((place) => place >= 0 && place < most).length, ranks.length);
    const sure = some.filter(({ chance }) => chance >= weights.sure);
    const silent = some.filter(({ isAnswerable }) => !isAnswerable);
    const rightWhere = (lead: Lead): number => {
      const led = some.filter(({ chance }) => leadOf({ chance }, true) === lead);
      return percent(led.filter(({ isRight }) => isRight).length, led.length);
    };
    return {
      questions: some.length,
      first: within(1),
      three: within(3),
      twelve: within(PLACES),
      sure: percent(sure.filter(({ isAnswerable }) => isAnswerable).length, answerable.length),
      sureRight: percent(sure.filter(({ isRight }) => isRight).length, sure.length),
      silentNotSure: percent(silent.filter(({ chance }) => chance < weights.sure).length, silent.length),
      notCovered: percent(silent.filter(({ chance }) => chance < weights.silent).length, silent.length),
      deadEnd: percent(answerable.filter(({ chance }) => chance < weights.silent).length, answerable.length),
      right: { clear: rightWhere('clear'), open: rightWhere('open'), faint: rightWhere('faint') },
      'sure, were so many of it to be right': Object.fromEntries(
        SURE_RIGHTS.map((wanted) => {
          const from = surelyFrom(some, wanted / 100);
          return [
            `${wanted} of 100`,
            percent(answerable.filter(({ chance }) => chance >= from).length, answerable.length),
          ];
        }),
      ),
    };
  };
  const policies = [...new Set(tried.map(({ question }) => question.policy))].sort();
  const byPolicy = Object.fromEntries(
    policies.map((name) => {
      const { first, three, sure, sureRight } = of(all.filter(({ question }) => question.policy === name));
      return [name, `${first}/${three}, sure ${sure} right ${sureRight}`];
    }),
  );
  const daily = of(all.filter((one) => !one.isHard));
  return { all: of(all), daily, byPolicy };
}

if (import.meta.main) await main();

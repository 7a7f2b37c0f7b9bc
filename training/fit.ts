import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Encoder } from '../src/core/understanding.ts';
import { type Detection, detectConcern } from '../src/disclosure/detect.ts';
import { decideBetween, oddsOf } from '../src/disclosure/judge.ts';
import { isBelowGate, type MessageThresholds, type Told, toldBy } from '../src/disclosure/message-head.ts';
import { partsOf } from '../src/disclosure/parts.ts';
import { stems } from '../src/policy/ask/bm25.ts';
import { type Candidate, createPassageIndex } from '../src/policy/ask/passage-index.ts';
import { citeAll, LOOKED_AT, places, ruleOf } from '../src/policy/ask/quotes.ts';
import { type Ranked, type RankWeights, rankClosely } from '../src/policy/ask/ranker.ts';
import { SIGNS, TOKENS, type Tokens } from '../src/policy/ask/signs.ts';
import { chanceOf, type Lead, leadOf, type RankerWeights, tokensOf } from '../src/policy/ask/standing.ts';
import { NOTHING_KEPT } from '../src/policy/ask/vectors.ts';
import type { Policy } from '../src/policy/policy.ts';
import { hashesIn, hashOfFile, openEncoder } from '../src/understanding/encoder.ts';
import { parseWeights, type Weights } from '../src/understanding/weights.ts';
import { hashOfData, modelCard } from './card.ts';
import {
  foldsOf,
  holds,
  isHard,
  leftOutIn,
  type Message,
  messagesIn,
  policyFiles,
  type Question,
  questionsIn,
} from './data.ts';
import { learnCurves, learnToChoose, learnToJudge } from './learn.ts';
import { readPolicy } from './passages.ts';

/** A question on a policy that the encoder never saw, with all that may answer it. */
interface Tried {
  readonly question: Question;
  readonly candidates: readonly Candidate[];
  readonly right: ReadonlySet<Candidate>;
  readonly unknown: number;
  readonly words: number;
}

/** A message by a writer whom the encoder never met. */
interface Heard {
  readonly message: Message;
  readonly told: Told;
  readonly rules: Detection;
}

/**
 * Fits everything that is not the encoder itself: the ranking, how sure it is, and from where on a message is a report. Only
 * what an encoder says of policies and writers that it was not trained on is used, so that what is sure here is sure there. What
 * was written to be hard is not fitted on, but for how sure an order is, where it counts half. The figures count all of it.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'training/data/open' },
      folds: { type: 'string' },
      encoder: { type: 'string' },
      out: { type: 'string' },
      /** Weights whose thresholds for messages stay, but for the gate: that, and the ranking, are fitted again. */
      messages: { type: 'string' },
      /** Weights whose order of passages stays; how sure it is, is fitted again. */
      order: { type: 'string' },
    },
  });
  const folder = resolve(values.data);
  const { tried, heard } = await everythingLeftOut(folder, resolve(values.folds ?? 'training/out'));
  const daily = tried.filter(({ question }) => !isHard(question));
  if (daily.length === 0)
    throw new Error(
      'All questions that were left out were written to be hard: leave out a lot that was not (data.ts).',
    );
  const { ranker, judged } = fitStanding(tried, values.order ? weightsOf(values.order).ranker : fitOrder(daily));
  const fitted = fitMessages(
    heard.filter(({ message }) => !isHard(message)),
    heard.filter(isDistress),
  );
  const messages = values.messages ? { ...weightsOf(values.messages).messages, gate: fitted.gate } : fitted;
  const figures = { questions: questionFigures(tried, judged, ranker), messages: messageFigures(heard, messages) };
  console.log(JSON.stringify(figures, null, 1));
  if (!values.out || !values.encoder) return;
  const model = pathToFileURL(`${dirname(resolve(values.encoder))}/`);
  const hashes = { ...(await hashesIn(model)), wishes: await hashOfFile(new URL('wishes.bin', model)) };
  writeFileSync(resolve(values.out), `${JSON.stringify({ ...hashes, ranker, messages }, rounded, 1)}\n`);
  writeFileSync(
    join(dirname(resolve(values.out)), 'README.md'),
    modelCard({ ...hashes, data: hashOfData(folder), figures }),
  );
}

const weightsOf = (file: string): Weights => parseWeights(readFileSync(resolve(file), 'utf8'));

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(6)) : value;

/** Each fold's encoder on what was left out of its training. */
async function everythingLeftOut(data: string, folds: string): Promise<{ tried: Tried[]; heard: Heard[] }> {
  const policies = policyFiles(data);
  const questions = questionsIn(data);
  const messages = messagesIn(data);
  const tried: Tried[] = [];
  const heard: Heard[] = [];
  for (const [fold, left] of leftOutIn(folds).entries()) {
    const policiesLeft = new Set(left.policies);
    const writersLeft = new Set(left.writers);
    const place = pathToFileURL(`${join(folds, `fold-${fold}`)}/`);
    if (!existsSync(new URL('encoder.onnx', place))) continue;
    const encoder = await openEncoder(place, await hashesIn(place));
    for (const [name, file] of policies) {
      if (!policiesLeft.has(name)) continue;
      const own = questions.filter(({ policy }) => policy === name);
      tried.push(...(await tryOn(readPolicy(file), own, encoder)));
    }
    const others = messages.filter(({ writer }) => writersLeft.has(writer));
    const asked = questions
      .filter(({ policy }) => policiesLeft.has(policy))
      .map(({ id, lot, text }): Message => ({ id, lot, text, kind: 'question', route: null, writer: ASKED }));
    for (const message of [...others, ...asked]) {
      const told = toldBy(await encoder.read(partsOf(message.text)));
      heard.push({ message, told, rules: detectConcern(message.text) });
    }
    console.error(`fold ${fold}: ${tried.length} questions, ${heard.length} messages`);
  }
  return { tried, heard };
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
const SURE_RIGHT = 0.905;

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

/**
 * What is no report and still raises an alarm, or is offered one: of what people say, and of what they ask about a policy. Half of what may
 * be, because of writers whom none here resembles twice as many were disturbed as of those left out.
 */
const FALSE_ALARMS = { said: 0.012, asked: 0.008 };
const DISTURBED = { said: 0.07, asked: 0.062 };
/** Of the reports that are no emergency so few may be called one. */
const CALM_CALLED_EMERGENCY = 0.055;
/** So much less danger is enough where the rules see it too, on the scale of log-odds. */
const RULES_SEE_DANGER = 1.5;
/** Of the emergencies whose danger is seen so few may be offered a report only, because hardly one is told. */
const ONLY_OFFERED = 0.005;
/** Of the reports so few may pass to a model outside; wanted is one in 200, of those that nobody fitted it on. */
const PAST_THE_GATE = 0.003;
/** Few speak of their own distress, and those who do must all be heard: beyond the faintest that was left out there is still so much room. */
const ROOM_FOR_DISTRESS = 0.25;
/** Of all that was said in distress, in the most hidden words too, so little may pass to a model outside. */
const DISTRESS_PAST_THE_GATE = 0.05;

/**
 * A vote of the rules counts half of what it is worth by itself: what alarms wrongly is mostly what they too take for a report. (On
 * writers left out half of it finds more reports and disturbs fewer people than all of it, or none.)
 */
const VOTE = 0.5;

const isDistress = ({ message }: Heard): boolean => message.kind === 'distress';

/** @param distressed all that was said in distress: of that nothing is too hard to be kept from a model outside */
function fitMessages(heard: readonly Heard[], distressed: readonly Heard[]): MessageThresholds {
  const isReport = ({ message }: Heard): boolean => message.kind === 'concern';
  const votes = ['report', 'perhaps', 'yes'] as const;
  const { weights } = learnToJudge(
    votes,
    heard
      .filter(({ message }) => message.kind !== 'distress')
      .map((one) => ({ features: votesIn(one, one.told.report), isRight: isReport(one) })),
  );
  // A vote of the rules may only help.
  const helps = { perhaps: VOTE * Math.max(0, weights.perhaps), yes: VOTE * Math.max(0, weights.yes) };
  const scoreOf = (one: Heard): number => {
    const { report, perhaps, yes } = votesIn(one, one.told.report);
    return weights.report * report + helps.perhaps * perhaps + helps.yes * yes;
  };
  const isSaid = ({ message }: Heard): boolean => message.kind === 'question' && message.writer !== ASKED;
  const said = heard.filter(isSaid).map(scoreOf);
  const asked = heard.filter(({ message }) => message.writer === ASKED).map(scoreOf);
  const thresholdsAt = (share: { readonly said: number; readonly asked: number }) => {
    const from = Math.max(quantile(said, 1 - share.said), quantile(asked, 1 - share.asked));
    return {
      no: sigmoid(from / weights.report),
      perhaps: sigmoid((from - helps.perhaps) / weights.report),
      yes: sigmoid((from - helps.yes) / weights.report),
    };
  };
  const reports = heard.filter(isReport);
  const dangerOf = (some: readonly Heard[]) => some.map(({ told }) => told.danger);
  const calm = quantile(
    dangerOf(reports.filter(({ message }) => message.route !== 'emergency')),
    1 - CALM_CALLED_EMERGENCY,
  );
  const danger = { no: calm, yes: sigmoid(logit(calm) - RULES_SEE_DANGER) };
  const isSeen = ({ told, rules }: Heard): boolean =>
    told.danger >= danger[rules.kind === 'concern' && rules.emergency ? 'yes' : 'no'];
  const together = reports
    .filter((one) => one.message.route === 'emergency' && isSeen(one))
    .map(({ told }) => oddsOf(told.report) * oddsOf(told.danger))
    .sort((one, other) => one - other);
  const faintest = (some: readonly Heard[], share: number): number =>
    some.length === 0
      ? 0.5
      : quantile(
          unheard(some, ({ distress }) => distress),
          share,
        );
  const plainly = heard.filter(isDistress);
  // What the rules hold back anyway needs no threshold.
  const unheard = (some: readonly Heard[], what: (told: Told) => number): number[] =>
    some.map(({ told, rules }) => (rules.kind === 'none' ? what(told) : 1)).sort((one, other) => one - other);
  const most = unheard(reports, ({ report, danger }) => Math.max(report, danger));
  return {
    report: thresholdsAt(FALSE_ALARMS),
    offer: thresholdsAt(DISTURBED),
    distress: Math.min(0.5, ROOM_FOR_DISTRESS * faintest(plainly, 0.03)),
    danger: { ...danger, together: together[Math.floor(together.length * ONLY_OFFERED)] ?? 0 },
    gate: {
      told: most[Math.floor(most.length * PAST_THE_GATE)] ?? 0,
      distress: Math.min(ROOM_FOR_DISTRESS * faintest(plainly, 0), faintest(distressed, DISTRESS_PAST_THE_GATE)),
    },
  };
}

/** The writer of a question on a policy: heard like any message, for it must not alarm either. */
const ASKED = 'asked of a policy';

const votesIn = ({ rules }: Heard, report: number) => ({
  report: logit(report),
  perhaps: Number(rules.kind === 'unclear'),
  yes: Number(rules.kind === 'concern'),
});

const logit = (share: number): number => Math.log(Math.max(share, 1e-6) / Math.max(1 - share, 1e-6));
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
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
      const led = some.filter(({ chance, tokens }) => leadOf({ chance, margin: tokens.margin }, true) === lead);
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

function messageFigures(heard: readonly Heard[], thresholds: MessageThresholds) {
  const of = (some: readonly Heard[]) => {
    const decided = some.map((one) => ({ ...one, decision: decideBetween(one.rules, one.told, thresholds) }));
    const share = (wanted: (one: (typeof decided)[number]) => boolean, among: typeof decided) =>
      percent(among.filter(wanted).length, among.length);
    const reports = decided.filter(({ message }) => message.kind === 'concern');
    const asked = decided.filter(({ message }) => message.writer === ASKED);
    const said = decided.filter(({ message }) => message.kind === 'question' && message.writer !== ASKED);
    type Decided = (typeof decided)[number];
    const isAlarm = ({ decision }: Decided): boolean =>
      decision.kind === 'concern' || (decision.kind === 'unclear' && decision.likelier === 'report');
    const isHeard = ({ decision }: Decided): boolean => decision.kind === 'concern' || decision.kind === 'unclear';
    const isRight = ({ decision, message }: Decided): boolean =>
      'route' in decision && decision.route === message.route;
    const isEmergency = ({ decision }: Decided): boolean =>
      isAlarm({ decision } as Decided) && 'route' in decision && decision.route === 'emergency';
    const passes = ({ told, rules }: Decided): boolean => rules.kind === 'none' && isBelowGate(told, thresholds);
    return {
      messages: some.length,
      found: share(isHeard, reports),
      first: share(isAlarm, reports),
      route: share(isRight, reports),
      emergencies: share(
        isEmergency,
        reports.filter(({ message }) => message.route === 'emergency'),
      ),
      calledEmergency: share(
        isEmergency,
        reports.filter(({ message }) => message.route !== 'emergency'),
      ),
      falseAlarms: { said: share(isAlarm, said), asked: share(isAlarm, asked) },
      disturbed: { said: share(isHeard, said), asked: share(isHeard, asked) },
      distress: share(
        (one) => one.decision.kind === 'own-distress' || isEmergency(one),
        decided.filter(({ message }) => message.kind === 'distress'),
      ),
      pastTheGate: share(passes, reports),
      distressPastTheGate: share(
        passes,
        decided.filter(({ message }) => message.kind === 'distress'),
      ),
      heldBack: { said: share((one) => !passes(one), said), asked: share((one) => !passes(one), asked) },
    };
  };
  const rulesAlone = {
    found: percent(
      heard.filter(({ message, rules }) => message.kind === 'concern' && rules.kind === 'concern').length,
      heard.filter(({ message }) => message.kind === 'concern').length,
    ),
    falseAlarms: percent(
      heard.filter(({ message, rules }) => message.kind === 'question' && rules.kind === 'concern').length,
      heard.filter(({ message }) => message.kind === 'question').length,
    ),
  };
  const writers = [...new Set(heard.map(({ message }) => message.writer))].sort();
  const byWriter = Object.fromEntries(
    writers.map((name) => {
      const { messages, found, falseAlarms, disturbed } = of(heard.filter(({ message }) => message.writer === name));
      return [name, `${messages} messages, found ${found}, alarms ${falseAlarms.said}, disturbed ${disturbed.said}`];
    }),
  );
  return { all: of(heard), byWriter, rulesAlone };
}

if (import.meta.main) await main();

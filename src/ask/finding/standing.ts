import { isQuoted, ruleOf } from '../quoting/quotes.ts';
import { placeOf, type Ranked, type RankWeights } from './ranker.ts';
import { TOKENS, type Token, type Tokens } from './signs.ts';

/** What was learnt from questions: how passages are put in order, and how sure their order is. */
export interface RankerWeights extends RankWeights {
  readonly chance: ChanceWeights;
  /** From this chance up, an answer is given plainly; below the other, the policies are said to be silent. */
  readonly sure: number;
  readonly silent: number;
}

/** That the rule answers, on the scale of log-odds: what each token adds to `bias`. */
export interface ChanceWeights {
  readonly bias: number;
  readonly curves: Readonly<Record<Token, Curve>>;
}

/** How much a number adds, in steps: the first of `adds` below the first of `from`, and the next from each of those on. */
export interface Curve {
  /** Rising. */
  readonly from: readonly number[];
  /** One more than of those. */
  readonly adds: readonly number[];
}

/** How sure an answer is. Without an encoder nothing is sure, and nothing is said to be silent either. */
export type Band = 'sure' | 'nearest' | 'silent';

/** Those below the best are its rivals, but for the rows and items around it: they say the same thing. */
const RIVALS = 5;

/** So near in its own section a passage is around it. A policy may be read as one section, and then the rest of it are rivals too. */
const AROUND = 5;

const isAround = (one: Ranked, first: Ranked): boolean =>
  one.entry.policy === first.entry.policy &&
  one.entry.passage.sectionId === first.entry.passage.sectionId &&
  Math.abs(placeOf(one) - placeOf(first)) <= AROUND;

/**
 * What can be told about the whole ranking, and about what is quoted of it as the rule.
 * @param unknown the share of the question's words that stands nowhere, 0 to 1
 * @param words how many were asked
 */
export function tokensOf(ranked: readonly Ranked[], unknown: number, words: number): Tokens {
  const [first] = ranked;
  const rivals = ranked.filter((one) => first && !isAround(one, first)).slice(0, RIVALS);
  const nearest = Math.max(0, ...ranked.slice(0, RIVALS).map(({ signs }) => signs.text));
  return {
    nearest,
    lead: nearest - Math.max(0, ...rivals.map(({ signs }) => signs.text)),
    spread: nearest - meanOf(rivals.map(({ signs }) => signs.text)),
    best: first?.score ?? 0,
    margin: (first?.score ?? 0) - (rivals[0]?.score ?? 0),
    close: first?.close ?? 0,
    closeLead: (first?.close ?? 0) - Math.max(0, ...rivals.map(({ close }) => close)),
    words: first?.signs.words ?? 0,
    covered: first?.signs.covered ?? 0,
    headed: first?.signs.headed ?? 0,
    unknown,
    length: Math.log(1 + words),
    ...quoteTokens(ranked),
  };
}

type QuoteToken = 'share' | 'doubt' | 'overNext' | 'textOverNext' | 'closeOverNext' | 'letters' | 'passages';

/** How much of what was found stands in the quote, and how far the first of it stands before what does not. */
function quoteTokens(ranked: readonly Ranked[]): Pick<Tokens, QuoteToken> {
  const [first] = ranked;
  const rule = ruleOf(ranked)?.citation;
  if (!first || !rule)
    return { share: 0, doubt: 0, overNext: 0, textOverNext: 0, closeOverNext: 0, letters: 0, passages: 0 };
  const odds = ranked.map(({ score }) => Math.exp(score - first.score));
  const all = odds.reduce((sum, one) => sum + one, 0);
  const others = ranked.filter((one) => !isQuoted(rule, one));
  const next = others.slice(0, RIVALS);
  return {
    share: ranked.reduce((sum, one, at) => sum + (isQuoted(rule, one) ? (odds[at] ?? 0) : 0), 0) / all,
    doubt: odds.reduce((sum, one) => sum - (one > 0 ? (one / all) * Math.log(one / all) : 0), 0),
    overNext: others[0] ? first.score - others[0].score : ALONE,
    textOverNext: first.signs.text - Math.max(0, ...next.map(({ signs }) => signs.text)),
    closeOverNext: first.close - Math.max(0, ...next.map(({ close }) => close)),
    letters: Math.log(1 + rule.quote.length),
    passages: rule.passageIds.length,
  };
}

/** Further than any passage stands before the next: where there is no next. */
const ALONE = 20;

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The chance, 0 to 1, that what is quoted as the rule answers. */
export function chanceOf(tokens: Tokens, { bias, curves }: ChanceWeights): number {
  const sum = TOKENS.reduce((total, token) => total + addedBy(curves[token], tokens[token]), bias);
  return 1 / (1 + Math.exp(-sum));
}

/** @param curve see `Curve` */
export function addedBy({ from, adds }: Curve, value: number): number {
  const below = from.findIndex((step) => value < step);
  return adds[below < 0 ? from.length : below] ?? 0;
}

/**
 * How far one passage stands out where none is sure. `clear`: it is shown, and the others are named. `open`: the first three may be it.
 * `faint`: who knows is named, and what comes closest by its heading.
 */
export type Lead = 'clear' | 'open' | 'faint';

/**
 * From which chance on an answer goes under which heading, chosen on policies and questions that the fold has not learnt from (decisions
 * 0113 and 0124; `npm run bench -- answers --data …` says how many fall under each, and how many of those are right).
 */
const FROM = { says: 0.87, looks: 0.6, perhaps: 0.2 };
/** What asks nothing is mostly a moan or a joke: it is answered from further up. */
const TOLD = 0.3;

/** How sure a ranking is of its first. */
export interface Standing {
  /** That it answers, 0 to 1. */
  readonly chance: number;
}

/** Whether it is said plainly. */
export const isPlain = (standing: Standing | undefined): boolean =>
  standing !== undefined && standing.chance >= FROM.says;

/** @param standing absent where only words were looked for */
export function leadOf(standing: Standing | undefined, asks: boolean): Lead {
  if (!standing) return 'open';
  if (standing.chance >= FROM.looks) return 'clear';
  return standing.chance < (asks ? FROM.perhaps : TOLD) ? 'faint' : 'open';
}

/** How sure a whole ranking is of its first: see `tokensOf` and `chanceOf`. */
export function standingOf(ranked: readonly Ranked[], unknown: number, words: number, ranker: RankerWeights): Standing {
  return { chance: chanceOf(tokensOf(ranked, unknown, words), ranker.chance) };
}

/** The band that a chance falls into. */
export const bandOf = (chance: number, { sure, silent }: Pick<RankerWeights, 'sure' | 'silent'>): Band =>
  chance >= sure ? 'sure' : chance < silent ? 'silent' : 'nearest';

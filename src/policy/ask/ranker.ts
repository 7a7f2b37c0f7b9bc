import type { Candidate } from './passage-index.ts';
import { SIGNS, type Sign, type Signs, TOKENS, type Token, type Tokens } from './signs.ts';

/** A candidate and how well it answers. */
export interface Ranked extends Candidate {
  readonly score: number;
  /** How near each word asked is to one of its words; of those that were not looked at closely, the least of those that were. */
  readonly close: number;
}

/** What was learnt from questions: it comes with the encoder's weights and belongs to them. */
export interface RankerWeights {
  readonly signs: Readonly<Record<Sign, number>>;
  /** How much it counts beside them, for the first few, how near each word asked is to one of theirs. */
  readonly close: number;
  /** The same without an encoder. */
  readonly wordsAlone: Readonly<Record<Sign, number>>;
  /** Whether the first passage is right, as a logistic curve. */
  readonly tokens: Readonly<Record<Token, number>>;
  readonly bias: number;
  /** From this chance up, an answer is given plainly; below the other, the policies are said to be silent. */
  readonly sure: number;
  readonly silent: number;
}

/** How much each sign counts where there are no weights at all: fitted on the open data, words alone. */
export const WORDS_ALONE: Readonly<Record<Sign, number>> = {
  text: 0,
  bare: 0,
  heading: 0,
  words: 2.58,
  covered: 8.64,
  headed: 1.38,
  item: 0.19,
  row: -3.39,
  leadIn: -2.64,
};

/** How sure an answer is. Without an encoder nothing is sure, and nothing is said to be silent either. */
export type Band = 'sure' | 'nearest' | 'silent';

/** Orders candidates, the best first; of equals the one that stands first. */
export function rank(candidates: readonly Candidate[], weights: Readonly<Record<Sign, number>>): readonly Ranked[] {
  return candidates
    .map((candidate) => ({ ...candidate, close: 0, score: weighted(candidate.signs, weights) }))
    .sort(bestFirst);
}

/** How many of the first are looked at word by word: beyond them hardly any is right, and each takes some 30 µs. */
export const LOOKED_AT_CLOSELY = 12;

/** As `rank`, and then the first few again by each of their words. */
export function rankClosely(
  candidates: readonly Candidate[],
  { signs, close }: Pick<RankerWeights, 'signs' | 'close'>,
): readonly Ranked[] {
  const roughly = rank(candidates, signs);
  const looked = roughly.slice(0, LOOKED_AT_CLOSELY).map((one) => ({ ...one, close: one.closeness() }));
  const least = Math.min(...looked.map(({ close }) => close));
  const score = (one: Ranked): Ranked => ({ ...one, score: one.score + one.close * close });
  const first = looked.map(score);
  const others = roughly.slice(LOOKED_AT_CLOSELY).map((one) => score({ ...one, close: least }));
  return [...first, ...others].sort(bestFirst);
}

const bestFirst = (one: Ranked, other: Ranked): number => other.score - one.score || placeOf(one) - placeOf(other);

const placeOf = ({ entry }: Candidate): number => Number(entry.passage.id.slice(1));

const weighted = (signs: Signs, weights: Readonly<Record<Sign, number>>): number =>
  SIGNS.reduce((sum, sign) => sum + signs[sign] * weights[sign], 0);

/** Those below the best are its rivals, but for the rows and items around it: they say the same thing. */
const RIVALS = 5;

/** So near in its own section a passage is around it. A policy may be read as one section, and then the rest of it are rivals too. */
const AROUND = 5;

const isAround = (one: Candidate, first: Candidate): boolean =>
  one.entry.policy === first.entry.policy &&
  one.entry.passage.sectionId === first.entry.passage.sectionId &&
  Math.abs(placeOf(one) - placeOf(first)) <= AROUND;

/** What can be told about the whole ranking. */
export function tokensOf(ranked: readonly Ranked[], unknown: number, words: number): Tokens {
  const [first] = ranked;
  const rivals = ranked.filter((one) => first && !isAround(one, first)).slice(0, RIVALS);
  const nearest = Math.max(0, ...ranked.slice(0, RIVALS).map(({ signs }) => signs.text));
  const mean = (values: readonly number[], none: number): number =>
    values.length === 0 ? none : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    nearest,
    lead: nearest - Math.max(0, ...rivals.map(({ signs }) => signs.text)),
    spread:
      nearest -
      mean(
        rivals.map(({ signs }) => signs.text),
        0,
      ),
    best: first?.score ?? 0,
    margin: (first?.score ?? 0) - (rivals[0]?.score ?? 0),
    close: first?.close ?? 0,
    closeLead: (first?.close ?? 0) - Math.max(0, ...rivals.map(({ close }) => close)),
    words: first?.signs.words ?? 0,
    covered: first?.signs.covered ?? 0,
    headed: first?.signs.headed ?? 0,
    unknown,
    length: Math.log(1 + words),
  };
}

/** The chance, 0 to 1, that the first passage answers. */
export function chanceOf(tokens: Tokens, { tokens: weights, bias }: Pick<RankerWeights, 'tokens' | 'bias'>): number {
  const sum = TOKENS.reduce((total, token) => total + tokens[token] * weights[token], bias);
  return 1 / (1 + Math.exp(-sum));
}

/**
 * How far one passage stands out where none is sure. `clear`: it is shown, and the others wait. `open`: several are shown. `faint`: who
 * knows is named, and what comes closest by its headings alone.
 */
export type Lead = 'clear' | 'open' | 'faint';

/**
 * From this chance on, and so far before any rival, the first passage stands out. Below the other chance hardly any answers, and
 * for what asks nothing from further up: it is mostly a moan or a joke. (How often the first is right in each: the model card.)
 */
const CLEAR = { chance: 0.5, margin: 1.5 };
const FAINT = { asked: 0.2, told: 0.45 };

/** How sure a ranking is of its first. */
export interface Standing {
  /** That it answers. */
  readonly chance: number;
  /** How far it stands before its first rival. */
  readonly margin: number;
}

/** @param standing absent where only words were looked for */
export function leadOf(standing: Standing | undefined, asks: boolean): Lead {
  if (!standing) return 'open';
  if (standing.chance >= CLEAR.chance && standing.margin >= CLEAR.margin) return 'clear';
  return standing.chance < FAINT[asks ? 'asked' : 'told'] ? 'faint' : 'open';
}

/** How sure a whole ranking is of its first: see `tokensOf` and `chanceOf`. */
export function standingOf(ranked: readonly Ranked[], unknown: number, words: number, ranker: RankerWeights): Standing {
  const tokens = tokensOf(ranked, unknown, words);
  return { chance: chanceOf(tokens, ranker), margin: tokens.margin };
}

/** The band that a chance falls into. */
export const bandOf = (chance: number, { sure, silent }: Pick<RankerWeights, 'sure' | 'silent'>): Band =>
  chance >= sure ? 'sure' : chance < silent ? 'silent' : 'nearest';

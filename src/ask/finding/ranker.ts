import type { Candidate } from './passage-index.ts';
import { SIGNS, type Sign, type Signs } from './signs.ts';

/** A candidate and how well it answers. */
export interface Ranked extends Candidate {
  readonly score: number;
  /** How near each word asked is to one of its words; of those that were not looked at closely, the least of those that were. */
  readonly close: number;
}

/** How much each sign counts, learnt from questions: it comes with the encoder's weights and belongs to them. */
export interface RankWeights {
  readonly signs: Readonly<Record<Sign, number>>;
  /** How much it counts beside them, for the first few, how near each word asked is to one of theirs. */
  readonly close: number;
  /** The same without an encoder. */
  readonly wordsAlone: Readonly<Record<Sign, number>>;
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
  { signs, close }: Pick<RankWeights, 'signs' | 'close'>,
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

/** Where a passage stands in its policy. */
export const placeOf = ({ entry }: Candidate): number => Number(entry.passage.id.slice(1));

const weighted = (signs: Signs, weights: Readonly<Record<Sign, number>>): number =>
  SIGNS.reduce((sum, sign) => sum + signs[sign] * weights[sign], 0);

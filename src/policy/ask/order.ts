import type { Understood } from '../question/query-parser.ts';
import { type Entry, type PassageIndex, plainnessOf } from './passage-index.ts';
import type { Signs } from './tuning.ts';

/** A passage and how well it answers. */
export interface Ranked {
  readonly entry: Entry;
  readonly score: number;
  /** Share of the question's weight that the passage speaks of, 0 to 1. */
  readonly coverage: number;
  /** For each slot, how plainly the passage speaks of it, about 0 to 1. */
  readonly hits: readonly number[];
}

/** The signs of one of the passages found; `most` is the highest score among them. */
export function signsOf(
  index: PassageIndex,
  { entry, score, coverage, hits }: Ranked,
  most: number,
  { slots, words: asked }: Pick<Understood, 'slots' | 'words'>,
  weights: readonly number[],
): Signs {
  const { heading, words } = index.closeUp(entry);
  let manner = 0;
  let headed = 0;
  slots.forEach((slot, place) => {
    if (slot.importance === 'manner') manner += hits[place] ?? 0;
    else headed += (weights[place] ?? 0) * plainnessOf(slot.terms, heading);
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const said = asked.filter((word) => words.has(word)).length;
  return {
    score: most > 0 ? score / most : 0,
    coverage,
    manner,
    words: said / Math.max(1, asked.length),
    heading: all > 0 ? headed / all : 0,
    length: Math.log(entry.passage.text.length),
  };
}

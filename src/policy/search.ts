import type { Entry, PassageIndex } from './passage-index.ts';
import type { Slot } from './question.ts';

/** A passage and how well it answers. */
export interface Ranked {
  readonly at: number;
  readonly entry: Entry;
  readonly score: number;
  /** Share of the question's weight that the passage speaks of, 0 to 1. */
  readonly coverage: number;
  /** For each slot, how plainly the passage speaks of it, 0 to 1. */
  readonly hits: readonly number[];
}

export interface Search {
  readonly ranked: readonly Ranked[];
  /** What each slot counts in this collection: its importance, more where few passages speak of it. */
  readonly weights: readonly number[];
  /** For each slot, the plainest mention anywhere; 0 when no policy speaks of it. */
  readonly reach: readonly number[];
}

/** How much each kind of slot counts before rarity is looked at. */
const IMPORTANCE = { topic: 1, setting: 0.45, manner: 0.4, word: 0.45 } as const;
/** A word that no policy uses and no vocabulary knows is more likely colour than matter. */
const UNKNOWN_WORD = 0.15;
/** The part of a slot's weight that does not depend on rarity: small collections make rarity unreliable. */
const STEADY = 0.4;
const KEEP = 30;

/** Ranks passages by the share of the question that each of them speaks of. Same input, same order. */
export function search(index: PassageIndex, slots: readonly Slot[]): Search {
  const count = index.entries.length;
  const hits = slots.map((slot) => hitsOf(index, slot));
  const weights = slots.map((slot, at) => weigh(slot, hits[at]?.sum ?? 0, count));
  const reach = hits.map((hit) => hit.best);
  const score = new Float32Array(count);
  const seen = new Float32Array(count);
  let total = 0;
  slots.forEach((slot, at) => {
    const weight = weights[at] ?? 0;
    const counts = slot.importance !== 'manner';
    if (counts) total += weight;
    const { touched, best } = hits[at]?.list ?? { touched: [], best: new Float32Array(0) };
    touched.forEach((entry, place) => {
      const gain = weight * (best[place] ?? 0);
      score[entry] = (score[entry] ?? 0) + gain;
      if (counts) seen[entry] = (seen[entry] ?? 0) + gain;
    });
  });
  const ranked = topOf(score, KEEP).flatMap((at) => {
    const entry = index.entries[at];
    const own = hits.map(({ list }) => list.best[list.touched.indexOf(at)] ?? 0);
    return entry
      ? [{ at, entry, score: score[at] ?? 0, coverage: total > 0 ? (seen[at] ?? 0) / total : 0, hits: own }]
      : [];
  });
  return { ranked, weights, reach };
}

interface Hits {
  readonly list: { readonly touched: readonly number[]; readonly best: Float32Array };
  readonly sum: number;
  readonly best: number;
}

/** For each entry that speaks of a slot, by its best term: synonyms do not add up. */
function hitsOf(index: PassageIndex, slot: Slot): Hits {
  const best = new Map<number, number>();
  for (const [term, strength] of slot.terms) {
    const postings = index.postings(term);
    if (!postings) continue;
    postings.at.forEach((entry, place) => {
      const value = strength * (postings.weight[place] ?? 0);
      if (value > (best.get(entry) ?? 0)) best.set(entry, value);
    });
  }
  let sum = 0;
  let top = 0;
  for (const value of best.values()) {
    sum += value;
    if (value > top) top = value;
  }
  return { list: { touched: [...best.keys()], best: Float32Array.from(best.values()) }, sum, best: top };
}

function weigh(slot: Slot, mentions: number, count: number): number {
  if (slot.importance === 'word' && mentions === 0) return UNKNOWN_WORD;
  const rarity = Math.log(1 + (count + 0.5) / (mentions + 0.5)) / Math.log(2 + 2 * count);
  return IMPORTANCE[slot.importance] * (STEADY + (1 - STEADY) * rarity);
}

/** Indexes of the `keep` highest scores, highest first; of equals the earlier in the document. */
function topOf(score: Float32Array, keep: number): number[] {
  const best: number[] = [];
  let floor = 0;
  for (let at = 0; at < score.length; at += 1) {
    const value = score[at] ?? 0;
    if (value <= floor) continue;
    let place = best.length;
    while (place > 0 && (score[best[place - 1] ?? 0] ?? 0) < value) place -= 1;
    best.splice(place, 0, at);
    if (best.length > keep) best.pop();
    if (best.length === keep) floor = score[best[keep - 1] ?? 0] ?? 0;
  }
  return best;
}

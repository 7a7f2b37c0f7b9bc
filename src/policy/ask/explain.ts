import type { Slot } from '../question/slots.ts';
import type { Search } from './search.ts';
import type { Tuning } from './tuning.ts';

/** Why an answer came out as it did; for `lanyard ask --explain` and the owner, never for a log: it holds the question's words. */
export interface Explanation {
  /** What was understood of the question: the words, the concept they were taken for, how much it counts. */
  readonly understood: readonly { readonly words: string; readonly as: readonly string[]; readonly weight: number }[];
  /** Words put right before looking: `[typed, read as]`. */
  readonly respelt: readonly (readonly [string, string])[];
  readonly ranked: readonly {
    readonly heading: string;
    readonly score: number;
    /** Share of the question's weight that this passage speaks of, 0 to 1. */
    readonly coverage: number;
    readonly matched: readonly { readonly words: string; readonly by: string; readonly weight: number }[];
  }[];
  /** How sure it is that the best passage answers, how sure it must be, and the matters that no policy speaks of. */
  readonly confidence: number;
  readonly needed: number;
  readonly missing: readonly string[];
}

export function explainSearch(
  slots: readonly Slot[],
  respelt: Explanation['respelt'],
  found: Search,
  confidence: number,
  tuning: Tuning,
): Explanation {
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    understood: slots.map((slot, at) => ({
      words: slot.words,
      as: slot.concepts,
      weight: round(found.weights[at] ?? 0),
    })),
    respelt,
    ranked: found.ranked.slice(0, 5).map((ranked) => ({
      heading: ranked.entry.path.join(' › '),
      score: round(ranked.score),
      coverage: round(ranked.coverage),
      matched: slots.flatMap((slot, at) => {
        const hit = ranked.hits[at] ?? 0;
        return hit > 0 ? [{ words: slot.words, by: slot.concepts.join(', ') || slot.words, weight: round(hit) }] : [];
      }),
    })),
    confidence: round(confidence),
    needed: tuning.needed,
    missing: slots
      .filter((slot, at) => slot.importance === 'topic' && (found.reach[at] ?? 0) < tuning.reach)
      .map((slot) => slot.words),
  };
}

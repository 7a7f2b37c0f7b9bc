import { remembering } from '../../kernel/remember.ts';
import { type Encoder, nearnessOf, type Reading } from '../../kernel/understanding.ts';
import { stems } from '../finding/bm25.ts';
import type { Referral } from './referrals.ts';

/**
 * Two questions are alike from here on: by meaning, or by the share of words common to both. (Of 634 different questions on
 * policies left out of training none was nearer than 0.66 to another on its policy; the same one with slips of the finger stays
 * above 0.7 in 95 of 100, above 0.8 in 78.)
 */
const ALIKE = { meaning: 0.7, words: 0.6 } as const;
/** What the encoder makes of the questions that owners keep, in their words: some hundred at the most. */
const KEPT = 500;

/**
 * Finds the kept reply to a question most like this one. Both questions must speak of the same: a short question that a long
 * one contains is another question. A person's reply is never mixed with the policy's words, so it is not part of the index.
 * `reading`: what the encoder made of the question, where that is known.
 */
export type FindKept = (
  question: string,
  kept: readonly Referral[],
  reading?: Reading | undefined,
) => Promise<Referral | undefined>;

export function createCuratedSearch(encoder?: Encoder): FindKept {
  const vectorOf = async (question: string) => (await encoder?.read([question]))?.[0]?.vector;
  const vectorOfKept = remembering(KEPT, vectorOf);

  /** How alike a kept question is, as a multiple of what is needed. */
  async function measure(question: string, reading: Reading | undefined): Promise<(kept: string) => Promise<number>> {
    try {
      const asked = reading?.vector ?? (await vectorOf(question));
      if (asked)
        return async (kept) => {
          const other = await vectorOfKept(kept);
          return other ? nearnessOf(asked, other) / ALIKE.meaning : 0;
        };
    } catch {
      // The encoder failed over the question, and the person who answers says so: words will do.
    }
    const words = new Set(stems(question));
    return async (kept) => inCommon(words, new Set(stems(kept))) / ALIKE.words;
  }

  return async (question, all, reading) => {
    const kept = all.filter(({ answer }) => answer?.isCurated);
    if (kept.length === 0) return undefined;
    const alikeness = await measure(question, reading);
    let best: Referral | undefined;
    let most = 1;
    for (const referral of kept) {
      const alike = await alikeness(referral.shownQuestion ?? referral.question);
      // Of equals the later one counts: it is the newer word.
      if (alike >= most) {
        most = alike;
        best = referral;
      }
    }
    return best;
  };
}

/** The share of the words of both that both have. */
function inCommon(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const all = one.size + other.size;
  return all === 0 ? 0 : (2 * [...one].filter((word) => other.has(word)).length) / all;
}

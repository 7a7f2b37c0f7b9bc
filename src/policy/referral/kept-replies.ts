import { createPassageIndex, type Terms } from '../ask/passage-index.ts';
import { TUNING } from '../ask/tuning.ts';
import type { Vocabulary } from '../question/vocabulary.ts';
import type { Referral } from './referrals.ts';

/** Two questions are alike if this share of what they speak of is common to both. */
const ALIKE = 0.6;

/**
 * Finds the kept reply to a question most like this one. Both questions must speak of the same: a short question that a long
 * one contains is another question. A person's reply is never mixed with the policy's words, so it is no part of the index.
 */
export function createCuratedSearch(
  vocabulary: Vocabulary,
): (question: string, kept: readonly Referral[]) => Referral | undefined {
  const { read } = createPassageIndex([], vocabulary, TUNING);
  return (question, kept) => {
    const asked = read(question);
    let best: Referral | undefined;
    let most = ALIKE;
    for (const referral of kept) {
      if (!referral.answer?.isCurated) continue;
      const alike = alikeness(asked, read(referral.shownQuestion ?? referral.question));
      // Of equals the later one counts: it is the newer word.
      if (alike >= most) {
        most = alike;
        best = referral;
      }
    }
    return best;
  };
}

function alikeness(one: Terms, other: Terms): number {
  let common = 0;
  for (const [term, weight] of one) common += Math.min(weight, other.get(term) ?? 0);
  const sum = (terms: Terms) => [...terms.values()].reduce((total, weight) => total + weight, 0);
  const all = sum(one) + sum(other);
  return all === 0 ? 0 : (2 * common) / all;
}

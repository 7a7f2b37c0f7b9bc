import { stem, wordsIn } from '../../src/policy/question/words.ts';

/** Saturation of repeated words, and how far long texts are held back. Source: Robertson and Zaragoza, 2009. */
const K1 = 1.2;
const B = 0.6;

/** How far the words of questions stand in the texts of one collection. */
export interface WordIndex {
  /** The BM25 score of every text for these words, 0 where none of them stands. */
  scores(words: readonly string[]): Float32Array;
  /** How much a word tells in this collection: rare ones much. A word that stands nowhere tells as much as the rarest. */
  weight(word: string): number;
}

/** The words of a text as they are compared: without inflection, each as often as it stands. */
export const stems = (text: string): readonly string[] => wordsIn(text).map(stem);

/** Indexes texts by their words. Asking takes time in proportion to how often the asked words stand in them. */
export function createWordIndex(texts: readonly string[]): WordIndex {
  const postings = new Map<string, { readonly at: number[]; readonly count: number[] }>();
  const lengths = new Float32Array(texts.length);
  texts.forEach((text, at) => {
    const words = stems(text);
    lengths[at] = words.length;
    for (const [word, count] of counted(words)) {
      let list = postings.get(word);
      if (!list) {
        list = { at: [], count: [] };
        postings.set(word, list);
      }
      list.at.push(at);
      list.count.push(count);
    }
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length);
  const weight = (word: string): number => {
    const holding = postings.get(word)?.at.length ?? 0;
    return Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5));
  };
  return {
    weight,
    scores(words) {
      const scores = new Float32Array(texts.length);
      for (const word of new Set(words)) {
        const list = postings.get(word);
        if (!list) continue;
        const telling = weight(word);
        list.at.forEach((at, place) => {
          const count = list.count[place] ?? 0;
          const length = 1 - B + (B * (lengths[at] ?? 0)) / mean;
          scores[at] = (scores[at] ?? 0) + (telling * count * (K1 + 1)) / (count + K1 * length);
        });
      }
      return scores;
    },
  };
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

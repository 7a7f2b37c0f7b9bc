import { stem, wordsIn } from '../question/words.ts';

/** Saturation of repeated words, and how far long texts are held back. Source: Robertson and Zaragoza, 2009. */
const K1 = 1.2;
const B = 0.6;

/** How far the words of questions are in the texts of one collection. */
export interface WordIndex {
  /** The BM25 score of every text for these words, 0 where none of them stands. */
  scores(words: readonly string[]): Float32Array;
  /** How much a word tells in this collection: rare ones a lot. A word that occurs nowhere tells as much as the rarest. */
  weight(word: string): number;
  /** Whether the word is in the text at this place, or in any. */
  stands(word: string, at?: number): boolean;
}

/** The words of a text as they are compared: without inflection, each as often as it stands. */
export const stems = (text: string): readonly string[] => wordsIn(text).map(stem);

/** Where one word stands: texts by their place, lowest first, and how often in each. */
interface Postings {
  readonly at: number[];
  readonly count: number[];
}

/** Indexes texts by their words. Asking takes time in proportion to how often the asked words are in them. */
export function createWordIndex(texts: readonly string[]): WordIndex {
  const building = beginWordIndex();
  for (const text of texts) building.add(text);
  return building.done();
}

/** The same, text by text: anyone who has many can let others have a turn meanwhile. */
export function beginWordIndex(): { add(text: string): void; done(): WordIndex } {
  const postings = new Map<string, Postings>();
  const lengths: number[] = [];
  return {
    add(text) {
      const words = stems(text);
      const at = lengths.push(words.length) - 1;
      for (const [word, count] of counted(words)) {
        let list = postings.get(word);
        if (!list) {
          list = { at: [], count: [] };
          postings.set(word, list);
        }
        list.at.push(at);
        list.count.push(count);
      }
    },
    done: () => wordIndexOf(postings, lengths),
  };
}

function wordIndexOf(postings: ReadonlyMap<string, Postings>, lengths: readonly number[]): WordIndex {
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const weight = (word: string): number => {
    const holding = postings.get(word)?.at.length ?? 0;
    return Math.log(1 + (lengths.length - holding + 0.5) / (holding + 0.5));
  };
  return {
    weight,
    stands(word, at) {
      const list = postings.get(word);
      return list !== undefined && (at === undefined || includes(list.at, at));
    },
    scores(words) {
      const scores = new Float32Array(lengths.length);
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

/** Whether a number is among others that are in order. */
function includes(sorted: readonly number[], wanted: number): boolean {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === wanted;
}

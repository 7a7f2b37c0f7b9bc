import type { PassageIndex } from '../ask/passage-index.ts';
import { phraseKeys } from './lexicon.ts';
import type { Vocabulary } from './vocabulary.ts';
import { stem } from './words.ts';

/** Shorter words have too many neighbours to guess which was meant. */
const SHORTEST = 7;
/** From this length on, two slips are forgiven. */
const TWO_SLIPS = 9;

/**
 * Puts a misspelt word right: to the nearest word that the vocabulary or the policies know, if one is near enough and
 * begins with the same letter. A known word stays as it is. Returns the stem meant, or `undefined`.
 */
export function createSpeller(vocabulary: Vocabulary, index: PassageIndex): (word: string) => string | undefined {
  const known = new Set<string>(vocabulary.chatter.flatMap(phraseKeys));
  for (const concept of vocabulary.concepts) {
    for (const phrase of [...concept.words, ...concept.said, ...concept.written])
      for (const key of phraseKeys(phrase)) known.add(key);
  }
  for (const word of index.words()) if (!word.startsWith('#')) known.add(word);
  const byStart = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < SHORTEST - 1 || !/^\p{L}+$/u.test(word)) continue;
    const start = word.slice(0, 1);
    const list = byStart.get(start);
    if (list) list.push(word);
    else byStart.set(start, [word]);
  }
  for (const list of byStart.values()) list.sort();
  return (word) => {
    const typed = stem(word);
    if (typed.length < SHORTEST || known.has(typed) || known.has(word) || !/^\p{L}+$/u.test(word)) return undefined;
    const allowed = typed.length >= TWO_SLIPS ? 2 : 1;
    let nearest: string | undefined;
    let least = allowed + 1;
    for (const candidate of byStart.get(typed.slice(0, 1)) ?? []) {
      if (Math.abs(candidate.length - typed.length) > allowed) continue;
      const slips = slipsBetween(typed, candidate, least);
      if (slips < least) {
        least = slips;
        nearest = candidate;
      }
    }
    return nearest;
  };
}

/** Letters dropped, added, changed or swapped with a neighbour; stops counting at `enough`. */
export function slipsBetween(one: string, other: string, enough: number): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) >= enough) return enough;
    before = last;
    last = row;
  }
  return last[other.length] ?? enough;
}

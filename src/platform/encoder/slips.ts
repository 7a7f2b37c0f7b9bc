/** A word of English with how common it is: the lower the number, the more common. */
export type Vocabulary = ReadonlyMap<string, number>;

/** Of the pieces that the encoder reads those that are words by themselves; common ones stand first there. */
export const vocabularyOf = (pieces: Readonly<Record<string, number>>): Vocabulary =>
  new Map(Object.entries(pieces).filter(([piece]) => /^[a-z]{2,}$/.test(piece)));

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Shorter words are too near to too many others. */
const LEAST_LETTERS = 4;

/**
 * The text with the slips of the finger put right: a word that is none, and that one letter swapped, left out, doubled or
 * struck wrongly makes of a word of English, becomes the most common such word; more marks at the end than a sentence has go. Names and what is no English mostly stay as
 * they are; what does not is read both ways by anyone who uses this.
 * @returns the same text where nothing was mended
 */
export function mendSlips(text: string, vocabulary: Vocabulary): string {
  return text.replace(MARKS_AT_THE_END, '').replace(WORD, (word) => {
    const typed = word.toLowerCase();
    if (vocabulary.has(typed)) return word;
    let [best, rank] = [word, Number.POSITIVE_INFINITY];
    for (const other of oneSlipFrom(typed)) {
      const found = vocabulary.get(other);
      if (found !== undefined && found < rank) [best, rank] = [other, found];
    }
    return best;
  });
}

/** "!!!", "...", " ?": not the one mark that a sentence ends with. */
const MARKS_AT_THE_END = /(?:[.!?…]{2,}|\s[.!?…]+)\s*$/u;

const WORD = new RegExp(`[a-z]{${LEAST_LETTERS},24}`, 'gi');

/** Everything that one slip may have been meant for; the first letter is hardly ever wrong. */
function* oneSlipFrom(word: string): Generator<string> {
  for (let at = 1; at <= word.length; at += 1) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    if (after.length > 0) yield before + after.slice(1);
    if (after.length > 1) yield before + after[1] + after[0] + after.slice(2);
    for (const letter of LETTERS) {
      yield before + letter + after;
      if (after.length > 0) yield before + letter + after.slice(1);
    }
  }
}

import type { Written } from '../../../concern.ts';
import type { TextId } from '../../../fields/boxes.ts';
import { waysSeen } from '../as-seen.ts';

/** A sentence of a report, and the box that it stands in. */
export interface Sentence {
  readonly field: TextId;
  readonly text: string;
}

/** What was written as ordered sentences: box by box, as someone reads them. */
export const sentencesIn = (words: Written, fields: readonly TextId[]): readonly Sentence[] =>
  fields.flatMap((field) => sentencesOf(words[field] ?? '').map((text) => ({ field, text })));

const sentencesOf = (text: string): readonly string[] => waysSeen(text).flatMap(sentencesSeen);

const sentencesSeen = (text: string): readonly string[] =>
  text
    .replace(/\b(s?he)s\b/gi, "$1's")
    .replace(/\btheyre\b/gi, "they're")
    .replace(/\bits (?=him\b|her\b|them\b|s?he\b)/gi, "it's ")
    .replace(/\b(mr|mrs|ms|mx|dr|rev|prof|st|asst|dep|exec)\./gi, '$1')
    .split(/(?<=[.!?])\s+|\n+/)
    .filter((sentence) => sentence.trim() !== '');

/** A word in its sentence, as a reader takes it. */
export interface Word {
  /** In small letters, without what is run onto it: `she'd` is "she", `dad's` is "dad". */
  readonly is: string;
  readonly at: number;
  readonly end: number;
  readonly isCapital: boolean;
  /** A comma, bracket, dash or quotation mark stands before it. */
  readonly isApart: boolean;
  /** Something of theirs follows. */
  readonly isOwner: boolean;
}

const PRONOUN_RUN_ON = /^(he|she|they|i|we|you|it|who|that|there|what)'(?:s|d|ll|ve|re|m)$/;

/** The words of a sentence, each with its place in it. */
export function wordsOf(sentence: string): readonly Word[] {
  const letters = sentence.replace(/\P{L}/gu, '');
  // Where all is written large a capital tells nothing.
  const isLarge = letters.replace(/\P{Lu}/gu, '').length > letters.length * 0.6;
  let before = 0;
  return [...sentence.matchAll(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu)].map((match) => {
    const small = match[0].toLowerCase();
    const isApart = /[,;:()[\]"“”–—]|\s-\s/.test(sentence.slice(before, match.index));
    const end = match.index + match[0].length;
    before = end;
    const isPronoun = PRONOUN_RUN_ON.test(small);
    return {
      is: small.replace(isPronoun ? /'.*$/ : /'s$/, ''),
      at: match.index,
      end,
      isCapital: !isLarge && /^\p{Lu}/u.test(match[0]),
      isApart,
      isOwner: !isPronoun && (small.endsWith("'s") || (small.endsWith('s') && sentence[end] === "'")),
    };
  });
}

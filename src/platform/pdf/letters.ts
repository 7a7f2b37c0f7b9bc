import { hasRightToLeft, levelsOf } from './writing-order.ts';

/** The smallest thing that is drawn as one: a letter, a letter with its marks, a word of joined letters, or a number. */
export interface Piece {
  /** As it was written. */
  readonly exact: string;
  /** As the page can show it. */
  readonly shown: string;
  /** Its letters change their shape or place beside each other. */
  readonly isShaped: boolean;
  /** Odd where it runs from right to left; see `writing-order.ts`. */
  readonly level: number;
}

interface Paragraph {
  readonly pieces: readonly Piece[];
  readonly isRightToLeft: boolean;
}

/** Longer runs of letters without a space are no word of any language: they are drawn, and cut at the edge, in parts. */
const LONGEST = 30;
/** A word whose letters join or carry signs, or one letter of any other alphabet with its marks, or one letter. */
const JOINED = /[\p{Script=Arabic}\p{Script=Nko}\p{Script=Hebrew}\p{Script=Lao}\p{M}\u0640\u200c\u200d]/u;
const isLetterOrMark = (letter: string) => /^[\p{L}\p{M}\u0640]$/u.test(letter);
/** Persian and other languages write them between letters to part or join them; everywhere else they are a surprise. */
const isJoiner = (letter: string) => letter === '\u200c' || letter === '\u200d';
const isUnseen = (letter: string) => /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]$/u.test(letter);

/**
 * One paragraph as pieces in the order of writing. What the font does not know, or what cannot be seen, is shown as its
 * number, such as [U+4F60]: a letter that is missing, or replaced by one that looks alike, would change someone's own
 * words.
 */
export function paragraphOf(text: string, isKnown: (code: number) => boolean): Paragraph {
  const letters = [...text.normalize('NFC')];
  const parts: Omit<Piece, 'level'>[] = [];
  for (let at = 0; at < letters.length; ) {
    const part = partAt(letters, at, isKnown);
    parts.push(part);
    at += [...part.exact].length;
  }
  const { base, levels } = hasRightToLeft(letters)
    ? levelsOf(parts.map(({ exact }) => [...exact][0] ?? ''))
    : { base: 0, levels: [] };
  return {
    pieces: parts.map((part, at) => ({ ...part, level: levels[at] ?? 0 })),
    isRightToLeft: base === 1,
  };
}

function partAt(letters: readonly string[], at: number, isKnown: (code: number) => boolean): Omit<Piece, 'level'> {
  const canShow = (letter: string): boolean =>
    letter !== '' && !isUnseen(letter) && isKnown(letter.codePointAt(0) ?? 0);
  const first = letters[at] ?? '';
  if (!canShow(first)) {
    const code = (first.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return { exact: first, shown: `[U+${code}]`, isShaped: false };
  }
  const belongs = (place: number): boolean => {
    const letter = letters[place] ?? '';
    if (isJoiner(letter))
      return [letters[place - 1] ?? '', letters[place + 1] ?? ''].every((one) => canShow(one) && isArabic(one));
    if (!canShow(letter) || !isLetterOrMark(letter)) return false;
    return /^\p{M}$/u.test(letter) || (JOINED.test(first) && JOINED.test(letter) && isLetterOrMark(first));
  };
  let end = at + 1;
  while (end - at < LONGEST && belongs(end)) end += 1;
  const exact = letters.slice(at, end).join('');
  return { exact, shown: exact, isShaped: JOINED.test(exact) };
}

const isArabic = (letter: string) => /^[\p{Script=Arabic}\p{M}]$/u.test(letter);

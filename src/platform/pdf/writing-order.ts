import bidiFactory, { type BidiCharTypeName } from 'bidi-js';

/**
 * In which direction letters stand: Unicode Standard Annex 9, by bidi-js. What would turn the words of a record around is
 * shown as its number, and here counts as a sign without a direction.
 */
// The package is a CommonJS function; its types describe a default export within it.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/** A bracket as it is drawn among letters that run from right to left. */
export const mirrored = (letter: string): string => bidi.getMirroredCharacter(letter) ?? letter;

/** Whether anything in a text runs from right to left. Most texts have nothing of the kind. */
export const hasRightToLeft = (letters: readonly string[]): boolean =>
  letters.some((letter) => letter > '\u0590' && ['R', 'AL', 'AN'].includes(bidi.getBidiCharTypeName(letter)));

/** For letters that take two units of a string, of which bidi-js looks at one: another of the same direction. */
const SAME_WAY: Partial<Record<BidiCharTypeName, string>> = {
  L: 'a',
  R: '\u05d0',
  AL: '\u0627',
  EN: '1',
  AN: '\u0660',
  NSM: '\u0301',
};
const WITHOUT_DIRECTION = '\ufffc';

const asOneUnit = (letter: string): string => {
  if (/^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(letter)) return WITHOUT_DIRECTION;
  return letter.length === 1 ? letter : (SAME_WAY[bidi.getBidiCharTypeName(letter)] ?? WITHOUT_DIRECTION);
};

/**
 * The level of each letter of a paragraph, odd from right to left, and that of the paragraph: its first letter that has a
 * direction decides.
 * @param letters one for each thing that is drawn; of several letters that are drawn as one, the first counts
 */
export function levelsOf(letters: readonly string[]): { readonly base: number; readonly levels: ArrayLike<number> } {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(letters.map(asOneUnit).join(''));
  return { base: paragraphs[0]?.level ?? 0, levels };
}

/** Things of one line in the order in which they are drawn, from left to right. */
export function inDrawingOrder<Thing extends { readonly level: number }>(line: readonly Thing[]): readonly Thing[] {
  const levels = Uint8Array.from(line, ({ level }) => level);
  const paragraphs = [{ start: 0, end: line.length - 1, level: 0 }];
  // The levels say everything; the letters are looked at only for space at the end, which has its level already.
  const order = bidi.getReorderedIndices('a'.repeat(line.length), { levels, paragraphs });
  return order.flatMap((at) => line[at] ?? []);
}

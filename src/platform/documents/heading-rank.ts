import { isContact } from '../../kernel/text/lines.ts';

/** The look of a line that might be a heading. */
export interface Look {
  readonly text: string;
  readonly isBold: boolean;
  /** In points. */
  readonly size: number;
  /** How many parts its number has: 2 for `3.1`; 0 without a number. */
  readonly depth: number;
  /** The level that the document itself gives it, 1 for the highest. */
  readonly styled?: number | undefined;
  /** It heads no more than the list below it: `Governors:`. */
  readonly isOfList?: boolean;
}

const MOST_WORDS = 14;
/** The name of a document may be long; it is set in large letters. */
const MOST_WORDS_OF_NAME = 25;
/** Larger by so much is larger on purpose. */
const LARGER = 1.05;

/** Capitals in every word that has room for them. */
function isCapitals(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return letters.length >= 4 && letters === letters.toUpperCase();
}

/**
 * Whether a line that stands alone looks like a heading: set larger than the text around it, or short and bold, or short
 * and in capitals. A line that ends as a sentence does, leads into a list or says how to reach someone is none.
 */
export function looksLikeHeading({ text, isBold, size, depth }: Look, bodySize: number): boolean {
  if (isContact(text)) return false;
  const words = text.split(/\s+/).length;
  const most = size >= bodySize * 1.4 ? MOST_WORDS_OF_NAME : MOST_WORDS;
  if (!/\p{L}{2}/u.test(text) || words > most || text.length > 200 || /[.;,:]["”’)]*$/.test(text)) return false;
  if (!/^(?:[\p{Lu}\p{N}“"'‘(]|\p{Ll}\p{Lu})/u.test(text)) return false;
  if (size >= bodySize * 1.12) return true;
  return size >= bodySize * 0.95 && (isBold || (isCapitals(text) && (depth > 0 || words <= 8)));
}

/** A line, as those around it see it. */
interface Standing {
  readonly text: string;
  readonly isBold: boolean;
  readonly kind: 'heading' | 'item' | 'other';
}

/** A few words and a colon, without a verb that would make a sentence of them with the list. */
const NAMES_LIST = /^\p{Lu}[^.:;,?!]{1,60}:$/u;
const LEADS_ON =
  /\b(?:must|shall|should|will|may|can|cannot|not|is|are|be|has|have|do|does|includes?|including|following|if|when|where|that|which|to|by|of|the following|for example)\b/i;
const MOST_WORDS_OF_LIST = 6;

/**
 * The lines that are headings of the list below them: bold, such as `Governors:`, one after the other up to the next heading. Where a
 * sentence stands behind their lists it belongs to none of them, so they only lead into the lists.
 */
export function headsOfLists(lines: readonly Standing[]): ReadonlySet<number> {
  const names = (at: number) => {
    const { text, isBold, kind } = lines[at] ?? NO_LINE;
    const isShort = text.split(/\s+/).length <= MOST_WORDS_OF_LIST;
    return isBold && isShort && kind === 'other' && NAMES_LIST.test(text) && !LEADS_ON.test(text) && isItem(at + 1);
  };
  const isItem = (at: number) => lines[at]?.kind === 'item';
  const found = new Set<number>();
  let run: number[] = [];
  for (const at of lines.keys()) {
    if (names(at)) run.push(at);
    else if (lines[at]?.kind === 'heading') {
      for (const one of run) found.add(one);
      run = [];
    } else if (!isItem(at)) run = [];
  }
  return new Set([...found, ...run]);
}
const NO_LINE: Standing = { text: '', isBold: false, kind: 'other' };

/** The level of each heading of a document, in reading order: 0 for the lines that name it, then as deep as they look. */
export function levelsOf(looks: readonly Look[]): readonly number[] {
  const levels = levelsOfSections(looks.filter(({ isOfList }) => !isOfList));
  let next = 0;
  return looks.map(({ isOfList }) => {
    if (isOfList) return (levels[next - 1] ?? 0) + 1;
    next += 1;
    return levels[next - 1] ?? 1;
  });
}

/** Among headings of which the nearest above is first: the level of one with so deep a number, beside its siblings, below its parent. */
export function levelByDepth(
  depth: number,
  above: readonly { readonly depth: number; readonly level: number }[],
): number | undefined {
  const near = above.find((one) => one.depth > 0 && one.depth <= depth);
  return near && near.level + depth - near.depth;
}

function levelsOfSections(looks: readonly Look[]): readonly number[] {
  const names = countNames(looks);
  const rest = looks.slice(names);
  const ranks = rankLooks(rest.filter(({ styled }) => styled === undefined));
  const hasStyles = rest.some(({ styled }) => styled !== undefined);
  const above: { readonly depth: number; readonly level: number }[] = [];
  let last = 0;
  let next = 0;
  const levels = rest.map(({ styled, depth }) => {
    const rank = styled === undefined ? (ranks[next++] ?? 1) : styled;
    // Among headings the author marked as such, one that only looks like it belongs to the last of them, or stands by its number.
    const isLoose = styled === undefined && hasStyles;
    const level = isLoose ? (depth === 0 ? last + 1 : (levelByDepth(depth, above) ?? rank)) : rank;
    if (depth > 0 || !isLoose) {
      last = level;
      above.unshift({ depth, level });
    }
    return level;
  });
  return [...looks.slice(0, names).map(() => 0), ...levels];
}

/** The lines at the front that are larger than what heads the sections. */
function countNames(looks: readonly Look[]): number {
  const heads = looks.filter(({ depth, styled }) => depth > 0 || (styled ?? 0) > 0);
  const size = heads.length >= 2 ? Math.max(...heads.map((look) => look.size)) : commonSize(looks);
  const end = looks.findIndex((look) => look.depth > 0 || (look.styled ?? 0) > 0 || look.size <= size * LARGER);
  return Math.max(0, end);
}

function commonSize(looks: readonly Look[]): number {
  const counts = new Map<number, number>();
  for (const { size } of looks) counts.set(size, (counts.get(size) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** Ranks by numbers where there are numbers, else by class of look, largest first. */
function rankLooks(looks: readonly Look[]): readonly number[] {
  const numbered = looks.filter(({ depth }) => depth > 0);
  return numbered.length > 0 ? rankByNumbers(looks, numbered) : rankByClass(looks);
}

function rankByClass(looks: readonly Look[]): readonly number[] {
  const classOf = (look: Look) =>
    Math.round(look.size * 2) * 4 + (look.isBold ? 2 : 0) + (isCapitals(look.text) ? 1 : 0);
  const classes = [...new Set(looks.map(classOf))].sort((a, b) => b - a);
  return looks.map((look) => classes.indexOf(classOf(look)) + 1);
}

/** A heading without a number ranks with the numbered ones of its size, above them if it is larger, else below the last. */
function rankByNumbers(looks: readonly Look[], numbered: readonly Look[]): readonly number[] {
  const isSize = (a: Look, b: Look) => Math.max(a.size, b.size) <= Math.min(a.size, b.size) * LARGER;
  const top = Math.max(...numbered.map(({ size }) => size)) * LARGER;
  const mainSize = commonSize(numbered.filter(({ depth }) => depth === 1));
  const larger = [...new Set(looks.filter(({ size }) => size > top).map(({ size }) => Math.round(size)))].sort(
    (a, b) => b - a,
  );
  let last = 0;
  return looks.map((look) => {
    // "12." in smaller letters within section 5: a document is quoted.
    if (look.depth === 1 && look.size < mainSize / LARGER) return last + 1;
    if (look.depth > 0) {
      last = larger.length + look.depth;
      return last;
    }
    if (look.size > top) return larger.indexOf(Math.round(look.size)) + 1;
    const alike = numbered.filter((one) => isSize(one, look) && one.isBold === look.isBold).map(({ depth }) => depth);
    return alike.length > 0 ? larger.length + Math.min(...alike) : last + 1;
  });
}

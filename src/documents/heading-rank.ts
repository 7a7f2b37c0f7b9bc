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
}

const MOST_WORDS = 14;
/** Larger by so much is larger on purpose. */
const LARGER = 1.05;

/** Capitals in every word that has room for them. */
export function isCapitals(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return letters.length >= 4 && letters === letters.toUpperCase();
}

/**
 * Whether a line that stands alone looks like a heading: set larger than the text around it, or short and bold, or short
 * and in capitals. A line that ends as a sentence does or leads into a list is none.
 */
export function looksLikeHeading({ text, isBold, size, depth }: Look, bodySize: number): boolean {
  const words = text.split(/\s+/).length;
  if (!/\p{L}{2}/u.test(text) || words > MOST_WORDS || text.length > 130 || /[.;,:]["”’)]*$/.test(text)) return false;
  if (!/^(?:[\p{Lu}\p{N}“"'‘(]|\p{Ll}\p{Lu})/u.test(text)) return false;
  if (size >= bodySize * 1.12) return true;
  return size >= bodySize * 0.95 && (isBold || (isCapitals(text) && (depth > 0 || words <= 8)));
}

/** The level of each heading of a document, in reading order: 0 for the lines that name it, then as deep as they look. */
export function levelsOf(looks: readonly Look[]): readonly number[] {
  const names = countNames(looks);
  const rest = looks.slice(names);
  const ranks = rankLooks(rest.filter(({ styled }) => styled === undefined));
  const hasStyles = rest.some(({ styled }) => styled !== undefined);
  let last = 0;
  let next = 0;
  const levels = rest.map(({ styled, depth }) => {
    if (styled !== undefined) {
      last = styled;
      return styled;
    }
    const rank = ranks[next] ?? 1;
    next += 1;
    // Among headings the author marked as such, one that only looks like it belongs to the last of them.
    return hasStyles && depth === 0 ? last + 1 : rank;
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
  const classOf = (look: Look) =>
    Math.round(look.size * 2) * 4 + (look.isBold ? 2 : 0) + (isCapitals(look.text) ? 1 : 0);
  const classes = [...new Set(looks.map(classOf))].sort((a, b) => b - a);
  /** What the numbers in a class of look say its rank is. */
  const numbered = new Map<number, number>();
  for (const look of looks) {
    if (look.depth > 0) numbered.set(classOf(look), Math.min(numbered.get(classOf(look)) ?? look.depth, look.depth));
  }
  const larger = Math.max(
    0,
    classes.findIndex((one) => numbered.has(one)),
  );
  let last = 0;
  return looks.map((look) => {
    if (look.depth > 0) {
      last = larger + look.depth;
      return last;
    }
    const at = classes.indexOf(classOf(look));
    if (numbered.size === 0 || at < larger) return at + 1;
    const sibling = numbered.get(classOf(look));
    return sibling === undefined ? last + 1 : larger + sibling;
  });
}

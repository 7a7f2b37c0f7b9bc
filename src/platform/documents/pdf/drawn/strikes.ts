import type { Rule } from './rules.ts';
import type { Glyph } from './trace.ts';

/** In sizes of the letters, above the line they stand on: lower is an underline, higher a line of a table. */
const LOWEST = 0.12;
const HIGHEST = 0.62;
/** In points: how far a line may fall short of the letters at its ends. */
const SHORT = 1;

/** The words that a level line is drawn through, line by line; `glyphs` in the order in which they are drawn. */
export function struckWords(glyphs: readonly Glyph[], rules: readonly Rule[]): readonly string[] {
  const level = rules.filter((rule) => rule.y0 === rule.y1).sort((a, b) => a.y0 - b.y0);
  if (level.length === 0) return [];
  const struck: string[] = [];
  let words = '';
  let end: Glyph | undefined;
  const close = () => {
    if (/[\p{L}\p{N}]/u.test(words)) struck.push(words.trim());
    words = '';
  };
  for (const glyph of glyphs) {
    if (glyph.text.trim() === '') {
      if (words !== '') words += ' ';
      continue;
    }
    if (!isStruck(glyph, level)) {
      close();
      continue;
    }
    if (end && Math.abs(end.y - glyph.y) > glyph.size * 0.2) close();
    else if (end && words !== '' && glyph.x - end.right > glyph.size * 0.15) words += ' ';
    words += glyph.text;
    end = glyph;
  }
  close();
  return struck;
}

function isStruck({ x, right, y, size }: Glyph, level: readonly Rule[]): boolean {
  const highest = y - size * HIGHEST;
  let at = firstBelow(level, highest);
  for (; at < level.length; at += 1) {
    const rule = level[at];
    if (!rule || rule.y0 > y - size * LOWEST) return false;
    if (rule.x0 <= x + SHORT && rule.x1 >= right - SHORT) return true;
  }
  return false;
}

function firstBelow(level: readonly Rule[], y: number): number {
  let [low, high] = [0, level.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((level[middle]?.y0 ?? 0) < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

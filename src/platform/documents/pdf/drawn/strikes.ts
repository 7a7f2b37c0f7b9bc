import { joinedRules } from '../grid.ts';
import type { Rule, Stroke } from './rules.ts';
import type { Glyph } from './trace.ts';

/** In sizes of the letters, above the line they stand on: lower is an underline, higher a line of a table. */
const LOWEST = 0.12;
const HIGHEST = 0.62;
/** In points: how far a line may fall short of the letters at its ends. */
const SHORT = 1;

/**
 * The words that a line is drawn through, line by line; `glyphs` in the order in which they are drawn.
 * A level line strikes the letters along it, and any other the whole words that it crosses.
 */
export function struckWords(
  glyphs: readonly Glyph[],
  rules: readonly Rule[],
  strokes: readonly Stroke[],
): readonly string[] {
  const level = joinedRules(rules.filter((rule) => rule.y0 === rule.y1)).toSorted((a, b) => a.y0 - b.y0);
  const crossed = strokes.length > 0 ? crossedBy(glyphs, strokes.slice(0, MOST_STROKES)) : new Set<Glyph>();
  if (level.length === 0 && crossed.size === 0) return [];
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
    if (!isStruck(glyph, level) && !crossed.has(glyph)) {
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

/** Every letter is compared with every line. */
const MOST_STROKES = 400;

/** The letters of words that one of the lines crosses. */
function crossedBy(glyphs: readonly Glyph[], strokes: readonly Stroke[]): ReadonlySet<Glyph> {
  const crossed = new Set<Glyph>();
  let word: Glyph[] = [];
  const close = () => {
    if (word.some((glyph) => strokes.some((stroke) => crosses(stroke, glyph))))
      for (const one of word) crossed.add(one);
    word = [];
  };
  for (const glyph of glyphs) {
    const last = word.at(-1);
    const goesOn = last && Math.abs(last.y - glyph.y) < 1 && Math.abs(glyph.x - last.right) < glyph.size * 0.15;
    if (!goesOn || glyph.text.trim() === '') close();
    if (glyph.text.trim() !== '') word.push(glyph);
  }
  close();
  return crossed;
}

function crosses({ from, to }: Stroke, { x, right, y, size }: Glyph): boolean {
  const [[ax, ay], [bx, by]] = from[0] <= to[0] ? [from, to] : [to, from];
  if (bx <= x || ax >= right) return false;
  const middle = Math.min(Math.max((x + right) / 2, ax), bx);
  const height = bx === ax ? (ay + by) / 2 : ay + ((by - ay) * (middle - ax)) / (bx - ax);
  return height > y - size * HIGHEST && height < y - size * LOWEST;
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

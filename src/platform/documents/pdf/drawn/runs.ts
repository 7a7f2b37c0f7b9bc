import type { Glyph } from './trace.ts';

/** A piece of text as the file draws it: a word, a part of one, or many. Points from the top left corner of the page. */
export interface Run {
  readonly text: string;
  readonly x: number;
  /** Of the line the letters are on. */
  readonly y: number;
  readonly right: number;
  readonly size: number;
  readonly isBold: boolean;
  /** The name of its font. */
  readonly font: string;
  /** A space was drawn, or left, before it; how wide it is says nothing. */
  readonly hasSpaceBefore: boolean;
}

/** In sizes of the letters: a gap so wide is a space, a wider one parts what may be columns, a letter so far back starts a line. */
const SPACE = 0.102;
const APART = 0.6;
const BACK = -0.2;
const SAME_LINE = 0.1;

interface OpenRun {
  text: string;
  readonly first: Glyph;
  last: Glyph;
  readonly hasSpaceBefore: boolean;
}

/** Puts letters of lines that run across a page together, in the order in which they are drawn. */
export function runsOf(glyphs: readonly Glyph[], normalize: (text: string) => string): Run[] {
  const runs: OpenRun[] = [];
  let hasSpace = false;
  for (const glyph of glyphs) {
    if (glyph.text.trim() === '') {
      hasSpace ||= glyph.text !== '';
      continue;
    }
    const open = runs.at(-1);
    const gap = open ? glyph.x - open.last.right : 0;
    const isNear = open !== undefined && Math.abs(glyph.y - open.last.y) < SAME_LINE * glyph.size;
    const isSpaced = hasSpace || (isNear && gap >= SPACE * glyph.size);
    if (open && isNear && isAlike(open.last, glyph) && gap >= BACK * glyph.size && gap <= APART * glyph.size) {
      open.text += (isSpaced ? ' ' : '') + glyph.text;
      open.last = glyph;
    } else runs.push({ text: glyph.text, first: glyph, last: glyph, hasSpaceBefore: isSpaced });
    hasSpace = false;
  }
  return runs.map(({ text, first, last, hasSpaceBefore }) => ({
    text: readable(normalize(text)),
    x: first.x,
    y: first.y,
    right: last.right,
    size: first.size,
    isBold: first.isBold,
    font: first.font.name,
    hasSpaceBefore,
  }));
}

const isAlike = (a: Glyph, b: Glyph): boolean =>
  a.font.name === b.font.name && a.isBold === b.isBold && Math.abs(a.size - b.size) < 0.01;

/** Scripts that are read from the right are drawn from the left: their letters are turned round again. */
function readable(text: string): string {
  const right = text.match(/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/gu)?.length ?? 0;
  if (right === 0) return text;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return right * 2 > letters ? Array.from(text).reverse().join('') : text;
}

/** In sizes of the letters: so near the first, a letter that is drawn again is the same one, made to look bold. */
const DOUBLE = 0.12;

/** Letters that are drawn more than once in nearly the same place, once and bold. */
export function drawnOnce(glyphs: readonly Glyph[]): readonly Glyph[] {
  const places = new Map<number, number[]>();
  const once: Glyph[] = [];
  for (const glyph of glyphs) {
    const row = Math.round(glyph.y);
    const known =
      doubleIn(places.get(keyOf(row, glyph)), once, glyph) ??
      doubleIn(places.get(keyOf(row - 1, glyph)), once, glyph) ??
      doubleIn(places.get(keyOf(row + 1, glyph)), once, glyph);
    const first = known === undefined ? undefined : once[known];
    if (known === undefined || first === undefined) {
      const key = keyOf(row, glyph);
      const here = places.get(key);
      if (here) here.push(once.length);
      else places.set(key, [once.length]);
      once.push(glyph);
    } else if (!first.isBold && glyph.text.trim() !== '') once[known] = { ...first, isBold: true };
  }
  return once;
}

const keyOf = (row: number, { text }: Glyph): number => row * 0x110000 + (text.codePointAt(0) ?? 0);

const doubleIn = (places: readonly number[] | undefined, once: readonly Glyph[], glyph: Glyph): number | undefined =>
  places?.find((at) => isDouble(once[at], glyph));

const isDouble = (a: Glyph | undefined, b: Glyph): boolean =>
  a !== undefined &&
  a.text === b.text &&
  Math.abs(a.x - b.x) <= DOUBLE * b.size &&
  Math.abs(a.y - b.y) <= DOUBLE * b.size &&
  Math.abs(a.size - b.size) < 0.5;

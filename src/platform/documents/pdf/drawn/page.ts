import type { Missed } from '../../outcome.ts';
import { inSymbolFont, UNKNOWN_SIGN } from '../../symbols/symbol-fonts.ts';
import type { Annotation } from './annotations.ts';
import { withAddresses, withFields } from './beside.ts';
import type { Rule } from './rules.ts';
import { drawnOnce, type Run, runsOf } from './runs.ts';
import { withSigns } from './signs.ts';
import { struckWords } from './strikes.ts';
import type { Direction, Drawn, Glyph, Told } from './trace.ts';
import { type Turn, turnGlyph, turnOf, turnRule } from './turned.ts';

/** Words of a line that runs up or down a page of lines that run across it. */
export interface Sideways {
  readonly text: string;
  readonly box: Rule;
  readonly runs: 'up' | 'down';
  readonly isBold: boolean;
}

export interface Page {
  /** As it is counted, from 1; two pages on one sheet have one number. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly runs: readonly Run[];
  /** Lines drawn on the page: borders of tables, mostly. */
  readonly rules: readonly Rule[];
  readonly pictures: readonly Rule[];
  readonly sideways: readonly Sideways[];
  /** What its fonts say of their letters. */
  readonly told: ReadonlyMap<string, Told>;
  /** Text that stands askew, such as DRAFT across the page. */
  readonly askew: readonly string[];
}

interface Surface {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly normalize: (text: string) => string;
  readonly onMissed: (missed: Missed) => void;
}

const SWITCHED_OFF = 'Words on a layer that is switched off are left out';
const DRAWN_THROUGH = 'A line is drawn through words that are read as text: check whether they are still in force';
const DRAWN =
  'A sign or small picture stands where words could be, and is shown as […]: write what it means into the document';
const REMARK = 'A note or stamp on a page is left out';
const SIGN = 'A sign of a symbol font is not known, and is shown as […]';

/** Puts what is drawn on a page, and what lies on it, together as one would read it. */
export function pageOf(drawn: Drawn, annotations: readonly Annotation[], surface: Surface): Page {
  const where = `page ${surface.number}`;
  const { normalize } = surface;
  const miss = (what: string, words?: string) =>
    surface.onMissed({
      ...{ what, where },
      ...(words !== undefined && { words }),
      ...(what === DRAWN_THROUGH && { isDoubtful: true }),
    });
  const written = annotations.flatMap((one) => (one.kind === 'written' ? (drawn.annotated.get(one.id) ?? []) : []));
  const onPage = [...drawn.glyphs, ...written].filter((glyph) => isOn(glyph, surface));
  const way = mainDirection(onPage);
  const turn = turnOf(way, surface.width, surface.height);
  const letters = drawnOnce(onPage.map((glyph) => turnGlyph(signed(glyph, miss), turn, way)));
  const rules = drawn.rules.map((rule) => turnRule(rule, turn));
  const figures = drawn.figures.map((one) => ({ ...one, box: turnRule(one.box, turn) }));
  const placed = annotations.map((one): Annotation => ({ ...one, box: turnRule(one.box, turn) }));
  const across = letters.filter(({ runs }) => runs === 'across');
  for (const words of joined(drawn.hidden, normalize)) miss(SWITCHED_OFF, words);
  const struck = placed.flatMap(({ kind, box }) => (kind === 'struck' ? [middleOf(box)] : []));
  const byHand = annotations.flatMap((one) => (one.kind === 'drawn' ? one.strokes : []));
  const strokes = [...drawn.aslant, ...byHand].map(({ from, to }) => ({
    from: turn.point(...from),
    to: turn.point(...to),
  }));
  for (const words of struckWords(across, [...rules, ...struck], strokes)) miss(DRAWN_THROUGH, words);
  for (const one of placed) {
    if (one.kind === 'remark') miss(REMARK, one.words);
    if (one.kind === 'stamp')
      miss(REMARK, one.words || joined(drawn.annotated.get(one.id) ?? [], normalize).join(' ') || undefined);
  }
  const runs = runsOf(withAddresses(across, placed), normalize).map((run) => ({
    ...run,
    text: run.text.replace(LONE_SIGN, (sign) => loneSign(sign, miss)),
  }));
  const onDrawn = { rules, height: turn.height, onUnknown: () => miss(DRAWN) };
  return {
    number: surface.number,
    width: turn.width,
    height: turn.height,
    runs: withFields(withSigns(runs, figures, onDrawn), placed, drawn.annotated),
    rules,
    told: drawn.told,
    pictures: drawn.pictures.map((box) => turnRule(box, turn)),
    sideways: [...sidewaysOf(letters, 'up', turn, normalize), ...sidewaysOf(letters, 'down', turn, normalize)],
    askew: joined(
      letters.filter(({ runs }) => runs === 'askew' || runs === 'back'),
      normalize,
    ),
  };
}

const isOn = ({ x, y, size }: Glyph, { width, height }: Surface): boolean =>
  x >= -1 && y >= -1 && x <= width + 1 && y <= height + size;

/** The way that most letters of a page run. */
function mainDirection(glyphs: readonly Glyph[]): Direction {
  const counts = new Map<Direction, number>();
  for (const { runs } of glyphs) if (runs !== 'askew') counts.set(runs, (counts.get(runs) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'across';
}

/** A letter of a symbol font as what it prints. */
function signed(glyph: Glyph, miss: (what: string) => void): Glyph {
  const { symbols } = glyph.font;
  if (!symbols) return glyph;
  // The font itself says what its sign means, and need not be asked by its place.
  const isTold =
    symbols === 'symbol' && glyph.text.codePointAt(0) !== glyph.code && !/[\uf020-\uf0ff]/u.test(glyph.text);
  return isTold ? glyph : { ...glyph, text: inSymbolFont(symbols, glyph.text, () => miss(SIGN)) };
}

/** A sign alone, in a font that hides its name; or one that a font does not name at all, as browsers print ✅ and ❌. */
const LONE_SIGN = /^[\uf020-\uf0ff]$|(?<=^|\s)\0(?=\s|$)/gu;
/** The three that programs put before the items of a list. */
const BULLETS: ReadonlyMap<string, string> = new Map([
  ['\uf0b7', '•'],
  ['\uf0a7', '▪'],
  ['\uf0d8', '➢'],
]);

function loneSign(sign: string, miss: (what: string) => void): string {
  const bullet = BULLETS.get(sign);
  if (bullet === undefined) miss(SIGN);
  return bullet ?? UNKNOWN_SIGN;
}

/** The words of letters whichever way they run, line by line. */
function joined(glyphs: readonly Glyph[], normalize: (text: string) => string): string[] {
  const pieces: string[] = [];
  let last: Glyph | undefined;
  let hasSpace = false;
  for (const glyph of glyphs) {
    if (glyph.text.trim() === '') {
      hasSpace = true;
      continue;
    }
    const step = last ? Math.hypot(glyph.x - last.x, glyph.y - last.y) : 0;
    const width = last ? last.right - last.x : 0;
    if (!last || step > width + glyph.size) pieces.push(glyph.text);
    else pieces[pieces.length - 1] += (hasSpace || step > width + glyph.size * 0.2 ? ' ' : '') + glyph.text;
    last = glyph;
    hasSpace = false;
  }
  return pieces.map(normalize);
}

function sidewaysOf(
  glyphs: readonly Glyph[],
  runs: 'up' | 'down',
  page: Pick<Turn, 'width' | 'height'>,
  normalize: (text: string) => string,
): Sideways[] {
  const turn = turnOf(runs, page.width, page.height);
  const back = turnOf(runs === 'up' ? 'down' : 'up', turn.width, turn.height);
  const own = glyphs.filter((glyph) => glyph.runs === runs).map((glyph) => turnGlyph(glyph, turn, runs));
  return runsOf(own, normalize).map(({ text, x, y, right, size, isBold }: Run) => ({
    text,
    runs,
    isBold,
    box: turnRule({ x0: x, y0: y - size, x1: right, y1: y }, back),
  }));
}

const middleOf = ({ x0, y0, x1, y1 }: Rule): Rule => {
  const middle = y0 + (y1 - y0) * 0.55;
  return { x0, x1, y0: middle, y1: middle };
};

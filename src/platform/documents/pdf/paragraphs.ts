import { readMarker } from '../../../kernel/text/markers.ts';
import { statesFact } from '../blocks.ts';
import type { LineJoiner } from '../hyphenation.ts';
import type { Line } from './lines.ts';
import type { Flow, FlowLine } from './reading-order.ts';
import { type DrawnTable, joinTables } from './tables.ts';

/** Lines that were one paragraph before they were printed. */
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
  /** Where its first line starts. */
  readonly x: number;
  readonly size: number;
  readonly isBold: boolean;
  readonly lines: number;
  /** Where it begins, counted from 0. */
  readonly page: number;
}

export interface Rows {
  readonly kind: 'rows';
  readonly page: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What the whole document tells about how it is set. */
export interface Setting {
  readonly bodySize: number;
  /** Where full lines end on this page that begin here, if it has one column. */
  readonly rightOn: (page: number, x: number) => number;
  /** From one line to the next within a paragraph, by size of letters. */
  readonly pitch: (size: number) => number;
}

const ENDS_SENTENCE = /[.!?:;][\p{Pf}"')\]⁰¹²³⁴-⁹]*$/u;
/** Words that no sentence ends with. */
const ENDS_OPEN =
  /(?:^|[\s(])(?:the|an?|of|to|and|or|in|on|at|for|with|by|from|which|that|who|is|are|be|will|must|should|may|can|not|any|their|our|its|this|these|as|if|than)$/i;
/** In sizes of the letters: lines so far apart are paragraphs, where they are sentences. */
const WIDE_PITCH = 1.8;
/** In points. */
const ALIGNED = 5;

/** Joins lines back into paragraphs and parts of tables into tables, over columns and pages too. */
export function paragraphsOf(
  flow: readonly Flow[],
  setting: Setting,
  joiner: LineJoiner,
): readonly (Paragraph | Rows)[] {
  const found: (Paragraph | Rows)[] = [];
  let lines: FlowLine[] = [];
  let tables: (DrawnTable & { page: number })[] = [];
  const flush = () => {
    if (lines.length > 0) found.push(paragraphOf(lines, joiner));
    if (tables.length > 0) found.push({ kind: 'rows', page: tables[0]?.page ?? 0, ...joinTables(tables, joiner) });
    lines = [];
    tables = [];
  };
  for (const one of flow) {
    if (one.kind === 'table') {
      const above = tables.at(-1);
      if (!above || above.page === one.page || !isSameTable(above, one)) flush();
      tables.push(one);
    } else {
      if (tables.length > 0 || !goesOn(lines, one, setting)) flush();
      lines.push(one);
    }
  }
  flush();
  return found;
}

const isSameTable = (above: DrawnTable, below: DrawnTable): boolean =>
  above.xs.length === below.xs.length && above.xs.every((x, at) => Math.abs(x - (below.xs[at] ?? 0)) <= ALIGNED);

function paragraphOf(lines: readonly FlowLine[], joiner: LineJoiner): Paragraph {
  const [first] = lines;
  return {
    kind: 'paragraph',
    text: joiner.join(lines.map(({ line }) => line.text.replaceAll('\t', ' '))),
    x: first?.line.x ?? 0,
    size: first?.line.size ?? 0,
    isBold: lines.every(({ line }) => line.isBold),
    lines: lines.length,
    page: first?.page ?? 0,
  };
}

/** Whether the next line belongs to the paragraph that these lines began. */
function goesOn(lines: readonly FlowLine[], next: FlowLine, setting: Setting): boolean {
  const [first] = lines;
  const above = lines.at(-1);
  if (!first || !above) return false;
  const [a, b] = [above.line, next.line];
  const isCertain = isCut(a, b);
  const isOpen = isCertain || (!ENDS_SENTENCE.test(a.text) && ENDS_OPEN.test(a.text));
  if (Math.abs(a.size - b.size) > Math.max(a.size, b.size) * (isCertain ? 0.2 : 0.08)) return false;
  const isFull = !wouldFit(a, b, rightOf(lines, next, setting));
  if (a.isBold !== b.isBold && !isCertain && !goesOnInOtherType(lines, b, isFull, setting)) return false;
  if (startsItem(first.line, a, b, isFull)) return false;
  if (statesFact(b.text) && (statesFact(a.text) || !isFull)) return false;
  if (above.region !== next.region) return goesOnBeyond(first.line, a, b, isFull, isOpen);
  if (b.y - a.y > setting.pitch(a.size) * (isCertain ? 1.6 : 1.15) || b.y <= a.y) return false;
  // In a document of lone sentences there is no closer line to measure by.
  if (b.y - a.y > a.size * WIDE_PITCH && ENDS_SENTENCE.test(a.text)) return false;
  if (b.x < first.line.x - ALIGNED && !(lines.length === 1 && (isFull || isCertain))) return false;
  const second = lines[1]?.line;
  if (second && Math.abs(b.x - second.x) > ALIGNED && !isOpen) return false;
  return isFull || isOpen;
}

/** What is bold within a sentence may begin or end with a line; a heading seldom fills its line, and stands apart or has a number. */
function goesOnInOtherType(lines: readonly FlowLine[], b: Line, isFull: boolean, setting: Setting): boolean {
  const a = lines.at(-1)?.line;
  if (!a || !isFull || ENDS_SENTENCE.test(a.text)) return false;
  const isHeading = lines.every(({ line }) => line.isBold) && readMarker(lines[0]?.line.text ?? '') !== undefined;
  return !isHeading && b.y - a.y <= setting.pitch(a.size) * 1.04;
}

/** The next line begins in the middle of a sentence. */
const isCut = (a: Line, b: Line): boolean => !ENDS_SENTENCE.test(a.text) && /^\p{Ll}/u.test(b.text);

/** Where full lines of these end: in a box of its own, a paragraph is narrower than its page. */
function rightOf(lines: readonly FlowLine[], next: FlowLine, setting: Setting): number {
  const last = lines.at(-1);
  const right = last?.columnRight ?? setting.rightOn(last?.page ?? 0, next.line.x);
  return Math.min(
    right,
    ...lines.slice(1).flatMap((one, at) => {
      const above = lines[at];
      return above && above.region === one.region && isCut(above.line, one.line) ? [reach(above.line, one.line)] : [];
    }),
  );
}

/** How far a line would reach with the first word of the next one. */
function reach(a: Line, b: Line): number {
  const [segment] = b.segments;
  if (!segment || segment.text === '') return Number.POSITIVE_INFINITY;
  const word = segment.text.split(/\s/, 1)[0] ?? '';
  return a.right + a.size * 0.25 + ((segment.right - segment.x) * word.length * 1.08) / segment.text.length + 1;
}

/** Into the next column or page there is no gap to measure: the text must show that it goes on. */
function goesOnBeyond(first: Line, a: Line, b: Line, isFull: boolean, isOpen: boolean): boolean {
  if (isOpen) return true;
  if (!isFull) return false;
  // Behind a mark the text hangs: what is under it without a mark of its own belongs to it.
  const hangs =
    readMarker(first.text.replaceAll('\t', ' ')) !== undefined &&
    (a.x > first.x + ALIGNED ? Math.abs(b.x - a.x) <= ALIGNED : b.x > first.x + ALIGNED);
  return hangs || a.text.endsWith(';') || !ENDS_SENTENCE.test(a.text);
}

/** The next line opens with a mark of its own, and is not a sentence that happens to break before a number. */
function startsItem(first: Line, a: Line, b: Line, isFull: boolean): boolean {
  const marked = readMarker(b.text.replaceAll('\t', ' '));
  if (!marked) return false;
  if (b.segments.length > 1 && marked.style !== 'bullet') return true;
  const hangs = b.x > first.x + ALIGNED && Math.abs(b.x - a.x) <= ALIGNED && a !== first;
  return !(
    isFull &&
    !ENDS_SENTENCE.test(a.text) &&
    (hangs || marked.style !== 'bullet') &&
    !/[,]$|\b(?:and|or)$/.test(a.text)
  );
}

/** The line was ended on purpose: the first word of the next one would have fitted in. */
function wouldFit(a: Line, b: Line, right: number): boolean {
  return Number.isFinite(reach(a, b)) && !/\p{L}-$/u.test(a.text) && reach(a, b) <= right;
}

/** Learns from all lines how the document is set. */
export function settingOf(flow: readonly Flow[]): Setting {
  const lines = flow.filter((one) => one.kind === 'line');
  const bodySize = bodySizeOf(flow);
  const rights = lines
    .filter(({ line, columnRight }) => columnRight === undefined && Math.abs(line.size - bodySize) < 0.6)
    .map(({ line }) => line.right)
    .sort((a, b) => a - b);
  const right = rights[Math.floor((rights.length - 1) * 0.97)] ?? 0;
  const narrow = narrowPages(lines);
  const gaps = lines.slice(1).flatMap(({ line, region }, index): { size: number; gap: number }[] => {
    const above = lines[index];
    if (!above || above.region !== region || Math.abs(above.line.size - line.size) > 0.5 || line.y <= above.line.y)
      return [];
    return [{ size: line.size, gap: line.y - above.line.y }];
  });
  const pitches = new Map<number, number>();
  const bodyGaps = gaps
    .filter((one) => Math.abs(one.size - bodySize) < 0.6 && one.gap < bodySize * 2.6)
    .map(({ gap }) => gap);
  /** A size that is seldom used is spread like the body. */
  const spread = bodyGaps.length >= 3 ? closest(bodyGaps) / bodySize : 1.25;
  return {
    bodySize,
    rightOn: (page, x) => Math.min(right, narrow(page, x)),
    pitch: (size) => {
      const key = Math.round(size * 2);
      const known = pitches.get(key);
      if (known !== undefined) return known;
      const own = gaps.filter((one) => Math.round(one.size * 2) === key && one.gap < size * 2.6).map(({ gap }) => gap);
      pitches.set(key, own.length >= 3 ? closest(own) : size * spread);
      return pitches.get(key) ?? size * 1.4;
    },
  };
}

/** Letters outside tables; with fewer, a document is mostly tables, and its headings are not what it is set in. */
const FEWEST_LETTERS = 300;

/** The size that most of the text is set in. */
function bodySizeOf(flow: readonly Flow[]): number {
  const lines = flow.flatMap((one) => (one.kind === 'line' ? [one.line] : []));
  const own = commonest(lines.map(({ size, text }) => [size, text.length] as const)) ?? 11;
  const tables = flow.flatMap((one) => (one.kind === 'table' ? [one.size] : []));
  const isFew = lines.reduce((sum, { text }) => sum + text.length, 0) < FEWEST_LETTERS;
  return isFew ? Math.min(own, ...tables) : own;
}

/** So many sentences that run over a line say where lines end on a page, and so many where they end that begin at one place of it. */
const FEWEST_ON_PAGE = 5;
const FEWEST_AT_PLACE = 3;
/** The share of lines that were ended on purpose. */
const ON_PURPOSE = 0.1;

/** Where lines end, by those of which the next one is surely the rest: its first word did not fit in. */
function narrowPages(lines: readonly FlowLine[]): (page: number, x: number) => number {
  const reaches = new Map<string, number[]>();
  const placeOf = (page: number, x: number) => `${page} ${Math.round(x / ALIGNED)}`;
  lines.slice(1).forEach((one, at) => {
    const above = lines[at];
    if (!above || above.region !== one.region || above.columnRight !== undefined) return;
    if (above.line.segments.length > 2 || !isCut(above.line, one.line)) return;
    for (const key of [`${one.page}`, placeOf(one.page, one.line.x)]) {
      const known = reaches.get(key);
      if (known) known.push(reach(above.line, one.line));
      else reaches.set(key, [reach(above.line, one.line)]);
    }
  });
  const nearest = (key: string, fewest: number): number | undefined => {
    const all = reaches.get(key) ?? [];
    return all.length >= fewest ? all.sort((a, b) => a - b)[Math.floor(all.length * ON_PURPOSE)] : undefined;
  };
  return (page, x) =>
    nearest(placeOf(page, x), FEWEST_AT_PLACE) ?? nearest(`${page}`, FEWEST_ON_PAGE) ?? Number.POSITIVE_INFINITY;
}

/** The smallest gap that is no exception: in a document of short items, the space between items is the commonest. */
function closest(gaps: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const gap of gaps) counts.set(Math.round(gap * 2) / 2, (counts.get(Math.round(gap * 2) / 2) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return Math.min(...[...counts].filter(([, count]) => count >= most * 0.15).map(([gap]) => gap));
}

/** The value with the most weight, to half a point. */
function commonest(values: readonly (readonly [number, number])[]): number | undefined {
  const weights = new Map<number, number>();
  for (const [value, weight] of values) {
    const key = Math.round(value * 2) / 2;
    weights.set(key, (weights.get(key) ?? 0) + weight);
  }
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0];
}

import { readMarker } from '../../../kernel/text/markers.ts';
import type { Run } from './drawn/runs.ts';
import type { Grid } from './grid.ts';
import { type Line, linesOf } from './lines.ts';
import { isWithin } from './tables.ts';

/** Lines that follow one another down one column. */
interface Region {
  readonly lines: readonly Line[];
  /** Where the column ends on the right, where it is one of two; a page of one column leaves that to the document. */
  readonly right: number | undefined;
}

/** A table with the words within its borders. */
interface InGrid {
  readonly grid: Grid;
  readonly runs: readonly Run[];
}

/** Fewer lines beside each other may be chance. */
const FEWEST_LINES = 3;
/** So many are columns, whether or not their sentences run on. */
const MANY_LINES = 8;
/** The share of its column that a line of prose fills; cells of a table are shorter. */
const FILLED = 0.6;
/** The share of lines that go on in the next one: rows of a table end with their line. */
const RUNS_ON = 0.5;
const FEWEST_RUNS_ON = 2;
/** In sizes of the letters: what stands a little higher or lower beside a line is on it. */
const SAME_LINE = 0.4;
const FEWEST_ITEMS = 2;
/** In points: text that starts so near is set to the same place. */
const ALIGNED = 3;

/**
 * The lines and the tables of a page in reading order: across, or first down the left column and then down the right ones. A table
 * with words beside it belongs to a column.
 */
export function regionsOf(runs: readonly Run[], grids: readonly Grid[], right?: number): readonly (Region | InGrid)[] {
  const alone = grids.find((grid) => !runs.some((run) => standsBeside(run, grid)));
  if (alone) return partedBy(alone, runs, grids, right);
  const words = runs.filter((run) => !grids.some((grid) => isWithin(grid, run)));
  const gutter = findGutter(linesOf(words), grids);
  if (gutter) return inColumns(gutter, runs, grids, right);
  const [first] = grids;
  if (first) return partedBy(first, runs, grids, right);
  return runs.length > 0 ? [{ lines: linesOf(runs), right }] : [];
}

const topOf = ({ ys }: Grid): number => ys[0] ?? 0;
const bottomOf = ({ ys }: Grid): number => ys.at(-1) ?? 0;
const startOf = ({ xs }: Grid): number => xs[0] ?? 0;
const endOf = ({ xs }: Grid): number => xs.at(-1) ?? 0;
const spans = (grid: Grid, y: number): boolean => y > topOf(grid) + 1 && y < bottomOf(grid);
const standsBeside = (run: Run, grid: Grid): boolean => !isWithin(grid, run) && spans(grid, run.y - run.size / 3);

/** What is above a table, the table, and what is below it. */
function partedBy(
  grid: Grid,
  runs: readonly Run[],
  grids: readonly Grid[],
  right: number | undefined,
): readonly (Region | InGrid)[] {
  const inside = runs.filter((run) => isWithin(grid, run));
  const outside = runs.filter((run) => !isWithin(grid, run));
  const isAbove = (other: Grid) => topOf(other) < topOf(grid);
  const others = grids.filter((other) => other !== grid);
  const above = outside.filter(({ y }) => y <= topOf(grid) + 1);
  const below = outside.filter(({ y }) => y > topOf(grid) + 1);
  return [
    ...regionsOf(above, others.filter(isAbove), right),
    ...(inside.length > 0 ? [{ grid, runs: inside }] : []),
    ...regionsOf(
      below,
      others.filter((other) => !isAbove(other)),
      right,
    ),
  ];
}

function inColumns(
  { x, top, bottom, kind }: Gutter,
  runs: readonly Run[],
  grids: readonly Grid[],
  right: number | undefined,
): readonly (Region | InGrid)[] {
  const isIn = (y: number) => y >= top && y <= bottom;
  const width = x - runs.filter(({ y }) => isIn(y)).reduce((most, run) => Math.min(most, run.x), x);
  const part = (isRun: (run: Run) => boolean, isGrid: (grid: Grid) => boolean, isColumn: boolean) => {
    const own = runs.filter(isRun);
    const furthest = own.reduce((most, run) => Math.max(most, run.right), 0);
    // Items may all be short of their column's end: both columns are taken to be as wide as the left one.
    const start = own.reduce((most, run) => Math.min(most, run.x), Number.POSITIVE_INFINITY);
    const end = kind === 'lists' ? Math.max(furthest, start + width) : furthest;
    return regionsOf(own, grids.filter(isGrid), isColumn ? end : right);
  };
  return [
    ...part(
      ({ y }) => y < top,
      (grid) => topOf(grid) < top,
      false,
    ),
    ...part(
      (run) => isIn(run.y) && run.x < x,
      (grid) => isIn(topOf(grid)) && startOf(grid) < x,
      true,
    ),
    ...part(
      (run) => isIn(run.y) && run.x >= x,
      (grid) => isIn(topOf(grid)) && startOf(grid) >= x,
      true,
    ),
    ...part(
      ({ y }) => y > bottom,
      (grid) => topOf(grid) > bottom,
      false,
    ),
  ];
}

/** What stands side by side: two lists, or anything else that is read down. */
type ColumnKind = 'lists' | 'columns';

interface Gutter {
  readonly kind: ColumnKind;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** The longest stretch of the page that nothing crosses at one place near its middle. */
function findGutter(lines: readonly Line[], grids: readonly Grid[]): Gutter | undefined {
  const left = Math.min(...lines.map((line) => line.x), ...grids.map(startOf));
  const right = Math.max(...lines.map((line) => line.right), ...grids.map(endOf));
  const places = new Set<number>();
  for (const { pieces } of lines) {
    pieces.slice(1).forEach((piece, at) => {
      const middle = ((pieces[at]?.right ?? 0) + piece.x) / 2;
      const share = (middle - left) / (right - left);
      if (share > 0.25 && share < 0.75) places.add(Math.round(piece.x) - 4);
    });
  }
  let best: { stretch: readonly Line[]; x: number; kind: ColumnKind } | undefined;
  for (const x of places) {
    const stretch = longestStretch(lines, grids, x);
    const kind = stretch.length > (best?.stretch.length ?? 0) && columnsIn(stretch, grids, { x, left, right });
    if (kind) best = { stretch, x, kind };
  }
  const [first] = best?.stretch ?? [];
  const last = best?.stretch.at(-1);
  if (!best || !first || !last) return undefined;
  const top = first.y - first.size * SAME_LINE;
  const bottom = last.y + last.size * SAME_LINE;
  const { x, kind } = best;
  return {
    ...{ x, kind },
    ...withTables(
      { top, bottom },
      grids.filter((grid) => startOf(grid) >= x || endOf(grid) <= x),
    ),
  };
}

type Stretch = Pick<Gutter, 'top' | 'bottom'>;

/** A stretch of the page with all of the tables that stand in it, and of those beside them. */
function withTables(part: Stretch, grids: readonly Grid[]): Stretch {
  const reached = grids.filter((grid) => topOf(grid) < part.bottom && bottomOf(grid) > part.top);
  const top = Math.min(part.top, ...reached.map(topOf));
  const bottom = Math.max(part.bottom, ...reached.map(bottomOf));
  return top === part.top && bottom === part.bottom ? part : withTables({ top, bottom }, grids);
}

/** The most lines one below the other that leave a place free, from the first that has words on both sides of it. */
function longestStretch(lines: readonly Line[], grids: readonly Grid[], x: number): readonly Line[] {
  const across = grids.filter((grid) => startOf(grid) < x && endOf(grid) > x);
  const isParted = (above: Line | undefined, below: Line) =>
    above !== undefined && across.some((grid) => topOf(grid) > above.y && topOf(grid) < below.y);
  let best: readonly Line[] = [];
  let open: Line[] = [];
  for (const line of lines) {
    const isCrossed = across.some((grid) => spans(grid, line.y));
    if (isCrossed || line.pieces.some((piece) => piece.x < x + 3 && piece.right > x)) open = [];
    else {
      if (isParted(open.at(-1), line)) open = [];
      open.push(line);
    }
    if (open.length > best.length) best = [...open];
  }
  return besideEachOther(best, grids, x);
}

/** In sizes of the letters: a line so near goes on with those beside each other, on its own side. */
const NEAR = 2;

/** The part of a stretch with lines on both sides of a place; what stands apart above and below it heads or follows both. */
function besideEachOther(stretch: readonly Line[], grids: readonly Grid[], x: number): readonly Line[] {
  const both = (line: Line) => {
    const starts = [
      ...line.pieces.map((piece) => piece.x),
      ...grids.filter((grid) => spans(grid, line.y)).map(startOf),
    ];
    return starts.some((start) => start < x) && starts.some((start) => start >= x);
  };
  const sideOf = (line: Line) => (line.pieces.some((piece) => piece.x < x) ? 'left' : 'right');
  const mixed = (at: number) => {
    const [one, next] = [stretch[at], stretch[at + 1]];
    return one && next && !both(one) && !both(next) && sideOf(one) !== sideOf(next) && next.y - one.y < one.size * NEAR;
  };
  const isBeside = stretch.map((line, at) => both(line) || mixed(at) === true || mixed(at - 1) === true);
  let from = isBeside.indexOf(true);
  let to = isBeside.lastIndexOf(true);
  if (from < 0) return [];
  const isNear = (above: Line | undefined, below: Line | undefined) =>
    above !== undefined &&
    below !== undefined &&
    Math.abs(above.size - below.size) < 0.6 &&
    below.y - above.y < below.size * NEAR;
  while (isNear(stretch[from - 1], stretch[from])) from -= 1;
  while (isNear(stretch[to], stretch[to + 1])) to += 1;
  return stretch.slice(from, to + 1);
}

/** What a stretch has on one side of a gutter, line by line. */
interface Side {
  readonly text: string;
  readonly y: number;
  readonly x: number;
  readonly right: number;
}

/** What both sides of a stretch are, where they are columns: lists, prose, or prose beside a table that fills its own side. */
function columnsIn(
  stretch: readonly Line[],
  grids: readonly Grid[],
  { x, left, right }: { readonly x: number; readonly left: number; readonly right: number },
): ColumnKind | undefined {
  const sideOf = (isInside: (start: number) => boolean, width: number) => {
    const lines = stretch.flatMap((line): Side[] => {
      const own = line.pieces.filter((piece) => isInside(piece.x));
      const [first] = own;
      const last = own.at(-1);
      return first && last
        ? [{ text: own.map(({ text }) => text).join(' '), y: line.y, x: first.x, right: last.right }]
        : [];
    });
    const hasTable = grids.some(
      (grid) =>
        isInside(startOf(grid)) &&
        endOf(grid) - startOf(grid) >= width * FILLED &&
        stretch.some(({ y }) => spans(grid, y)),
    );
    const isFilled =
      lines.length >= FEWEST_LINES && median(lines.map((line) => (line.right - line.x) / width)) >= FILLED;
    return { lines, hasTable, isFilled };
  };
  const lefts = sideOf((start) => start < x, x - left);
  const rights = sideOf((start) => start >= x, right - x);
  const sides = [lefts, rights];
  // "May" and "may not", each with its list: read across, one would stand among the other.
  if (sides.every(({ lines }) => isList(lines))) return 'lists';
  const prose = sides.every(({ hasTable }) => hasTable) ? sides : sides.filter(({ hasTable }) => !hasTable);
  if (!prose.every(({ isFilled }) => isFilled)) return undefined;
  // What is set in columns starts at one place in each; the gaps of a stretched line do so nowhere.
  if (!rights.hasTable && startsTogether(rights.lines) < 0.6) return undefined;
  if (prose.every(({ lines }) => lines.length >= MANY_LINES)) return 'columns';
  const isProse =
    prose.every(({ lines }) => runsOn(lines) >= RUNS_ON) &&
    (prose.length < 2 || !startAbreast(lefts.lines, rights.lines));
  return isProse ? 'columns' : undefined;
}

const isList = (side: readonly Side[]): boolean => {
  const items = side.filter(({ text }) => readMarker(text)?.style === 'bullet');
  return items.length >= FEWEST_ITEMS && items.length >= side.length / 2;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function startsTogether(side: readonly Side[]): number {
  return (
    Math.max(...side.map(({ x }) => side.filter((other) => Math.abs(other.x - x) <= ALIGNED).length)) / side.length
  );
}

/** Behind each wider gap both sides begin at one height: these are rows. */
function startAbreast(lefts: readonly Side[], rights: readonly Side[]): boolean {
  const starts = (side: readonly Side[]) => {
    const gaps = side.slice(1).map(({ y }, at) => y - (side[at]?.y ?? 0));
    return side
      .slice(1)
      .filter((_, at) => (gaps[at] ?? 0) > median(gaps) * 1.25)
      .map(({ y }) => y);
  };
  const [left, right] = [starts(lefts), starts(rights)];
  return left.length > 0 && left.every((y) => right.some((other) => Math.abs(y - other) <= ALIGNED));
}

/** The share of lines, of those that end without a stop, of which the next one is the rest. */
function runsOn(side: readonly Side[]): number {
  const open = side.slice(1).filter((_, at) => !/[.!?:]$/.test(side[at]?.text ?? ''));
  const rest = side.slice(1).filter(({ text }, at) => goesOn(side[at]?.text ?? '', text));
  return open.length >= FEWEST_RUNS_ON ? rest.length / open.length : 0;
}

const goesOn = (above: string, below: string): boolean =>
  !/[.!?:]$/.test(above) && (/^[\p{Ll}(]/u.test(below) || /\b(?:the|an?|of|to|and|or|in|for|by|with)$/i.test(above));

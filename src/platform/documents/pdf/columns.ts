import type { Run } from './drawn/runs.ts';
import { type Line, linesOf } from './lines.ts';

/** Lines that follow one another down one column. */
interface Region {
  readonly lines: readonly Line[];
  /** Where the column ends on the right, where it is one of two; a page of one column leaves that to the document. */
  readonly right: number | undefined;
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
/** In points: text that starts so near is set to the same place. */
const ALIGNED = 3;

/** The lines of a page in reading order: across, or first down the left column and then down the right ones. */
export function regionsOf(runs: readonly Run[], isColumn = false): readonly Region[] {
  const lines = linesOf(runs);
  const gutter = findGutter(lines);
  if (gutter === undefined)
    return lines.length > 0
      ? [{ lines, right: isColumn ? Math.max(...lines.map(({ right }) => right)) : undefined }]
      : [];
  const { x, top, bottom } = gutter;
  const within = runs.filter((run) => run.y >= top && run.y <= bottom);
  return [
    ...regionsOf(
      runs.filter((run) => run.y < top),
      isColumn,
    ),
    ...regionsOf(
      within.filter((run) => run.x < x),
      true,
    ),
    ...regionsOf(
      within.filter((run) => run.x >= x),
      true,
    ),
    ...regionsOf(
      runs.filter((run) => run.y > bottom),
      isColumn,
    ),
  ];
}

interface Gutter {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** The longest stretch of the page that nothing crosses at one place near its middle. */
function findGutter(lines: readonly Line[]): Gutter | undefined {
  const left = Math.min(...lines.map((line) => line.x));
  const right = Math.max(...lines.map((line) => line.right));
  const places = new Set<number>();
  for (const { pieces } of lines) {
    pieces.slice(1).forEach((piece, at) => {
      const middle = ((pieces[at]?.right ?? 0) + piece.x) / 2;
      const share = (middle - left) / (right - left);
      if (share > 0.25 && share < 0.75) places.add(Math.round(piece.x) - 4);
    });
  }
  let best: { stretch: readonly Line[]; x: number } | undefined;
  for (const x of places) {
    const stretch = longestStretch(lines, x);
    if (stretch.length > (best?.stretch.length ?? 0) && isProse(stretch, x, left, right)) best = { stretch, x };
  }
  const [first] = best?.stretch ?? [];
  const last = best?.stretch.at(-1);
  return best && first && last
    ? { x: best.x, top: first.y - first.size * SAME_LINE, bottom: last.y + last.size * SAME_LINE }
    : undefined;
}

/** The most lines one below the other that leave a place free, from the first that has words on both sides of it. */
function longestStretch(lines: readonly Line[], x: number): readonly Line[] {
  let best: readonly Line[] = [];
  let open: Line[] = [];
  for (const line of lines) {
    if (line.pieces.some((piece) => piece.x < x + 3 && piece.right > x)) open = [];
    else open.push(line);
    if (open.length > best.length) best = [...open];
  }
  return besideEachOther(best, x);
}

/** In sizes of the letters: a line so near goes on with those beside each other, on its own side. */
const NEAR = 2;

/** The part of a stretch with lines on both sides of a place; what stands apart above and below it heads or follows both. */
function besideEachOther(stretch: readonly Line[], x: number): readonly Line[] {
  const both = (line: Line) => line.pieces.some((piece) => piece.x < x) && line.pieces.some((piece) => piece.x >= x);
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

function isProse(stretch: readonly Line[], x: number, left: number, right: number): boolean {
  const sideOf = (isInside: (piece: { x: number }) => boolean): readonly Side[] =>
    stretch.flatMap((line) => {
      const own = line.pieces.filter(isInside);
      const [first] = own;
      const last = own.at(-1);
      return first && last
        ? [{ text: own.map(({ text }) => text).join(' '), y: line.y, x: first.x, right: last.right }]
        : [];
    });
  const lefts = sideOf((piece) => piece.x < x);
  const rights = sideOf((piece) => piece.x >= x);
  const fill = (side: readonly Side[], width: number) => median(side.map((line) => (line.right - line.x) / width));
  const fewest = Math.min(lefts.length, rights.length);
  if (fewest < FEWEST_LINES || fill(lefts, x - left) < FILLED || fill(rights, right - x) < FILLED) return false;
  // What is set in columns starts at one place in each; the gaps of a stretched line do so nowhere.
  if (startsTogether(rights) < 0.6) return false;
  return (
    fewest >= MANY_LINES || (runsOn(lefts) >= RUNS_ON && runsOn(rights) >= RUNS_ON && !startAbreast(lefts, rights))
  );
}

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

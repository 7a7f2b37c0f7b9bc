import type { Run } from './drawn/runs.ts';
import { type Line, linesOf } from './lines.ts';

/** Lines that follow one another down one column. */
interface Region {
  readonly lines: readonly Line[];
  /** Where the column ends on the right, where it is one of two; a page of one column leaves that to the document. */
  readonly right: number | undefined;
}

/** How many lines beside each other make columns; fewer may be chance. */
const FEWEST_LINES = 8;
/** The share of its column that a line of prose fills; cells of a table are shorter. */
const FILLED = 0.6;

/** The lines of a page in reading order: across, or first down the left column and then down the right one. */
export function regionsOf(runs: readonly Run[]): readonly Region[] {
  const lines = linesOf(runs);
  const gutter = findGutter(lines);
  if (gutter === undefined) return lines.length > 0 ? [{ lines, right: undefined }] : [];
  const { x, top, bottom } = gutter;
  const within = runs.filter((run) => run.y >= top && run.y <= bottom);
  const side = (part: readonly Run[]): Region => {
    const column = linesOf(part);
    return { lines: column, right: Math.max(...column.map((line) => line.right)) };
  };
  const whole = (part: readonly Line[]): Region[] => (part.length > 0 ? [{ lines: part, right: undefined }] : []);
  return [
    ...whole(lines.filter((line) => line.y < top)),
    side(within.filter((run) => run.x < x)),
    side(within.filter((run) => run.x >= x)),
    ...whole(lines.filter((line) => line.y > bottom)),
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
  for (const { segments } of lines) {
    segments.slice(1).forEach((segment, at) => {
      const middle = ((segments[at]?.right ?? 0) + segment.x) / 2;
      const share = (middle - left) / (right - left);
      if (share > 0.3 && share < 0.7) places.add(Math.round(segment.x) - 4);
    });
  }
  let best: { stretch: readonly Line[]; x: number } | undefined;
  for (const x of places) {
    const stretch = longestStretch(lines, x);
    if (stretch.length > (best?.stretch.length ?? 0) && isProse(stretch, x, left, right)) best = { stretch, x };
  }
  const [first] = best?.stretch ?? [];
  const last = best?.stretch.at(-1);
  return best && first && last ? { x: best.x, top: first.y - 0.5, bottom: last.y + 0.5 } : undefined;
}

function longestStretch(lines: readonly Line[], x: number): readonly Line[] {
  let best: readonly Line[] = [];
  let open: Line[] = [];
  for (const line of lines) {
    if (line.segments.some((segment) => segment.x < x && segment.right > x)) open = [];
    else open.push(line);
    if (open.length > best.length) best = [...open];
  }
  return best;
}

function isProse(stretch: readonly Line[], x: number, left: number, right: number): boolean {
  const fills = (inside: (segment: { x: number }) => boolean, width: number) =>
    stretch.flatMap((line) => {
      const own = line.segments.filter(inside);
      const [first] = own;
      const last = own.at(-1);
      return first && last ? [(last.right - first.x) / width] : [];
    });
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const lefts = fills((segment) => segment.x < x, x - left);
  const rights = fills((segment) => segment.x >= x, right - x);
  return (
    lefts.length >= FEWEST_LINES && rights.length >= FEWEST_LINES && median(lefts) >= FILLED && median(rights) >= FILLED
  );
}

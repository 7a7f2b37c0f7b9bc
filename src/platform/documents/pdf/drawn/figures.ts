import { type Matrix, numbersIn, place } from './matrix.ts';
import { boundsOf, type Rule } from './rules.ts';

/** In points: smaller it is dirt, larger a picture that stands for itself. */
const SMALLEST = 1.5;
const LARGEST = 24;
/** In points: so little out of the level or the upright, a line is along it. */
const STRAIGHT = 0.3;

/** Something small that a program draws where others print a sign, and its box. */
export interface Figure {
  readonly box: Rule;
  readonly isFilled: boolean;
  /** A box, a ring or disc, lines that go aslant, or a small picture. */
  readonly sort: 'square' | 'round' | 'aslant' | 'picture';
  /** How many lines it has that go aslant. */
  readonly aslant: number;
}

/** @param args as for `rulesOfPath`; their last member is the box that the path fills. A line of a table is no figure. */
export function figureOfPath(
  args: readonly unknown[],
  matrix: Matrix,
  OPS: Readonly<Record<string, number>>,
): Figure | undefined {
  const [paint, path, bounds] = args;
  if (paint === OPS.endPath || paint === OPS.clip || paint === OPS.eoClip) return undefined;
  const box = placedBox(numbersIn(bounds), matrix);
  if (!box || !isSmall(box)) return undefined;
  const steps = numbersIn(Array.isArray(path) ? path[0] : undefined);
  const { level, curves, aslant } = linesOf(steps, matrix);
  const isEven = Math.abs(box.x1 - box.x0 - (box.y1 - box.y0)) < 1;
  const isFilled = paint !== OPS.stroke && paint !== OPS.closeStroke;
  if (isEven && aslant === 0 && level >= 3) return { box, isFilled, sort: 'square', aslant };
  if (isEven && aslant === 0 && curves >= 2) return { box, isFilled, sort: 'round', aslant };
  return aslant + curves > 0 ? { box, isFilled, sort: 'aslant', aslant } : undefined;
}

/** A picture no larger than a sign. */
export const figureOfPicture = (box: Rule): Figure | undefined =>
  isSmall(box) ? { box, isFilled: true, sort: 'picture', aslant: 0 } : undefined;

const isSmall = ({ x0, y0, x1, y1 }: Rule): boolean =>
  Math.min(x1 - x0, y1 - y0) >= SMALLEST && Math.max(x1 - x0, y1 - y0) <= LARGEST;

function placedBox([x0, y0, x1, y1]: readonly number[], matrix: Matrix): Rule | undefined {
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return undefined;
  return boundsOf([place(matrix, x0, y0), place(matrix, x1, y1)]);
}

/** How many numbers stand behind a step: move, line, curve of two sorts, close. */
const NUMBERS = [2, 2, 6, 4, 0];

function linesOf(steps: readonly number[], matrix: Matrix): Record<'level' | 'curves' | 'aslant', number> {
  const found = { level: 0, curves: 0, aslant: 0 };
  let [first, last] = [place(matrix, 0, 0), place(matrix, 0, 0)];
  for (let at = 0; at < steps.length; ) {
    const sort = steps[at] ?? 0;
    const end = at + (NUMBERS[sort] ?? steps.length);
    const next = sort === 4 ? first : place(matrix, steps[end - 1] ?? 0, steps[end] ?? 0);
    const [across, down] = [Math.abs(next[0] - last[0]), Math.abs(next[1] - last[1])];
    if (sort === 0) first = next;
    else if (sort === 2 || sort === 3) found.curves += 1;
    else if (Math.max(across, down) >= STRAIGHT) found[Math.min(across, down) < STRAIGHT ? 'level' : 'aslant'] += 1;
    last = next;
    at = end + 1;
  }
  return found;
}

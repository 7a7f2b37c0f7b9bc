import { type Matrix, numbersIn, place } from './matrix.ts';

/** A straight line drawn on a page, upright or level, in points from the top left corner. */
export interface Rule {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Thinner than this, a filled box is a line: so Word draws its borders. */
const THICKEST = 3;
/** In points: shorter, a line is the edge of a letter or a dot. */
const SHORTEST = 3;

/** A path is drawn as `[paint, [steps], bounds]`; a step is a sort (0 move, 1 line, 2 and 3 curves, 4 close) and its points. */
export function rulesOfPath(args: unknown, matrix: Matrix, OPS: Readonly<Record<string, number>>): readonly Rule[] {
  if (!Array.isArray(args)) return [];
  const [paint, [steps] = []] = args;
  if (paint === OPS.endPath || paint === OPS.clip || paint === OPS.eoClip) return [];
  const isFilled = paint === OPS.fill || paint === OPS.eoFill;
  const rules: Rule[] = [];
  for (const points of figuresOf(numbersIn(steps))) {
    const placed = points.map(([x = 0, y = 0]) => place(matrix, x, y));
    const box = boundsOf(placed);
    if (isFilled) {
      // A thick filled box is shading, and its edges are where the cells end.
      rules.push(...(Math.min(box.x1 - box.x0, box.y1 - box.y0) <= THICKEST ? [middleOf(box)] : []));
    } else {
      placed.forEach(([x = 0, y = 0], at) => {
        const next = placed[at + 1];
        if (next) rules.push(middleOf(boundsOf([[x, y], next])));
      });
    }
  }
  return rules.filter(
    ({ x0, y0, x1, y1 }) => Math.max(x1 - x0, y1 - y0) >= SHORTEST && Math.min(x1 - x0, y1 - y0) < 0.01,
  );
}

/** A line from one place to another, as it is drawn. */
export interface Stroke {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** In points: shorter, a line that goes aslant is part of a sign or of a drawing. */
const SHORTEST_ASLANT = 20;

/** Long lines of a path that are neither level nor upright. @param args as for `rulesOfPath` */
export function aslantOfPath(
  args: readonly unknown[],
  matrix: Matrix,
  OPS: Readonly<Record<string, number>>,
): readonly Stroke[] {
  const [paint, path] = args;
  if (paint !== OPS.stroke && paint !== OPS.closeStroke) return [];
  const steps = numbersIn(Array.isArray(path) ? path[0] : undefined);
  return figuresOf(steps).flatMap((points) =>
    strokesOf(points.map(([x = 0, y = 0]) => place(matrix, x, y))).filter(
      ({ from, to }) => Math.abs(to[0] - from[0]) >= SHORTEST_ASLANT && Math.abs(to[1] - from[1]) >= 0.01,
    ),
  );
}

/** The lines from each point to the next. */
export const strokesOf = (points: readonly (readonly [number, number])[]): readonly Stroke[] =>
  points.slice(1).map((to, at) => ({ from: points[at] ?? to, to }));

/** The figures of a path without curves; one with curves is no border. */
function figuresOf(steps: readonly number[]): readonly (readonly number[])[][] {
  const figures: number[][][] = [];
  for (let at = 0; at < steps.length; ) {
    const sort = steps[at];
    const point = [steps[at + 1] ?? 0, steps[at + 2] ?? 0];
    if (sort === 0) figures.push([point]);
    else if (sort === 1) figures.at(-1)?.push(point);
    else if (sort === 4) figures.at(-1)?.push(figures.at(-1)?.[0] ?? point);
    else return [];
    at += sort === 4 ? 1 : 3;
  }
  return figures;
}

/** The line through the middle of a box along its longer side. */
function middleOf({ x0, y0, x1, y1 }: Rule): Rule {
  if (x1 - x0 >= y1 - y0)
    return y1 - y0 > THICKEST ? { x0, y0, x1, y1 } : { x0, x1, y0: (y0 + y1) / 2, y1: (y0 + y1) / 2 };
  return x1 - x0 > THICKEST ? { x0, y0, x1, y1 } : { y0, y1, x0: (x0 + x1) / 2, x1: (x0 + x1) / 2 };
}

/** The box of these points. */
export function boundsOf(points: readonly (readonly number[])[]): Rule {
  const xs = points.map(([x = 0]) => x);
  const ys = points.map(([, y = 0]) => y);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

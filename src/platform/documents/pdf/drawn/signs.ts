import { UNKNOWN_SIGN } from '../../symbols/symbol-fonts.ts';
import { bandOf, type Grid, gridsOf, ownerOf } from '../grid.ts';
import type { Figure } from './figures.ts';
import type { Rule } from './rules.ts';
import type { Run } from './runs.ts';

/** In sizes of the letters: how far a sign may stand before its words, and how high a bullet and any sign may be. */
const BEFORE = 2.4;
const BULLET = 0.65;
const HIGHEST = 1.8;
/** In points: by so much a sign may stand out of its box, and so large a bullet may be. */
const OUT = 1.2;
const LARGEST_BULLET = 8;
/** The share of a box that what stands in it has at most; more, and it is the box's own edge or ground. */
const WITHIN = 0.8;
/** The share of a page at its head and foot where what is drawn beside words is its letterhead. */
const MARGIN = 0.08;
/** For a cell without letters. */
const USUAL_SIZE = 10;
const BULLETS: ReadonlySet<string> = new Set(['•', '○']);

interface Sign {
  readonly text: string;
  readonly box: Rule;
}

interface Surface {
  readonly rules: readonly Rule[];
  readonly height: number;
  /** A sign is drawn that cannot be read. */
  readonly onUnknown: () => void;
}

/** The pieces of text, and the signs that are drawn before the first words of a line or alone in a cell of a table. */
export function withSigns(runs: readonly Run[], figures: readonly Figure[], surface: Surface): readonly Run[] {
  if (figures.length === 0) return runs;
  const added: Run[] = [];
  const apart: Sign[] = [];
  for (const sign of signsOf(figures)) {
    const run = besideWords(sign, runs, surface.height);
    if (run) added.push(run);
    else apart.push(sign);
  }
  if (apart.length > 0) added.push(...inCells(apart, runs, gridsOf(surface.rules)));
  if (added.some(({ text }) => text === UNKNOWN_SIGN)) surface.onUnknown();
  return added.length > 0 ? [...runs, ...added] : runs;
}

/** What is drawn over one another is one sign. */
function signsOf(figures: readonly Figure[]): readonly Sign[] {
  const groups: { box: Rule; readonly figures: Figure[] }[] = [];
  for (const figure of figures) {
    const group = groups.findLast(({ box }) => overlap(box, figure.box));
    if (!group) groups.push({ box: figure.box, figures: [figure] });
    else {
      group.figures.push(figure);
      group.box = around(group.box, figure.box);
    }
  }
  return groups.map((group) => ({ box: group.box, text: textOf(group.figures) }));
}

function textOf(figures: readonly Figure[]): string {
  const [frame] = figures
    .filter(({ sort }) => sort === 'square' || sort === 'round')
    .sort((a, b) => widthOf(b) - widthOf(a));
  if (!frame || figures.some(({ box }) => !holds(frame.box, box))) return UNKNOWN_SIGN;
  const inside = figures.filter((one) => one.sort === 'aslant' || widthOf(one) < widthOf(frame) * WITHIN);
  const aslant = inside.reduce((sum, one) => sum + one.aslant, 0);
  if (inside.length === 0) {
    if (figures.length > 1) return '☐';
    if (frame.isFilled) return widthOf(frame) <= LARGEST_BULLET ? '•' : UNKNOWN_SIGN;
    return frame.sort === 'square' ? '☐' : '○';
  }
  if (inside.length === 1 && (aslant === 2 || frame.sort === inside[0]?.sort)) return '☑';
  return inside.length === 2 && aslant === 2 ? '☒' : UNKNOWN_SIGN;
}

const widthOf = ({ box }: Figure): number => box.x1 - box.x0;

const overlap = (a: Rule, b: Rule): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

const around = (a: Rule, b: Rule): Rule => ({
  x0: Math.min(a.x0, b.x0),
  y0: Math.min(a.y0, b.y0),
  x1: Math.max(a.x1, b.x1),
  y1: Math.max(a.y1, b.y1),
});

const holds = (a: Rule, b: Rule): boolean =>
  b.x0 >= a.x0 - OUT && b.x1 <= a.x1 + OUT && b.y0 >= a.y0 - OUT && b.y1 <= a.y1 + OUT;

function besideWords({ text, box }: Sign, runs: readonly Run[], height: number): Run | undefined {
  const middle = (box.y0 + box.y1) / 2;
  const isBullet = BULLETS.has(text);
  const [first] = runs
    .filter(({ x, y, size }) => x > box.x1 && middle < y - size * 0.05 && middle > y - size * 0.75)
    .sort((a, b) => a.x - b.x);
  if (!first || first.x - box.x1 >= first.size * BEFORE) return undefined;
  if (box.y1 - box.y0 >= first.size * (isBullet ? BULLET : HIGHEST)) return undefined;
  const isInMargin = middle < height * MARGIN || middle > height * (1 - MARGIN);
  return !isBullet && isInMargin ? undefined : { ...first, text, x: box.x0, right: box.x1 };
}

function inCells(signs: readonly Sign[], runs: readonly Run[], grids: readonly Grid[]): readonly Run[] {
  return signs.flatMap(({ text, box }): Run[] => {
    const grid = grids.find((one) => isWithin(one, box));
    if (!grid) return [];
    const cell = cellAt(grid, box);
    const beside = runs
      .filter(({ x, y, right, size }) => isWithin(grid, { x0: x, x1: right, y0: y - size, y1: y }))
      .map((run) => ({ run, cell: cellAt(grid, { x0: run.x, x1: run.x, y0: run.y - run.size, y1: run.y }) }));
    if (beside.some((one) => one.cell === cell)) return [];
    const size = beside[0]?.run.size ?? USUAL_SIZE;
    const y = (box.y0 + box.y1) / 2 + size * 0.35;
    const plain = { size, isBold: false, font: '', hasSpaceBefore: true };
    return [{ text, x: box.x0, right: box.x1, y, ...plain }];
  });
}

const isWithin = ({ xs, ys }: Grid, { x0, y0, x1, y1 }: Rule): boolean =>
  x0 > (xs[0] ?? 0) - 1 && x1 < (xs.at(-1) ?? 0) + 1 && y0 > (ys[0] ?? 0) - 1 && y1 < (ys.at(-1) ?? 0) + 1;

function cellAt(grid: Grid, { x0, y0, x1, y1 }: Rule): string {
  const { column, row } = ownerOf(grid, bandOf(grid.xs, (x0 + x1) / 2), bandOf(grid.ys, (y0 + y1) / 2));
  return `${column}.${row}`;
}

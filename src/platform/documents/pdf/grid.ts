import type { Rule } from './drawn/rules.ts';

/** A table drawn with borders: where its columns and rows part, and which borders are really there. */
export interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Whether a border stands left of column `column` along row `row`. */
  readonly hasUpright: (column: number, row: number) => boolean;
  /** Whether a border runs above row `row` along column `column`. */
  readonly hasLevel: (column: number, row: number) => boolean;
}

/** Borders nearer than this meet, in points. */
const TOUCH = 3;

/** The tables among the lines of a page, from the top down. A frame around text and a rule under a heading are none. */
export function gridsOf(rules: readonly Rule[]): readonly Grid[] {
  const level = joinedRules(rules.filter((rule) => rule.y0 === rule.y1));
  const upright = joinedRules(rules.filter((rule) => rule.x0 === rule.x1));
  return clustersOf([...level, ...upright])
    .flatMap((cluster) => gridOf(cluster) ?? [])
    .sort((a, b) => (a.ys[0] ?? 0) - (b.ys[0] ?? 0));
}

function gridOf(cluster: readonly Rule[]): Grid | undefined {
  const upright = cluster.filter((rule) => rule.x0 === rule.x1);
  const level = cluster.filter((rule) => rule.y0 === rule.y1);
  const xs = distinct(upright.map((rule) => rule.x0));
  const ys = distinct(level.map((rule) => rule.y0));
  if (xs.length < 3 || ys.length < 2) return undefined;
  return {
    xs,
    ys,
    hasUpright: (column, row) => {
      const middle = ((ys[row] ?? 0) + (ys[row + 1] ?? 0)) / 2;
      return upright.some(
        (rule) => Math.abs(rule.x0 - (xs[column] ?? 0)) <= TOUCH && rule.y0 <= middle && rule.y1 >= middle,
      );
    },
    hasLevel: (column, row) => {
      const middle = ((xs[column] ?? 0) + (xs[column + 1] ?? 0)) / 2;
      return level.some(
        (rule) => Math.abs(rule.y0 - (ys[row] ?? 0)) <= TOUCH && rule.x0 <= middle && rule.x1 >= middle,
      );
    },
  };
}

/** Between which two edges a place is. */
export function bandOf(edges: readonly number[], place: number): number {
  const at = edges.findLastIndex((edge) => edge <= place);
  return Math.min(Math.max(at, 0), edges.length - 2);
}

/** A cell without a border on its left or above belongs to the one there: it was merged with it. */
export function ownerOf(grid: Grid, column: number, row: number): { column: number; row: number } {
  let own = column;
  while (own > 0 && !grid.hasUpright(own, row)) own -= 1;
  let top = row;
  while (top > 0 && !grid.hasLevel(column, top)) top -= 1;
  return { column: own, row: top };
}

/** Borders are drawn cell by cell: pieces that go on in one another are one. */
export function joinedRules(rules: readonly Rule[]): readonly Rule[] {
  const isLevel = (rule: Rule) => rule.y0 === rule.y1;
  const along = (rule: Rule) => (isLevel(rule) ? rule.x0 : rule.y0);
  const across = (rule: Rule) => (isLevel(rule) ? rule.y0 : rule.x0);
  const merged: Rule[] = [];
  const sorted = [...rules].sort((a, b) => Math.round(across(a)) - Math.round(across(b)) || along(a) - along(b));
  for (const rule of sorted) {
    const last = merged.at(-1);
    const goesOn =
      last !== undefined &&
      Math.abs(across(last) - across(rule)) <= TOUCH / 2 &&
      along(rule) <= (isLevel(last) ? last.x1 : last.y1) + TOUCH;
    if (!goesOn) merged.push(rule);
    else if (isLevel(last)) merged[merged.length - 1] = { ...last, x1: Math.max(last.x1, rule.x1) };
    else merged[merged.length - 1] = { ...last, y1: Math.max(last.y1, rule.y1) };
  }
  return merged;
}

/** Lines that touch one another, directly or through others. */
function clustersOf(rules: readonly Rule[]): readonly (readonly Rule[])[] {
  const clusters: Rule[][] = [];
  for (const rule of rules.slice(0, MOST_BORDERS)) {
    const touched = clusters.filter((cluster) => cluster.some((other) => touches(rule, other)));
    const joined = [rule, ...touched.flat()];
    for (const cluster of touched) clusters.splice(clusters.indexOf(cluster), 1);
    clusters.push(joined);
  }
  return clusters;
}

/** Every new line is compared with every one before it. */
const MOST_BORDERS = 1_500;

const touches = (a: Rule, b: Rule): boolean =>
  a.x0 <= b.x1 + TOUCH && b.x0 <= a.x1 + TOUCH && a.y0 <= b.y1 + TOUCH && b.y0 <= a.y1 + TOUCH;

function distinct(values: readonly number[]): readonly number[] {
  const found: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    if (value - (found.at(-1) ?? Number.NEGATIVE_INFINITY) > TOUCH) found.push(value);
  }
  return found;
}

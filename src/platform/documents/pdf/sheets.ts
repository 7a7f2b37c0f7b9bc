import type { Page } from './drawn/page.ts';
import { linesOf } from './lines.ts';

/** The share of a sheet's width around its middle that nothing may cross. */
const FREE = 0.02;
/** Each half has so many lines, of which so many fill so much of it. */
const FEWEST_LINES = 3;
const FULL_LINES = 0.3;
const FILLED = 0.5;

/** The pages that are printed on one sheet: mostly one; two where a sheet that lies on its side has words left and right of its middle. */
export function pagesOnSheet(page: Page): readonly Page[] {
  const middle = page.width / 2;
  const free = page.width * FREE;
  const crosses = ({ x, right }: { x: number; right: number }) => x < middle + free && right > middle - free;
  if (
    page.width <= page.height ||
    page.runs.some(crosses) ||
    page.rules.some(({ x0, x1 }) => x0 < middle - free && x1 > middle + free)
  )
    return [page];
  const left = half(page, 0, middle);
  const right = half(page, middle, page.width);
  return isPage(left) && isPage(right) ? [left, right] : [page];
}

/** What stands between two places of a sheet, as a page of its own. */
function half(page: Page, from: number, to: number): Page {
  return {
    ...page,
    width: to - from,
    runs: page.runs
      .filter(({ x }) => x >= from && x < to)
      .map((run) => ({ ...run, x: run.x - from, right: run.right - from })),
    rules: page.rules
      .filter(({ x0, x1 }) => (x0 + x1) / 2 >= from && (x0 + x1) / 2 < to)
      .map((rule) => ({ ...rule, x0: rule.x0 - from, x1: rule.x1 - from })),
    sideways: page.sideways
      .filter(({ box }) => box.x0 >= from && box.x0 < to)
      .map((one) => ({ ...one, box: { ...one.box, x0: one.box.x0 - from, x1: one.box.x1 - from } })),
    askew: from === 0 ? page.askew : [],
  };
}

function isPage({ runs }: Page): boolean {
  const lines = linesOf(runs);
  const width = Math.max(...lines.map(({ right }) => right)) - Math.min(...lines.map(({ x }) => x));
  const full = lines.filter((line) => line.right - line.x >= width * FILLED);
  return lines.length >= FEWEST_LINES && full.length >= lines.length * FULL_LINES;
}

import { LineJoiner } from '../hyphenation.ts';
import type { Missed } from '../outcome.ts';
import { findAlignedTables } from './aligned.ts';
import { regionsOf } from './columns.ts';
import type { Page } from './drawn/page.ts';
import { markFurniture } from './furniture.ts';
import { type Grid, gridsOf } from './grid.ts';
import { linesOf } from './lines.ts';
import type { Flow } from './reading-order.ts';
import { pagesOnSheet } from './sheets.ts';
import { holds, isWithin, readDrawnTable } from './tables.ts';

interface Reading {
  readonly flow: readonly Flow[];
  readonly furniture: readonly string[];
  readonly joiner: LineJoiner;
}

const SIDEWAYS = 'Words that stand sideways on a page are left out';

/** Everything on the pages in the order in which it is read, without what pages are made of. */
export function flowOf(sheets: readonly Page[], onMissed: (missed: Missed) => void): Reading {
  const pages = sheets.flatMap(pagesOnSheet);
  const joiner = new LineJoiner(
    pages.flatMap((page) => linesOf(page.runs).flatMap(({ segments }) => segments.map(({ text }) => text))),
  );
  let region = 0;
  const drawn = pages.map((page, number): readonly Flow[] =>
    regionsOf(page.runs, tablesOf(page)).flatMap((one): readonly Flow[] => {
      if ('grid' in one) {
        const sideways = page.sideways.filter((words) => holds(one.grid, words));
        return [{ ...readDrawnTable(one.grid, { runs: one.runs, sideways }, joiner), page: number }];
      }
      region += 1;
      const own = region;
      return findAlignedTables(one.lines, joiner).map(
        (found): Flow =>
          'kind' in found
            ? { ...found, page: number }
            : { kind: 'line', line: found, page: number, region: own, columnRight: one.right },
      );
    }),
  );
  const stray = pages.map(strayOf);
  stray.forEach((words, at) => {
    for (const one of words) onMissed({ what: SIDEWAYS, words: one, where: `page ${pages[at]?.number ?? at + 1}` });
  });
  const heights = pages.map(({ height }) => height);
  const furniture = markFurniture(drawn, heights);
  const all = drawn.flat();
  return {
    flow: all.filter((one) => !furniture.has(one)),
    furniture: [
      ...all.filter((one) => furniture.has(one)).map(wordsOf),
      ...stray.flat(),
      ...pages.flatMap(({ askew }) => askew),
    ],
    joiner,
  };
}

const wordsOf = (one: Flow): string =>
  one.kind === 'line' ? one.line.text.replaceAll('\t', ' ') : one.rows.map(({ cells }) => cells.join(' ')).join(' ');

const tablesOf = (page: Page): readonly Grid[] =>
  gridsOf(page.rules).filter((grid) => page.runs.some((run) => isWithin(grid, run)));

/** Words that run up or down a page, and are no words of a table on it. */
const strayOf = (page: Page): readonly string[] => {
  if (page.sideways.length === 0) return [];
  const grids = tablesOf(page);
  return page.sideways.filter((one) => !grids.some((grid) => holds(grid, one))).map(({ text }) => text);
};

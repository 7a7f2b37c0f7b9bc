import { LineJoiner } from '../hyphenation.ts';
import { findAlignedTables } from './aligned.ts';
import { regionsOf } from './columns.ts';
import { markFurniture } from './furniture.ts';
import { gridsOf } from './grid.ts';
import { linesOf } from './lines.ts';
import type { Page, Run } from './pages.ts';
import type { Flow } from './reading-order.ts';
import { type DrawnTable, isWithin, readDrawnTable } from './tables.ts';

interface Reading {
  readonly flow: readonly Flow[];
  readonly furniture: readonly string[];
  readonly joiner: LineJoiner;
}

/** Everything on the pages in the order in which it is read, without what pages are made of. */
export function flowOf(pages: readonly Page[]): Reading {
  const joiner = new LineJoiner(
    pages.flatMap((page) => linesOf(page.runs).flatMap(({ segments }) => segments.map(({ text }) => text))),
  );
  let region = 0;
  const drawn = pages.map((page, number): readonly Flow[] =>
    bandsOf(page, joiner).flatMap((band): readonly Flow[] => {
      if ('kind' in band) return [{ ...band, page: number }];
      return regionsOf(band).flatMap(({ lines, right }) => {
        region += 1;
        const own = region;
        return findAlignedTables(lines, joiner).map(
          (found): Flow =>
            'kind' in found
              ? { ...found, page: number }
              : { kind: 'line', line: found, page: number, region: own, columnRight: right },
        );
      });
    }),
  );
  const heights = pages.map(({ height }) => height);
  const furniture = markFurniture(drawn, heights);
  const all = drawn.flat();
  return {
    flow: all.filter((one) => !furniture.has(one)),
    furniture: [...all.filter((one) => furniture.has(one)).map(wordsOf), ...pages.flatMap(({ askew }) => askew)],
    joiner,
  };
}

const wordsOf = (one: Flow): string =>
  one.kind === 'line' ? one.line.text.replaceAll('\t', ' ') : one.rows.map(({ cells }) => cells.join(' ')).join(' ');

/** The text above, between and below the tables of a page, and the tables. */
function bandsOf(page: Page, joiner: LineJoiner): readonly (readonly Run[] | DrawnTable)[] {
  const grids = gridsOf(page.rules).filter((grid) => page.runs.some((run) => isWithin(grid, run)));
  let rest = page.runs;
  const bands: (readonly Run[] | DrawnTable)[] = [];
  for (const grid of grids) {
    const inside = rest.filter((run) => isWithin(grid, run));
    const top = (grid.ys[0] ?? 0) + 1;
    const outside = rest.filter((run) => !isWithin(grid, run));
    const above = outside.filter((run) => run.y <= top);
    rest = outside.filter((run) => run.y > top);
    if (above.length > 0) bands.push(above);
    if (inside.length > 0) bands.push(readDrawnTable(grid, inside, joiner));
  }
  return rest.length > 0 ? [...bands, rest] : bands;
}

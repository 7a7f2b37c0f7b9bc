import { readMarker } from '../../../kernel/text/markers.ts';
import type { LineJoiner } from '../hyphenation.ts';
import type { Page, Sideways } from './drawn/page.ts';
import type { Run } from './drawn/runs.ts';
import { bandOf, type Grid, ownerOf } from './grid.ts';
import { linesOf } from './lines.ts';

interface TableRow {
  readonly cells: readonly string[];
  readonly isBold: boolean;
  /** A cell of it covers several columns. */
  readonly isMerged: boolean;
}

/** A table as drawn on one page. */
export interface DrawnTable {
  readonly kind: 'table';
  readonly top: number;
  readonly xs: readonly number[];
  readonly rows: readonly TableRow[];
  /** Of the letters in it. */
  readonly size: number;
}

/** Reads the text within the borders of a table. */
export function readDrawnTable(
  grid: Grid,
  { runs, sideways }: Pick<Page, 'runs' | 'sideways'>,
  joiner: LineJoiner,
): DrawnTable {
  const columns = grid.xs.length - 1;
  const content: Cell[][] = [];
  for (let row = 0; row < grid.ys.length - 1; row += 1)
    content.push(Array.from({ length: columns }, () => ({ runs: [], sideways: [] })));
  for (const run of runs) {
    const at = ownerOf(
      grid,
      bandOf(grid.xs, (run.x + Math.min(run.right, run.x + run.size)) / 2),
      bandOf(grid.ys, run.y - run.size / 3),
    );
    content[at.row]?.[at.column]?.runs.push(run);
  }
  for (const one of sideways) {
    const [x, y] = middleOf(one.box);
    const at = ownerOf(grid, bandOf(grid.xs, x), bandOf(grid.ys, y));
    content[at.row]?.[at.column]?.sideways.push(one);
  }
  const texts = content.map((cells) => cells.map((cell) => cellText(cell, joiner)));
  const rows = content.flatMap((cells, row): TableRow[] => {
    const all = cells.flatMap((cell) => [...cell.runs, ...cell.sideways]);
    if (all.length === 0) return [];
    return [
      { cells: coveredBy(grid, row, texts), isBold: all.every(({ isBold }) => isBold), isMerged: isMerged(grid, row) },
    ];
  });
  return { kind: 'table', top: grid.ys[0] ?? 0, xs: grid.xs, rows, size: Math.min(...runs.map(({ size }) => size)) };
}

/** Words that cover several rows or columns stand in each of them; where there are more letters, the table is a page. */
const MOST_COVERING = 400;

/** The words of each column of a row. A cell that is as wide as its whole row is a line between rows, and stands once. */
function coveredBy(grid: Grid, row: number, texts: readonly (readonly string[])[]): readonly string[] {
  const owners = (texts[row] ?? []).map((_, column) => ownerOf(grid, column, row));
  const isOneCell = owners.every(({ column }) => column === 0);
  return owners.map((owner, column) => {
    const isOwn = owner.column === column && owner.row === row;
    const text = texts[owner.row]?.[owner.column] ?? '';
    return isOwn || (!isOneCell && text.length <= MOST_COVERING) ? text : '';
  });
}

const isMerged = (grid: Grid, row: number): boolean =>
  grid.xs.slice(1, -1).some((_, at) => ownerOf(grid, at + 1, row).column !== at + 1);

interface Cell {
  readonly runs: Run[];
  readonly sideways: Sideways[];
}

const middleOf = ({ x0, y0, x1, y1 }: Sideways['box']): readonly [number, number] => [(x0 + x1) / 2, (y0 + y1) / 2];

/** Whether words that run up or down a page stand within a table. */
export const holds = ({ xs, ys }: Grid, { box }: Sideways): boolean => {
  const [x, y] = middleOf(box);
  return x > (xs[0] ?? 0) && x < (xs.at(-1) ?? 0) && y > (ys[0] ?? 0) && y < (ys.at(-1) ?? 0);
};

export const isWithin = ({ xs, ys }: Grid, run: Run): boolean => {
  const x = run.x + run.size / 4;
  const y = run.y - run.size / 3;
  return x > (xs[0] ?? 0) - 1 && x < (xs.at(-1) ?? 0) && y > (ys[0] ?? 0) && y < (ys.at(-1) ?? 0);
};

function cellText({ runs, sideways }: Cell, joiner: LineJoiner): string {
  const lines = [...linesOf(runs), ...linesUpright(sideways)].map((line) => line.text.replaceAll('\t', ' '));
  const parts: string[][] = [];
  for (const line of lines) {
    if (readMarker(line) || parts.length === 0) parts.push([line]);
    else parts.at(-1)?.push(line);
  }
  return parts.map((part) => joiner.join(part)).join(' ');
}

/** Lines that run up a cell are read from its left, lines that run down it from its right. */
function linesUpright(sideways: readonly Sideways[]): readonly Sideways[] {
  const along = ({ runs, box }: Sideways) => (runs === 'up' ? -box.y1 : box.y0);
  const across = ({ runs, box }: Sideways) => (runs === 'up' ? box.x0 : -box.x1);
  return [...sideways].sort((a, b) =>
    Math.abs(a.box.x0 - b.box.x0) > 2 ? across(a) - across(b) : along(a) - along(b),
  );
}

/** One table that goes on over pages: rows under the names of its columns. */
export function joinTables(
  tables: readonly DrawnTable[],
  joiner: LineJoiner,
): { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const heads = headsOf(tables.flatMap((table) => table.rows.slice(0, MOST_HEADS)));
  const columns = namesOf(heads);
  const isHead = (row: TableRow, at: number) => heads[at]?.cells.join() === row.cells.join();
  const rows: string[][] = [];
  tables.forEach((table, page) => {
    const own = page === 0 ? heads.length : table.rows.findIndex((row, at) => !isHead(row, at));
    table.rows.slice(own < 0 ? table.rows.length : own).forEach((row, index) => {
      const last = rows.at(-1);
      if (page > 0 && index === 0 && last && goesOn(last, row.cells)) {
        rows[rows.length - 1] = row.cells.map((cell, at) => joiner.join([last[at] ?? '', cell].filter(Boolean)));
      } else rows.push([...row.cells]);
    });
  });
  return { columns: columns.length > 0 ? columns : (rows[0] ?? []).map(() => ''), rows };
}

/** Rows of heads that a table has at most. */
const MOST_HEADS = 3;

/** The first row where it alone is bold; and the one below it, where cells of the first cover several columns. */
function headsOf(rows: readonly TableRow[]): readonly TableRow[] {
  const bold = rows.findIndex(({ isBold }) => !isBold);
  const heads = rows.slice(0, Math.max(0, bold));
  return heads.length <= 1 || heads.slice(0, -1).every((head) => head.isMerged) ? heads : [];
}

/** What stands above each column, each word once; not what stands above the whole table. */
function namesOf(heads: readonly TableRow[]): readonly string[] {
  const parted = heads.filter(({ cells }) => cells.filter((cell) => cell !== '').length > 1);
  const own = parted.length > 0 ? parted : heads;
  return (heads[0]?.cells ?? []).map((_, column) =>
    [...new Set(own.map(({ cells }) => cells[column] ?? ''))].filter((name) => name !== '').join(' '),
  );
}

/** A row that the page break cut: on the next page a cell starts in the middle of a sentence, or some are empty. */
const goesOn = (above: readonly string[], below: readonly string[]): boolean =>
  below.some((cell, at) => /^\p{Ll}/u.test(cell) && /[\p{L},-]$/u.test(above[at] ?? '')) ||
  (below[0] === '' && below.some((cell) => cell !== ''));

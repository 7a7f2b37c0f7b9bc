import { childOf, childrenOf, type Element, switchAt, valueAt } from './xml.ts';

export interface Row {
  readonly columns: readonly string[];
  readonly cells: readonly string[];
}

/** Data in rows, or a page laid out with a table, whose cells are read like the body. */
type Table =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'layout'; readonly cells: readonly Element[] };

interface Questions {
  readonly textOf: (cell: Element) => string;
  readonly isBold: (cell: Element) => boolean;
  /** The cell holds what only a body holds: headings, many paragraphs. */
  readonly isBody: (cell: Element) => boolean;
  /** The style of the table sets its first row in bold. */
  readonly hasBoldFirstRow: boolean;
}

interface Cell {
  readonly element: Element;
  readonly span: number;
  /** It is one with the cell above it, or with the one before it. */
  readonly goesOn: 'down' | 'across' | undefined;
}

interface TableRow {
  readonly row: Element;
  readonly cells: readonly Cell[];
  /** Columns that are left free before the first cell. */
  readonly before: number;
}

/** A file may claim that a cell spans a million columns. */
const MOST_COLUMNS = 60;
/** Words that cover several rows or columns stand in each of them; where there are more, the table is a page. */
const MOST_COVERING = 400;

/** Reads a table: its header rows become the names of the columns of the rows below. */
export function readTable(table: Element, questions: Questions): Table {
  const rows = rowsOf(table)
    .map((row) => ({ row, cells: cellsOf(row), before: columnsAt(row, 'w:gridBefore') }))
    .filter(({ cells }) => cells.length > 0);
  if (
    rows.every(({ cells }) => cells.length === 1) ||
    rows.some(({ cells }) => cells.some(({ element }) => questions.isBody(element)))
  ) {
    return { kind: 'layout', cells: rows.flatMap(({ cells }) => cells.map(({ element }) => element)) };
  }
  const headers = countHeaders(table, rows, questions);
  const grid = coveredBy(rows, questions.textOf, headers);
  const names = grid.slice(0, headers);
  const nameOf = (column: number) =>
    [...new Set(names.map((row) => row[column] ?? ''))].filter((name) => name !== '').join(' ');
  return {
    kind: 'rows',
    rows: grid
      .slice(headers)
      .flatMap((cells) =>
        cells.some((cell) => cell !== '') ? [{ columns: cells.map((_, column) => nameOf(column)), cells }] : [],
      ),
  };
}

/**
 * The words of each column of each row, those of a cell that was merged down or across in all that it covers. A cell that is as
 * wide as its whole row is a line between rows, and stands once. Each cell is asked for its words once: that counts its numbers on.
 */
function coveredBy(rows: readonly TableRow[], textOf: (cell: Element) => string, headers: number): string[][] {
  let above: readonly string[] = [];
  return rows.map(({ cells, before }, at) => {
    const words = Array<string>(before).fill('');
    for (const { element, span, goesOn } of cells) {
      const text = textOf(element);
      const covering = goesOn === 'down' ? above[words.length] : goesOn === 'across' ? words.at(-1) : undefined;
      const own = covering !== undefined && covering.length <= MOST_COVERING ? covering : text;
      const isRepeated = (cells.length > 1 || at < headers) && own.length <= MOST_COVERING;
      words.push(own, ...Array<string>(span - 1).fill(isRepeated ? own : ''));
    }
    above = words;
    return words;
  });
}

/** Rows that Word repeats on every page; else a first row in bold above one that is not. */
function countHeaders(
  table: Element,
  rows: readonly TableRow[],
  { isBold, hasBoldFirstRow }: Pick<Questions, 'isBold' | 'hasBoldFirstRow'>,
): number {
  const marked = rows.findIndex(({ row }) => !switchAt(row, 'w:trPr', 'w:tblHeader'));
  if (marked > 0) return marked;
  const [first, second] = rows;
  const allBold = (row: TableRow | undefined) =>
    row !== undefined && row.cells.length > 1 && row.cells.every(({ element }) => isBold(element));
  if (second === undefined || allBold(second)) return 0;
  if (hasBoldFirstRow && looksAtFirstRow(table) && (first?.cells.length ?? 0) > 1) return 1;
  return allBold(first) ? 1 : 0;
}

/** Whether the table takes from its style what that says of first rows. */
function looksAtFirstRow(table: Element): boolean {
  const look = childOf(table, 'w:tblPr', 'w:tblLook')?.attributes ?? {};
  const said = look['w:firstRow'];
  return said === undefined ? (Number.parseInt(look['w:val'] ?? '0', 16) & 0x20) !== 0 : /^(?:1|true|on)$/.test(said);
}

const INNER: ReadonlySet<string> = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:ins']);

function rowsOf(table: Element): readonly Element[] {
  return table.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    if (child.name === 'w:tr') return childOf(child, 'w:trPr', 'w:del') ? [] : [child];
    return INNER.has(child.name) ? rowsOf(child) : [];
  });
}

function cellsOf(row: Element): readonly Cell[] {
  return row.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    if (child.name !== 'w:tc') return INNER.has(child.name) ? cellsOf(child) : [];
    const properties = childOf(child, 'w:tcPr');
    if (childrenOf(properties, 'w:cellDel').length > 0) return [];
    const claimed = Number(valueAt(properties, 'w:gridSpan') ?? 1);
    return [
      {
        element: child,
        span: Math.min(Math.max(1, Math.trunc(claimed) || 1), MOST_COLUMNS),
        goesOn: isMerged(properties, 'w:vMerge') ? 'down' : isMerged(properties, 'w:hMerge') ? 'across' : undefined,
      } as const,
    ];
  });
}

/** Without a word, and with any but `restart`, a cell goes on with the one it is merged into. */
const isMerged = (properties: Element | undefined, name: string): boolean =>
  (valueAt(properties, name) ?? 'restart') !== 'restart';

const columnsAt = (row: Element, name: string): number => {
  const columns = Math.trunc(Number(valueAt(row, 'w:trPr', name) ?? 0));
  return columns > 0 ? Math.min(columns, MOST_COLUMNS) : 0;
};

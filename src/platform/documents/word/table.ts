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
}

interface Cell {
  readonly element: Element;
  readonly span: number;
}

/** A file may claim that a cell spans a million columns. */
const MOST_COLUMNS = 60;

/** Reads a table: its header rows become the names of the columns of the rows below. */
export function readTable(table: Element, { textOf, isBold, isBody }: Questions): Table {
  const rows = rowsOf(table)
    .map((row) => ({ row, cells: cellsOf(row) }))
    .filter(({ cells }) => cells.length > 0);
  if (
    rows.every(({ cells }) => cells.length === 1) ||
    rows.some(({ cells }) => cells.some(({ element }) => isBody(element)))
  ) {
    return { kind: 'layout', cells: rows.flatMap(({ cells }) => cells.map(({ element }) => element)) };
  }
  const headers = countHeaders(rows, isBold);
  // Asked once: reading a cell counts its numbers and notes on.
  const texts = rows.map(({ cells }) => cells.map(({ element, span }) => ({ text: textOf(element), span })));
  const names = texts
    .slice(0, headers)
    .map((cells) => cells.flatMap(({ text, span }) => Array<string>(span).fill(text)));
  const nameOf = (column: number) =>
    [...new Set(names.map((row) => row[column] ?? ''))].filter((name) => name !== '').join(' ');
  return {
    kind: 'rows',
    rows: texts.slice(headers).flatMap((row) => {
      const cells = row.flatMap(({ text, span }) => [text, ...Array<string>(span - 1).fill('')]);
      return cells.some((cell) => cell !== '') ? [{ columns: cells.map((_, column) => nameOf(column)), cells }] : [];
    }),
  };
}

/** Rows that Word repeats on every page; else a first row in bold above one that is not. */
function countHeaders(
  rows: readonly { row: Element; cells: readonly Cell[] }[],
  isBold: (cell: Element) => boolean,
): number {
  const marked = rows.findIndex(({ row }) => !switchAt(row, 'w:trPr', 'w:tblHeader'));
  if (marked > 0) return marked;
  const [first, second] = rows;
  const allBold = (cells: readonly Cell[] | undefined) =>
    cells !== undefined && cells.length > 1 && cells.every(({ element }) => isBold(element));
  return allBold(first?.cells) && second !== undefined && !allBold(second.cells) ? 1 : 0;
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
    if (childrenOf(childOf(child, 'w:tcPr'), 'w:cellDel').length > 0) return [];
    const claimed = Number(valueAt(child, 'w:tcPr', 'w:gridSpan') ?? 1);
    return [{ element: child, span: Math.min(Math.max(1, Math.trunc(claimed) || 1), MOST_COLUMNS) }];
  });
}

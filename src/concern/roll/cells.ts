/** One row of a table that came as text, with the line of the file on which it begins. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What stands between cells: whichever the first line has most of. */
const SEPARATORS = [',', ';', '\t'] as const;

/**
 * Reads a CSV file as spreadsheets write them: quotes round what holds a separator, a line break or a quote. Empty rows are left
 * out. `undefined` where a quote is opened and not closed: then nobody can say where a row ends.
 */
export function readCells(text: string): readonly Row[] | undefined {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const [first = ''] = plain.split('\n', 1);
  const separator =
    SEPARATORS.toSorted((left, right) => first.split(right).length - first.split(left).length)[0] ?? ',';
  const rows: Row[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let begun = 1;
  const endRow = (): void => {
    cells.push(cell.trim());
    if (cells.some((one) => one !== '')) rows.push({ line: begun, cells });
    cells = [];
    cell = '';
  };
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain[at] ?? '';
    if (sign === '\n') line += 1;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (plain[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      isQuoted = true;
      cell = '';
    } else if (sign === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (sign === '\n') {
      endRow();
      begun = line;
    } else cell += sign;
  }
  if (isQuoted) return undefined;
  endRow();
  return rows;
}

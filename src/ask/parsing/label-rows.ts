import type { Block } from '../../kernel/text/document.ts';
import { isFactLabel } from './fact-labels.ts';
import { datesIn } from './printed-dates.ts';

type Row = Extract<Block, { kind: 'row' }>;

/**
 * A table of labels and values has no column names, whatever its first row looks like: `Written By | A. Lee` above
 * `Date | April 2025` is one more line of it, not what the columns are called.
 */
export function withLabelRows(blocks: readonly Block[]): readonly Block[] {
  const out: Block[] = [];
  let table: Row[] = [];
  const close = () => {
    out.push(...plainRows(table));
    table = [];
  };
  for (const block of blocks) {
    const isRow = block.kind === 'row';
    const [first] = table;
    if (!isRow || (first && first.columns.join('\t') !== block.columns.join('\t'))) close();
    if (isRow) table.push(block);
    else out.push(block);
  }
  close();
  return out;
}

function plainRows(table: readonly Row[]): readonly Row[] {
  const columns = table[0]?.columns ?? [];
  const areLabels = ([label = '', value = '']: readonly string[]) => isLabel(label) && value !== '' && !isLabel(value);
  if (!areLabels(columns) || !table.some(({ cells }) => areLabels(cells))) return table;
  const nameless = columns.map(() => '');
  const isHeader = (row: Row) => row.cells.join('\t') === columns.join('\t');
  return [
    { kind: 'row', columns: nameless, cells: columns },
    ...table.filter((row) => !isHeader(row)).map((row): Row => ({ ...row, columns: nameless })),
  ];
}

const isLabel = (cell: string): boolean => isFactLabel(cell.replace(/\s*:$/, ''));

/** `APPROVED: 14 May 2025` in bold looks like a heading, and is a line of the front page. */
export const withoutFactHeadings = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block) => {
    if (block.kind !== 'heading' || block.label !== undefined) return block;
    const [, label = '', value = ''] = /^([^:]+):\s*(.+)$/s.exec(block.text) ?? [];
    const [date] = datesIn(block.text);
    const isDated = date !== undefined && date.means !== 'year' && isFactLabel(block.text.slice(0, date.from));
    return isDated || IS_VERSION.test(block.text) || (value !== '' && isFactLabel(label))
      ? { kind: 'paragraph', text: block.text }
      : block;
  });
const IS_VERSION = /^(?:version|issue|revision|v)[\s.:]*\d[\d.]*$/i;

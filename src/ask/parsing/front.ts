import type { Block } from '../../kernel/text/document.ts';
import { datedBy, isFactLabel, readsAsLabel, saidBy } from './fact-labels.ts';
import { datesIn } from './printed-dates.ts';

/** Where in a document something is said about the document itself. */
export interface Place {
  readonly where: 'box' | 'front' | 'end' | 'section' | 'running';
  /** The heading of a section about the document. */
  readonly heading?: string;
}

/** A line, or a row, that may state something. */
export interface FrontLine {
  readonly place: Place;
  /** All of it, as printed from left to right. */
  readonly text: string;
  /** What stands beside or under what. */
  readonly pairs: readonly (readonly [label: string, value: string])[];
  /** From a table with a row for each version. */
  readonly isRecord: boolean;
  /** The line above, where it has no date: a label may begin on it. */
  readonly above?: string;
}

type Row = Extract<Block, { readonly kind: 'row' }>;

/** Facts are on the first pages, under a heading about the document, or at the very end. */
const FRONT = 40;
const BACK = 8;
const UNDER_HEADING = 6;
const ROWS_UNDER_HEADING = 25;
const LONGEST_LINE = 300;
const LONGEST_VALUE = 90;
const ABOUT_ITSELF =
  /^(?:document|version|policy) (?:control|history|review|status|information|details|record)\b|^(?:approval|review|monitoring|evaluation|adoption|ratification|version)\b|\b(?:review|monitoring|approval)(?: of (?:this|the) policy)?$/i;

/** The lines in which a document may speak of itself: those of its front first, then of the end, of sections about it, of its running heads. */
export function linesAbout(blocks: readonly Block[]): readonly FrontLine[] {
  const words = blocks.filter(({ kind }) => kind !== 'furniture');
  const front = words.slice(0, FRONT);
  const back = words.slice(Math.max(FRONT, words.length - BACK));
  const running = [...new Set(blocks.flatMap((block) => (block.kind === 'furniture' ? [block.text] : [])))];
  return [
    ...linesIn(front, (block) => ({ where: block.kind === 'row' ? 'box' : 'front' })),
    ...linesIn(back, () => ({ where: 'end' })),
    ...sectionsAbout(words).flatMap(({ heading, inside }) => linesIn(inside, () => ({ where: 'section', heading }))),
    ...linesIn(
      running.map((text): Block => ({ kind: 'paragraph', text })),
      () => ({ where: 'running' }),
    ),
  ];
}

function sectionsAbout(words: readonly Block[]): { heading: string; inside: readonly Block[] }[] {
  return words.flatMap((block, at) => {
    if (block.kind !== 'heading' || !ABOUT_ITSELF.test(block.text)) return [];
    const below = words.slice(at + 1, at + 1 + ROWS_UNDER_HEADING);
    const end = below.findIndex(({ kind }, place) => kind === 'heading' || (kind !== 'row' && place >= UNDER_HEADING));
    const heading = [block.label, block.text].filter(Boolean).join(' ');
    return [{ heading, inside: end < 0 ? below : below.slice(0, end) }];
  });
}

function linesIn(read: readonly Block[], placeOf: (block: Block) => Place): FrontLine[] {
  const blocks = withWholeDates(read);
  const names = namesOfColumns(blocks);
  return blocks.flatMap((block, at): FrontLine[] => {
    const place = placeOf(block);
    const next = blocks[at + 1];
    const before = blocks[at - 1];
    const last = before === undefined ? '' : before.kind === 'row' ? before.cells.join(' ') : before.text;
    const above = last.length <= LONGEST_VALUE && !hasDate(last) ? { above: last } : {};
    if (block.kind === 'row')
      return rowLines(block, names.get(block) ?? [], place).map((line) => ({ ...line, ...above }));
    const { text } = block;
    if (text.length > LONGEST_LINE) return [];
    const line = { place, text, pairs: pairIn(text), isRecord: false, ...above };
    const below = next && next.kind !== 'row' ? next.text : next?.cells.filter(Boolean).join(' ');
    return below !== undefined && goesOnBelow(text, below)
      ? [{ ...line, text: `${text} ${below}`, pairs: [[text.replace(/:$/, ''), below]] }]
      : [line];
  });
}

/** A row whose date ends in the row below it is one with that row, cell by cell: `Ratified on | 14 October` above `| 2025`. */
function withWholeDates(blocks: readonly Block[]): readonly Block[] {
  const out: Block[] = [];
  for (const block of blocks) {
    const above = out.at(-1);
    const isOne =
      block.kind === 'row' &&
      above?.kind === 'row' &&
      above.cells.length === block.cells.length &&
      !hasDate(above.cells.join(' ')) &&
      endsBelow(above.cells.at(-1) ?? '', block.cells.at(-1) ?? '');
    if (!isOne) out.push(block);
    else
      out[out.length - 1] = {
        ...above,
        cells: above.cells.map((cell, at) => `${cell} ${block.cells[at] ?? ''}`.trim()),
      };
  }
  return out;
}

/** Whether a day begins in the one text and ends in the other. */
const endsBelow = (text: string, below: string): boolean =>
  text !== '' &&
  datesIn(`${text} ${below}`).some(({ means, from, to }) => means === 'day' && from < text.length && to > text.length);

const pairIn = (text: string): FrontLine['pairs'] => {
  const pair = /^([^:]{3,90}?)\s*:[\s:]*(.{1,150})$/s.exec(text);
  return pair ? [[pair[1] ?? '', pair[2] ?? '']] : [];
};

/** A label alone, or a date that begins on one line and ends on the next. */
function goesOnBelow(text: string, below: string): boolean {
  if (text.length > LONGEST_VALUE || below.length > LONGEST_VALUE || hasDate(text)) return false;
  const label = text.replace(/\s*:?\s*$/, '');
  const isLabel = isFactLabel(label) || (text.endsWith(':') && readsAsLabel(label, 1) && namesFact(label));
  if (isLabel) return !isFactLabel(below.replace(/:.*$/s, ''));
  const end = datedBy(text) && datesIn(`${text} ${below}`).find(({ means }) => means !== 'year');
  return end !== undefined && end.from < text.length;
}

const hasDate = (text: string): boolean => datesIn(text).some(({ means }) => means !== 'year');
const namesFact = (label: string): boolean => datedBy(label) !== undefined || saidBy(label).length > 0;

/** One line for a row that says what is what from left to right; one for each cell of a row under names of columns. */
function rowLines(row: Row, columns: readonly string[], place: Place): FrontLine[] {
  // Under "Item" and "Detail" each row says what is what.
  const isLabelled = isFactLabel(row.cells[0] ?? '') && !isFactLabel(columns[0] ?? '');
  if (columns.slice(1).some((column) => column !== '') && !isLabelled)
    return row.cells.flatMap((cell, at): FrontLine[] => {
      const column = columns[at] ?? '';
      const pair = [column, cell] as const;
      return column === '' || cell === ''
        ? []
        : [{ place, text: pair.join(': '), pairs: [pair, ...pairIn(cell)], isRecord: true }];
    });
  // A cell that is merged stands in each of its columns.
  const cells = row.cells.filter((cell, at) => cell !== '' && cell !== row.cells[at - 1]);
  const beside = cells.slice(0, -1).map((cell, at) => [cell.replace(/\s*:$/, ''), cells[at + 1] ?? ''] as const);
  return [{ place, text: cells.join(' '), pairs: [...cells.flatMap(pairIn), ...beside], isRecord: false }];
}

/** Of each row the names of its columns: as its reader tells them, or the row of labels that stands above it. */
function namesOfColumns(blocks: readonly Block[]): ReadonlyMap<Block, readonly string[]> {
  const names = new Map<Block, readonly string[]>();
  let above: Row | undefined;
  let header: readonly string[] = [];
  for (const block of blocks) {
    const row = block.kind === 'row' ? block : undefined;
    if (!row || row.cells.length !== above?.cells.length) header = [];
    if (row && above && header.length === 0 && areNames(above.cells, row.cells)) header = above.cells;
    if (row) names.set(row, row.columns.some(Boolean) ? (isHeader(row) ? [] : row.columns) : header);
    above = row;
  }
  return names;
}

const isHeader = ({ columns, cells }: Row): boolean => columns.join('\t') === cells.join('\t');

/** Two labels at least, and not one that is merged over two columns; and below each of them what is none. */
function areNames(cells: readonly string[], below: readonly string[]): boolean {
  const labels = cells.flatMap((cell, at) => (isFactLabel(cell.replace(/:$/, '')) ? [at] : []));
  return (
    new Set(labels.map((at) => cells[at])).size >= 2 &&
    labels.every((at) => !isFactLabel((below[at] ?? '').replace(/:.*$/s, '')))
  );
}

/** `in the table at the front`, as a person would say where to look. */
export function placeInWords({ where, heading }: Place): string {
  switch (where) {
    case 'box':
      return 'in the table at the front';
    case 'front':
      return 'at the front';
    case 'end':
      return 'at the end';
    case 'section':
      return `under “${heading ?? ''}”`;
    case 'running':
      return 'at the head or foot of its pages';
    default:
      return where satisfies never;
  }
}

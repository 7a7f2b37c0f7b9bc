import { reviewWords } from '../../ask/library/review.ts';
import { type Policy, passagesOfBlocks, type Section } from '../../ask/policy.ts';
import { namedCells, printedMark } from '../../ask/quoting/quote-parts.ts';
import type { PolicyDocument, StatedFacts } from '../../kernel/text/document.ts';

/** How a policy was read: everything a person compares with the document in their hand. */
export interface HowRead {
  readonly title: string;
  /** What the document states of itself, as printed, and where; what has no value is not stated. */
  readonly stated: readonly StatedRead[];
  readonly counts: {
    readonly sections: number;
    readonly rules: number;
    readonly lists: number;
    readonly tables: number;
    readonly notes: number;
  };
  /** What holds no text that can be quoted, in plain sentences. */
  readonly missed: readonly string[];
  /** Running headers and footers, page numbers, the contents page: known, and never quoted. */
  readonly furniture: readonly string[];
  readonly sections: readonly SectionRead[];
}

interface SectionRead {
  readonly id: string;
  readonly number: string;
  readonly heading: string;
  /** 0 is outermost. */
  readonly depth: number;
  readonly blocks: readonly BlockRead[];
}

interface StatedRead {
  readonly label: string;
  readonly value?: string;
  readonly from?: string;
}

/** A piece of a section, with the ids of the passages made of it, by which a quote is found again. */
type BlockRead =
  | { readonly kind: 'words' | 'note'; readonly text: string; readonly ids: readonly string[] }
  | {
      readonly kind: 'item';
      readonly mark: string;
      readonly depth: number;
      readonly text: string;
      readonly ids: readonly string[];
    }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly RowRead[] };

interface RowRead {
  readonly cells: readonly string[];
  readonly ids: readonly string[];
}

export function howRead(policy: Policy, { stated, foundAt = {}, missed = [] }: PolicyDocument): HowRead {
  const sections = policy.sections.flatMap((section) => sectionsRead(policy, section, 0));
  const blocks = sections.flatMap((section) => section.blocks);
  const count = (kind: BlockRead['kind']) => blocks.filter((block) => block.kind === kind).length;
  return {
    title: policy.title,
    stated: FACTS.map(([label, fact]) => {
      const value = stated[fact];
      const shown = fact === 'reviewOn' && value !== undefined ? reviewWords(value) : value;
      return { label, ...(shown && { value: shown }), ...(shown && foundAt[fact] && { from: foundAt[fact] }) };
    }),
    counts: {
      sections: sections.filter(({ heading }) => heading !== '').length,
      rules: policy.passages.filter(({ kind }) => kind !== 'heading').length,
      lists: blocks.filter((block, at) => isOfList(block) && !isOfList(blocks[at - 1])).length,
      tables: count('table'),
      notes: count('note'),
    },
    missed,
    furniture: policy.furniture,
    sections,
  };
}

const FACTS: readonly (readonly [label: string, fact: keyof StatedFacts])[] = [
  ['Title', 'title'],
  ['Version', 'version'],
  ['Adopted', 'adoptedOn'],
  ['Next review', 'reviewOn'],
  ['Owner', 'owner'],
];

/** A clause with a number of its own, such as 3.1, is not one. */
const isOfList = (block: BlockRead | undefined): boolean => block?.kind === 'item' && !/^\d+\.\d/.test(block.mark);

function sectionsRead(policy: Policy, section: Section, depth: number): SectionRead[] {
  const { id, number = '', heading, children } = section;
  return [
    { id, number, heading, depth, blocks: blocksRead(policy, section) },
    ...children.flatMap((child) => sectionsRead(policy, child, depth + 1)),
  ];
}

function blocksRead(policy: Policy, section: Section): BlockRead[] {
  const passages = passagesOfBlocks(policy, section);
  const out: BlockRead[] = [];
  for (const [at, block] of section.blocks.entries()) {
    const ids = passages[at] ?? [];
    const last = out.at(-1);
    if (block.kind === 'row') {
      const row = { cells: block.cells, ids };
      const isHeader = block.columns.some(Boolean) && block.columns.join() === block.cells.join();
      if (last?.kind === 'table' && last.columns.join() === block.columns.join())
        out[out.length - 1] = { ...last, rows: [...last.rows, row] };
      else out.push({ kind: 'table', columns: block.columns, rows: isHeader ? [] : [row] });
    } else if (block.kind === 'item')
      out.push({ kind: 'item', mark: printedMark(block.marker), depth: block.depth, text: block.text, ids });
    else if (block.kind === 'paragraph' || block.kind === 'note')
      out.push({ kind: block.kind === 'note' ? 'note' : 'words', text: block.text, ids });
  }
  return out;
}

const countWords = (counts: HowRead['counts']): string[] =>
  Object.entries(counts).map(([what, count]) => `${count} ${count === 1 ? what.replace(/s$/, '') : what}`);

/** The same in a terminal. */
export function howReadText(read: HowRead, isWhole: boolean): string[] {
  const { title, stated, counts, missed, furniture, sections } = read;
  const said = stated.flatMap(({ label, value, from }) =>
    value ? [`  ${`${label}:`.padEnd(13)}${value}${from ? `, from ${from}` : ''}`] : [],
  );
  const unsaid = stated.flatMap(({ label, value }) => (value ? [] : [label.toLowerCase()]));
  return [
    title,
    ...said,
    ...(unsaid.length > 0 ? [`  not stated: ${unsaid.join(', ')}`] : []),
    `  ${countWords(counts).join(' · ')}`,
    ...(isWhole
      ? []
      : sections.filter(({ depth, heading }) => depth === 0 && heading !== '' && heading !== title).map(nameLine)),
    ...(missed.length === 0
      ? ['  Nothing was passed over.']
      : ['  Passed over or doubtful:', ...missed.map((what) => `  ! ${what}`)]),
    ...(furniture.length > 0 ? [`  ${furniture.length} lines of headers, footers and contents are never quoted.`] : []),
    ...(isWhole ? sections.flatMap(sectionText) : []),
  ];
}

const nameLine = ({ number, heading }: SectionRead): string => `  § ${[number, heading].filter(Boolean).join(' ')}`;

const sectionText = ({ number, heading, depth, blocks }: SectionRead): string[] => [
  '',
  `  ${'  '.repeat(depth)}${[number, heading].filter(Boolean).join(' ') || '(before the first heading)'}`,
  ...blocks.flatMap(blockText).map((line) => `  ${'  '.repeat(depth + 1)}${line}`),
];

function blockText(block: BlockRead): string[] {
  switch (block.kind) {
    case 'words':
    case 'note':
      return [block.text];
    case 'item':
      return [`${'  '.repeat(block.depth)}${block.mark} ${block.text}`];
    case 'table':
      return block.rows.map(({ cells }) =>
        namedCells({ columns: block.columns, cells })
          .map(({ name, text }) => [name, text].filter(Boolean).join(': '))
          .join('; '),
      );
    default:
      return block satisfies never;
  }
}

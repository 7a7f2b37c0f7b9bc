import {
  type Action,
  columns,
  type Element,
  named,
  openDialog,
  plain,
  runs,
  section,
  text,
} from '../../platform/teams/card.ts';
import type { QuotePart } from '../policy.ts';
import { POLICY } from '../verbs.cards.ts';
import { GAP_MARK, labelOf } from './quote-parts.ts';
import { edition, type Quoted, reference } from './quotes.ts';

/** Opens the section that holds the quote. */
export const readButton = (title: string, quoted: Quoted): Action =>
  openDialog(title, POLICY.section, {
    version: quoted.versionId,
    section: quoted.sectionId,
    passages: quoted.passageIds,
  });

type Words = Extract<QuotePart, { text: string }>;

/** What decides stands out; where something was left out behind it, that is said. */
function wordsOf({ text: words, decides: [from, to] = [0, 0], isCut }: Words): Element {
  const bold = { bold: true };
  return runs([
    [words.slice(0, from), {}],
    [words.slice(from, to), bold],
    [words.slice(to), {}],
    [isCut ? ` ${GAP_MARK}` : '', { subtle: true }],
  ]);
}

/** An item of a list: its mark hangs before its lines, as in print. */
export const listItem = (mark: string, words: Element, depth: number): Element => ({
  ...columns([
    { width: 'auto', items: [plain(`${'\u2003'.repeat(depth)}${mark}`)] },
    { width: 'stretch', items: [words] },
  ]),
  spacing: 'Small',
});

/** A row of a table as `Column: cell` lines, which a phone has room for however many columns there are. */
export const rowLines = (
  cells: readonly { readonly name: string; readonly text: string }[],
  { covers, decides }: Pick<Extract<QuotePart, { kind: 'row' }>, 'covers' | 'decides'> = {},
): Element => ({
  type: 'Container',
  spacing: 'Medium',
  items: [
    ...(covers === undefined ? [] : [plain(`▸ ${covers}`, { bold: true, small: true })]),
    ...cells.map(({ name, text: words }) => ({
      ...named(name === '' ? '' : labelOf(name), words, { bold: decides !== undefined }),
      spacing: 'Small',
    })),
  ],
});

/** The same in one paragraph: of a table in which another row decides. */
const rowInLine = (cells: Extract<QuotePart, { kind: 'row' }>['cells']): Element => ({
  ...runs(
    cells.flatMap(({ name, text: words }, at) => [
      [at > 0 ? '   ' : '', {}] as const,
      [name === '' ? '' : `${labelOf(name)} `, { bold: true, subtle: true, small: true }] as const,
      [words, { small: true }] as const,
    ]),
  ),
  spacing: 'Small',
});

function quotePart(part: QuotePart, _at: number, all: readonly QuotePart[]): Element {
  switch (part.kind) {
    case 'words':
      return wordsOf(part);
    case 'item':
      return listItem(part.mark, wordsOf(part), part.depth);
    case 'row':
      return part.decides === undefined && all.some(({ kind, ...one }) => kind === 'row' && 'decides' in one)
        ? rowInLine(part.cells)
        : rowLines(part.cells, part);
    case 'gap':
      return plain(GAP_MARK, { subtle: true });
    default:
      return part satisfies never;
  }
}

/** The policy's own words as it prints them, set apart from ours. */
export const policyQuote = ({ parts, short }: Pick<Quoted, 'parts' | 'short'>): Element =>
  section({ style: 'emphasis' }, ...(short ?? parts).map(quotePart));

/** Where a quote stands, and of which version it is, in as little room as there is. */
export const whereInLine = (citation: Quoted): Element =>
  runs([
    [reference(citation), { bold: true }],
    [edition(citation) === '' ? '' : `  ${edition(citation)}`, { subtle: true, small: true }],
  ]);

/** Where a quote stands, and of which version it is. */
export const where = (citation: Quoted): Element[] => [
  plain(reference(citation), { bold: true }),
  ...(edition(citation) === '' ? [] : [plain(edition(citation), { subtle: true, small: true })]),
];

/** The policy's own words with where they stand, and the caution that belongs beside them. */
export const quoted = (citation: Quoted): Element[] => [...where(citation), ...quotedWords(citation)];

/** The same without where they stand. */
export const quotedWords = (citation: Quoted): Element[] => [
  policyQuote(citation),
  ...(citation.caution && !citation.isBeyondCaution
    ? [
        section(
          { style: 'warning' },
          text('⚠ Before you follow this', { bold: true }),
          plain(citation.caution.title, { bold: true }),
          plain(citation.caution.text),
        ),
      ]
    : []),
];

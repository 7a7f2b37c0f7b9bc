import {
  type Action,
  columns,
  type Element,
  named,
  openDialog,
  plain,
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

/** An item of a list: its mark hangs before its lines, as in print. */
export const listItem = (mark: string, words: string, depth: number): Element => ({
  ...columns([
    { width: 'auto', items: [plain(`${'\u2003'.repeat(depth)}${mark}`)] },
    { width: 'stretch', items: [plain(words)] },
  ]),
  spacing: 'Small',
});

/** A row of a table as `Column: cell` lines, which a phone has room for however many columns there are. */
export const rowLines = (
  cells: readonly { readonly name: string; readonly text: string }[],
  covers?: string,
): Element => ({
  type: 'Container',
  spacing: 'Medium',
  items: [
    ...(covers === undefined ? [] : [plain(`▸ ${covers}`, { bold: true, small: true })]),
    ...cells.map(({ name, text: words }) => ({
      ...named(name === '' ? '' : labelOf(name), words),
      spacing: 'Small',
    })),
  ],
});

function quotePart(part: QuotePart): Element {
  switch (part.kind) {
    case 'words':
      return plain(part.text);
    case 'item':
      return listItem(part.mark, part.text, part.depth);
    case 'row':
      return rowLines(part.cells, part.covers);
    case 'gap':
      return plain(GAP_MARK, { subtle: true });
    default:
      return part satisfies never;
  }
}

/** The policy's own words as it prints them, set apart from ours. */
export const policyQuote = ({ parts }: Pick<Quoted, 'parts'>): Element =>
  section({ style: 'emphasis' }, ...parts.map(quotePart));

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
  ...(citation.caution
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

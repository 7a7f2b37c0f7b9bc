import type { Quoted } from '../../../policy/ask/quotes.ts';
import { type Action, type Element, openDialog, plain, quote, section, text } from '../../card.ts';
import { POLICY } from '../verbs.ts';

/** Where a quote stands, as one would say it: `Social media policy, 5.2 Contact with pupils`. */
export const reference = ({ policyTitle, section: number, heading: path }: Quoted): string => {
  const last = path.split(' › ').at(-1) ?? path;
  // The heading path may already begin with the printed number.
  const place = number !== '' && !last.startsWith(number) ? `${number} ${last}` : last;
  return [policyTitle, place].filter((part) => part !== '').join(', ');
};

/** `Version 5.0 · adopted 16 September 2026`; '' where the document states neither. */
export const edition = ({ version, adoptedOn }: Pick<Quoted, 'version' | 'adoptedOn'>): string =>
  [version && `Version ${version}`, adoptedOn && `adopted ${adoptedOn}`].filter(Boolean).join(' · ');

/** Opens the section that holds the quote. */
export const readButton = (title: string, quoted: Quoted): Action =>
  openDialog(title, POLICY.section, {
    version: quoted.versionId,
    section: quoted.sectionId,
    passage: quoted.passageIds[0],
  });

/** The policy's own words with where they stand, and the caution that belongs beside them. */
export const quoted = (citation: Quoted): Element[] => [
  plain(reference(citation), { bold: true }),
  ...(edition(citation) === '' ? [] : [plain(edition(citation), { subtle: true, small: true })]),
  quote(citation.quote),
  ...(citation.caution
    ? [
        section(
          [
            text('⚠ Before you follow this', { bold: true }),
            plain(citation.caution.title, { bold: true }),
            plain(citation.caution.text),
          ],
          { style: 'warning' },
        ),
      ]
    : []),
];

import type { CampaignId } from '../../kernel/ids.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  picture,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { sharePicture } from '../../platform/teams/share-picture.ts';
import { named } from '../text/confirmation.ts';
import type { ReadLine, ReadSoFar } from './pages.ts';
import type { Reading } from './reading.ts';

export const READ_PAGE = 'acknowledgement.read-page';

/** One page of a policy, or of what changed in it, with how far that is. */
export function readingCard(campaign: CampaignId, reading: Reading): Card {
  const { policy, index, part, page, pages, lines, soFar } = reading;
  const data = { campaign, index, part };
  return card(
    plain(named(policy), { bold: true }),
    ...(pages > 1 ? progressPart(page, pages, soFar) : []),
    ...lines.map(lineElement),
    pages > 1
      ? actions([
          page < pages
            ? submitDialog('Next page', READ_PAGE, { ...data, page: page + 1 }, { primary: true })
            : undefined,
          page > 1 ? submitDialog('Previous page', READ_PAGE, { ...data, page: page - 1 }) : undefined,
        ])
      : undefined,
    text(page === pages ? 'That was the last page. Close this window to answer.' : 'Close this window to answer.', {
      small: true,
      subtle: true,
    }),
  );
}

const progressPart = (page: number, pages: number, soFar: ReadSoFar | undefined): Element[] => [
  picture(sharePicture([{ value: page, colour: '#2d8a52' }], pages, 12), `Page ${page} of ${pages}`),
  text(
    `Page ${page} of ${pages}${soFar && soFar.seen < pages ? `. You have seen ${soFar.seen} of them so far.` : ''}`,
    { subtle: true, small: true },
  ),
];

function lineElement({ kind, words }: ReadLine): Element {
  switch (kind) {
    case 'heading':
      return heading(words, { small: true });
    case 'text':
      return plain(words);
    case 'change':
      return text(words, { bold: true, small: true });
    case 'after':
      return section({ style: 'good' }, plain(words));
    case 'before':
      return section({}, text('Before', { small: true, subtle: true }), plain(words, { subtle: true }));
    default:
      return kind satisfies never;
  }
}

import { named } from '../../../acknowledgement/campaign/confirmation.ts';
import type { Reading } from '../../../acknowledgement/request/reading.ts';
import type { CampaignId } from '../../../core/ids.ts';
import { actions, type Card, card, type Element, heading, plain, section, submitDialog, text } from '../../card.ts';

export const READ_PAGE = 'acknowledgement.read-page';

/** Characters of policy text on one page of a dialog: with its markup well below what Teams takes. */
const PAGE_CHARACTERS = 9_000;

/** One page of a policy, or of what changed in it. */
export function readingCard(campaign: CampaignId, reading: Reading, page: number): Card {
  const pages = pagesOf(reading);
  const shown = Math.min(Math.max(page, 0), pages.length - 1);
  const { policy, index, part } = reading;
  const data = { campaign, index, part };
  return card({
    body: [
      plain(named(policy), { bold: true }),
      pages.length > 1 ? text(`Page ${shown + 1} of ${pages.length}`, { subtle: true, small: true }) : undefined,
      ...(pages[shown] ?? []),
      pages.length > 1
        ? actions([
            shown + 1 < pages.length
              ? submitDialog('Next page', READ_PAGE, { ...data, page: shown + 1 }, { primary: true })
              : undefined,
            shown > 0 ? submitDialog('Previous page', READ_PAGE, { ...data, page: shown - 1 }) : undefined,
          ])
        : undefined,
      text('Close this window to answer.', { small: true, subtle: true }),
    ],
  });
}

function pagesOf(reading: Reading): Element[][] {
  const blocks = reading.part === 'text' ? textBlocks(reading) : changeBlocks(reading);
  const pages: Element[][] = [[]];
  let size = 0;
  for (const { element, characters } of blocks) {
    if (size > 0 && size + characters > PAGE_CHARACTERS) {
      pages.push([]);
      size = 0;
    }
    pages.at(-1)?.push(element);
    size += characters;
  }
  return pages;
}

interface Block {
  readonly element: Element;
  readonly characters: number;
}

/** What the markup around a line costs of a page. */
const MARKUP = 90;
const block = (element: Element, words: string): Block => ({ element, characters: words.length + MARKUP });

const textBlocks = ({ policy }: Reading): Block[] =>
  policy.parts.flatMap(({ number, heading: words, paragraphs }) => {
    const title = `${number} ${words}`.trim();
    return [
      ...(title === '' ? [] : [block(heading(title, { small: true }), title)]),
      ...paragraphs.map((line) => block(plain(line), line)),
    ];
  });

const CHANGE_WORDING = { added: 'New', changed: 'Changed', removed: 'Taken out' } as const;

const changeBlocks = ({ changes }: Reading): Block[] =>
  changes.flatMap(({ heading: words, kind, before, after }) => [
    block(heading(words, { small: true }), words),
    block(text(CHANGE_WORDING[kind], { bold: true, small: true }), ''),
    ...(after === '' ? [] : [block(section([plain(after)], { style: 'good' }), after)]),
    ...(before === ''
      ? []
      : [block(section([text('Before', { small: true, subtle: true }), plain(before, { subtle: true })]), before)]),
  ]);

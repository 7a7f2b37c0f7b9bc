import { type Action, actions, type Card, card, type Element, submitDialog, text } from './card.ts';

/** Teams refuses cards beyond about 28 KB; half of it leaves room for what stands around a page. */
const PAGE_CHARACTERS = 14_000;

/** More is refused by Teams; a card that is near it is made smaller. */
const CARD_BYTES = 24_000;

export const fitsInTeams = (card: Card): boolean => Buffer.byteLength(JSON.stringify(card)) <= CARD_BYTES;

/** Elements in reading order, parted so that each part fits into one card. At least one part, perhaps empty. */
function pagesOf(elements: readonly Element[], most = PAGE_CHARACTERS): readonly (readonly Element[])[] {
  const pages: Element[][] = [[]];
  let size = 0;
  for (const element of elements) {
    const length = JSON.stringify(element).length;
    if (size > 0 && size + length > most) {
      pages.push([]);
      size = 0;
    }
    pages.at(-1)?.push(element);
    size += length;
  }
  return pages;
}

/** Which page, counted from 0, an element is on. */
export function pageOf(elements: readonly Element[], at: number): number {
  let from = 0;
  const page = pagesOf(elements).findIndex(({ length }) => {
    from += length;
    return at < from;
  });
  return Math.max(0, page);
}

/** One page of something long, in a dialog, with the way to the pages beside it. `page` counts from 0. */
export function pageCard(options: {
  /** On every page, above it. */
  readonly head: readonly (Element | undefined)[];
  readonly elements: readonly Element[];
  readonly page: number;
  /** The verb that shows another page; it gets `data` and `page`. */
  readonly verb: string;
  readonly data: object;
  /** Draws the page otherwise; `from` is the place of its first element among all. */
  readonly draw?: (elements: readonly Element[], from: number) => readonly Element[];
  /** On every page, below it. */
  readonly foot?: readonly Element[];
  readonly buttons?: readonly (Action | undefined)[];
}): Card {
  const pages = pagesOf(options.elements);
  const page = Math.min(Math.max(0, options.page), pages.length - 1);
  const shown = pages[page] ?? [];
  const from = pages.slice(0, page).reduce((sum, { length }) => sum + length, 0);
  const to = (title: string, other: number): Action =>
    submitDialog(title, options.verb, { ...options.data, page: other });
  const buttons = [
    page > 0 ? to('Previous part', page - 1) : undefined,
    page < pages.length - 1 ? to('Next part', page + 1) : undefined,
    ...(options.buttons ?? []),
  ].filter((button) => button !== undefined);
  return card(
    ...options.head,
    pages.length > 1 ? text(`Part ${page + 1} of ${pages.length}`, { subtle: true, small: true }) : undefined,
    ...(options.draw?.(shown, from) ?? shown),
    ...(options.foot ?? []),
    buttons.length > 0 ? actions(buttons) : undefined,
  );
}

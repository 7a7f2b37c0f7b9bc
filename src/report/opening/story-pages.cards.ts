import { type Element, plain, section, text } from '../../platform/teams/card.ts';

/** Teams asks for cards below 25,000 characters; what is around the entries needs some of it. */
const PAGE_CHARACTERS = 14_000;

/** A part of a story. */
export interface Block {
  readonly element: Element;
  /** On which day: said once, above the first of that day on a page. */
  readonly day?: string;
}

export const block = (element: Element): Block => ({ element });

/** Blocks put together until a page is full, with their days; texts that follow one another are in one box. */
export function pagesOf(blocks: readonly Block[]): readonly (readonly Element[])[] {
  const pages: Block[][] = [[]];
  let size = 0;
  for (const one of blocks) {
    const length = JSON.stringify(one).length;
    if (size + length > PAGE_CHARACTERS && size > 0) {
      pages.push([]);
      size = 0;
    }
    pages.at(-1)?.push(one);
    size += length;
  }
  return pages.map((page) => inOneBox(withDays(page)));
}

function withDays(page: readonly Block[]): readonly Element[] {
  let today: string | undefined;
  return page.flatMap(({ element, day = today }) => {
    const isNew = day !== undefined && day !== today;
    today = day;
    return isNew ? [text(day, { bold: true, small: true, apart: true }), element] : [element];
  });
}

const isBox = (element: Element | undefined): element is Element & { items: readonly Element[] } =>
  element?.type === 'Container' && element.style === 'emphasis' && Array.isArray(element.items);

const inOneBox = (elements: readonly Element[]): readonly Element[] => {
  const drawn: Element[] = [];
  for (const element of elements) {
    const last = drawn.at(-1);
    if (isBox(last) && isBox(element)) drawn.splice(-1, 1, { ...last, items: [...last.items, ...element.items] });
    else drawn.push(element);
  }
  return drawn;
};

/** Long texts are cut into blocks so that they can be spread over pages; not a character is left out. */
export const labelled = (title: string, written: string): readonly Element[] =>
  chunks(written, 3_000).map((part, index) =>
    section({ style: 'emphasis' }, text(index === 0 ? `**${title}**` : `**${title}** (continued)`, { small: true }), {
      ...plain(part),
      spacing: 'None',
    }),
  );

/** Cut to this many characters; not one is left out. */
export function chunks(words: string, size: number): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < words.length; at += size) parts.push(words.slice(at, at + size));
  return parts;
}

import { shapeOf } from '../../kernel/text/lines.ts';

const TITLE = /^(?:table of )?contents(?: page)?:?$/i;
/** A line and the page it points to, parted by dots, a tab or a wide gap: the callers print a wide gap as a tab. */
const ENTRY = /\S(?:[ .…]*\t[\t .…]*|\s*(?:\.\s?){4,}\s*|\s*…+\s*)(?:\d{1,3}|[ivx]{1,6})$/;
const LOOSE_ENTRY = /\S\s+\d{1,3}$/;
/** A line longer than this is no entry without its page. */
const LONGEST_ENTRY = 90;

/**
 * The indexes of the lines that make a contents page: a run of entries, with the title above it. Below the title, a line is an entry
 * without a page too where it comes again: as the heading that it announces.
 * @param texts the same lines with those that are surely no entries, which are empty among the first
 */
export function findContents(lines: readonly string[], texts = lines): ReadonlySet<number> {
  const shape = (text: string) => shapeOf(text.replace(/^\s*\d{1,2}(?:\.\d{1,3})*\.?\s+/, ''));
  const lastAt = new Map(texts.map((text, at) => [shape(text), at]));
  const comesAgain = (line: string, at: number) =>
    line.length <= LONGEST_ENTRY && /\p{L}/u.test(line) && (lastAt.get(shape(line)) ?? at) > at;
  const found = new Set<number>();
  let at = 0;
  while (at < lines.length) {
    const isTitled = TITLE.test((lines[at] ?? '').trim());
    const hasPage = (text: string) => ENTRY.test(text) || (isTitled && LOOSE_ENTRY.test(text));
    // A contents page gives the pages of all its entries, or of none.
    const isWithoutPages = isTitled && comesAgain(lines[at + 1] ?? '', at + 1) && !hasPage(lines[at + 1] ?? '');
    const entry = (place: number) =>
      isWithoutPages ? comesAgain(lines[place] ?? '', place) : hasPage(lines[place] ?? '');
    let end = isTitled ? at + 1 : at;
    let entries = 0;
    // One line between entries may be an entry that was broken in two.
    while (end < lines.length && (entry(end) || (!isWithoutPages && entries > 0 && entry(end + 1)))) {
      if (entry(end)) entries += 1;
      end += 1;
    }
    if (entries >= 3) for (let index = at; index < end; index += 1) found.add(index);
    at = entries >= 3 ? end : at + 1;
  }
  return found;
}

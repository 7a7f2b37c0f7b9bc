import { shapeOf } from '../policy/reading/lines.ts';
import { findContents } from './contents-page.ts';
import type { Flow } from './pdf-flow.ts';

const PAGE_NUMBER =
  /^(?:[-–|]\s*)?(?:page\s*)?(?:\d{1,3}|[ivx]{1,5})(?:\s*(?:of|\/|\|)\s*(?:\d{1,3}|page))?(?:\s*[-–|])?$/i;
/** So many lines at the head and at the foot of a page may be running lines. */
const DEEP = 5;
/** On at least this share of the pages, and on two. */
const SHARE = 0.3;
/** In points: running lines keep their place. */
const SAME_PLACE = 4;
/** The share of a page's height at its head and foot where a lone number is its page number. */
const MARGIN = 0.1;

/** Headers, footers, page numbers and contents pages. When in doubt a line is text: furniture is never cited. */
export function markFurniture(pages: readonly (readonly Flow[])[], heights: readonly number[]): ReadonlySet<Flow> {
  const furniture = new Set(runningOf(pages));
  pages.forEach((page, number) => {
    const height = heights[number] ?? 0;
    for (const one of page) {
      const place = topOf(one);
      if (
        (place < height * MARGIN || place > height * (1 - MARGIN)) &&
        PAGE_NUMBER.test(textOf(one).replaceAll('\t', ' '))
      )
        furniture.add(one);
    }
  });
  const text = pages.flat().filter((one) => !furniture.has(one));
  const contents = findContents(text.map(contentsText));
  for (const index of contents) {
    const one = text[index];
    if (one) furniture.add(one);
  }
  return furniture;
}

function runningOf(pages: readonly (readonly Flow[])[]): readonly Flow[] {
  const seen = new Map<string, { place: number; one: Flow; page: number }[]>();
  pages.forEach((page, number) => {
    const byPlace = [...page].sort((a, b) => topOf(a) - topOf(b));
    for (const one of new Set([...byPlace.slice(0, DEEP), ...byPlace.slice(-DEEP)])) {
      const shape = shapeOf(textOf(one)) || textOf(one).trim();
      seen.set(shape, [...(seen.get(shape) ?? []), { place: topOf(one), one, page: number }]);
    }
  });
  const fewest = Math.max(2, Math.ceil(pages.length * SHARE));
  return [...seen.values()].flatMap((all) =>
    all.flatMap(({ place, one }) => {
      const alike = new Set(
        all.filter((other) => Math.abs(other.place - place) <= SAME_PLACE).map((other) => other.page),
      );
      return alike.size >= fewest ? [one] : [];
    }),
  );
}

const topOf = (one: Flow): number => (one.kind === 'line' ? one.line.y : one.top);

const textOf = (one: Flow): string =>
  one.kind === 'line' ? one.line.text : one.rows.map(({ cells }) => cells.join(' ')).join(' ');

/** A contents page set with wide gaps may have been taken for a table. */
const contentsText = (one: Flow): string => (one.kind === 'line' ? one.line.text : '');

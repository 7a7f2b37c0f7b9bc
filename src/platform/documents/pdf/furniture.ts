import { shapeOf } from '../../../kernel/text/lines.ts';
import { findContents } from '../contents-page.ts';
import type { Flow, FlowLine } from './reading-order.ts';

const PAGE_NUMBER =
  /^(?:[-–|]\s*)?(?:page\s*)?(?:\d{1,3}|[ivx]{1,5})(?:\s*(?:of|\/|\|)\s*(?:\d{1,3}|page))?(?:\s*[-–|])?$/i;
/** How many lines at the head and at the foot of a page may be running lines. */
const DEEP = 5;
/** On at least this share of the pages, and on two. */
const SHARE = 0.3;
/** In points: running lines keep their place. */
const SAME_PLACE = 4;
/** Running lines stand no further in than this share of a page's height: below a crest, at most. */
const DEEP_MARGIN = 0.17;
/** The share of a page's height at its head and foot where a lone number is its page number. */
const MARGIN = 0.1;

/** Headers, footers, page numbers and contents pages. When in doubt a line is text: furniture is never cited. */
export function markFurniture(pages: readonly (readonly Flow[])[], heights: readonly number[]): ReadonlySet<Flow> {
  const furniture = new Set(runningOf(pages, heights));
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

/** Words and a full stop: so a rule is written, and no running line. */
const SENTENCE = /^[\p{Lu}\p{N}“"‘'(•-](?:\S*\s+){4,}\S*[.!?][”"’')]*$/u;
/** The end of a sentence that began on the page before. */
const ENDED = /^\p{Ll}(?:\S*\s+){2,}\S*[.!?]$/u;
/** A sentence without its end, most of it in small letters: a running line is a name, with capitals. */
const BEGUN = /^[\p{Lu}\p{N}“"‘'(•-](?=(?:\S*\s+\P{Lu}){4})(?:\S*\s+){4,}\S*[^\s.!?]$/u;
/** In sizes of its letters: lines of one sentence. */
const CLOSE = 1.7;
/** In sizes of its letters: further from the text of its page, a line stands in the margin. */
const NEAR = 2.6;

/** A line that begins so goes on with the sentence of the line before it. */
const GOES_ON = /^\p{Ll}/u;

/** Sentences at the head or the foot of a page are text, whatever stands on other pages; so are those that go on in the next line or on the next page. */
function isOfText(
  one: Flow,
  [page, next]: readonly [readonly Flow[], readonly Flow[]],
  running: ReadonlySet<Flow>,
  bodySize: number,
): boolean {
  if (one.kind !== 'line' || one.line.size < bodySize * 0.97) return false;
  const { size } = one.line;
  const lines = downwards(page);
  const isBeside = (a: FlowLine | undefined, b: FlowLine | undefined, sizes: number): boolean =>
    a !== undefined && b !== undefined && Math.abs(a.line.y - b.line.y) < size * sizes;
  const isOne = (a: FlowLine | undefined, b: FlowLine | undefined): boolean =>
    isBeside(a, b, CLOSE) && ((running.has(a ?? one) && running.has(b ?? one)) || goesOn(b));
  const at = lines.indexOf(one);
  let [from, to] = [at, at];
  while (isOne(lines[from - 1], lines[from])) from -= 1;
  while (isOne(lines[to], lines[to + 1])) to += 1;
  const text = lines
    .slice(from, to + 1)
    .map(({ line }) => line.text.trim())
    .join(' ');
  if (SENTENCE.test(one.line.text.trim()) || SENTENCE.test(text) || ENDED.test(text)) return true;
  const isLast =
    isBeside(lines[from - 1], lines[from], NEAR) && lines.slice(to + 1).every((below) => running.has(below));
  return isLast && BEGUN.test(text) && goesOn(downwards(next).find(({ line }) => line.size >= bodySize * 0.97));
}

const goesOn = (one: FlowLine | undefined): boolean => one !== undefined && GOES_ON.test(one.line.text.trim());

const downwards = (page: readonly Flow[]): readonly FlowLine[] =>
  page.flatMap((one) => (one.kind === 'line' ? [one] : [])).sort((a, b) => a.line.y - b.line.y);

function runningOf(pages: readonly (readonly Flow[])[], heights: readonly number[]): readonly Flow[] {
  const seen = new Map<string, Place[]>();
  pages.forEach((page, number) => {
    const height = heights[number] ?? 0;
    const byPlace = [...page].sort((a, b) => topOf(a) - topOf(b));
    for (const one of new Set([...byPlace.slice(0, DEEP), ...byPlace.slice(-DEEP)])) {
      const place = topOf(one);
      if (place > height * DEEP_MARGIN && place < height * (1 - DEEP_MARGIN)) continue;
      const shape = shapeOf(textOf(one)) || textOf(one).trim();
      seen.set(shape, [...(seen.get(shape) ?? []), { place, one, page: number }]);
    }
  });
  const fewest = Math.max(2, Math.ceil(pages.length * SHARE));
  const bodySize = commonSize(pages);
  const running = [...seen.values()].flatMap((all) =>
    all.filter((own) => {
      const alike = all.filter((other) => Math.abs(other.place - own.place) <= SAME_PLACE);
      if (new Set(alike.map(({ page }) => page)).size < fewest) return false;
      return alike.every((other) => textOf(other.one) === textOf(own.one)) || isSmallPrint(own.one, bodySize);
    }),
  );
  const lines = new Set(running.map(({ one }) => one));
  return running
    .filter(({ one, page }) => !isOfText(one, [pages[page] ?? [], pages[page + 1] ?? []], lines, bodySize))
    .map(({ one }) => one);
}

interface Place {
  readonly one: Flow;
  readonly page: number;
  readonly place: number;
}

/** "Appendix 1" and "Appendix 2" at the head of two pages are headings: lines that only count must be small to be furniture. */
const isSmallPrint = (one: Flow, bodySize: number): boolean =>
  one.kind === 'line' && !one.line.isBold && one.line.size <= bodySize * 1.02;

function commonSize(pages: readonly (readonly Flow[])[]): number {
  const letters = new Map<number, number>();
  for (const one of pages.flat()) {
    if (one.kind === 'line') letters.set(one.line.size, (letters.get(one.line.size) ?? 0) + one.line.text.length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

const topOf = (one: Flow): number => (one.kind === 'line' ? one.line.y : one.top);

const textOf = (one: Flow): string =>
  one.kind === 'line' ? one.line.text : one.rows.map(({ cells }) => cells.join(' ')).join(' ');

/** A contents page set with wide gaps may have been taken for a table. */
const contentsText = (one: Flow): string => (one.kind === 'line' ? one.line.text : '');

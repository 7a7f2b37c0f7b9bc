import { type Line, PAGE_GAP, shapeOf } from '../../kernel/text/lines.ts';

const PAGE_NUMBER = /^(?:[-–|]\s*)?(?:page\s*)?\d{1,3}(?:\s*(?:of|\/|\|)\s*(?:\d{1,3}|page))?(?:\s*[-–|])?$/i;
const CONTENTS_TITLE = /^(?:table of )?contents(?: page)?:?$/i;
/** `Safeguarding.......6`, `Safeguarding    6`, `Safeguarding⇥6` */
const CONTENTS_ENTRY = /^(.*?\S)(?:\s*\.{3,}\s*|\s*…+\s*|\s{2,}|\t+\s*)(\d{1,3}|[ivx]{1,5})$/;
/** A repeated line longer than this is text, not a header. */
const LONGEST_FURNITURE = 90;
const ENDS_OPEN = /[^.!?:;)\]"”’']$/;

export interface Furnished {
  readonly lines: readonly Line[];
  /** Indexes of lines that are page furniture: headers, footers, page numbers, contents pages. */
  readonly furniture: ReadonlySet<number>;
  /** The headings that a contents page announces, by shape, without their page numbers. */
  readonly announced: ReadonlySet<string>;
}

/** Tells what pages are made of from what the policy says. When in doubt a line is text: furniture is never cited. */
export function findFurniture(lines: readonly Line[]): Furnished {
  const furniture = new Set<number>();
  const announced = findContents(lines, furniture);
  lines.forEach((line, index) => {
    if (isPageNumber(lines, line, index)) furniture.add(index);
  });
  for (const index of runningLines(lines)) furniture.add(index);
  return { lines, furniture, announced };
}

/** A bare number is a page number only where nothing stands right above or below it. */
function isPageNumber(lines: readonly Line[], line: Line, index: number): boolean {
  if (!PAGE_NUMBER.test(line.text)) return false;
  if (/page/i.test(line.text)) return true;
  const below = lines[index + 1];
  return (line.blanksAbove > 0 || index === 0) && (!below || below.blanksAbove > 0);
}

function findContents(lines: readonly Line[], furniture: Set<number>): ReadonlySet<string> {
  const announced = new Set<string>();
  const found = lines.findIndex((line) => CONTENTS_TITLE.test(line.text));
  const start = found >= 0 ? found : firstLeaderRun(lines);
  if (start < 0) return announced;
  const later = new Set(lines.slice(start + 1).map((line) => shapeOf(line.text)));
  const entries: number[] = [];
  for (let index = found >= 0 ? start + 1 : start; index < lines.length; index += 1) {
    const text = lines[index]?.text ?? '';
    const entry = CONTENTS_ENTRY.exec(text);
    if (!entry && !announcesHeading(text, lines, index, later, announced)) break;
    announced.add(shapeOf(entry?.[1] ?? text));
    entries.push(index);
  }
  // One line after the word "Contents" may be chance; a contents page has several.
  if (entries.length < 3) return new Set();
  if (found >= 0) furniture.add(found);
  for (const index of entries) furniture.add(index);
  return announced;
}

/** Three dot leaders in a row are a contents page even without its title. */
function firstLeaderRun(lines: readonly Line[]): number {
  const isLeader = (index: number) => /\.{4,}\s*\d{1,3}$/.test(lines[index]?.text ?? '');
  return lines.findIndex((_, index) => isLeader(index) && isLeader(index + 1) && isLeader(index + 2));
}

/** Without page numbers, an entry is a short line that comes back later, the first that came before ending the page. */
function announcesHeading(
  text: string,
  lines: readonly Line[],
  index: number,
  later: ReadonlySet<string>,
  announced: ReadonlySet<string>,
): boolean {
  const shape = shapeOf(text);
  if (text.length > LONGEST_FURNITURE || announced.has(shape) || !later.has(shape)) return false;
  return lines.slice(index + 1).some((line) => shapeOf(line.text) === shape);
}

/** Headers and footers come back, and at least one of their places shows that a page ended there. */
function runningLines(lines: readonly Line[]): readonly number[] {
  const places = new Map<string, number[]>();
  lines.forEach((line, index) => {
    const shape = shapeOf(line.text);
    if (shape === '' || line.text.length > LONGEST_FURNITURE || line.text.endsWith(':')) return;
    places.set(shape, [...(places.get(shape) ?? []), index]);
  });
  const running = [...places.values()].filter((at) => at.length >= 3).flat();
  const suspects = new Set(running);
  const atPageEnd = new Set<string>();
  for (const index of running) {
    if (standsAtPageEnd(lines, index, suspects)) atPageEnd.add(shapeOf(lines[index]?.text ?? ''));
  }
  return running.filter((index) => atPageEnd.has(shapeOf(lines[index]?.text ?? '')));
}

const PAGE_COUNT = /\bpage\s*\d{1,3}(?:\s*(?:of|\/)\s*\d{1,3})?$/i;

function standsAtPageEnd(lines: readonly Line[], index: number, suspects: ReadonlySet<number>): boolean {
  if (PAGE_COUNT.test(lines[index]?.text ?? '')) return true;
  let first = index;
  while (suspects.has(first - 1)) first -= 1;
  let last = index;
  while (suspects.has(last + 1)) last += 1;
  const above = lines[first - 1];
  const below = lines[last + 1];
  if ((lines[first]?.blanksAbove ?? 0) >= PAGE_GAP || (below?.blanksAbove ?? 0) >= PAGE_GAP) return true;
  if (above && PAGE_NUMBER.test(above.text)) return true;
  if (below && PAGE_NUMBER.test(below.text)) return true;
  // A sentence goes on on the other side.
  return above !== undefined && below !== undefined && ENDS_OPEN.test(above.text) && /^\p{Ll}/u.test(below.text);
}

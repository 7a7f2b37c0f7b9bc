import { readMarker } from '../../../kernel/text/markers.ts';
import type { LineJoiner } from '../hyphenation.ts';
import type { Line, Segment } from './lines.ts';
import type { DrawnTable } from './tables.ts';

/** In points: text that starts so near is set to the same place. */
const ALIGNED = 4;
/** By how much the rows of a table stand further apart than the lines of a cell. */
const PARTED = 1.25;

/**
 * Finds tables without borders: neighbouring lines whose parts start at the same places. A list is none, though its
 * marks and its text do so too, nor is a contents page.
 */
export function findAlignedTables(lines: readonly Line[], joiner: LineJoiner): readonly (Line | DrawnTable)[] {
  const found: (Line | DrawnTable)[] = [];
  let at = 0;
  while (at < lines.length) {
    const end = endOfTable(lines, at);
    const rows = lines.slice(at, end);
    if (rows.filter((line) => line.segments.length > 1).length >= 2) {
      found.push(tableOf(rows, joiner));
      at = end;
    } else {
      const line = lines[at];
      if (line) found.push(line);
      at += 1;
    }
  }
  return found;
}

function endOfTable(lines: readonly Line[], start: number): number {
  const first = lines[start];
  if (!first || !isRow(first)) return start;
  const starts = first.segments.map(({ x }) => x);
  let end = start + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end];
    const above = lines[end - 1];
    if (!line || !above || line.y - above.y > line.size * 3.5) break;
    const places = line.segments.map((segment) => placeOf(segment, starts));
    if (places.some((place) => place < 0)) break;
    // A line with nothing in the first column goes on in the cells above it.
    if (line.segments.length === 1 && places[0] === 0) break;
    if (line.segments.length > 1 && !isRow(line)) break;
  }
  return end;
}

function isRow({ segments, text }: Line): boolean {
  const [first] = segments;
  if (!first || segments.length < 2 || segments.length > 8) return false;
  const isMark = readMarker(`${first.text} x`) !== undefined || /^(?:\d{1,2}(?:\.\d{1,2})*|[a-z])$/i.test(first.text);
  const isContents = /(?:\.{3,}|…|\t)\s*(?:\d{1,3}|[ivx]{1,5})$/.test(text);
  return !isMark && !isContents;
}

const placeOf = (segment: Segment, starts: readonly number[]): number =>
  starts.findIndex((x) => Math.abs(x - segment.x) <= ALIGNED);

function tableOf(lines: readonly Line[], joiner: LineJoiner): DrawnTable {
  const starts = lines[0]?.segments.map(({ x }) => x) ?? [];
  const rows: { parts: string[][]; isBold: boolean }[] = [];
  const gaps = lines.slice(1).map((line, at) => line.y - (lines[at]?.y ?? 0));
  const closest = Math.min(...gaps);
  // Where some lines stand closer than others, the closer ones are further lines of the same cells.
  const isParted = Math.max(...gaps) > closest * PARTED;
  for (const [at, line] of lines.entries()) {
    const places = line.segments.map((segment) => placeOf(segment, starts));
    const goesOn =
      isParted && at > 0 && (gaps[at - 1] ?? 0) < closest * PARTED && lines[at - 1]?.isBold === line.isBold;
    if (places[0] === 0 && !goesOn) rows.push({ parts: starts.map(() => []), isBold: line.isBold });
    for (const [index, segment] of line.segments.entries()) rows.at(-1)?.parts[places[index] ?? 0]?.push(segment.text);
  }
  return {
    kind: 'table',
    top: lines[0]?.y ?? 0,
    xs: starts,
    size: lines[0]?.size ?? 0,
    rows: rows.map(({ parts, isBold }) => ({ isBold, isMerged: false, cells: parts.map((part) => joiner.join(part)) })),
  };
}

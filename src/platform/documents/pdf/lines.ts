import { superscript } from '../clean-text.ts';
import type { Run } from './drawn/runs.ts';

/** Text that is on one line without a wide gap. */
export interface Segment {
  readonly text: string;
  readonly x: number;
  readonly right: number;
}

/** A printed line. Its text parts its segments with a tab. */
export interface Line {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** The same, parted at narrower gaps too: what is between two columns may be no wider than that. */
  readonly pieces: readonly Segment[];
  readonly x: number;
  readonly right: number;
  readonly y: number;
  /** The size of most of its letters. */
  readonly size: number;
  /** All its letters are bold. */
  readonly isBold: boolean;
}

/** In sizes of the letters. */
const SAME_LINE = 0.35;
const SPACE = 0.16;
const WIDE = 1.5;
const NARROW = 0.75;

/** Puts runs together into lines, from the top down; each line from left to right. */
export function linesOf(runs: readonly Run[]): readonly Line[] {
  const rows: Run[][] = [];
  for (const run of [...runs].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.slice(-3).find((one) => standsOn(run, one));
    if (row) row.push(run);
    else rows.push([run]);
  }
  return rows.map(lineOf).sort((a, b) => a.y - b.y);
}

/** On the same line, or raised beside it: a note's mark, the "th" of 16th. */
function standsOn(run: Run, row: readonly Run[]): boolean {
  const main = largest(row);
  const distance = Math.abs(run.y - main.y);
  if (distance <= SAME_LINE * Math.min(run.size, main.size)) return true;
  const isRaised = (small: Run, large: Run) =>
    small.size < large.size * 0.8 && large.y - small.y > 0 && large.y - small.y < large.size * 0.6;
  if (!isRaised(run, main) && !isRaised(main, run)) return false;
  return row.some((other) => run.x < other.right + main.size && other.x < run.right + main.size);
}

const largest = (row: readonly Run[]): Run => row.reduce((a, b) => (b.size > a.size ? b : a));

function lineOf(row: readonly Run[]): Line {
  const main = largest(row);
  const segments: { text: string; x: number; right: number }[] = [];
  const pieces: { text: string; x: number; right: number }[] = [];
  let end = Number.NEGATIVE_INFINITY;
  let endsWithSpace = true;
  let plain = 0;
  const sizes = new Map<number, number>();
  for (const run of [...row].sort((a, b) => a.x - b.x)) {
    const isRaised = run.size < main.size * 0.8 && main.y - run.y > main.size * 0.15;
    const words = run.text.replace(/\s+/g, ' ');
    const text = isRaised ? superscript(words.trim()) : words;
    const gap = run.x - end;
    const last = segments.at(-1);
    const piece = pieces.at(-1);
    if (!piece || gap > NARROW * main.size) pieces.push({ text, x: run.x, right: run.right });
    else {
      piece.text += text;
      piece.right = Math.max(piece.right, run.right);
    }
    if (!last || gap > WIDE * main.size) segments.push({ text: text.trimStart(), x: run.x, right: run.right });
    else {
      const needsSpace =
        !isRaised && !endsWithSpace && !text.startsWith(' ') && (run.hasSpaceBefore || gap > SPACE * main.size);
      last.text += (needsSpace ? ' ' : '') + text;
      last.right = Math.max(last.right, run.right);
    }
    end = Math.max(end, run.right);
    endsWithSpace = text.endsWith(' ');
    const letters = text.replace(/[^\p{L}\p{N}]/gu, '').length;
    // The number of a heading is often set apart from its words.
    const isNumber = segments.length === 1 && /^(?:\d+\.)*\d*\.?$/.test(segments[0]?.text.trim() ?? '');
    if (!run.isBold && !isRaised && !isNumber) plain += letters;
    sizes.set(run.size, (sizes.get(run.size) ?? 0) + letters + 0.1);
  }
  const trimmed = segments.map((segment) => ({ ...segment, text: segment.text.trim() }));
  return {
    text: trimmed.map(({ text }) => text).join('\t'),
    segments: trimmed,
    pieces,
    x: Math.min(...row.map(({ x }) => x)),
    right: end,
    y: main.y,
    size: [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? main.size,
    isBold: plain === 0 && row.some((run) => run.isBold),
  };
}

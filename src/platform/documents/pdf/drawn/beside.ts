import { addressBehind } from '../../blocks.ts';
import type { Annotation } from './annotations.ts';
import type { Rule } from './rules.ts';
import type { Run } from './runs.ts';
import type { Glyph } from './trace.ts';

/** In points: how far the box of a link may fall short of its words. */
const CLOSE = 1;

/** The letters, and behind the words of each link the address that it leads to. */
export function withAddresses(glyphs: readonly Glyph[], annotations: readonly Annotation[]): readonly Glyph[] {
  const addresses = new Map<number, string>();
  let last: { address: string; text: string; end: number } | undefined;
  for (const one of annotations) {
    if (one.kind !== 'link') continue;
    const within = glyphs.flatMap((glyph, index) => (isIn(glyph, one.box) ? [index] : []));
    // The box often takes in the full stop behind the words.
    const at = within.slice(0, within.findLastIndex((index) => /[\p{L}\p{N}/]/u.test(glyphs[index]?.text ?? '')) + 1);
    const end = at.at(-1);
    if (end === undefined) continue;
    const text = at.map((index) => glyphs[index]?.text ?? '').join('');
    // Words that go on in the next line are a link of their own there.
    const goesOn = last?.address === one.address && last.end < (at[0] ?? 0) && (at[0] ?? 0) - last.end < 4;
    if (last && goesOn) addresses.delete(last.end);
    last = { address: one.address, end, text: goesOn ? `${last?.text ?? ''}${text}` : text };
    const behind = addressBehind(last.text, one.address);
    if (behind !== '') addresses.set(end, behind);
  }
  if (addresses.size === 0) return glyphs;
  return glyphs.flatMap((glyph, index) => {
    const address = addresses.get(index);
    return address === undefined ? [glyph] : [glyph, { ...glyph, text: address, x: glyph.right }];
  });
}

const isIn = ({ text, x, right, y, size }: Glyph, box: Rule): boolean => {
  const middle = (x + right) / 2;
  const height = y - size * 0.3;
  return (
    text.trim() !== '' &&
    middle > box.x0 - CLOSE &&
    middle < box.x1 + CLOSE &&
    height > box.y0 - CLOSE &&
    height < box.y1 + CLOSE
  );
};

/** A size for words in a box on a line that has none. */
const USUAL_SIZE = 10;

/** The pieces of text, and what is filled in in the boxes of a form, each on the line it stands on. */
export function withFields(
  runs: readonly Run[],
  annotations: readonly Annotation[],
  drawn: ReadonlyMap<string, readonly Glyph[]>,
): readonly Run[] {
  const added = annotations.flatMap((one): Run[] => {
    if (one.kind === 'field') return fieldRuns(one.value, one.box, runs);
    // Where a program left the drawing of words to the reader, they begin at the head of their box.
    return one.kind === 'written' && !drawn.has(one.id) ? fieldRuns(one.words, one.box, []) : [];
  });
  return added.length > 0 ? [...runs, ...added] : runs;
}

function fieldRuns(value: string, { x0, y0, x1, y1 }: Rule, runs: readonly Run[]): Run[] {
  const lines = value.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  const beside = runs
    .filter(({ y, size }) => y > y0 && y < y1 + size * 0.3)
    .sort((a, b) => Math.abs(a.x - x0) - Math.abs(b.x - x0))[0];
  const size = beside?.size ?? Math.min(USUAL_SIZE, Math.max(4, (y1 - y0) * 0.7));
  const isOneLine = lines.length === 1 && y1 - y0 < size * 2.6;
  const first = isOneLine ? (beside?.y ?? (y0 + y1) / 2 + size * 0.35) : y0 + size * 1.1;
  const next = runs.some((run) => Math.abs(run.y - first) < size * 0.3 && run.x >= x1 - 2 && run.x < x1 + size * 1.5);
  return lines.map((text, at) => ({
    text,
    x: x0 + 1,
    y: first + at * size * 1.2,
    right: next ? x1 : Math.min(x1, x0 + 1 + text.length * size * 0.5),
    size,
    isBold: false,
    font: beside?.font ?? '',
    hasSpaceBefore: true,
  }));
}

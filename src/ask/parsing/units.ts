import { type Line, setApart, wrapWidth } from '../../kernel/text/lines.ts';
import { type Marked, readMarker } from '../../kernel/text/markers.ts';
import type { Furnished } from './furniture.ts';

/** One piece of text as it was before it was printed on lines and pages: a paragraph, an item, a heading, a row. */
export interface Unit {
  readonly text: string;
  readonly marked: Marked | undefined;
  readonly indent: number;
  /** Blank lines above, page furniture not counted. */
  readonly blanksAbove: number;
  readonly cells: readonly string[] | undefined;
}

const ENDS_SENTENCE = /[.!?:;]["'”’)\]*]*$/;
/** Words that no sentence ends with. */
const ENDS_OPEN =
  /(?:^|[\s(])(?:the|an?|of|to|and|or|in|on|at|for|with|by|from|which|that|who|is|are|be|will|must|should|may|can|not|any|their|our|its|this|these|as|if|than)$/i;
const SHORT_LINE = 45;

/** Joins the lines of a document back into units: wrapped lines, hyphenated words, sentences cut by a page break. */
export function joinUnits({ lines: printed, furniture }: Furnished): Unit[] {
  const lines = setApart(printed);
  const words = new Set(lines.flatMap((line) => line.text.toLowerCase().split(/[^\p{L}-]+/u)));
  const wrapAt = wrapWidth(lines);
  const units: Unit[] = [];
  let skipped = 0;
  lines.forEach((line, index) => {
    if (furniture.has(index)) {
      skipped += 1 + line.blanksAbove;
      return;
    }
    const before = units.at(-1);
    const beside = [index - 1, index + 1].filter((at) => !furniture.has(at)).map((at) => lines[at]);
    const cells = readCells(line, beside);
    const text = cells ? line.text : line.text.replaceAll('\t', ' ');
    const marked = cells ? undefined : readMarker(text);
    const cut = skipped > 0 || line.blanksAbove > 0;
    if (
      before &&
      !cells &&
      !before.cells &&
      !marked &&
      (cut ? goesOnAfterGap(before, line) : goesOn(before, line, lines[index - 1], wrapAt))
    ) {
      units[units.length - 1] = { ...before, ...joined(before, text, words) };
    } else {
      const blanksAbove = skipped > 0 ? Math.max(line.blanksAbove, 1) : line.blanksAbove;
      units.push({ text, marked, indent: line.indent, blanksAbove, cells });
    }
    skipped = 0;
  });
  return units;
}

/** The line right below continues the unit if the line above was full, or stopped where no sentence stops. */
function goesOn(unit: Unit, line: Line, above: Line | undefined, wrapAt: number): boolean {
  const printed = above?.text ?? unit.text;
  if (ENDS_OPEN.test(printed) || /\p{L}-$/u.test(printed)) return true;
  if (/^[\p{Ll}(]/u.test(line.text) && !ENDS_SENTENCE.test(printed)) return true;
  if (!Number.isFinite(wrapAt))
    return printed.length > SHORT_LINE && !ENDS_SENTENCE.test(printed) && /^\p{Ll}/u.test(line.text);
  const nextWord = line.text.split(/\s/, 1)[0]?.length ?? 0;
  const full = (above ? above.indent + above.text.length : printed.length) + nextWord + 1 >= wrapAt * 0.92;
  return full && printed.length > SHORT_LINE;
}

/** Beyond a blank line or a page break, only a sentence that was plainly cut goes on. */
function goesOnAfterGap(unit: Unit, line: Line): boolean {
  if (ENDS_SENTENCE.test(unit.text) || unit.text.length < 25) return false;
  const isCut = unit.text.length > SHORT_LINE && /^\p{Ll}/u.test(line.text) && !/^(?:https?:|www\.)/.test(line.text);
  return isCut || (ENDS_OPEN.test(unit.text) && unit.text.split(/\s+/).length > 6);
}

function joined(unit: Unit, next: string, words: ReadonlySet<string>): Pick<Unit, 'text' | 'marked'> {
  const glue = (text: string) => glueWords(text, next, words);
  return { text: glue(unit.text), marked: unit.marked && { ...unit.marked, text: glue(unit.marked.text) } };
}

/** Takes a printer's hyphen out, unless the document writes the word with it elsewhere. */
function glueWords(text: string, next: string, words: ReadonlySet<string>): string {
  const broken = /([\p{L}-]*\p{L})-$/u.exec(text);
  const rest = /^\p{Ll}+/u.exec(next)?.[0];
  if (!broken || !rest) return `${text} ${next}`;
  const head = (broken[1] ?? '').toLowerCase();
  const keepsHyphen = words.has(`${head}-${rest}`) && !words.has(head + rest);
  return keepsHyphen || (PREFIXES.has(head) && !words.has(head + rest)) ? text + next : text.slice(0, -1) + next;
}

const PREFIXES = new Set(['self', 'non', 'ex', 'co', 'anti', 'cyber', 'pre', 're', 'well', 'one', 'off', 'on']);

/** Cells are parted by tabs, by pipes with one at each end, or by inner pipes or three or more spaces where a neighbouring line is too. */
function readCells(line: Line, beside: readonly (Line | undefined)[]): readonly string[] | undefined {
  const split = (text: string): string[] | undefined => {
    if (text.includes('\t')) return text.split(/\t+/);
    if (/^\|.*\|$/.test(text)) return text.slice(1, -1).split('|');
    if (/\S \| \S/.test(text)) return text.split(/ \| */);
    if (/\S {3,}\S/.test(text) && !readMarker(text)) return text.split(/ {3,}/);
    return undefined;
  };
  const cells = split(line.text)?.map((cell) => cell.trim());
  // Word writes a list item as its mark, a tab and the text.
  if (!cells || (cells.length === 2 && readMarker(`${cells[0]} x`)?.text === 'x')) return undefined;
  if (line.text.includes('\t') || line.text.startsWith('|')) return cells;
  return beside.some((one) => (split(one?.text ?? '')?.length ?? 0) > 1) ? cells : undefined;
}

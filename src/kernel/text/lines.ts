/** One printed line that is not blank. */
export interface Line {
  /** Without the white space around it; tabs within stay, for they part the cells of a row. */
  readonly text: string;
  /** Columns of white space before the text; a tab counts as four. */
  readonly indent: number;
  /** Blank lines above; a form feed counts as a page's worth. */
  readonly blanksAbove: number;
}

/** So many blank lines are the gap that a page break leaves in extracted text. */
export const PAGE_GAP = 3;

/** Splits text into its lines. Control characters other than tab and form feed become spaces; nothing else changes. */
export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let blanksAbove = 0;
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|[\n\r\v\u0085\u2028\u2029]/)) {
    if (raw.includes('\f')) blanksAbove += PAGE_GAP;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a hostile or broken file holds
    const clean = raw.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
    const trimmed = clean.trim();
    // A line that is only drawn, as between the head and the body of a table, says nothing.
    if (!/[\p{L}\p{N}]/u.test(trimmed)) {
      blanksAbove += 1;
      continue;
    }
    const lead = clean.slice(0, clean.length - clean.trimStart().length);
    lines.push({ text: trimmed, indent: lead.replaceAll('\t', '    ').length, blanksAbove });
    blanksAbove = 0;
  }
  return lines;
}

/** Where the printer broke lines: the 90th percentile of their lengths, at least 50. Infinite where lines are not broken. */
export function wrapWidth(lines: readonly Line[]): number {
  const lengths = lines.map((line) => line.text.length + line.indent).sort((a, b) => a - b);
  const long = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  return long > 140 ? Number.POSITIVE_INFINITY : Math.max(50, long);
}

/** Fewer lines than one in so many with a blank one above are page breaks or chance, not paragraphs that are set apart. */
const APART = 20;

/**
 * Text that was copied without its blank lines, with them: where a line is a whole paragraph each is set apart, so that a heading can be
 * told from what goes on.
 */
export function setApart(lines: readonly Line[]): readonly Line[] {
  const apart = lines.filter(({ blanksAbove }) => blanksAbove > 0).length;
  if (Number.isFinite(wrapWidth(lines)) || apart * APART > lines.length) return lines;
  return lines.map((line) => ({ ...line, blanksAbove: Math.max(1, line.blanksAbove) }));
}

/** The letters of a text, so that two prints of a line compare equal whatever their quotes, dashes and page numbers. */
export const shapeOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/\d+/g, '0');

/** How to reach someone: a telephone number, an address of mail or the web. "Email and messaging" is a heading. */
export const isContact = (text: string): boolean => CONTACT.test(text);
const CONTACT =
  /(?:^|\s)(?:tel|telephone|phone|mobile|fax|e-?mail)\s*[.:(\d]|\bwww\.|https?:|@|\d{5,}|(?:^|[^\d.])(?:\+44\s?(?:\(0\))?|\(?0)\d{2,4}\)?[\s-]\d{3,4}/i;

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

/** The letters of a text, so that two prints of a line compare equal whatever their quotes, dashes and page numbers. */
export const shapeOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/\d+/g, '0');

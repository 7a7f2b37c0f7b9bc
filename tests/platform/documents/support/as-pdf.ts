import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from 'pdf-lib';
import type { Block } from '../../../../src/kernel/text/document.ts';

type Row = Extract<Block, { kind: 'row' }>;

const PAGE = { width: 595.3, height: 841.9 };
const MARGIN = 72;
const BODY = 11;
const LEADING = 1.22;

export interface PdfStyle {
  /** Space after a paragraph, in points; 0 leaves only marks and line lengths to tell paragraphs apart. */
  readonly spaceAfter: number;
  readonly isJustified: boolean;
  /** Parts long words at the end of a line, as a typesetter would. */
  readonly isHyphenated: boolean;
}

export const WORD_STYLE: PdfStyle = { spaceAfter: 8, isJustified: false, isHyphenated: false };

/**
 * The same policy as Word would save it: every line drawn in several pieces that part anywhere, a header, page numbers, a
 * contents page with dot leaders, sentences and tables that run over pages.
 */
export async function asPdf(
  blocks: readonly Block[],
  running: string,
  style: PdfStyle = WORD_STYLE,
): Promise<Uint8Array> {
  const file = await PDFDocument.create();
  const regular = await file.embedFont(StandardFonts.Helvetica);
  const bold = await file.embedFont(StandardFonts.HelveticaBold);
  const writer = new Writer(file, { regular, bold }, style);
  writer.write(blocks);
  const pages = file.getPages();
  pages.forEach((page, index) => {
    if (index > 0) page.drawText(running, { x: MARGIN, y: PAGE.height - 40, size: 9, font: regular });
    page.drawText(`Page ${index + 1} of ${pages.length}`, { x: PAGE.width / 2 - 24, y: 34, size: 9, font: regular });
  });
  return file.save({ useObjectStreams: false });
}

/** As drawn. pdf-lib measures with kerning and draws without: over a long line the difference is as wide as a space. */
const widthOf = (font: PDFFont, text: string, size: number): number =>
  [...text].reduce((sum, character) => sum + widthOfOne(font, character, size), 0);

const widths = new WeakMap<PDFFont, Map<string, number>>();
/** Measured once: pdf-lib encodes the character again each time. */
function widthOfOne(font: PDFFont, character: string, size: number): number {
  const known = widths.get(font) ?? new Map<string, number>();
  widths.set(font, known);
  const key = `${character}${size}`;
  const width = known.get(key) ?? font.widthOfTextAtSize(character, size);
  known.set(key, width);
  return width;
}

class Writer {
  readonly #file: PDFDocument;
  readonly #fonts: { readonly regular: PDFFont; readonly bold: PDFFont };
  readonly #style: PdfStyle;
  #page: PDFPage;
  #y = MARGIN;
  /** Changes with every piece, so that lines part at other places each time and always the same way. */
  #turn = 0;

  constructor(file: PDFDocument, fonts: { regular: PDFFont; bold: PDFFont }, style: PdfStyle) {
    this.#file = file;
    this.#fonts = fonts;
    this.#style = style;
    this.#page = file.addPage([PAGE.width, PAGE.height]);
  }

  write(blocks: readonly Block[]): void {
    let rows: Row[] = [];
    const flush = () => {
      if (rows.length > 0) this.#table(rows);
      rows = [];
    };
    blocks.forEach((block, index) => {
      if (block.kind === 'row') {
        if (rows[0] && rows[0].columns.join() !== block.columns.join()) flush();
        rows.push(block);
        return;
      }
      flush();
      if (block.kind === 'heading') {
        const before = blocks[index - 1];
        if (
          block.level === 1 &&
          before &&
          !blocks.slice(0, index).some((one) => one.kind === 'heading' && one.level === 1)
        )
          this.#contents(blocks);
        this.#heading(block);
      } else if (block.kind === 'item') this.#item(block);
      else this.#paragraph(block.text, { x: MARGIN });
    });
    flush();
  }

  #newPage(): void {
    this.#page = this.#file.addPage([PAGE.width, PAGE.height]);
    this.#y = MARGIN;
  }

  #heading({ level, label, text }: Extract<Block, { kind: 'heading' }>): void {
    const size = [22, 14, 12.5, 11][level] ?? BODY;
    this.#y += level === 0 ? 0 : 8;
    // A heading stays with what follows.
    if (this.#y > PAGE.height - MARGIN - 60) this.#newPage();
    const mark = label === undefined || text === '' ? undefined : /^\d+\.\d/.test(label) ? label : `${label}.`;
    this.#paragraph(text === '' ? (label ?? '') : text, {
      x: mark ? MARGIN + (mark.length > 3 ? 36 : 24) : MARGIN,
      size,
      font: this.#fonts.bold,
      ...(mark ? { mark, markX: MARGIN } : {}),
    });
  }

  #item({ marker, text, depth }: Extract<Block, { kind: 'item' }>): void {
    const isClause = /^\d+\.\d/.test(marker);
    const markX = isClause ? MARGIN : MARGIN + 18 + depth * 18;
    this.#paragraph(text, { x: markX + (isClause ? 36 : 20), mark: marker === '-' ? '•' : marker, markX });
  }

  #paragraph(
    text: string,
    {
      x,
      size = BODY,
      font = this.#fonts.regular,
      mark,
      markX = x,
    }: { x: number; size?: number; font?: PDFFont; mark?: string; markX?: number },
  ): void {
    const lines = this.#wrap(text, PAGE.width - MARGIN - x, font, size);
    lines.forEach((line, index) => {
      if (this.#y > PAGE.height - MARGIN) this.#newPage();
      if (index === 0 && mark) this.#page.drawText(mark, { x: markX, y: PAGE.height - this.#y, size, font });
      const isLast = index === lines.length - 1;
      this.#line(line, {
        x,
        size,
        font,
        stretchTo: this.#style.isJustified && !isLast && font === this.#fonts.regular ? PAGE.width - MARGIN : undefined,
      });
      this.#y += size * LEADING;
    });
    this.#y += this.#style.spaceAfter;
  }

  /** Draws a line in pieces: words one by one where it is justified, else parts of a few letters. */
  #line(
    line: string,
    { x, size, font, stretchTo }: { x: number; size: number; font: PDFFont; stretchTo: number | undefined },
  ): void {
    const y = PAGE.height - this.#y;
    if (stretchTo !== undefined) {
      const words = line.split(' ');
      const bare = words.reduce((sum, word) => sum + widthOf(font, word, size), 0);
      const gap = (stretchTo - x - bare) / Math.max(1, words.length - 1);
      let at = x;
      for (const word of words) {
        this.#page.drawText(word, { x: at, y, size, font });
        at += widthOf(font, word, size) + gap;
      }
      return;
    }
    let from = 0;
    while (from < line.length) {
      this.#turn += 1;
      const to = Math.min(line.length, from + 5 + ((this.#turn * 7) % 23));
      this.#page.drawText(line.slice(from, to), {
        x: x + widthOf(font, line.slice(0, from), size),
        y,
        size,
        font,
      });
      from = to;
    }
  }

  #wrap(text: string, width: number, font: PDFFont, size: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (widthOf(font, longer, size) <= width) {
        line = longer;
        continue;
      }
      const part = this.#style.isHyphenated ? /^(\p{Ll}{4,})(\p{Ll}{4,}[.,;:]?)$/u.exec(word) : null;
      if (part && line !== '' && widthOf(font, `${line} ${part[1]}-`, size) <= width) {
        lines.push(`${line} ${part[1]}-`);
        line = part[2] ?? '';
      } else {
        if (line !== '') lines.push(line);
        line = word;
      }
    }
    return line === '' ? lines : [...lines, line];
  }

  #contents(blocks: readonly Block[]): void {
    this.#newPage();
    this.#paragraph('Contents', { x: MARGIN, size: 14, font: this.#fonts.bold });
    const { regular } = this.#fonts;
    blocks
      .filter((block) => block.kind === 'heading' && block.level === 1)
      .forEach((block, index) => {
        if (block.kind !== 'heading') return;
        const entry = `${block.label ? `${block.label}. ` : ''}${block.text} `;
        const page = String(3 + Math.floor(index / 2));
        const room = PAGE.width - 2 * MARGIN - widthOf(regular, entry + page, BODY);
        const dots = '.'.repeat(Math.floor(room / widthOf(regular, '.', BODY)) - 1);
        this.#page.drawText(`${entry}${dots}`, { x: MARGIN, y: PAGE.height - this.#y, size: BODY, font: regular });
        this.#page.drawText(page, {
          x: PAGE.width - MARGIN - widthOf(regular, page, BODY),
          y: PAGE.height - this.#y,
          size: BODY,
          font: regular,
        });
        this.#y += BODY * LEADING + 3;
      });
    this.#newPage();
  }

  #table(rows: readonly Row[]): void {
    const columns = rows[0]?.columns ?? [];
    const hasHeader = columns.some((name) => name !== '');
    const width = (PAGE.width - 2 * MARGIN) / columns.length;
    const draw = (cells: readonly string[], font: PDFFont) => {
      const wrapped = cells.map((cell) => this.#wrap(cell, width - 12, font, 10));
      const height = Math.max(...wrapped.map((lines) => lines.length)) * 12.5 + 6;
      if (this.#y + height > PAGE.height - MARGIN + 20) {
        this.#newPage();
        if (hasHeader && font === this.#fonts.regular) draw(columns, this.#fonts.bold);
      }
      const top = this.#y - 11;
      const start = this.#y;
      wrapped.forEach((lines, column) => {
        lines.forEach((line, index) => {
          this.#y = start + index * 12.5;
          this.#line(line, { x: MARGIN + column * width + 6, size: 10, font, stretchTo: undefined });
        });
      });
      // Borders as Word draws them: a thin filled box for every side of every cell.
      const black = rgb(0, 0, 0);
      columns.forEach((_, column) => {
        const x = MARGIN + column * width;
        for (const y of [top, top + height])
          this.#page.drawRectangle({ x, y: PAGE.height - y, width, height: 0.5, color: black });
        for (const side of [x, x + width])
          this.#page.drawRectangle({ x: side, y: PAGE.height - top - height, width: 0.5, height, color: black });
      });
      this.#y = start + height;
    };
    if (hasHeader) draw(columns, this.#fonts.bold);
    for (const row of rows) draw(row.cells, this.#fonts.regular);
    this.#y += this.#style.spaceAfter + 6;
  }
}

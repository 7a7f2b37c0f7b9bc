import {
  type PDFDocument,
  type PDFFont,
  PDFOperator,
  PDFOperatorNames,
  type PDFPage,
  rgb,
  StandardFonts,
} from 'pdf-lib';
import { type Letters, linesOf } from './visible-letters.ts';

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 56, top: 84, bottom: 72 };
const BLACK = rgb(0, 0, 0);

interface Style {
  readonly size?: number;
  readonly isBold?: boolean;
  /** Space above, in points. */
  readonly gap?: number;
  readonly indent?: number;
  /** Stays on the page of what follows. */
  readonly keepsWithNext?: boolean;
}

export interface Paper {
  write(text: string, style?: Style): void;
  /** A picture as wide as the text at most, in its own proportions. */
  picture(bytes: Uint8Array, type: 'image/png' | 'image/jpeg'): Promise<void>;
  /** Some letters could only be shown as numbers. */
  readonly hasNumbers: boolean;
  /** Puts these lines at the head and foot of every page; `foot` is told the page and how many there are. */
  finish(options: {
    readonly head: string;
    readonly foot: (page: number, pages: number) => string;
  }): Promise<Uint8Array>;
}

/** Pages of flowing text, as many as it takes. Nothing is cut off at an edge. */
export async function createPaper(document: PDFDocument): Promise<Paper> {
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const known = new Set(regular.getCharacterSet());
  let page: PDFPage | undefined;
  let y = 0;
  let hasNumbers = false;

  const turn = (): PDFPage => {
    y = PAGE.height - PAGE.top;
    page = document.addPage([PAGE.width, PAGE.height]);
    return page;
  };
  const room = (points: number): PDFPage => (page && y - points >= PAGE.bottom ? page : turn());

  return {
    get hasNumbers() {
      return hasNumbers;
    },
    write(text, { size = 10, isBold = false, gap = 0, indent = 0, keepsWithNext = false } = {}) {
      const font = isBold ? bold : regular;
      const x = PAGE.margin + indent;
      const width = PAGE.width - PAGE.margin - x;
      const lines = linesOf(text, known, (shown) => font.widthOfTextAtSize(shown, size) <= width);
      const height = size * 1.4;
      for (const [index, line] of lines.entries()) {
        const above = index === 0 ? gap : 0;
        const on = room(height + above + (keepsWithNext ? 3 * height : 0));
        y -= height + above;
        if (line.shown !== line.exact) hasNumbers = true;
        drawLine(on, line, { x, y, size, font });
      }
    },
    async picture(bytes, type) {
      const image = type === 'image/png' ? await document.embedPng(bytes) : await document.embedJpg(bytes);
      const most = { width: PAGE.width - 2 * PAGE.margin, height: PAGE.height - PAGE.top - PAGE.bottom - 20 };
      const scale = Math.min(1, most.width / image.width, most.height / image.height);
      const on = room(image.height * scale + 8);
      y -= image.height * scale + 8;
      on.drawImage(image, { x: PAGE.margin, y, width: image.width * scale, height: image.height * scale });
    },
    async finish({ head, foot }) {
      const pages = document.getPages();
      for (const [index, one] of pages.entries()) {
        for (const [text, at] of [
          [head, PAGE.height - 40],
          [foot(index + 1, pages.length), 36],
        ] as const) {
          const fits = (shown: string) => regular.widthOfTextAtSize(shown, 8) <= PAGE.width - 2 * PAGE.margin;
          for (const [line, letters] of linesOf(text, known, fits).entries())
            drawLine(one, letters, { x: PAGE.margin, y: at - line * 10, size: 8, font: regular });
        }
      }
      return document.save();
    },
  };
}

/** Where letters stand as numbers, whoever copies the line, or has it read aloud, gets what was written. */
function drawLine(
  page: PDFPage,
  { exact, shown }: Letters,
  options: { readonly x: number; readonly y: number; readonly size: number; readonly font: PDFFont },
): void {
  const isChanged = exact !== shown;
  if (isChanged) {
    const utf16 = Buffer.from(`\ufeff${exact}`, 'utf16le').swap16().toString('hex');
    page.pushOperators(
      PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, ['/Span', `<</ActualText <${utf16}>>>`]),
    );
  }
  page.drawText(shown, { ...options, color: BLACK });
  if (isChanged) page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent));
}

import { type PDFDocument, PDFName, PDFOperator, PDFOperatorNames, type PDFPage, type PDFRef } from 'pdf-lib';
import { type Piece, paragraphOf } from './letters.ts';
import { type Face, type Glyph, openTypeface } from './typeface.ts';
import { inDrawingOrder } from './writing-order.ts';

/** How words look: size in points. */
interface Look {
  readonly size: number;
  readonly face?: Face;
}

/** What is on one line. */
export interface Line {
  readonly pieces: readonly Piece[];
  /** In points. */
  readonly width: number;
  readonly look: Look;
  /** Its paragraph runs from right to left. */
  readonly isRightToLeft: boolean;
  /** Something of it could only be shown as its number. */
  readonly hasNumbers: boolean;
}

export interface PdfTextLayout {
  /** As many lines as it takes. Line breaks are kept; a word that is too long for a line is cut, and loses nothing. */
  lines(text: string, look: Look, width: number): readonly Line[];
  /** One line; what does not fit ends in dots. */
  fitting(text: string, look: Look, width: number): Line;
  /** @param x of the left edge, y of the line on which letters stand, in points from the lower left corner */
  draw(page: PDFPage, line: Line, x: number, y: number): void;
  /** To be called once, when everything is drawn. */
  finish(): Promise<void>;
}

/** Everything that any of our PDFs writes goes through this: one way to show every alphabet, or to say what is missing. */
export async function createPdfTextLayout(document: PDFDocument): Promise<PdfTextLayout> {
  const { context } = document;
  const typefaces = {
    regular: await openTypeface('regular'),
    bold: await openTypeface('bold'),
    typed: await openTypeface('typed'),
  };
  /** Those that a page calls: only they go into the file. */
  const refs = new Map<Face, PDFRef>();
  const refOf = (face: Face): PDFRef => {
    const ref = refs.get(face) ?? context.nextRef();
    refs.set(face, ref);
    return ref;
  };
  const known = (face: Face) => (code: number) => typefaces[face].isKnown(code);
  const glyphsOf = (piece: Piece, { face = 'regular' }: Look): readonly Glyph[] => typefaces[face].glyphsOf(piece);
  const widthOf = (piece: Piece, look: Look): number =>
    glyphsOf(piece, look).reduce((sum, { advance }) => sum + advance, 0) * (look.size / 1000);

  const lineOf = (pieces: readonly Piece[], look: Look, isRightToLeft: boolean): Line => ({
    pieces: spaceAtEnd(pieces, isRightToLeft),
    width: pieces.reduce((sum, piece) => sum + widthOf(piece, look), 0),
    look,
    isRightToLeft,
    hasNumbers: pieces.some(({ exact, shown }) => exact !== shown),
  });

  return {
    lines: (text, look, width) =>
      text
        .replaceAll('\t', '    ')
        .split(/\r\n|\r|\n|\u2028|\u2029/)
        .flatMap((paragraph) => {
          const { pieces, isRightToLeft } = paragraphOf(paragraph, known(look.face ?? 'regular'));
          return broken(pieces, (piece) => widthOf(piece, look), width).map((line) =>
            lineOf(line, look, isRightToLeft),
          );
        }),
    fitting(text, look, width) {
      const isKnown = known(look.face ?? 'regular');
      const { pieces, isRightToLeft } = paragraphOf(text.replace(/\s+/g, ' ').trim(), isKnown);
      const whole = lineOf(pieces, look, isRightToLeft);
      if (whole.width <= width) return whole;
      const dots = paragraphOf('…', isKnown).pieces;
      const room = width - lineOf(dots, look, false).width;
      let used = 0;
      const end = pieces.findIndex((piece) => {
        used += widthOf(piece, look);
        return used > room;
      });
      const kept = pieces.slice(0, end);
      const level = isRightToLeft ? 1 : 0;
      return lineOf([...kept, ...dots.map((dot) => ({ ...dot, level }))], look, isRightToLeft);
    },
    draw(page, { pieces, look }, x, y) {
      if (pieces.length === 0) return;
      const { face = 'regular', size } = look;
      page.node.setFontDictionary(PDFName.of(face), refOf(face));
      page.pushOperators(
        operator('BeginText'),
        operator('SetFontAndSize', `/${face}`, String(size)),
        operator('SetTextMatrix', '1', '0', '0', '1', decimals(x), decimals(y)),
        ...stretchesOf(inDrawingOrder(pieces)).flatMap(({ exact, isChanged, pieces: some }) => {
          const operators = shown(
            some.flatMap((piece) => glyphsOf(piece, look)),
            size,
          );
          if (!isChanged) return operators;
          // Where a letter stands as its number, anyone who copies it, or has it read aloud, gets what was written.
          const words = `<</ActualText <${utf16(`\ufeff${exact}`)}>>>`;
          return [operator('BeginMarkedContentSequence', '/Span', words), ...operators, operator('EndMarkedContent')];
        }),
        operator('EndText'),
      );
    },
    async finish() {
      for (const [face, ref] of refs) await typefaces[face].embed(context, ref);
    },
  };
}

const operator = (name: keyof typeof PDFOperatorNames, ...args: string[]): PDFOperator =>
  PDFOperator.of(PDFOperatorNames[name], args);
const utf16 = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');
const decimals = (length: number): string => String(Math.round(length * 100) / 100);

/** Space at the end of a line belongs to the paragraph, whatever it follows. Rule L1 of the writing order. */
function spaceAtEnd(pieces: readonly Piece[], isRightToLeft: boolean): readonly Piece[] {
  const end = pieces.findLastIndex(({ shown }) => shown !== ' ') + 1;
  const level = isRightToLeft ? 1 : 0;
  return [...pieces.slice(0, end), ...pieces.slice(end).map((piece) => ({ ...piece, level }))];
}

/** Pieces in lines that fit; space at the end of a line needs no room. */
function broken(
  pieces: readonly Piece[],
  widthOf: (piece: Piece) => number,
  width: number,
): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  let used = 0;
  /** Where the last word of the line begins. */
  let word = 0;
  for (const piece of pieces) {
    const isSpace = piece.shown === ' ';
    const wide = widthOf(piece);
    while (!isSpace && used + wide > width && line.length > 0) {
      const cut = word > 0 ? word : line.length;
      const rest = line.slice(cut);
      lines.push(line.slice(0, cut));
      line = rest;
      used = rest.reduce((sum, one) => sum + widthOf(one), 0);
      word = 0;
    }
    line.push(piece);
    used += wide;
    if (isSpace) word = line.length;
  }
  return [...lines, line];
}

interface Stretch {
  exact: string;
  readonly isChanged: boolean;
  readonly pieces: Piece[];
}

/** Neighbours that stand as themselves, and neighbours that stand as numbers. */
function stretchesOf(pieces: readonly Piece[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const piece of pieces) {
    const isChanged = piece.exact !== piece.shown;
    const last = stretches.at(-1);
    if (last?.isChanged === isChanged) {
      last.pieces.push(piece);
      last.exact += piece.exact;
    } else stretches.push({ exact: piece.exact, isChanged, pieces: [piece] });
  }
  return stretches;
}

/** Glyphs as operators: a list of codes with the corrections between them, and a rise where a mark stands higher. */
function shown(glyphs: readonly Glyph[], size: number): PDFOperator[] {
  const operators: PDFOperator[] = [];
  let parts: string[] = [];
  let codes = '';
  let rise = 0;
  const move = (by: number) => {
    if (codes !== '') parts.push(`<${codes}>`);
    codes = '';
    // PDF takes this away from the advance.
    if (Math.abs(by) > 0.01) parts.push(decimals(-by));
  };
  const flush = () => {
    move(0);
    if (parts.length > 0) operators.push(operator('ShowTextAdjusted', `[${parts.join(' ')}]`));
    parts = [];
  };
  for (const { code, width, advance, right, up } of glyphs) {
    if (up !== rise) {
      flush();
      rise = up;
      operators.push(operator('SetTextRise', decimals((up * size) / 1000)));
    }
    if (right !== 0) move(right);
    codes += code.toString(16).padStart(4, '0');
    if (advance - width - right !== 0) move(advance - width - right);
  }
  flush();
  if (rise !== 0) operators.push(operator('SetTextRise', '0'));
  return operators;
}

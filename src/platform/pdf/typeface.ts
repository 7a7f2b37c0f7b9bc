import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { PDFContext, PDFRef } from 'pdf-lib';
import { embedFont, type UsedGlyph } from './embedded-font.ts';
import type { Piece } from './letters.ts';
import { mirrored } from './writing-order.ts';

/**
 * DejaVu: free, and it knows every alphabet of Europe and the Arabic and Hebrew ones. Chinese, Indian and Ethiopic
 * letters it does not know.
 */
const FILES = {
  regular: 'DejaVuSansCondensed.ttf',
  bold: 'DejaVuSansCondensed-Bold.ttf',
  /** For what someone types from paper. */
  typed: 'DejaVuSansMono-Bold.ttf',
} as const;
export type Face = keyof typeof FILES;

/** One glyph of a piece. Lengths in thousandths of the size, as PDF counts them. */
export interface Glyph {
  /** Its number in the file that is being made. */
  readonly code: number;
  readonly width: number;
  /** How far the next one stands from it, where that is not its width. */
  readonly advance: number;
  readonly right: number;
  readonly up: number;
}

interface Typeface {
  isKnown(code: number): boolean;
  /** The glyphs of a piece from left to right. */
  glyphsOf(piece: Piece): readonly Glyph[];
  /** Writes the glyphs that were used into the document, as the font under this reference. */
  embed(context: PDFContext, into: PDFRef): Promise<void>;
}

/** Lam with alef, in eight forms. */
const LIGATURES = Array.from({ length: 8 }, (_, at) => 0xfef5 + at);

const resolve = createRequire(import.meta.url).resolve;
const files = new Map<Face, Promise<Uint8Array>>();

/** The bytes of a font are read once; they come with a package, wherever that lies. What failed is tried again. */
const fileOf = (face: Face): Promise<Uint8Array> => {
  const read = files.get(face) ?? readFile(resolve(`dejavu-fonts-ttf/ttf/${FILES[face]}`));
  files.set(face, read);
  read.catch(() => files.delete(face));
  return read;
};

/**
 * One font of one document. The library remembers what a glyph stood for when it first met it, so a font that several
 * documents share would write each of them differently.
 */
export async function openTypeface(face: Face): Promise<Typeface> {
  const bytes = await fileOf(face);
  // A megabyte of code that only printing needs.
  const { default: fontkit } = await import('@pdf-lib/fontkit');
  const font = fontkit.create(bytes);
  const scale = 1000 / font.unitsPerEm;
  const known = new Set(font.characterSet);
  const used: UsedGlyph[] = [];
  const codes = new Map<string, number>();
  const drawn = new Map<string, readonly Glyph[]>();

  /** A glyph that stands for two letters gets two codes, so that each is read back as itself. */
  const codeOf = (id: number, text: string, width: number): number => {
    const key = `${id} ${text}`;
    const code = codes.get(key) ?? used.length + 1;
    if (code > used.length) used.push({ id, text, width });
    codes.set(key, code);
    return code;
  };
  const plain = (shown: string, exact: string): Glyph => {
    const { id, advanceWidth } = font.glyphForCodePoint(shown.codePointAt(0) ?? 0);
    const width = hundredths(advanceWidth * scale);
    return { code: codeOf(id, exact, width), width, advance: width, right: 0, up: 0 };
  };
  /** Two letters that are drawn as one are one old letter of Unicode too, which readers take apart in the right order. */
  const ligatures = new Map(
    LIGATURES.filter((code) => known.has(code)).map((code) => [font.glyphForCodePoint(code).id, code]),
  );
  const shaped = (text: string): readonly Glyph[] => {
    const { glyphs, positions } = font.layout(text);
    return glyphs.map(({ id, codePoints, advanceWidth }, at) => {
      const width = hundredths(advanceWidth * scale);
      const place = positions[at];
      const ligature = codePoints.length > 1 ? ligatures.get(id) : undefined;
      return {
        code: codeOf(id, String.fromCodePoint(...(ligature === undefined ? codePoints : [ligature])), width),
        width,
        advance: hundredths((place?.xAdvance ?? advanceWidth) * scale),
        right: hundredths((place?.xOffset ?? 0) * scale),
        up: hundredths((place?.yOffset ?? 0) * scale),
      };
    });
  };

  return {
    isKnown: (code) => known.has(code),
    glyphsOf({ shown, exact, isShaped, level }) {
      const isTurned = level % 2 === 1 && shown === exact;
      const key = `${isTurned} ${shown}`;
      const before = drawn.get(key);
      if (before) return before;
      const glyphs = isShaped
        ? shaped(shown)
        : [...shown].map((letter) => plain(isTurned ? mirrored(letter) : letter, letter));
      drawn.set(key, glyphs);
      return glyphs;
    },
    embed: (context, into) => embedFont(context, into, { font, used, isBold: face !== 'regular' }),
  };
}

/** Enough for any eye; and the same digits on every machine. */
const hundredths = (length: number): number => Math.round(length * 100) / 100;

import { createHash } from 'node:crypto';
import type { Font, Subset } from '@pdf-lib/fontkit';
import { type PDFContext, type PDFRef, PDFString } from 'pdf-lib';

/** A glyph under the code by which pages call it: its place in the list, from 1. */
export interface UsedGlyph {
  /** In the font as it came. */
  readonly id: number;
  /** What it stands for, to be copied, searched and read aloud. */
  readonly text: string;
  /** In thousandths of the size. */
  readonly width: number;
}

/** The height of capital letters of all faces of DejaVu, in thousandths. */
const CAPITALS = 729;

/**
 * Writes a part of a font into a document: the shapes of the used glyphs only, with what each stands for. The library's
 * own way knows one letter for each glyph, so that of two letters that look alike one would be read back as the other.
 * Source: ISO 32000-1, 9.7.4 and 9.10.3.
 */
export async function embedFont(
  context: PDFContext,
  into: PDFRef,
  { font, used, isBold }: { readonly font: Font; readonly used: readonly UsedGlyph[]; readonly isBold: boolean },
): Promise<void> {
  const subset = font.createSubset();
  const places = Buffer.alloc(2 * (used.length + 1));
  for (const [at, { id }] of used.entries()) places.writeUInt16BE(subset.includeGlyph(id), 2 * (at + 1));
  const file = await fileOf(subset);
  const scale = 1000 / font.unitsPerEm;
  const { minX, minY, maxX, maxY } = font.bbox;
  const name = `${tagOf(file)}+${font.postscriptName ?? 'Font'}`;
  const descriptor = context.obj({
    Type: 'FontDescriptor',
    FontName: name,
    // Symbolic: its codes are its own.
    Flags: 4,
    FontBBox: [minX, minY, maxX, maxY].map((one) => Math.round(one * scale)),
    ItalicAngle: 0,
    Ascent: Math.round(font.ascent * scale),
    Descent: Math.round(font.descent * scale),
    CapHeight: CAPITALS,
    StemV: isBold ? 140 : 80,
    FontFile2: context.register(context.flateStream(file, { Length1: file.length })),
  });
  const glyphs = context.obj({
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: name,
    CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
    FontDescriptor: context.register(descriptor),
    CIDToGIDMap: context.register(context.flateStream(places)),
    W: [1, used.map(({ width }) => width)],
  });
  const composite = context.obj({
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: name,
    Encoding: 'Identity-H',
    DescendantFonts: [context.register(glyphs)],
    ToUnicode: context.register(context.flateStream(lettersOf(used))),
  });
  context.assign(into, composite);
}

const fileOf = (subset: Subset): Promise<Buffer> =>
  new Promise((resolve) => {
    const parts: Uint8Array[] = [];
    subset
      .encodeStream()
      .on('data', (part) => parts.push(part))
      .on('end', () => resolve(Buffer.concat(parts)));
  });

/** Six letters that tell parts of one font apart when files are put together. */
const tagOf = (file: Uint8Array): string =>
  [...createHash('sha256').update(file).digest().subarray(0, 6)]
    .map((byte) => String.fromCharCode(65 + (byte % 26)))
    .join('');

/** At most so many in one block of the map. Source: Adobe Technical Note 5411. */
const BLOCK = 100;

/** From codes back to letters. */
function lettersOf(used: readonly UsedGlyph[]): string {
  const rows = used.flatMap(({ text }, at) =>
    text === '' ? [] : [`<${hex(at + 1)}> <${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`],
  );
  const blocks = Array.from({ length: Math.ceil(rows.length / BLOCK) }, (_, at) =>
    rows.slice(at * BLOCK, (at + 1) * BLOCK),
  );
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange',
    '<0000> <ffff>',
    'endcodespacerange',
    ...blocks.flatMap((block) => [`${block.length} beginbfchar`, ...block, 'endbfchar']),
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n');
}

const hex = (code: number): string => code.toString(16).padStart(4, '0');

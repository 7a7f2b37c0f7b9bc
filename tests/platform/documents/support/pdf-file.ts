import { degrees, PDFDocument, type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib';

/** Draws on a page with the origin at the top left, as one reads. */
export interface Sheet {
  readonly page: PDFPage;
  text(words: string, x: number, y: number, options?: { size?: number; bold?: boolean; turned?: number }): void;
  /** Lines one below the other. */
  lines(lines: readonly string[], x: number, y: number, pitch?: number): void;
  width(words: string, size?: number): number;
}

/** A PDF of pages that the callbacks draw. */
export async function pdfFile(
  ...draw: readonly ((sheet: Sheet, file: PDFDocument) => void | Promise<void>)[]
): Promise<Uint8Array> {
  const file = await PDFDocument.create();
  const regular = await file.embedFont(StandardFonts.TimesRoman);
  const bold = await file.embedFont(StandardFonts.TimesRomanBold);
  for (const one of draw) await one(sheetOf(file.addPage([595, 842]), { regular, bold }), file);
  return file.save({ useObjectStreams: false });
}

function sheetOf(page: PDFPage, fonts: { regular: PDFFont; bold: PDFFont }): Sheet {
  const text: Sheet['text'] = (words, x, y, { size = 11, bold = false, turned = 0 } = {}) =>
    page.drawText(words, { x, y: 842 - y, size, font: bold ? fonts.bold : fonts.regular, rotate: degrees(turned) });
  return {
    page,
    text,
    lines: (lines, x, y, pitch = 13.4) => {
      for (const [index, line] of lines.entries()) text(line, x, y + index * pitch);
    },
    width: (words, size = 11) => [...words].reduce((sum, one) => sum + fonts.regular.widthOfTextAtSize(one, size), 0),
  };
}

/** A PDF written by hand, for what no library writes: objects as text, the first is the catalogue. */
export function rawPdf(objects: readonly string[], trailer = ''): Uint8Array {
  let file = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = file.length;
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(file, (character) => character.charCodeAt(0));
}

export const stream = (content: string, entries = ''): string =>
  `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`;

/** One page whose content is written in the language of PDF. */
export const onePage = (content: string, font: string, more: readonly string[] = []): string[] => [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
  stream(content),
  font,
  ...more,
];

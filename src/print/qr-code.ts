import { type PDFPage, rgb } from 'pdf-lib';
import qrcode from 'qrcode-generator';

/** White around the code, in modules; scanners need it. Source: ISO/IEC 18004. */
const QUIET = 4;

/**
 * Draws an address as a QR code, its quiet zone included.
 * @param box left edge, lower edge and width in points
 */
export function drawQrCode(page: PDFPage, address: string, box: { x: number; y: number; width: number }): void {
  // Medium correction: a folded or stained sheet still scans.
  const code = qrcode(0, 'M');
  code.addData(address);
  code.make();
  const count = code.getModuleCount();
  const runs: string[] = [];
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (!code.isDark(row, column)) continue;
      const from = column;
      while (column + 1 < count && code.isDark(row, column + 1)) column += 1;
      runs.push(`M${from} ${row}h${column + 1 - from}v1h${from - column - 1}z`);
    }
  }
  const scale = box.width / (count + 2 * QUIET);
  page.drawSvgPath(runs.join(''), {
    x: box.x + QUIET * scale,
    y: box.y + box.width - QUIET * scale,
    scale,
    color: rgb(0, 0, 0),
  });
}

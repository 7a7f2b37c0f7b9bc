import {
  fill,
  type PDFOperator,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  rgb,
  setFillingColor,
} from 'pdf-lib';
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
  const scale = box.width / (count + 2 * QUIET);
  const at = (modules: number): number => (QUIET + modules) * scale;
  const bars: PDFOperator[] = [];
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (!code.isDark(row, column)) continue;
      const from = column;
      while (column + 1 < count && code.isDark(row, column + 1)) column += 1;
      bars.push(rectangle(box.x + at(from), box.y + box.width - at(row + 1), (column + 1 - from) * scale, scale));
    }
  }
  // One shape of many bars: a drawing command for each would make a sheet for a whole school slow and large.
  page.pushOperators(pushGraphicsState(), setFillingColor(rgb(0, 0, 0)), ...bars, fill(), popGraphicsState());
}

import { type PDFPage, rgb } from 'pdf-lib';
import type { Line } from './pdf-text-layout.ts';
import type { PrintOut } from './print-out.ts';

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 56, top: 84, bottom: 72 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
/** How far something is, at the right edge. */
const BAR = { width: 100, height: 7, full: rgb(0.09, 0.31, 0.42), edge: rgb(0.45, 0.45, 0.45) };

interface Style {
  readonly size?: number;
  readonly isBold?: boolean;
  /** Space above, in points. */
  readonly gap?: number;
  readonly indent?: number;
  /** Stays on the page of what follows. */
  readonly keepsWithNext?: boolean;
}

/** One cell of a row, as wide as its share of the text's width. */
export interface PaperCell {
  readonly text: string;
  /** Of 1. */
  readonly share: number;
}

export interface Paper {
  write(text: string, style?: Style): void;
  /** Cells side by side, each as high as it takes; a bar at the end, where there is one, is filled as far as `of` is done. */
  row(cells: readonly PaperCell[], style?: Style, bar?: { readonly done: number; readonly of: number }): void;
  /** What follows begins at the top of a page. */
  turnPage(): void;
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

/** A line with its height and the space above it, in points. */
interface Placed {
  readonly line: Line;
  readonly indent: number;
  readonly height: number;
  readonly above: number;
}

/** A paragraph that runs from right to left begins at the right edge. */
const edgeOf = ({ isRightToLeft, width }: Line, indent: number): number =>
  isRightToLeft ? PAGE.width - PAGE.margin - width : PAGE.margin + indent;

/** Pages of flowing text, as many as it takes. Nothing is cut off at an edge. */
export function createPaper({ document, layout, finish }: PrintOut): Paper {
  let page: PDFPage | undefined;
  let y = 0;
  let hasNumbers = false;

  const turn = (): PDFPage => {
    y = PAGE.height - PAGE.top;
    page = document.addPage([PAGE.width, PAGE.height]);
    return page;
  };
  const room = (points: number): PDFPage => (page && y - points >= PAGE.bottom ? page : turn());
  /** Lines that stay together, until the last of them comes. */
  let held: Placed[] = [];
  /** @param more points that follow them on the same page; fewer than none where not all of them have to stay together */
  const putHeld = (more: number): void => {
    if (held.length === 0) return;
    const together = held.reduce((sum, { height, above }) => sum + height + above, more);
    if (together <= PAGE.height - PAGE.top - PAGE.bottom) room(together);
    for (const { line, indent, height, above } of held) {
      const on = room(height + above);
      y -= height + above;
      layout.draw(on, line, edgeOf(line, indent), y);
    }
    held = [];
  };

  return {
    get hasNumbers() {
      return hasNumbers;
    },
    write(text, { size = 10, isBold = false, gap = 0, indent = 0, keepsWithNext = false } = {}) {
      const height = size * 1.4;
      const lines = layout
        .lines(text, { size, face: isBold ? 'bold' : 'regular' }, WIDTH - indent)
        .map((line, index): Placed => ({ line, indent, height, above: index === 0 ? gap : 0 }));
      if (lines.some(({ line }) => line.hasNumbers)) hasNumbers = true;
      held.push(...lines);
      // What keeps with the next waits for it; of that, two lines stay together.
      if (!keepsWithNext) putHeld(-Math.max(0, lines.length - 2) * height);
    },
    row(cells, { size = 10, isBold = false, gap = 0 } = {}, bar) {
      const height = size * 1.4;
      const look = { size, face: isBold ? ('bold' as const) : ('regular' as const) };
      const columns = cells.map(({ text, share }) => layout.lines(text, look, share * WIDTH - 10));
      const high = height * Math.max(1, ...columns.map((lines) => lines.length));
      putHeld(high + gap);
      const on = room(high + gap);
      const top = y - gap;
      y -= high + gap;
      let x = PAGE.margin;
      for (const [at, lines] of columns.entries()) {
        for (const [number, line] of lines.entries()) {
          if (line.hasNumbers) hasNumbers = true;
          layout.draw(on, line, x, top - height * (number + 1));
        }
        x += (cells[at]?.share ?? 0) * WIDTH;
      }
      if (bar) drawBar(on, top - height, bar);
    },
    turnPage() {
      putHeld(0);
      page = undefined;
    },
    async picture(bytes, type) {
      const image = type === 'image/png' ? await document.embedPng(bytes) : await document.embedJpg(bytes);
      const most = { width: WIDTH, height: PAGE.height - PAGE.top - PAGE.bottom - 20 };
      const scale = Math.min(1, most.width / image.width, most.height / image.height);
      putHeld(image.height * scale + 8);
      const on = room(image.height * scale + 8);
      y -= image.height * scale + 8;
      on.drawImage(image, { x: PAGE.margin, y, width: image.width * scale, height: image.height * scale });
    },
    finish(edges) {
      putHeld(0);
      writeEdges({ document, layout }, edges);
      return finish();
    },
  };
}

/** What stands at the head and foot of every page. */
function writeEdges(
  { document, layout }: Pick<PrintOut, 'document' | 'layout'>,
  { head, foot }: Parameters<Paper['finish']>[0],
): void {
  const pages = document.getPages();
  for (const [index, one] of pages.entries())
    for (const [text, at] of [
      [head, PAGE.height - 40],
      [foot(index + 1, pages.length), 36],
    ] as const)
      for (const [number, line] of layout.lines(text, { size: 8 }, WIDTH).entries())
        layout.draw(one, line, PAGE.margin, at - number * 10);
}

/** At the right edge, filled as far as it is done. */
function drawBar(on: PDFPage, y: number, { done, of }: { readonly done: number; readonly of: number }): void {
  const place = { x: PAGE.margin + WIDTH - BAR.width, y, height: BAR.height };
  const full = of === 0 ? 0 : (BAR.width * done) / of;
  on.drawRectangle({ ...place, width: BAR.width, borderColor: BAR.edge, borderWidth: 0.5 });
  on.drawRectangle({ ...place, width: full, color: BAR.full });
}

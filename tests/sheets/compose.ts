import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Shot } from './looks.ts';

/** No larger than a person, or whatever shrinks the picture for them, still reads at once. Pixels. */
const WIDTH = 1_600;
const HEIGHT = 1_200;
const MARGIN = 8;
const LABEL = 22;
/** Four looks of a card side by side, and its words still read. */
const SCALE = 0.72;

export interface Row {
  readonly name: string;
  readonly shots: readonly Shot[];
}

/** A part of a row: what is higher than a sheet goes on in the next. All in pixels of the sheet. */
interface Piece {
  readonly row: Row;
  readonly scale: number;
  readonly from: number;
  readonly height: number;
}

/**
 * Writes contact sheets, one row a sample, and returns their paths and what is on each.
 * @param window any window; its content is replaced
 */
export async function composeSheets(
  window: Page,
  rows: readonly Row[],
  out: { readonly folder: string; readonly name: string },
): Promise<readonly { readonly path: string; readonly names: readonly string[] }[]> {
  const sheets = packed(rows.flatMap(pieces));
  const written = [];
  for (const [index, sheet] of sheets.entries()) {
    await window.setViewportSize({ width: WIDTH, height: 100 });
    await window.setContent(`<body style="margin:0;background:#777;font:14px sans-serif">${sheet.map(drawn).join('')}`);
    const path = join(out.folder, `${out.name}-${String(index + 1).padStart(2, '0')}.png`);
    writeFileSync(path, await window.screenshot({ fullPage: true }));
    written.push({ path, names: sheet.map(({ row }) => row.name) });
  }
  return written;
}

function pieces(row: Row): Piece[] {
  const width = row.shots.reduce((sum, shot) => sum + shot.width, 0);
  const scale = Math.min(SCALE, (WIDTH - MARGIN * (row.shots.length + 1)) / width);
  const whole = Math.ceil(Math.max(...row.shots.map(({ height }) => height)) * scale);
  const most = HEIGHT - LABEL - MARGIN;
  return Array.from({ length: Math.ceil(whole / most) }, (_, index) => ({
    row,
    scale,
    from: index * most,
    height: Math.min(most, whole - index * most),
  }));
}

function packed(all: readonly Piece[]): Piece[][] {
  const sheets: Piece[][] = [];
  let left = 0;
  for (const piece of all) {
    const needs = piece.height + LABEL + MARGIN;
    if (needs > left) {
      sheets.push([]);
      left = HEIGHT;
    }
    sheets.at(-1)?.push(piece);
    left -= needs;
  }
  return sheets;
}

const escaped = (words: string): string => words.replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;'));

const drawn = ({ row, scale, from, height }: Piece): string => `
<div style="height:${LABEL}px;line-height:${LABEL}px;padding-left:${MARGIN}px;background:#ffe08a">
<b>${escaped(row.name)}</b>${from > 0 ? ', further down' : ''} · ${row.shots.map(({ look }) => look).join(' · ')}</div>
<div style="display:flex;align-items:flex-start;gap:${MARGIN}px;height:${height}px;margin:0 ${MARGIN}px ${MARGIN}px">
${row.shots.map((shot) => pictured(shot, scale, from, height)).join('\n')}</div>`;

const pictured = ({ png, width }: Shot, scale: number, from: number, height: number): string =>
  `<div style="max-height:${height}px;overflow:hidden;flex:none"><img style="display:block;margin-top:-${from}px;width:${Math.round(width * scale)}px" src="data:image/png;base64,${png.toString('base64')}"></div>`;

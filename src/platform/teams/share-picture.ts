import { pngOf } from '../../kernel/png.ts';

/** One stretch of a bar; `colour` as `#rrggbb`. */
export interface Share {
  readonly value: number;
  readonly colour: string;
}

/** In pixels of the picture; it is shown at half that size, so that it is sharp. */
const WIDTH = 640;
const GAP = 4;

/**
 * A bar of several colours, each as long as its share, as the address of a picture. Every client shows a picture, also those that
 * draw no charts. Behind the gaps, and behind an empty bar, is nothing: it fits a light and a dark ground. The same shares give the
 * same bytes.
 * @param of what the whole width stands for; what the shares leave over is drawn in grey
 * @param height in pixels of the picture
 */
export function sharePicture(shares: readonly Share[], of: number, height = 40): string {
  const all = shares.filter(({ value }) => value > 0);
  const palette = ['#000000', '#8a8886', ...all.map(({ colour }) => colour)];
  const line = new Uint8Array(WIDTH).fill(of > 0 ? 1 : 0);
  let sum = 0;
  let at = 0;
  for (const [index, { value }] of all.entries()) {
    sum += value;
    // Nobody's share is so small that it is not seen.
    const end = Math.min(WIDTH, Math.max(at + GAP + 2, Math.round((WIDTH * sum) / Math.max(of, 1))));
    line.fill(index + 2, at, end);
    if (end < WIDTH) line.fill(0, end - GAP, end);
    at = end;
  }
  const points = new Uint8Array(WIDTH * height);
  for (let row = 0; row < height; row += 1) points.set(line, row * WIDTH);
  const colours = palette.map((colour) => [...Buffer.from(colour.slice(1), 'hex')] as [number, number, number]);
  const bitmap = { width: WIDTH, height, points, palette: colours, isFirstClear: true };
  return `data:image/png;base64,${pngOf(bitmap, 9).toString('base64')}`;
}

import { crc32, deflateSync } from 'node:zlib';

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
  const row = Buffer.concat([Buffer.from([0]), line]);
  const pixels = Buffer.concat(Array.from({ length: height }, () => row));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, each the number of a colour.
  header.set([8, 3, 0, 0, 0], 8);
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.concat(palette.map((colour) => Buffer.from(colour.slice(1), 'hex')))),
    // The first colour is none.
    chunk('tRNS', Buffer.from([0])),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString('base64')}`;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

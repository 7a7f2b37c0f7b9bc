import { crc32, deflateSync } from 'node:zlib';

/** A picture of few colours: one number for each point, row by row, into `palette`. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly points: Uint8Array;
  /** Red, green and blue, 0 to 255 each; at most 256 of them. */
  readonly palette: readonly (readonly [number, number, number])[];
  /** The first colour is none: what lies behind is seen. */
  readonly isFirstClear?: boolean;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The bitmap as a PNG file.
 * @param level how hard zlib tries, 1 to 9
 */
export function pngOf({ width, height, points, palette, isFirstClear }: Bitmap, level = 6): Buffer {
  // Eight bits a point, by palette.
  const header = Buffer.concat([word(width), word(height), Buffer.from([8, 3, 0, 0, 0])]);
  const rows = Buffer.alloc((width + 1) * height);
  // Each row begins with its filter: none.
  for (let row = 0; row < height; row += 1)
    rows.set(points.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    ...(isFirstClear ? [chunk('tRNS', Buffer.alloc(1))] : []),
    chunk('IDAT', deflateSync(rows, { level })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([word(data.length), body, word(crc32(body))]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

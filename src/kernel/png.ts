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

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * The bitmap as a PNG file.
 * @param deflate zlib's, with its header
 */
export function pngOf(bitmap: Bitmap, deflate: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const { width, height, points, palette, isFirstClear } = bitmap;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Eight bits a point, by palette.
  header.set([8, 3], 8);
  const rows = new Uint8Array((width + 1) * height);
  // Each row begins with its filter: none.
  for (let row = 0; row < height; row += 1)
    rows.set(points.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    ...(isFirstClear ? [chunk('tRNS', Uint8Array.of(0))] : []),
    chunk('IDAT', deflate(rows)),
    chunk('IEND', new Uint8Array()),
  ];
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(
    [...type].map((letter) => letter.charCodeAt(0)),
    4,
  );
  bytes.set(data, 8);
  view.setUint32(data.length + 8, checksum(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/** CRC-32, as PNG wants it of each part. */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

import { inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha; a byte each. */
  readonly pixels: Uint8Array;
}

const SIGNATURE = '89504e470d0a1a0a';

/**
 * Reads the one kind of PNG that icons are kept in: 8 bits a channel with alpha, not interlaced. Source: W3C, Portable
 * Network Graphics, third edition.
 * @throws for any other file
 */
export function readPng(file: Uint8Array): Picture {
  const bytes = Buffer.from(file);
  if (bytes.subarray(0, 8).toString('hex') !== SIGNATURE) throw new Error('is not a PNG');
  const chunks = new Map<string, Buffer[]>();
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.set(type, [...(chunks.get(type) ?? []), bytes.subarray(at + 8, at + 8 + length)]);
    at += length + 12;
  }
  const [header] = chunks.get('IHDR') ?? [];
  if (!header) throw new Error('has no header');
  const [depth, kind, , , interlace] = header.subarray(8);
  if (depth !== 8 || kind !== 6 || interlace !== 0) throw new Error('is not 8-bit RGBA without interlacing');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(chunks.get('IDAT') ?? [])), width, height) };
}

/** Undoes what each row says was done to it: a byte may be stored as its difference from its neighbours. */
function unfilter(data: Uint8Array, width: number, height: number): Uint8Array {
  const row = width * 4;
  if (data.length !== (row + 1) * height) throw new Error('is cut short');
  const out = new Uint8Array(row * height);
  const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : (out[y * row + x] ?? 0));
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x += 1) {
      const [left, up, corner] = [at(x - 4, y), at(x, y - 1), x < 4 ? 0 : at(x - 4, y - 1)];
      out[y * row + x] = (data[y * (row + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const nearest = Math.min(Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner));
      if (nearest === Math.abs(guess - left)) return left;
      return nearest === Math.abs(guess - up) ? up : corner;
    }
    default:
      throw new Error('uses a filter that PNG does not have');
  }
}

import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

/**
 * Draws Lanyard's two icons: a strap, its clip, and a badge with a tick. `node appPackage/draw-icons.ts` writes color.png
 * (192×192, opaque) and outline.png (32×32, white lines on nothing). The drawing is the code below; the files are kept
 * beside it so that nobody has to run it.
 */
interface Point {
  readonly x: number;
  readonly y: number;
}
/** Distance to the shape's edge, negative inside; in the units of the drawing. */
type Shape = (at: Point) => number;
type Colour = readonly [red: number, green: number, blue: number];

interface Layer {
  readonly shape: Shape;
  /** Nothing: the shape is cut out of what lies below. */
  readonly colour: Colour | undefined;
}

const line =
  (from: Point, to: Point, width: number): Shape =>
  ({ x, y }) => {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const along = Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - from.x - along * dx, y - from.y - along * dy) - width / 2;
  };

const box =
  (centre: Point, width: number, height: number, radius: number): Shape =>
  ({ x, y }) => {
    const dx = Math.abs(x - centre.x) - width / 2 + radius;
    const dy = Math.abs(y - centre.y) - height / 2 + radius;
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
  };

const outline =
  (shape: Shape, width: number): Shape =>
  (at) =>
    Math.abs(shape(at)) - width / 2;
const union =
  (...shapes: Shape[]): Shape =>
  (at) =>
    Math.min(...shapes.map((shape) => shape(at)));

/** Straight alpha, four bytes a pixel: the average of many samples, so that slanted edges are smooth. */
function paint(size: number, layers: readonly Layer[]): Uint8Array {
  const SAMPLES = 8;
  const pixels = new Uint8Array(size * size * 4);
  for (let index = 0; index < size * size; index += 1) {
    const sum = [0, 0, 0];
    let covered = 0;
    for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
      const at = {
        x: (index % size) + ((sample % SAMPLES) + 0.5) / SAMPLES,
        y: Math.floor(index / size) + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES,
      };
      const top = layers.findLast(({ shape }) => shape(at) <= 0);
      if (!top?.colour) continue;
      covered += 1;
      top.colour.forEach((part, channel) => {
        sum[channel] = (sum[channel] ?? 0) + part;
      });
    }
    if (covered === 0) continue;
    pixels.set(
      [...sum.map((part) => Math.round(part / covered)), Math.round((255 * covered) / SAMPLES ** 2)],
      index * 4,
    );
  }
  return pixels;
}

/** PNG, 8 bits a channel with alpha. Source: W3C, Portable Network Graphics, third edition. */
function toPng(size: number, pixels: Uint8Array): Buffer {
  const chunk = (type: string, body: Uint8Array): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const whole = Buffer.alloc(named.length + 8);
    whole.writeUInt32BE(body.length, 0);
    named.copy(whole, 4);
    whole.writeUInt32BE(crc32(named), named.length + 4);
    return whole;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Array.from({ length: size }, (_, row) =>
    Buffer.concat([Buffer.from([0]), pixels.subarray(row * size * 4, (row + 1) * size * 4)]),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const p = (x: number, y: number): Point => ({ x, y });

const TEAL: Colour = [23, 80, 107];
const PALE: Colour = [191, 223, 233];
const AMBER: Colour = [245, 180, 60];
const WHITE: Colour = [255, 255, 255];

/** The symbol keeps to the middle 120×140 of 192: Teams rounds the corners and crops. */
const colour: readonly Layer[] = [
  { shape: () => -1, colour: TEAL },
  { shape: union(line(p(67, 30), p(96, 68), 13), line(p(125, 30), p(96, 68), 13)), colour: PALE },
  { shape: box(p(96, 72), 20, 24, 5), colour: AMBER },
  { shape: box(p(96, 122), 76, 88, 12), colour: WHITE },
  { shape: box(p(96, 91), 26, 7, 3.5), colour: TEAL },
  { shape: union(line(p(76, 129), p(90, 143), 11), line(p(90, 143), p(117, 114), 11)), colour: TEAL },
];

const outlined: readonly Layer[] = [
  { shape: union(line(p(10.5, 1.5), p(16, 9), 2), line(p(21.5, 1.5), p(16, 9), 2)), colour: WHITE },
  { shape: box(p(16, 20), 18, 22, 3.5), colour: undefined },
  { shape: outline(box(p(16, 20), 16, 20, 3), 2), colour: WHITE },
  { shape: line(p(14.5, 14), p(17.5, 14), 1.6), colour: WHITE },
  { shape: union(line(p(12, 22), p(15, 25), 2), line(p(15, 25), p(20, 19), 2)), colour: WHITE },
];

const beside = (name: string): URL => new URL(name, import.meta.url);
writeFileSync(beside('color.png'), toPng(192, paint(192, colour)));
writeFileSync(beside('outline.png'), toPng(32, paint(32, outlined)));

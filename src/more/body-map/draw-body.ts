import type { Bitmap } from '../../kernel/png.ts';
import { type Region, regionsIn } from '../../report/record/regions.ts';

/** What a body is made of, as ellipses like its regions, on the right half; mirrored for the left. */
const BODY: readonly Region['shape'][] = [
  // Head, neck, trunk.
  [50, 15, 11, 13],
  [50, 30, 5.5, 6],
  [50, 46, 17, 14],
  [50, 62, 14, 14],
  [50, 75, 16, 9],
  // Shoulder, upper arm, forearm, hand.
  [67, 37.5, 7.5, 5.5],
  [73.5, 48, 5.4, 12],
  [78.5, 66, 5, 12],
  [82, 81, 5, 7],
  // Thigh, knee, shin, foot.
  [59.5, 91, 8.4, 16],
  [60, 109, 6.4, 8],
  [60.5, 124, 6.2, 15],
  [62, 143, 7, 5.6],
];

/** A point of a drawing is this many hundredths of one body's width. */
const SCALE = 1.6;
const WIDTH = 100;
const HEIGHT = 152;

const PALETTE = [
  [255, 255, 255],
  // The body, its outline, and what is marked on it: dark enough against both to be seen without colour.
  [222, 222, 222],
  [92, 92, 92],
  [176, 0, 32],
] as const;
const [GROUND, SKIN, LINE, MARK] = [0, 1, 2, 3];

const isIn = (x: number, y: number, [cx, cy, w, h]: Region['shape'], wider = 0): boolean =>
  ((x - cx) / (w + wider)) ** 2 + ((y - cy) / (h + wider)) ** 2 <= 1;

const isOnBody = (x: number, y: number, wider = 0): boolean =>
  BODY.some((shape) => isIn(x, y, shape, wider) || isIn(100 - x, y, shape, wider));

const SIZE = { width: Math.round(WIDTH * 2 * SCALE), height: Math.round(HEIGHT * SCALE) };
const SIDES: readonly Region['side'][] = ['front', 'back'];

/** A body with nothing marked, drawn once: it takes a moment, and is always the same. */
let plain: Uint8Array | undefined;

function plainBody(): Uint8Array {
  const { width, height } = SIZE;
  const points = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width / 2; column += 1) {
      const [x, y] = [column / SCALE, row / SCALE];
      const colour = isOnBody(x, y) ? SKIN : isOnBody(x, y, 0.9) ? LINE : GROUND;
      points[row * width + column] = colour;
      points[row * width + column + width / 2] = colour;
    }
  return points;
}

/** Both sides of a body beside one another, the front on the left, with these regions marked. Words belong beside it. */
export function bodyDrawing(ids: string | undefined): Bitmap {
  plain ??= plainBody();
  const points = Uint8Array.from(plain);
  for (const region of regionsIn(ids)) mark(points, region);
  // On a dark page it stands on what lies behind it, as on a light one.
  return { ...SIZE, points, palette: PALETTE, isFirstClear: true };
}

function mark(points: Uint8Array, { side, shape }: Region): void {
  const { width, height } = SIZE;
  const [x, y, halfWidth, halfHeight] = shape;
  const from = SIDES.indexOf(side) * (width / 2);
  const around = (middle: number, half: number): readonly [number, number] => [
    Math.max(0, Math.floor((middle - half - 1) * SCALE)),
    Math.ceil((middle + half + 1) * SCALE),
  ];
  const [top, bottom] = around(y, halfHeight);
  const [left, right] = around(x, halfWidth);
  for (let row = top; row < Math.min(bottom, height); row += 1)
    for (let column = left; column < Math.min(right, width / 2); column += 1) {
      const [across, down] = [column / SCALE, row / SCALE];
      if (isIn(across, down, shape)) points[row * width + from + column] = MARK;
      else if (isIn(across, down, shape, 0.9)) points[row * width + from + column] = LINE;
    }
}

/** Six numbers that place what is drawn: `[a, b, c, d, e, f]`, as PDF writes them. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

export const place = ([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** What `n` places, placed by `m`. */
export const multiply = ([a, b, c, d, e, f]: Matrix, n: Matrix): Matrix => [
  a * n[0] + c * n[1],
  b * n[0] + d * n[1],
  a * n[2] + c * n[3],
  b * n[2] + d * n[3],
  a * n[4] + c * n[5] + e,
  b * n[4] + d * n[5] + f,
];

/** A matrix as pdf.js hands it over; what is none leaves everything in its place. */
export function matrixIn(value: unknown): Matrix {
  const [a, b, c, d, e, f] = numbersIn(value);
  return a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined
    ? IDENTITY
    : [a, b, c, d, e, f];
}

/** pdf.js hands numbers over in arrays of several kinds; `instanceof` does not know those of another realm. */
export function numbersIn(value: unknown): readonly number[] {
  const all: unknown = ArrayBuffer.isView(value) && 'length' in value ? Object.values(value) : value;
  return Array.isArray(all) && all.every((one) => typeof one === 'number') ? all : [];
}

import { PNG } from 'pngjs';

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha; a byte each. */
  readonly pixels: Uint8Array;
}

/** @throws for a file that is no PNG, or a broken one */
export function readPng(file: Uint8Array): Picture {
  try {
    const { width, height, data } = PNG.sync.read(Buffer.from(file));
    return { width, height, pixels: data };
  } catch (error) {
    throw new Error('is not a PNG', { cause: error });
  }
}

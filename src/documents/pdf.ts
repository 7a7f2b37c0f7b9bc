import type { Block } from '../policy/document.ts';
import { type Limits, type Progress, Unreadable } from './outcome.ts';
export async function readPdf(
  _bytes: Uint8Array,
  _reading: { limits: Limits; onProgress: (progress: Progress) => void },
): Promise<Block[]> {
  throw new Unreadable('PDF is not read yet.');
}

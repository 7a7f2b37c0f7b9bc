import type { Detection } from './detection.ts';
import { createAnnotator, type DetectorWords } from './detector/annotate.ts';
import { decide } from './detector/decide.ts';
import { readManner } from './detector/moods.ts';
import { findRoles } from './detector/roles.ts';
import { findSigns } from './detector/signs.ts';

export type { ConcernRoute, Detection } from './detection.ts';
export type { DetectorWords } from './detector/annotate.ts';

/**
 * Tells disclosures and allegations from questions about the rules. Local, deterministic, linear in the length of the text,
 * and without memory. It errs towards a false alarm; it decides nothing about what happened.
 *
 * @param words names and words of the school, see DetectorWords
 */
export function createDetector(words: DetectorWords = {}): (text: string) => Detection {
  const annotate = createAnnotator(words);
  return (text) => {
    const { words, asked } = annotate(text);
    const manner = readManner(words, asked);
    return decide(words, findRoles(words), manner, findSigns(words, manner.moods));
  };
}

/** For where there is no school: it knows nobody by name. */
export const detectConcern = createDetector();

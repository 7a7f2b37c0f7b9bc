import { createHash } from 'node:crypto';
import type { Candidate } from './people.ts';

/**
 * Each list and each opening reads the same names again, of every report: what was read is kept for each version of the people, by a
 * digest of what was written. Nobody's name is kept.
 */
export function remembering<Read>(
  read: (written: string, candidates: readonly Candidate[]) => Read,
  most: number,
): (written: string, candidates: readonly Candidate[]) => Read {
  const known = new WeakMap<readonly Candidate[], Map<string, Read>>();
  return (written, candidates) => {
    const ofThese = known.get(candidates) ?? new Map<string, Read>();
    known.set(candidates, ofThese);
    // By its code units: UTF-8 would take half of one letter for half of another.
    const digest = createHash('sha256').update(Buffer.from(written, 'utf16le')).digest('base64');
    const before = ofThese.get(digest);
    if (before !== undefined) return before;
    const found = read(written, candidates);
    if (ofThese.size >= most) ofThese.clear();
    ofThese.set(digest, found);
    return found;
  };
}

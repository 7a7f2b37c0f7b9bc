import { decide } from './decide.ts';
import type { Detection } from './detection.ts';
import { type Manner, readManner } from './frames/moods.ts';
import { findOwnDistress } from './own-distress.ts';
import { createAnnotator, type DetectorWords } from './reading/annotate.ts';
import type { Tagged } from './reading/pattern.ts';
import { findRoles } from './reading/roles.ts';
import { findSigns } from './signs.ts';

export type { ConcernRoute, Detection } from './detection.ts';
export type { DetectorWords } from './reading/annotate.ts';

/**
 * Tells disclosures and allegations from questions about the rules, and the distress of the person who writes from both. Local,
 * deterministic, linear in the length of the text, and without memory. It errs towards a false alarm; it decides nothing
 * about what happened.
 *
 * @param words names and words of the school, see DetectorWords
 */
export function createDetector(words: DetectorWords = {}): (text: string) => Detection {
  const annotate = createAnnotator(words);
  return (text) => {
    const { words, asked } = annotate(text);
    const manner = readManner(words, asked);
    const own = findOwnDistress(words, manner);
    if (!own) return judge(words, manner);
    // What else is told is judged as if the sender had said nothing about themselves: a child may be at risk as well.
    const others = words.filter(({ clause }) => !own.clauses.has(clause));
    const rest = judge(others, readManner(others, asked));
    return rest.kind === 'concern'
      ? { ...rest, ownDistress: own.isCrisis ? 'crisis' : 'strain' }
      : { kind: 'own-distress', isCrisis: own.isCrisis, reasons: own.reasons };
  };
}

const judge = (words: readonly Tagged[], manner: Manner): Detection =>
  decide(words, findRoles(words), manner, findSigns(words, manner.moods));

/** For where there is no school: it knows nobody by name. */
export const detectConcern = createDetector();

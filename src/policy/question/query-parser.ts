import type { Tuning } from '../ask/tuning.ts';
import { createPhrases } from './lexicon.ts';
import { conceptsOf, type Slot, slotsOf } from './slots.ts';
import type { Vocabulary } from './vocabulary.ts';
import { stem, wordsIn } from './words.ts';

export interface Understood {
  readonly slots: readonly Slot[];
  /** The stemmed words of the question that carry matter and mean the same in a policy, each once. */
  readonly words: readonly string[];
  /** The terms of which an answer must hold each: a time where it is asked how long. */
  readonly demanded: readonly string[];
  readonly respelt: readonly (readonly [string, string])[];
}

/** Longer messages are read this far: nobody asks a question of more words. */
const MOST_WORDS = 120;
const MOST_CHARACTERS = 4000;

/** Puts a misspelt word right, or returns `undefined`. */
type Respell = (word: string) => string | undefined;

/** Reads questions by a vocabulary. */
export function createReader(
  vocabulary: Vocabulary,
  respell: Respell,
  tuning: Tuning,
): (question: string) => Understood {
  const phrases = createPhrases(vocabulary, 'question');
  const known = conceptsOf(vocabulary, tuning);
  return (question) => {
    const { words, respelt } = spelt(question, (word) => vocabulary.spellings.get(word) ?? respell(word));
    const stems = words.map(stem);
    const all = phrases(stems);
    const isDemanded = (concept: string) => known.demanded.has(concept);
    const slots = slotsOf({ words, stems, found: all.filter(({ concept }) => !isDemanded(concept)) }, known);
    // "Add" asks for a friendship; a policy that "adds to another" is not meant.
    const slang = new Set(
      slots.flatMap((slot) => (slot.isGuess && slot.concepts.length > 0 ? wordsIn(slot.words) : [])).map(stem),
    );
    return {
      slots: merged(slots.filter((slot) => slot.importance !== 'part')),
      words: [...new Set(stems)].filter((word) => !known.chatter.has(word) && !slang.has(word) && !/^\d/.test(word)),
      demanded: [...new Set(all.flatMap(({ concept }) => (isDemanded(concept) ? [`#${concept}`] : [])))],
      respelt,
    };
  };
}

/** The words of a question, those that are misspelt put right. */
function spelt(question: string, respell: Respell): { words: string[]; respelt: [string, string][] } {
  const respelt: [string, string][] = [];
  const typed = wordsIn(question.slice(0, MOST_CHARACTERS)).slice(0, MOST_WORDS);
  const words = typed.flatMap((word) => {
    const meant = respell(word);
    if (meant === undefined || meant === word) return [word];
    respelt.push([word, meant]);
    return wordsIn(meant);
  });
  return { words, respelt };
}

/** Saying a thing twice does not make it twice as important. */
function merged(slots: readonly Slot[]): Slot[] {
  const byMeaning = new Map<string, Slot>();
  for (const slot of slots) {
    const key = slot.concepts.length > 0 ? [...slot.concepts].sort().join('+') : slot.words;
    const same = byMeaning.get(key);
    byMeaning.set(
      key,
      same
        ? {
            ...same,
            words: `${same.words}, ${slot.words}`,
            terms: new Map([...same.terms, ...slot.terms]),
            isGuess: same.isGuess && slot.isGuess,
          }
        : slot,
    );
  }
  return [...byMeaning.values()];
}

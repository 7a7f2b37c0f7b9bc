import { createPhrases, type Found } from './lexicon.ts';
import { type Relations, relate } from './relations.ts';
import type { Importance, Vocabulary } from './vocabulary.ts';
import { stem, wordsIn } from './words.ts';

/** One thing the question speaks of, and the terms by which a passage may speak of it too. */
export interface Slot {
  /** As typed, spelling put right. */
  readonly words: string;
  readonly concepts: readonly string[];
  readonly importance: Importance | 'word';
  /** Term → how well it answers, 0 to 1. */
  readonly terms: ReadonlyMap<string, number>;
}

export interface Understood {
  readonly slots: readonly Slot[];
  readonly respelt: readonly (readonly [string, string])[];
}

/** Longer messages are read this far: nobody asks a question of more words. */
const MOST_WORDS = 120;
/** A passage with the very word of the question against one with another word for the same. */
const SAME_WORD = 1;
const SAME_CONCEPT = 0.95;

/** Reads questions by a vocabulary. `isKnown` tells whether the policies use a word, so that it is not "put right". */
export function createReader(
  vocabulary: Vocabulary,
  respell: (word: string) => string | undefined,
): (question: string) => Understood {
  const phrases = createPhrases(vocabulary, 'question');
  const relations = relate(vocabulary);
  const importance = new Map(vocabulary.concepts.map((concept) => [concept.id, concept.importance]));
  const chatter = new Set(vocabulary.chatter.flatMap((word) => wordsIn(word).map(stem)));
  return (question) => {
    const respelt: [string, string][] = [];
    const words = wordsIn(question.slice(0, 4000))
      .slice(0, MOST_WORDS)
      .flatMap((word) => {
        const meant = vocabulary.spellings.get(word) ?? respell(word);
        if (meant === undefined || meant === word) return [word];
        respelt.push([word, meant]);
        return wordsIn(meant);
      });
    const stems = words.map(stem);
    const spans = groupBySpan(outermost(phrases(stems)));
    const slots: Slot[] = spans.map(({ from, to, concepts }) => ({
      words: words.slice(from, to).join(' '),
      concepts,
      importance: strongest(concepts.map((id) => importance.get(id) ?? 'topic')),
      terms: termsFor(
        concepts,
        to - from === 1 && !chatter.has(stems[from] ?? '') ? stems[from] : undefined,
        relations,
      ),
    }));
    stems.forEach((word, at) => {
      if (chatter.has(word) || word.length < 2 || spans.some((span) => at >= span.from && at < span.to)) return;
      slots.push({ words: words[at] ?? word, concepts: [], importance: 'word', terms: new Map([[word, SAME_WORD]]) });
    });
    return { slots: merged(slots), respelt };
  };
}

/** A phrase swallows what lies within it: "old student" is not about students. */
const outermost = (found: readonly Found[]): Found[] =>
  found.filter(
    (one) =>
      !found.some((other) => other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from),
  );

function groupBySpan(found: readonly Found[]): { from: number; to: number; concepts: string[] }[] {
  const spans = new Map<string, { from: number; to: number; concepts: string[] }>();
  for (const { from, to, concept } of found) {
    const key = `${from}-${to}`;
    const span = spans.get(key) ?? { from, to, concepts: [] };
    if (!span.concepts.includes(concept)) span.concepts.push(concept);
    spans.set(key, span);
  }
  return [...spans.values()];
}

const ORDER: readonly Importance[] = ['topic', 'setting', 'manner'];
const strongest = (all: readonly Importance[]): Importance => ORDER.find((one) => all.includes(one)) ?? 'topic';

function termsFor(concepts: readonly string[], word: string | undefined, relations: Relations): Map<string, number> {
  const terms = new Map<string, number>();
  for (const concept of concepts) {
    for (const [related, strength] of relations.get(concept) ?? []) {
      const term = `#${related}`;
      terms.set(term, Math.max(terms.get(term) ?? 0, strength * SAME_CONCEPT));
    }
  }
  if (word !== undefined) terms.set(word, SAME_WORD);
  return terms;
}

/** Saying a thing twice does not make it twice as important. */
function merged(slots: readonly Slot[]): Slot[] {
  const byMeaning = new Map<string, Slot>();
  for (const slot of slots) {
    const key = slot.concepts.length > 0 ? [...slot.concepts].sort().join('+') : slot.words;
    const same = byMeaning.get(key);
    byMeaning.set(
      key,
      same ? { ...same, words: `${same.words}, ${slot.words}`, terms: new Map([...same.terms, ...slot.terms]) } : slot,
    );
  }
  return [...byMeaning.values()];
}

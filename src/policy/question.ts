import { createPhrases, longestOf } from './lexicon.ts';
import { type Relations, relate } from './relations.ts';
import { createTogether } from './together.ts';
import type { Tuning } from './tuning.ts';
import type { Importance, Vocabulary } from './vocabulary.ts';
import { stem, wordsIn } from './words.ts';

/** One thing the question speaks of, and the terms by which a passage may speak of it too. */
export interface Slot {
  /** As typed, spelling put right. */
  readonly words: string;
  readonly concepts: readonly string[];
  /** `word`: no concept, just itself. `within`: said inside a longer phrase, "parents" in "are parents bound by this".
   * `whole`: not said, but made of what is said. */
  readonly importance: Importance | 'word' | 'within' | 'whole';
  /** Term → how well it answers, 0 to 1. */
  readonly terms: ReadonlyMap<string, number>;
  /** Read from one word of everyday speech that may mean something else too: "high", "save", "posh". */
  readonly isGuess: boolean;
}

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
/** A passage with the very word of the question against one with another word for the same. */
const SAME_WORD = 1;
const SAME_CONCEPT = 0.9;
/** A passage on something that the phrase holds within it. */
const SWALLOWED = 0.3;

/** Reads questions by a vocabulary. `respell` puts a misspelt word right, or returns `undefined`. */
export function createReader(
  vocabulary: Vocabulary,
  respell: (word: string) => string | undefined,
  tuning: Tuning,
): (question: string) => Understood {
  const phrases = createPhrases(vocabulary, 'question');
  const relations = relate(vocabulary, tuning.relation);
  const together = createTogether(vocabulary);
  const importance = new Map(vocabulary.concepts.map((concept) => [concept.id, concept.importance]));
  const demands = new Set(vocabulary.concepts.flatMap(({ id, demanded }) => (demanded ? [id] : [])));
  const always = new Set(vocabulary.concepts.flatMap((concept) => (concept.always ? [concept.id] : [])));
  const plain = new Set(
    vocabulary.concepts.flatMap((concept) => concept.words.map((word) => `${concept.id} ${stem(word)}`)),
  );
  const chatter = new Set(vocabulary.chatter.flatMap((word) => wordsIn(word).map(stem)));
  /** Concepts that tell what is asked, as against how. */
  const counts = (id: string): boolean => ['topic', 'aside'].includes(importance.get(id) ?? 'topic');
  return (question) => {
    const respelt: [string, string][] = [];
    const words = wordsIn(question.slice(0, MOST_CHARACTERS))
      .slice(0, MOST_WORDS)
      .flatMap((word) => {
        const meant = vocabulary.spellings.get(word) ?? respell(word);
        if (meant === undefined || meant === word) return [word];
        respelt.push([word, meant]);
        return wordsIn(meant);
      });
    const stems = words.map(stem);
    const found = phrases(stems);
    const all = found.filter(({ concept }) => !demands.has(concept));
    const spans = longestOf(all).flatMap((span) => {
      const said = [...new Set(span.map(({ concept }) => concept))];
      // How it is asked is no other word for what is asked: a passage with any manager in it does not tell who runs the page.
      const isManner = (id: string) => importance.get(id) === 'manner';
      return [said.filter((id) => !isManner(id)), said.filter(isManner)]
        .filter((some) => some.length > 0)
        .map((concepts) => ({ at: span[0]?.at ?? [], concepts }));
    });
    /** What a longer phrase swallows still says something: "pretending to be me" is about pretending too. */
    const withinOf = (at: readonly number[]) =>
      all.flatMap((one) =>
        one.at.length < at.length && one.at.every((place) => at.includes(place)) && counts(one.concept)
          ? [one.concept]
          : [],
      );
    const slots: Slot[] = spans.map(({ at, concepts }) => {
      const [only] = at.length === 1 ? at : [];
      const word = only === undefined ? undefined : stems[only];
      // "Governor here": who asks is the scene, not the matter.
      const introducesSelf = words[(at.at(-1) ?? 0) + 1] === 'here';
      return {
        words: at.map((place) => words[place]).join(' '),
        concepts,
        importance: introducesSelf ? 'setting' : strongest(concepts.map((id) => importance.get(id) ?? 'topic')),
        isGuess: word !== undefined && !concepts.some((id) => plain.has(`${id} ${word}`)),
        terms: termsFor(concepts, word !== undefined && !chatter.has(word) ? word : undefined, relations, withinOf(at)),
      };
    });
    const taken = new Set(spans.flatMap(({ at }) => at));
    const outer = spans.flatMap(({ concepts }) => [...termsFor(concepts, undefined, relations).keys()]);
    for (const { concept, at } of all) {
      const term = `#${concept}`;
      if (
        outer.includes(term) ||
        (importance.get(concept) === 'manner' && !always.has(concept)) ||
        importance.get(concept) === 'part' ||
        !spans.some((span) => at.every((place) => span.at.includes(place)))
      )
        continue;
      slots.push({
        words: at.map((place) => words[place]).join(' '),
        concepts: [concept],
        importance: importance.get(concept) === 'manner' ? 'manner' : 'within',
        isGuess: false,
        terms: termsFor([concept], undefined, relations),
      });
    }
    stems.forEach((word, at) => {
      if (chatter.has(word) || word.length < 2 || taken.has(at)) return;
      slots.push({
        words: words[at] ?? word,
        concepts: [],
        importance: 'word',
        isGuess: true,
        terms: new Map([[word, SAME_WORD]]),
      });
    });
    const spoken = new Set(spans.flatMap(({ concepts }) => concepts));
    for (const id of together.among(spoken)) {
      if (spoken.has(id)) continue;
      slots.push({
        words: `(${id})`,
        concepts: [id],
        importance: 'whole',
        isGuess: false,
        terms: termsFor([id], undefined, relations),
      });
    }
    // "Add" asks for a friendship; a policy that "adds to another" is not meant.
    const slang = new Set(
      slots.flatMap((slot) => (slot.isGuess && slot.concepts.length > 0 ? wordsIn(slot.words) : [])).map(stem),
    );
    return {
      slots: merged(slots.filter((slot) => slot.importance !== 'part')),
      words: [...new Set(stems)].filter((word) => !chatter.has(word) && !slang.has(word) && !/^\d/.test(word)),
      demanded: [...new Set(found.flatMap(({ concept }) => (demands.has(concept) ? [`#${concept}`] : [])))],
      respelt,
    };
  };
}

const ORDER: readonly Importance[] = ['topic', 'aside', 'setting', 'manner', 'part'];
const strongest = (all: readonly Importance[]): Importance => ORDER.find((one) => all.includes(one)) ?? 'topic';

function termsFor(
  concepts: readonly string[],
  word: string | undefined,
  relations: Relations,
  within: readonly string[] = [],
): Map<string, number> {
  const terms = new Map<string, number>();
  for (const concept of concepts) {
    for (const [related, strength] of relations.get(concept) ?? []) {
      const term = `#${related}`;
      terms.set(term, Math.max(terms.get(term) ?? 0, strength * SAME_CONCEPT));
    }
  }
  for (const concept of within) {
    const term = `#${concept}`;
    terms.set(term, Math.max(terms.get(term) ?? 0, SWALLOWED));
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

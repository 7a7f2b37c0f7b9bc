import type { Tuning } from '../ask/tuning.ts';
import { type Found, longestOf } from './lexicon.ts';
import { type Relations, relate } from './relations.ts';
import { createTogether, type Together } from './together.ts';
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

/** What the vocabulary says of its concepts, looked up once for all questions. */
interface Concepts {
  /** How much each counts; `topic` where nothing is said. */
  importanceOf(id: string): Importance;
  /** Of which an answer must hold each. */
  readonly demanded: ReadonlySet<string>;
  /** Manners that count inside a longer phrase too. */
  readonly always: ReadonlySet<string>;
  /** `concept stem` of the words that mean it on either side, as against those of everyday speech. */
  readonly plain: ReadonlySet<string>;
  /** Stems that carry no matter. */
  readonly chatter: ReadonlySet<string>;
  readonly relations: Relations;
  readonly together: Together;
}

export function conceptsOf(vocabulary: Vocabulary, tuning: Tuning): Concepts {
  const { concepts, chatter } = vocabulary;
  const importance = new Map(concepts.map((concept) => [concept.id, concept.importance]));
  return {
    importanceOf: (id) => importance.get(id) ?? 'topic',
    demanded: new Set(concepts.flatMap(({ id, demanded }) => (demanded ? [id] : []))),
    always: new Set(concepts.flatMap(({ id, always }) => (always ? [id] : []))),
    plain: new Set(concepts.flatMap(({ id, words }) => words.map((word) => `${id} ${stem(word)}`))),
    chatter: new Set(chatter.flatMap((word) => wordsIn(word).map(stem))),
    relations: relate(vocabulary, tuning.relation),
    together: createTogether(vocabulary),
  };
}

/** A question's words, spelling put right, and the concepts found in them. */
interface Wording {
  readonly words: readonly string[];
  readonly stems: readonly string[];
  readonly found: readonly Found[];
}

/** The longest phrase at its place, and what it may mean. */
interface Span {
  readonly at: readonly number[];
  readonly concepts: readonly string[];
}

/** A passage with the very word of the question against one with another word for the same. */
const SAME_WORD = 1;
const SAME_CONCEPT = 0.9;
/** A passage on something that the phrase holds within it. */
const SWALLOWED = 0.3;

/** Everything a question speaks of: its phrases, what is said within them, words that no phrase holds, and what all that makes. */
export function slotsOf(wording: Wording, known: Concepts): Slot[] {
  const spans = spansOf(wording.found, known);
  return [
    ...spans.map((span) => phraseSlot(span, wording, known)),
    ...withinSlots(spans, wording, known),
    ...wordSlots(spans, wording, known),
    ...wholeSlots(spans, known),
  ];
}

const spansOf = (found: readonly Found[], { importanceOf }: Concepts): Span[] =>
  longestOf(found).flatMap((span) => {
    const said = [...new Set(span.map(({ concept }) => concept))];
    // How it is asked is no other word for what is asked: a passage with any manager in it does not tell who runs the page.
    const isManner = (id: string) => importanceOf(id) === 'manner';
    return [said.filter((id) => !isManner(id)), said.filter(isManner)]
      .filter((some) => some.length > 0)
      .map((concepts) => ({ at: span[0]?.at ?? [], concepts }));
  });

function phraseSlot({ at, concepts }: Span, { words, stems, found }: Wording, known: Concepts): Slot {
  const { importanceOf, plain, chatter, relations } = known;
  const [only] = at.length === 1 ? at : [];
  const word = only === undefined ? undefined : stems[only];
  // "Governor here": who asks is the scene, not the matter.
  const introducesSelf = words[(at.at(-1) ?? 0) + 1] === 'here';
  // What a longer phrase swallows still says something: "pretending to be me" is about pretending too.
  const within = found.filter(
    (one) =>
      one.at.length < at.length &&
      one.at.every((place) => at.includes(place)) &&
      ['topic', 'aside'].includes(importanceOf(one.concept)),
  );
  const swallowed = within.map(({ concept }) => concept);
  return {
    words: typed(at, words),
    concepts,
    importance: introducesSelf ? 'setting' : strongest(concepts.map(importanceOf)),
    isGuess: word !== undefined && !concepts.some((id) => plain.has(`${id} ${word}`)),
    terms: termsFor(concepts, relations, word !== undefined && !chatter.has(word) ? word : undefined, swallowed),
  };
}

function withinSlots(spans: readonly Span[], { words, found }: Wording, known: Concepts): Slot[] {
  const { importanceOf, always, relations } = known;
  const outer = new Set(spans.flatMap(({ concepts }) => [...termsFor(concepts, relations).keys()]));
  return found.flatMap(({ concept, at }): Slot[] => {
    const importance = importanceOf(concept);
    const counts = importance === 'manner' ? always.has(concept) : importance !== 'part';
    if (!counts || outer.has(`#${concept}`)) return [];
    if (!spans.some((span) => at.every((place) => span.at.includes(place)))) return [];
    return [
      {
        words: typed(at, words),
        concepts: [concept],
        importance: importance === 'manner' ? 'manner' : 'within',
        isGuess: false,
        terms: termsFor([concept], relations),
      },
    ];
  });
}

function wordSlots(spans: readonly Span[], { words, stems }: Wording, { chatter }: Concepts): Slot[] {
  const taken = new Set(spans.flatMap(({ at }) => at));
  return stems.flatMap((word, at): Slot[] =>
    chatter.has(word) || word.length < 2 || taken.has(at)
      ? []
      : [
          {
            words: words[at] ?? word,
            concepts: [],
            importance: 'word',
            isGuess: true,
            terms: new Map([[word, SAME_WORD]]),
          },
        ],
  );
}

function wholeSlots(spans: readonly Span[], { together, relations }: Concepts): Slot[] {
  const spoken = new Set(spans.flatMap(({ concepts }) => concepts));
  const wholes = together.among(spoken).filter((id) => !spoken.has(id));
  return wholes.map((id) => ({
    words: `(${id})`,
    concepts: [id],
    importance: 'whole',
    isGuess: false,
    terms: termsFor([id], relations),
  }));
}

const typed = (at: readonly number[], words: readonly string[]): string => at.map((place) => words[place]).join(' ');

const ORDER: readonly Importance[] = ['topic', 'aside', 'setting', 'manner', 'part'];
const strongest = (all: readonly Importance[]): Importance => ORDER.find((one) => all.includes(one)) ?? 'topic';

function termsFor(
  concepts: readonly string[],
  relations: Relations,
  word?: string,
  within: readonly string[] = [],
): Map<string, number> {
  const terms = new Map<string, number>();
  const add = (concept: string, strength: number) => {
    const term = `#${concept}`;
    terms.set(term, Math.max(terms.get(term) ?? 0, strength));
  };
  for (const concept of concepts) {
    for (const [related, strength] of relations.get(concept) ?? []) add(related, strength * SAME_CONCEPT);
  }
  for (const concept of within) add(concept, SWALLOWED);
  if (word !== undefined) terms.set(word, SAME_WORD);
  return terms;
}

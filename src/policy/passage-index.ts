import { createPhrases } from './lexicon.ts';
import type { Passage, Policy } from './policy.ts';
import type { Vocabulary } from './vocabulary.ts';
import { stem, wordsIn } from './words.ts';

/** A passage as the index knows it. */
export interface Entry {
  readonly policy: Policy;
  readonly passage: Passage;
  /** Headings from the outermost to the passage's own. */
  readonly path: readonly string[];
}

/** How much a word counts by where it stands. What is around a passage tells what it is about, but less than its words. */
const FIELD = { body: 1, leadIn: 0.8, note: 0.5, heading: 0.65, above: 0.4, title: 0.1 } as const;
/** A concept inside a longer phrase: `pupil` in "former pupils". */
const INNER = 0.6;

/** Terms are concepts (`#pupil`) and stemmed words (`pupil`). */
export interface PassageIndex {
  readonly entries: readonly Entry[];
  /** Entries that speak of the term and how plainly, 0 to 1; `undefined` for a term in no entry. */
  postings(term: string): Postings | undefined;
  /** What one entry speaks of; computed anew, for the few entries that are explained. */
  termsOf(entry: Entry): ReadonlyMap<string, number>;
  /** What any text speaks of, as its own words say. */
  read(text: string): ReadonlyMap<string, number>;
  hasWord(stem: string): boolean;
  words(): Iterable<string>;
}

export interface Postings {
  readonly at: Uint32Array;
  readonly weight: Float32Array;
}

/** Indexes every citable passage of the policies; 20,000 passages take a second or two and some tens of megabytes. */
export function createPassageIndex(policies: readonly Policy[], vocabulary: Vocabulary): PassageIndex {
  const phrases = createPhrases(vocabulary, 'policy');
  const silent = new Set(vocabulary.chatter.flatMap((word) => wordsIn(word).map(stem)));
  const cache = new Map<string, ReadonlyMap<string, number>>();

  const read = (text: string): Map<string, number> => {
    const stems = wordsIn(text).map(stem);
    const terms = new Map<string, number>();
    for (const word of stems) if (!silent.has(word)) terms.set(word, 1);
    const found = phrases(stems);
    for (const { concept, from, to } of found) {
      const isInner = found.some((other) => other.from <= from && other.to >= to && other.to - other.from > to - from);
      const weight = isInner ? INNER : 1;
      const term = `#${concept}`;
      if ((terms.get(term) ?? 0) < weight) terms.set(term, weight);
    }
    return terms;
  };
  // Headings and lead-ins belong to many passages; they are read once.
  const readShared = (text: string): ReadonlyMap<string, number> => {
    const known = cache.get(text) ?? read(text);
    cache.set(text, known);
    return known;
  };

  const termsOf = ({ policy, passage, path }: Entry): Map<string, number> => {
    const terms = read(passage.text);
    const add = (more: ReadonlyMap<string, number>, field: number) => {
      for (const [term, weight] of more) if ((terms.get(term) ?? 0) < weight * field) terms.set(term, weight * field);
    };
    for (const cell of passage.columns ?? []) if (cell !== '') add(readShared(cell), FIELD.leadIn);
    for (const id of passage.leadIns) add(readShared(textOf(policy, id)), FIELD.leadIn);
    for (const id of passage.seeAlso) if (passage.kind !== 'note') add(readShared(textOf(policy, id)), FIELD.note);
    for (const [at, heading] of path.entries())
      add(readShared(heading), at === path.length - 1 ? FIELD.heading : FIELD.above);
    add(readShared(policy.title), FIELD.title);
    return terms;
  };

  const entries = policies.flatMap(entriesOf);
  const building = new Map<string, { at: number[]; weight: number[] }>();
  entries.forEach((entry, at) => {
    for (const [term, weight] of termsOf(entry)) {
      let list = building.get(term);
      if (!list) {
        list = { at: [], weight: [] };
        building.set(term, list);
      }
      list.at.push(at);
      list.weight.push(weight);
    }
  });
  const postings = new Map<string, Postings>();
  for (const [term, list] of building) {
    postings.set(term, { at: Uint32Array.from(list.at), weight: Float32Array.from(list.weight) });
  }
  cache.clear();
  return {
    entries,
    postings: (term) => postings.get(term),
    termsOf,
    read,
    hasWord: (word) => postings.has(word),
    words: () => postings.keys(),
  };
}

const textOf = (policy: Policy, id: string): string => policy.passages[Number(id.slice(1)) - 1]?.text ?? '';

function entriesOf(policy: Policy): Entry[] {
  const byId = new Map(policy.passages.map((passage) => [passage.id, passage]));
  const entries: Entry[] = [];
  const visit = (sections: Policy['sections']): void => {
    for (const section of sections) {
      for (const id of section.passages) {
        const passage = byId.get(id);
        if (passage && passage.kind !== 'heading') entries.push({ policy, passage, path: section.path });
      }
      visit(section.children);
    }
  };
  visit(policy.sections);
  return entries;
}

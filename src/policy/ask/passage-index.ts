import { remembering } from '../../core/remember.ts';
import { type Passage, type Policy, passageOf } from '../policy.ts';
import { createPhrases, type Found } from '../question/lexicon.ts';
import { createTogether } from '../question/together.ts';
import type { Vocabulary } from '../question/vocabulary.ts';
import { stem, wordsIn } from '../question/words.ts';
import { splitSentences } from '../reading/sentences.ts';
import type { Tuning } from './tuning.ts';

/** A passage as the index knows it. */
export interface Entry {
  readonly policy: Policy;
  readonly passage: Passage;
  /** Headings from the outermost to the passage's own. */
  readonly path: readonly string[];
}

/** What a text speaks of and how plainly, 0 to 1. Terms are concepts (`#pupil`) and stemmed words (`pupil`). */
export type Terms = ReadonlyMap<string, number>;

/** An entry as read again, for the few that are looked at closely. */
export interface CloseUp {
  /** What each sentence speaks of together with what stands around it. */
  readonly sentences: readonly Terms[];
  /** What its own heading speaks of. */
  readonly heading: Terms;
  /** The stemmed words of the passage itself. */
  readonly words: ReadonlySet<string>;
  /** The concepts that the passage's own words are about, as terms. */
  readonly topics: readonly string[];
}

export interface PassageIndex {
  readonly entries: readonly Entry[];
  /** Entries that speak of the term; `undefined` for a term in no entry. */
  postings(term: string): Postings | undefined;
  closeUp(entry: Entry): CloseUp;
  /** The terms that are subjects of their own, and what a passage on one keeps of its worth for a question without it. */
  readonly narrowing: readonly (readonly [term: string, keeps: number])[];
  /** What any text speaks of, as its own words say. */
  read(text: string): Terms;
  words(): Iterable<string>;
}

export interface Postings {
  readonly at: Uint32Array;
  readonly weight: Float32Array;
}

/** Passages whose sentences are kept as read: all of a usual school's. A passage takes about 4 KB. */
const CLOSE_UPS = 1_000;

/** Indexes every citable passage of the policies. */
export function createPassageIndex(policies: readonly Policy[], vocabulary: Vocabulary, tuning: Tuning): PassageIndex {
  const phrases = createPhrases(vocabulary, 'policy');
  const asked = createPhrases(vocabulary, 'question');
  const silent = new Set(vocabulary.chatter.flatMap((word) => wordsIn(word).map(stem)));
  const together = createTogether(vocabulary);
  const topical = new Set(
    vocabulary.concepts.flatMap(({ id, importance }) => (importance === 'topic' ? [`#${id}`] : [])),
  );
  const { field } = tuning;

  const read = (text: string): Map<string, number> => {
    const stems = wordsIn(text).map(stem);
    // A heading may be a question, in the words of those who ask it.
    const isQuestion = text.length < 200 && text.includes('?');
    const terms = new Map<string, number>();
    for (const word of stems) if (!silent.has(word)) terms.set(word, 1);
    const found = isQuestion ? [...phrases(stems), ...asked(stems)] : phrases(stems);
    for (const { concept, at } of found) {
      const weight = at.length < longest(found, at) ? tuning.inner : 1;
      const term = `#${concept}`;
      if ((terms.get(term) ?? 0) < weight) terms.set(term, weight);
    }
    return terms;
  };
  // Headings and lead-ins belong to many passages; while the index is built they are read once.
  let shared = new Map<string, Terms>();
  const readShared = (text: string): Terms => {
    const known = shared.get(text) ?? read(text);
    shared.set(text, known);
    return known;
  };
  const around = ({ policy, passage, path }: Entry): Map<string, number> => {
    const terms = new Map<string, number>();
    const textOf = (id: string) => passageOf(policy, id)?.text ?? '';
    for (const cell of passage.columns ?? []) if (cell !== '') raise(terms, readShared(cell), field.leadIn);
    for (const id of passage.leadIns) raise(terms, readShared(textOf(id)), field.leadIn);
    for (const id of passage.seeAlso) raise(terms, readShared(textOf(id)), field.note);
    for (const [at, heading] of path.entries()) {
      const isOwn = at === path.length - 1;
      raise(terms, readShared(heading), isOwn ? (heading.includes('?') ? field.question : field.heading) : field.above);
    }
    raise(terms, readShared(policy.title), field.title);
    return terms;
  };

  const imply = (terms: Map<string, number>): void => {
    for (const [id, weight] of together.impliedBy(terms)) {
      const term = `#${id}`;
      if ((terms.get(term) ?? 0) < weight * tuning.together) terms.set(term, weight * tuning.together);
    }
  };

  const entries = policies.flatMap(entriesOf);
  const building = new Map<string, { at: number[]; weight: number[] }>();
  entries.forEach((entry, at) => {
    const terms = around(entry);
    raise(terms, read(entry.passage.text), 1);
    imply(terms);
    for (const [term, weight] of terms) {
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
  shared = new Map();
  return {
    entries,
    narrowing: vocabulary.concepts.flatMap(({ id, narrows }) => (narrows < 1 ? [[`#${id}`, narrows] as const] : [])),
    postings: (term) => postings.get(term),
    closeUp: remembering(CLOSE_UPS, (entry: Entry) => {
      const frame = around(entry);
      const sentences = splitSentences(entry.passage.text).map((sentence) => {
        const terms = new Map(frame);
        raise(terms, read(sentence), 1);
        imply(terms);
        return terms;
      });
      const heading = readShared(entry.path.at(-1) ?? '');
      shared.clear();
      const { text } = entry.passage;
      const topics = [...read(text).keys()].filter((term) => topical.has(term));
      return { sentences, heading, words: new Set(wordsIn(text).map(stem)), topics };
    }),
    read,
    words: () => postings.keys(),
  };
}

function raise(terms: Map<string, number>, more: Terms, field: number): void {
  for (const [term, weight] of more) if ((terms.get(term) ?? 0) < weight * field) terms.set(term, weight * field);
}

/** The number of words of the longest phrase that holds all these places. */
function longest(found: readonly Found[], at: readonly number[]): number {
  let most = at.length;
  for (const other of found) {
    if (other.at.length > most && at.every((place) => other.at.includes(place))) most = other.at.length;
  }
  return most;
}

function entriesOf(policy: Policy): Entry[] {
  const entries: Entry[] = [];
  const visit = (sections: Policy['sections']): void => {
    for (const section of sections) {
      for (const id of section.passages) {
        const passage = passageOf(policy, id);
        if (passage && passage.kind !== 'heading') entries.push({ policy, passage, path: section.path });
      }
      visit(section.children);
    }
  };
  visit(policy.sections);
  return entries;
}

/** How plainly a text speaks of what any of `terms` stands for, each as good as its strength, 0 to 1. */
export function plainnessOf(terms: ReadonlyMap<string, number>, text: Terms): number {
  let best = 0;
  for (const [term, strength] of terms) {
    const value = strength * (text.get(term) ?? 0);
    if (value > best) best = value;
  }
  return best;
}

import type { Reading } from '../../kernel/understanding.ts';
import { type Passage, type Policy, passageOf } from '../policy.ts';
import { beginWordIndex, stems, type WordIndex } from './bm25.ts';
import { bareText, type Entry, encodedText, entriesOf } from './entries.ts';
import type { Signs } from './signs.ts';
import { each, type Memory, readingsOf, type Texts, Vectors, Words } from './vectors.ts';

/** A question as it is looked for; without a reading where there is no encoder. */
export interface Asked {
  readonly words: readonly string[];
  readonly reading: Pick<Reading, 'vector' | 'words'> | undefined;
}

/** A passage that may answer, with what speaks for it. */
export interface Candidate {
  readonly entry: Entry;
  readonly signs: Signs;
  /** How near each word asked is to the nearest of its words, by meaning, on average. Some 30 µs: for the first few alone. */
  closeness(): number;
}

/** Chooses passages by the policy, and the section, in which they stand. */
export type Wanted = (policy: Policy, passage: Passage) => boolean;

/** The passages of some policies, ready to be asked. */
export interface PassageIndex {
  readonly entries: readonly Entry[];
  /** Whether passages are found by meaning too, and not by their words alone. */
  readonly knowsMeaning: boolean;
  /** The passages nearest to a question, by meaning and by words, in no order. */
  candidates(asked: Asked): readonly Candidate[];
  /** The share of what the question's words tell that stands nowhere in these policies, 0 to 1. */
  unknown(asked: Asked): number;
  /** Some of the passages alone. Nothing is indexed again: how much a word tells stays as it is among all of them. */
  within(isWanted: Wanted): PassageIndex;
}

/** An index of words, which can learn the meanings of its passages. */
export interface LearningIndex extends PassageIndex {
  /** Every text that it needs the encoder to read; some are there twice. */
  texts(): Promise<Texts>;
  /** The same passages, found by meaning too. Texts that were never read before are read first, some 30 ms each. */
  learn(memory: Memory): Promise<PassageIndex>;
}

/** How many passages are looked at closely, by meaning and by words each. */
const NEAREST = 40;

/** Indexes the words of every citable passage. Others have a turn after each policy. */
export async function createPassageIndex(policies: readonly Policy[]): Promise<LearningIndex> {
  const entries: Entry[] = [];
  const building = beginWordIndex();
  for (const policy of policies) {
    for (const entry of entriesOf(policy)) {
      entries.push(entry);
      building.add(`${aboveOf(entry)} ${entry.passage.text}`);
    }
    await new Promise(setImmediate);
  }
  const places = { entries, words: building.done(), above: new Headings(entries) };
  const textsOf = async () => ({
    encoded: await each(entries, encodedText),
    bare: await each(entries, ({ passage }) => bareText(passage)),
    headings: places.above.distinct,
  });
  return {
    ...indexOver(places, undefined, () => true),
    async texts() {
      const { encoded, bare, headings } = await textsOf();
      return { wordByWord: encoded, whole: [...bare, ...headings] };
    },
    async learn(memory) {
      const { encoded, bare, headings } = await textsOf();
      const read = await readingsOf({ wordByWord: encoded, whole: [...bare, ...headings] }, memory);
      const of = (some: readonly string[]) => Vectors.of(some, read);
      const meaning = { text: await of(encoded), bare: await of(bare), headings: await of(headings) };
      return indexOver(places, { ...meaning, words: await Words.of(encoded, read) }, () => true);
    },
  };
}

interface Places {
  readonly entries: readonly Entry[];
  readonly words: WordIndex;
  readonly above: Headings;
}

interface Meaning {
  readonly text: Vectors;
  readonly bare: Vectors;
  /** Of the distinct headings. */
  readonly headings: Vectors;
  readonly words: Words;
}

function indexOver(places: Places, meaning: Meaning | undefined, isWanted: Wanted): PassageIndex {
  const { entries, words, above } = places;
  const chosen = Uint8Array.from(entries, ({ policy, passage }) => Number(isWanted(policy, passage)));

  const share = ({ words: asked }: Asked, stands: (word: string) => boolean): number => {
    const weights = [...new Set(asked)].map((word) => [words.weight(word), stands(word)] as const);
    const total = weights.reduce((sum, [weight]) => sum + weight, 0);
    return total === 0 ? 0 : weights.reduce((sum, [weight, does]) => sum + (does ? weight : 0), 0) / total;
  };

  return {
    entries: entries.filter((_, at) => chosen[at] === 1),
    knowsMeaning: meaning !== undefined,
    within: (isWantedToo) => indexOver(places, meaning, (...one) => isWanted(...one) && isWantedToo(...one)),
    unknown: (asked) => 1 - share(asked, (word) => words.stands(word)),
    candidates(asked) {
      const said = only(chosen, words.scores(asked.words));
      const most = said.reduce((highest, score) => Math.max(highest, score), 1e-6);
      const { reading } = asked;
      const vector = reading?.vector;
      const near = vector && meaning && only(chosen, meaning.text.all(vector));
      const found = new Set([...best(said, NEAREST), ...(near ? best(near, NEAREST) : [])]);
      return [...found].flatMap((at) => {
        const entry = entries[at];
        if (!entry) return [];
        const { kind } = entry.passage;
        const signs: Signs = {
          text: near?.[at] ?? 0,
          bare: vector && meaning ? meaning.bare.nearness(at, vector) : 0,
          heading: vector && meaning ? meaning.headings.nearness(above.placeOf(at), vector) : 0,
          words: (said[at] ?? 0) / most,
          covered: share(asked, (word) => words.stands(word, at)),
          headed: share(asked, (word) => above.says(at, word)),
          item: Number(kind === 'item'),
          row: Number(kind === 'row'),
          leadIn: Number(kind === 'lead-in'),
        };
        const closeness = () => (reading && meaning ? meaning.words.nearness(at, reading.words) : 0);
        return [{ entry, signs, closeness }];
      });
    },
  };
}

/** The headings above passages; many are below the same ones. */
class Headings {
  readonly distinct: readonly string[];
  readonly #place: readonly number[];
  readonly #words: readonly ReadonlySet<string>[];

  constructor(entries: readonly Entry[]) {
    const headings = entries.map(({ path }) => path.join('. '));
    this.distinct = [...new Set(headings)];
    const places = new Map(this.distinct.map((heading, at) => [heading, at]));
    this.#place = headings.map((heading) => places.get(heading) ?? 0);
    this.#words = this.distinct.map((heading) => new Set(stems(heading)));
  }

  /** Where the headings above the passage at this place are among the distinct ones. */
  placeOf(at: number): number {
    return this.#place[at] ?? 0;
  }

  says(at: number, word: string): boolean {
    return this.#words[this.placeOf(at)]?.has(word) ?? false;
  }
}

/** Numbers of what is not chosen become 0. */
function only(chosen: Uint8Array, numbers: Float32Array): Float32Array {
  for (let at = 0; at < numbers.length; at += 1) if (chosen[at] === 0) numbers[at] = 0;
  return numbers;
}

/** Where the highest numbers stand, at most this many, none that is not above 0. */
function best(numbers: Float32Array, most: number): readonly number[] {
  const places: number[] = [];
  let least = 0;
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at] ?? 0;
    if (number <= least) continue;
    places.push(at);
    if (places.length < most * 4) continue;
    places.sort((one, other) => (numbers[other] ?? 0) - (numbers[one] ?? 0));
    places.length = most;
    least = numbers[places[most - 1] ?? 0] ?? 0;
  }
  return places.sort((one, other) => (numbers[other] ?? 0) - (numbers[one] ?? 0)).slice(0, most);
}

const aboveOf = ({ policy, passage, path }: Entry): string =>
  [...path, ...passage.leadIns.map((id) => passageOf(policy, id)?.text ?? '')].join(' ');

import type { Encoder } from '../../src/core/understanding.ts';
import { type Policy, passageOf } from '../../src/policy/policy.ts';
import { createWordIndex, stems } from './bm25.ts';
import { bareText, encodedText } from './encoded-text.ts';
import { type Entry, entriesOf } from './entries.ts';
import type { Signs } from './signs.ts';
import { type VectorStore, Vectors, vectorsOf } from './vectors.ts';

/** A question as it is looked for; without a vector where there is no encoder. */
export interface Asked {
  readonly words: readonly string[];
  readonly vector: Float32Array | undefined;
}

/** A passage that may answer, with what speaks for it. */
export interface Candidate {
  readonly entry: Entry;
  readonly signs: Signs;
}

/** The passages of some policies, ready to be asked. */
export interface PassageIndex {
  readonly entries: readonly Entry[];
  /** The passages nearest to a question, by meaning and by words, in no order. */
  candidates(asked: Asked): readonly Candidate[];
  /** The share of what the question's words tell that stands nowhere in these policies, 0 to 1. */
  unknown(asked: Asked): number;
  /** The passages of some policies alone. Nothing is indexed again: how much a word tells stays as it is among all of them. */
  within(isWanted: (policy: Policy) => boolean): PassageIndex;
}

/** So many passages are looked at closely, by meaning and by words each. */
const NEAREST = 40;

/** What an encoder and what it read before are; without them an index knows words only. */
export interface Understanding {
  readonly encoder: Encoder;
  readonly vectors: VectorStore;
}

/** Indexes every citable passage. New passages are read by the encoder first, some five milliseconds each. */
export async function createPassageIndex(
  policies: readonly Policy[],
  understanding?: Understanding,
): Promise<PassageIndex> {
  const entries = policies.flatMap(entriesOf);
  const headings = entries.map(({ path }) => path.join('. '));
  const words = createWordIndex(entries.map((entry) => `${aboveOf(entry)} ${entry.passage.text}`));
  const above = entries.map((entry) => new Set(stems(entry.path.join(' '))));
  const all = entries.map((entry) => new Set(stems(`${aboveOf(entry)} ${entry.passage.text}`)));
  const everywhere = new Set(all.flatMap((some) => [...some]));
  const meaning = understanding && (await meaningOf(entries, headings, understanding));

  const share = ({ words: asked }: Asked, stands: (word: string) => boolean): number => {
    const weights = [...new Set(asked)].map((word) => [words.weight(word), stands(word)] as const);
    const total = weights.reduce((sum, [weight]) => sum + weight, 0);
    return total === 0 ? 0 : weights.reduce((sum, [weight, does]) => sum + (does ? weight : 0), 0) / total;
  };

  const over = (isWanted: (policy: Policy) => boolean): PassageIndex => ({
    entries: entries.filter(({ policy }) => isWanted(policy)),
    within: (isWantedToo) => over((policy) => isWanted(policy) && isWantedToo(policy)),
    unknown: (asked) => 1 - share(asked, (word) => everywhere.has(word)),
    candidates(asked) {
      const said = words.scores(asked.words);
      const wanted = (at: number): boolean => entries[at] !== undefined && isWanted(entries[at].policy);
      said.forEach((_, at) => {
        if (!wanted(at)) said[at] = 0;
      });
      const most = Math.max(1e-6, ...said);
      const { vector } = asked;
      const near = vector && meaning?.text.all(vector);
      near?.forEach((_, at) => {
        if (!wanted(at)) near[at] = 0;
      });
      const chosen = new Set([...best(said, NEAREST), ...(near ? best(near, NEAREST) : [])]);
      return [...chosen].flatMap((at) => {
        const entry = entries[at];
        if (!entry) return [];
        const { kind } = entry.passage;
        const signs: Signs = {
          text: near?.[at] ?? 0,
          bare: vector && meaning ? meaning.bare.nearness(at, vector) : 0,
          heading: vector && meaning ? meaning.heading(at, vector) : 0,
          words: (said[at] ?? 0) / most,
          covered: share(asked, (word) => all[at]?.has(word) ?? false),
          headed: share(asked, (word) => above[at]?.has(word) ?? false),
          item: Number(kind === 'item'),
          row: Number(kind === 'row'),
          leadIn: Number(kind === 'lead-in'),
        };
        return [{ entry, signs }];
      });
    },
  });
  return over(() => true);
}

async function meaningOf(
  entries: readonly Entry[],
  headings: readonly string[],
  { encoder, vectors }: Understanding,
): Promise<{ text: Vectors; bare: Vectors; heading(at: number, vector: Float32Array): number }> {
  const distinct = [...new Set(headings)];
  const place = new Map(distinct.map((heading, at) => [heading, at]));
  const read = async (texts: readonly string[]) => new Vectors(await vectorsOf(texts, encoder, vectors));
  const text = await read(entries.map(encodedText));
  const bare = await read(entries.map(({ passage }) => bareText(passage)));
  const ofHeadings = await read(distinct);
  return { text, bare, heading: (at, vector) => ofHeadings.nearness(place.get(headings[at] ?? '') ?? 0, vector) };
}

/** Where the highest numbers stand, at most so many, none that is not above 0. */
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

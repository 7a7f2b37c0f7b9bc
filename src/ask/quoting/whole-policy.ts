import { splitSentences } from '../parsing/sentences.ts';
import { type Passage, type Policy, passageOf, sectionsOf } from '../policy.ts';
import type { NumberedSentence } from '../ports.ts';

/** A citable passage where it stands. */
interface Place {
  readonly policy: Policy;
  readonly passage: Passage;
  /** Headings from the outermost to the passage's own. */
  readonly path: readonly string[];
}

/** What a model is given to point at. */
export interface Offer {
  readonly sentences: readonly NumberedSentence[];
  /** Where the sentence with this number stands. */
  placeOf(number: number): Place | undefined;
}

/** What is under one heading, without the sections below it. */
interface Unit {
  readonly places: readonly Place[];
  readonly words: number;
}

/** Offers of whole policies that are kept: of each school's, and of the sets that people are asked about. One is about 0.2 MB. */
const MOST_KEPT = 32;

/**
 * Puts together what a model reads: the policies of what was found, whole, in one order, so that every question about them
 * finds the same sentences under the same numbers. Only where they are longer than `words`, the sections in which
 * something was found, the best first, and beside them as much as there is room for; in reading order too.
 */
export function createOffers() {
  const kept = new Map<string, { readonly policies: readonly Policy[]; readonly offer: Offer }>();
  return (found: readonly Place[], words: number): Offer => {
    const policies = [...new Set(found.map(({ policy }) => policy))].sort((a, b) => (a.policyId < b.policyId ? -1 : 1));
    const units = policies.flatMap(unitsOf);
    if (wordsOf(units) > words) return offerOf(nearest(units, found, words));
    const key = policies.map(({ policyId, versionId }) => `${policyId} ${versionId}`).join('\n');
    const known = kept.get(key);
    // Policies that were read again are the same words in other objects, which nothing found would be known by.
    const isSame = known?.policies.every((policy, at) => policy === policies[at]);
    const offer = known && isSame ? known.offer : offerOf(units.flatMap(({ places }) => places));
    kept.delete(key);
    kept.set(key, { policies, offer });
    for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
    return offer;
  };
}

/** Kept with their policy: a question must not read all of a trust's policies again. */
const unitsKept = new WeakMap<Policy, readonly Unit[]>();
const sentencesKept = new WeakMap<Passage, readonly string[]>();

function unitsOf(policy: Policy): readonly Unit[] {
  const known = unitsKept.get(policy) ?? readUnits(policy);
  unitsKept.set(policy, known);
  return known;
}

function sentencesOf(passage: Passage): readonly string[] {
  const known = sentencesKept.get(passage) ?? splitSentences(passage.text);
  sentencesKept.set(passage, known);
  return known;
}

function readUnits(policy: Policy): Unit[] {
  return [...sectionsOf(policy)].map((section) => {
    const places = section.passages.flatMap((id) => {
      const passage = passageOf(policy, id);
      return passage && passage.kind !== 'heading' ? [{ policy, passage, path: section.path }] : [];
    });
    return { places, words: places.reduce((sum, place) => sum + lengthOf(place), 0) };
  });
}

const lengthOf = ({ passage }: Place): number => passage.text.split(/\s+/).length;
const wordsOf = (units: readonly Unit[]): number => units.reduce((sum, unit) => sum + unit.words, 0);

/** The places of the sections nearest to the question that fit; of the last one as many as there is room for. */
function nearest(units: readonly Unit[], found: readonly Place[], words: number): readonly Place[] {
  const rank = new Map(found.map(({ passage }, at) => [passage, at]));
  const rankOf = ({ places }: Unit) => Math.min(...places.map(({ passage }) => rank.get(passage) ?? Infinity));
  // Where nothing was found, the policy in which the best was found comes first.
  const rankOfPolicy = new Map<Policy, number>();
  for (const [at, { policy }] of found.entries()) if (!rankOfPolicy.has(policy)) rankOfPolicy.set(policy, at);
  const later = ({ places: [first] }: Unit) => (first && rankOfPolicy.get(first.policy)) ?? Infinity;
  const ordered = units
    .map((unit) => ({ unit, at: rankOf(unit) }))
    .sort((a, b) => (a.at === b.at ? later(a.unit) - later(b.unit) || 0 : a.at - b.at));
  const taken = new Set<Place>();
  let room = words;
  for (const place of ordered.flatMap(({ unit }) => unit.places)) {
    room -= lengthOf(place);
    if (room < 0) break;
    taken.add(place);
  }
  return units.flatMap(({ places }) => places.filter((place) => taken.has(place)));
}

function offerOf(places: readonly Place[]): Offer {
  const offered = places.flatMap((place) => sentencesOf(place.passage).map((text) => ({ text, place })));
  return {
    sentences: offered.map(({ text, place }, at) => ({
      number: at + 1,
      text,
      heading: [place.policy.title, ...place.path].filter((part) => part !== '').join(' › '),
    })),
    placeOf: (number) => offered[number - 1]?.place,
  };
}

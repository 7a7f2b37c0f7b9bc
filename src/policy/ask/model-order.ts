import { Fault } from '../../core/calls/fault.ts';
import type { Reorderer, SentenceChooser } from '../ports.ts';
import type { Ranked } from './order.ts';
import { createOffers } from './whole-policy.ts';

/** What a model that orders passages gets to read. */
const OFFERED = 12;

/** The best passages in the order that a model gives them; as they were where it cannot be asked. */
export async function reordered(
  reorderer: Reorderer,
  ranked: readonly Ranked[],
  question: string,
  names: readonly string[],
): Promise<readonly Ranked[]> {
  const best = ranked.slice(0, OFFERED);
  const texts = best.map(({ entry }) => entry.passage.text);
  const order = await unlessFault(() => reorderer.reorder(question, texts, names));
  return order ? [...order.flatMap((at) => best[at] ?? []), ...ranked.slice(OFFERED)] : ranked;
}

const offerOf = createOffers();

/**
 * The passages with those first at whose sentences a model pointed, whether they were found or not; `none` where it read
 * everything and found no answer, `undefined` where it was not used or pointed at nothing that it was given.
 */
export async function chosenFirst(
  chooser: SentenceChooser,
  ranked: readonly Ranked[],
  question: string,
  names: readonly string[],
): Promise<readonly Ranked[] | 'none' | undefined> {
  const [best] = ranked;
  if (!best) return undefined;
  const offer = offerOf(
    ranked.map(({ entry }) => entry),
    chooser.words,
  );
  const pointed = await chooser.choose(question, offer.sentences, names);
  if (pointed.kind === 'not-used') return undefined;
  if (pointed.kind === 'none') return 'none';
  const places = [...new Set(pointed.numbers.flatMap((number) => offer.placeOf(number) ?? []))];
  const chosen = [...new Map(places.map((place) => [place.passage, place])).values()];
  if (chosen.length === 0) return undefined;
  // What it chose counts as much as the best that we found, so that only as good a neighbour is quoted with it.
  const known = new Map(ranked.map((one) => [one.entry.passage, one]));
  const first = chosen.map((entry) => ({ ...(known.get(entry.passage) ?? best), entry, score: best.score }));
  return [...first, ...ranked.filter(({ entry }) => !chosen.some(({ passage }) => passage === entry.passage))];
}

/** A model is a convenience: without it our own answer stands. A bug in it is not hidden. */
async function unlessFault<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

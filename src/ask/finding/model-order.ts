import type { Harmless } from '../../hear/gate.ts';
import type { SentenceChooser } from '../ports.ts';
import { createOffers } from '../quoting/whole-policy.ts';
import type { Ranked } from './ranker.ts';

const offerOf = createOffers();

/**
 * The passages with those first at whose sentences a model pointed, whether they were found or not; `none` where it read
 * everything and found no answer, `undefined` where it was not used or pointed at nothing that it was given.
 */
export async function chosenFirst(
  chooser: SentenceChooser,
  ranked: readonly Ranked[],
  question: Harmless,
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

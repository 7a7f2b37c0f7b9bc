import type { Understood } from '../question/query-parser.ts';
import type { Slot } from '../question/slots.ts';
import type { Ranked } from './order.ts';
import type { PassageIndex } from './passage-index.ts';
import type { Search } from './search.ts';
import type { Evidence, Tuning } from './tuning.ts';
import { weighted } from './weighted.ts';

/** From so many words on a question is long. */
const MOST_COLOUR = 12;
/** From here on a concept has to do with what is asked. */
const RELATED = 0.25;
/** From here on a passage says it itself, or the words right above it do. */
const SAID = 0.5;

/**
 * How sure it is that an answer is among the passages found, about 0 to 1. Passages that share nothing but the scene ("staff",
 * "school") with a question that names something else are no answer.
 */
export function confidenceOf(index: PassageIndex, understood: Understood, found: Search, tuning: Tuning): number {
  const evidence = evidenceOf(index, understood, found, tuning.reach);
  return evidence && sharesMatter(understood, found, tuning.reach) ? weighted(evidence, tuning.sure) : 0;
}

function sharesMatter({ slots }: Understood, { ranked }: Search, reached: number): boolean {
  const hits = fullestOf(ranked)?.hits ?? [];
  const matters = slots.map(({ importance }) => !['setting', 'manner', 'within'].includes(importance));
  return !matters.includes(true) || matters.some((matter, at) => matter && (hits[at] ?? 0) >= reached);
}

/** What speaks for an answer and against it; `undefined` where nothing was found. `reached`: see `Tuning.reach`. */
export function evidenceOf(
  index: PassageIndex,
  { slots, words, demanded }: Understood,
  { ranked, weights, reach }: Search,
  reached: number,
): Evidence | undefined {
  const [best] = ranked;
  if (!best) return undefined;
  let asked = 0;
  let unreached = 0;
  slots.forEach((slot, at) => {
    if (slot.importance !== 'topic' && slot.importance !== 'aside') return;
    asked += weights[at] ?? 0;
    if ((reach[at] ?? 0) < reached) unreached += weights[at] ?? 0;
  });
  const { topics, sentences } = index.closeUp(best.entry);
  const says = (term: string) => sentences.some((sentence) => (sentence.get(term) ?? 0) >= SAID);
  return {
    coverage: fullestOf(ranked)?.coverage ?? 0,
    unreached: asked > 0 ? unreached / asked : 0,
    colour: Math.min(words.length, MOST_COLOUR),
    strange: topics.length > 0 ? strangersAmong(topics, slots) / topics.length : 0,
    around: aroundOf(best, ranked),
    wanting: demanded.every(says) ? 0 : 1,
  };
}

/** How many of these concepts have nothing to do with what is asked. */
const strangersAmong = (topics: readonly string[], slots: readonly Slot[]): number =>
  topics.filter((topic) => !slots.some((slot) => (slot.terms.get(topic) ?? 0) >= RELATED)).length;

const fullestOf = (ranked: readonly Ranked[]): Ranked | undefined =>
  ranked.length === 0 ? undefined : ranked.reduce((one, other) => (other.coverage > one.coverage ? other : one));

function aroundOf(best: Ranked, ranked: readonly Ranked[]): number {
  const most = ranked.reduce((top, { score }) => Math.max(top, score), 0);
  const { policy, passage } = best.entry;
  const inSection = ranked.filter(
    ({ entry }) => entry.policy === policy && entry.passage.sectionId === passage.sectionId,
  );
  return most > 0 ? inSection.reduce((sum, { score }) => sum + score, 0) / most : 0;
}

import type { Tuning } from '../ask/tuning.ts';
import type { Concept, Vocabulary } from './vocabulary.ts';

/** How well a passage on one concept answers a question on another, 0 to 1. */
export type Relations = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * For every concept, the concepts whose mention in a policy speaks to it, itself included. A rule on the whole family
 * holds for its member ("insta" is covered by "social networking sites"); a rule on a member says something of the
 * family; a rule on a sister says a little. What is `near` is as near as the file says.
 */
export function relate(vocabulary: Vocabulary, strength: Tuning['relation']): Relations {
  const byId = new Map(vocabulary.concepts.map((concept) => [concept.id, concept]));
  const kinds = new Map<string, Concept[]>();
  for (const concept of vocabulary.concepts) {
    for (const broader of concept.broader) kinds.set(broader, [...(kinds.get(broader) ?? []), concept]);
  }
  const narrower = (id: string): readonly string[] => (kinds.get(id) ?? []).map((concept) => concept.id);
  const broader = (id: string): readonly string[] => byId.get(id)?.broader ?? [];
  return new Map(
    vocabulary.concepts.map((concept) => {
      const strengths = new Map<string, number>();
      const give = (id: string, value: number) => strengths.set(id, Math.max(value, strengths.get(id) ?? 0));
      give(concept.id, 1);
      for (const kind of narrower(concept.id)) {
        give(kind, strength.narrower);
        for (const finer of narrower(kind)) give(finer, strength.narrowest);
      }
      for (const family of broader(concept.id)) {
        give(family, strength.broader);
        for (const wider of broader(family)) give(wider, strength.broadest);
        for (const sister of narrower(family)) give(sister, strength.sister);
      }
      for (const [near, value] of concept.near) {
        give(near, value);
        for (const kind of narrower(near)) give(kind, value * strength.kindOfNear);
      }
      return [concept.id, strengths];
    }),
  );
}

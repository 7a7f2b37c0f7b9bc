import type { Concept, Vocabulary } from './vocabulary.ts';

/** How well a passage on one concept answers a question on another, 0 to 1. */
export type Relations = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * A rule on the whole family holds for its member ("insta" is covered by "social networking sites"); a rule on a member
 * says something of the family; a rule on a sister says a little. What is `near` is as near as the file says.
 */
export const STRENGTH = {
  same: 1,
  broader: 0.75,
  broadest: 0.5,
  narrower: 0.7,
  narrowest: 0.5,
  sister: 0.25,
  nearBroader: 0.6,
} as const;

/** For every concept, the concepts whose mention in a policy speaks to it, itself included. */
export function relate(vocabulary: Vocabulary): Relations {
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
      const give = (id: string, strength: number) => strengths.set(id, Math.max(strength, strengths.get(id) ?? 0));
      give(concept.id, STRENGTH.same);
      for (const kind of narrower(concept.id)) {
        give(kind, STRENGTH.narrower);
        for (const finer of narrower(kind)) give(finer, STRENGTH.narrowest);
      }
      for (const family of broader(concept.id)) {
        give(family, STRENGTH.broader);
        for (const wider of broader(family)) give(wider, STRENGTH.broadest);
        for (const sister of narrower(family)) give(sister, STRENGTH.sister);
      }
      for (const [near, strength] of concept.near) {
        give(near, strength);
        for (const kind of narrower(near)) give(kind, strength * STRENGTH.nearBroader);
      }
      return [concept.id, strengths];
    }),
  );
}

import type { Vocabulary } from './vocabulary.ts';

/** Concepts that follow from others being spoken of together. */
export interface Together {
  /** What `terms` (concepts as `#id`, weighted) say together; a whole is as plain as its least plain part. */
  impliedBy(terms: ReadonlyMap<string, number>): Map<string, number>;
  /** The same for concepts as found in a question. */
  among(concepts: ReadonlySet<string>): string[];
}

/** Prepares the `together` rules of a vocabulary. A kind of a part stands for the part, a step or two down. */
export function createTogether(vocabulary: Vocabulary): Together {
  const kinds = new Map<string, string[]>();
  for (const concept of vocabulary.concepts) {
    for (const broader of concept.broader) kinds.set(broader, [...(kinds.get(broader) ?? []), concept.id]);
  }
  const withKinds = (id: string): string[] => [id, ...(kinds.get(id) ?? [])];
  const rules = vocabulary.concepts.flatMap(({ id, together }) =>
    together.map((parts) => ({
      id,
      parts: parts.map(withKinds),
      terms: parts.map((part) => withKinds(part).map((kind) => `#${kind}`)),
    })),
  );
  return {
    impliedBy(terms) {
      const implied = new Map<string, number>();
      for (const rule of rules) {
        let least = 1;
        for (const part of rule.terms) {
          let plainest = 0;
          for (const term of part) plainest = Math.max(plainest, terms.get(term) ?? 0);
          least = Math.min(least, plainest);
          if (least === 0) break;
        }
        if (least > (implied.get(rule.id) ?? 0)) implied.set(rule.id, least);
      }
      return implied;
    },
    among: (concepts) => [
      ...new Set(
        rules.filter(({ parts }) => parts.every((part) => part.some((kind) => concepts.has(kind)))).map(({ id }) => id),
      ),
    ],
  };
}

import { isDefinition } from '../parsing/definitions.ts';
import { asksMeaning } from '../question/meaning.ts';
import type { Ranked } from './ranker.ts';

/**
 * What only says what a word means stands right behind the first that lays something down: "what about sixth formers" is not answered by the
 * row of a glossary in which they are mentioned. Where a meaning is asked, or nothing else was found, the order stays.
 * @param ranked best first
 */
export function rulesFirst(ranked: readonly Ranked[], question: string): readonly Ranked[] {
  const rule = ranked.find(({ entry: { passage, path } }) => !isDefinition(passage, path));
  return rule === undefined || rule === ranked[0] || asksMeaning(question)
    ? ranked
    : [rule, ...ranked.filter((one) => one !== rule)];
}

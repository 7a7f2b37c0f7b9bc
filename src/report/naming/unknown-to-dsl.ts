import type { School } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import { readersOf } from '../routing/routing.ts';

/** A child's report went past the DSL because its words may mean someone of the team, and they have never had it. */
export function isUnknownToDsl(school: School, concern: Concern): boolean {
  const { kind, holder, alsoOpenTo, excluded, wasRedirected, whyElsewhere } = concern;
  if (kind !== 'child' || holder === 'dsl' || alsoOpenTo.includes('dsl')) return false;
  const hadIt = wasRedirected && whyElsewhere !== 'subject-present';
  return !hadIt && readersOf(school, 'dsl').some(({ id }) => excluded.includes(id));
}

import type { School } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import { readersOf } from '../routing/routing.ts';

/** A child's report lies apart from the DSL because it may be about someone of the team. */
export const isKeptFromDsl = (school: School, { kind, holder, alsoOpenTo, excluded }: Concern): boolean =>
  kind === 'child' &&
  holder !== 'dsl' &&
  !alsoOpenTo.includes('dsl') &&
  readersOf(school, 'dsl').some(({ id }) => excluded.includes(id));

/** The same, and they have never had it. */
export const isUnknownToDsl = (school: School, concern: Concern): boolean =>
  isKeptFromDsl(school, concern) && !(concern.wasRedirected && concern.whyElsewhere !== 'subject-present');

import type { School } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import type { Plan } from '../record/change.ts';
import { leftOut, readersOf } from '../routing/routing.ts';
import type { Acting, NotNow } from '../triage/act.ts';
import { firstWay, redirect } from '../triage/hand-on.ts';
import { freedFor, togetherAgain } from './answer-own.ts';
import { isUnknownToDsl } from './unknown-to-dsl.ts';

/** Who has read it says that its words mean nobody of the DSL's team. What was typed or picked as who must not see it stays. */
const freed = (school: School, concern: Concern): Concern | undefined => {
  const found = freedFor(school, concern, 'dsl', true);
  const readers = readersOf(school, 'dsl');
  return readers.length > 0 && !readers.some(({ id }) => found.excluded.includes(id)) ? found : undefined;
};

/** The words alone keep it from the DSL's team, or the DSL has it without a deputy. */
const isKeptFromTeam = (school: School, concern: Concern): boolean =>
  isUnknownToDsl(school, concern) || (!concern.alsoOpenTo.includes('dsl') && leftOut(school, concern).length > 0);

/** Whether it can go to the DSL's team by one press. */
export const mayGiveBack = (school: School, concern: Concern): boolean =>
  isKeptFromTeam(school, concern) && concern.status !== 'closed' && freed(school, concern) !== undefined;

/** The child's report goes to the DSL, as if it came today; or the deputies have it beside the DSL who has it. */
export function givenBackPlan({ school, concern, user, entry, now }: Acting): Plan | NotNow {
  const back = isKeptFromTeam(school, concern) ? freed(school, concern) : undefined;
  if (back === undefined) return 'no-such-recipient';
  const others = back.naming.cleared.length - concern.naming.cleared.length;
  const step = { to: 'dsl', via: firstWay(school, 'dsl'), why: 'by-hand' } as const;
  const onward =
    concern.holder === 'dsl'
      ? togetherAgain(school, back, new Set(leftOut(school, concern)), undefined, now)
      : redirect(school, back, 'rerouted', step, now, { actor: user });
  return {
    ...onward,
    excluded: back.excluded,
    naming: back.naming,
    entries: [entry('named', { facts: { meant: 0, others } }), ...onward.entries],
  };
}

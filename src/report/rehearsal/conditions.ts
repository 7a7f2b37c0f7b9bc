import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import { addDays, dayOf, instantOf, weekdayOf } from '../../kernel/time.ts';
import type { DrillId } from '../../school/file/drill-names.ts';
import type { Directory } from '../../school/people.ts';
import type { School } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';

const SATURDAY = 6;
/** When nobody is watching, at most schools. */
const EVENING = '21:40';

/** What the hour counts as for who is on duty and what the receipt promises. The clocks of the report run by the real one. */
export function hourUnder(drill: DrillId | undefined, at: Date): Date {
  if (drill !== 'saturday') return at;
  const today = dayOf(at);
  return instantOf(addDays(today, (SATURDAY - weekdayOf(today) + 7) % 7), EVENING);
}

/** Who counts as away, beside what the rota says. The DSL does not, whatever else they are. */
export const awayUnder = (drill: DrillId | undefined, { roles }: Pick<School, 'roles'>): readonly UserId[] =>
  drill === 'deputy-away'
    ? roles['deputy-dsl'].map(({ id }) => id).filter((id) => roles.dsl.every((dsl) => dsl.id !== id))
    : [];

/** What a report is delivered with and opened by: for every report but one such drill, what there is. */
export const depsUnder = (deps: ConcernDeps, { drillOf }: Pick<Concern, 'drillOf'>): ConcernDeps =>
  drillOf === 'graph-blocked' ? { ...deps, directory: UNANSWERED, notifier: deps.withoutGraph } : deps;

const refuse = async (): Promise<never> => {
  throw new Fault('unavailable', 'a drill is held as if Graph did not answer');
};

const UNANSWERED: Directory = {
  // biome-ignore lint/correctness/useYield: it ends before there is anyone to give
  async *groupMembers() {
    await refuse();
  },
  memberOf: refuse,
  destinationMembers: refuse,
  person: refuse,
  managedBy: refuse,
  managerOf: refuse,
};

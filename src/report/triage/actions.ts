import type { UserId } from '../../kernel/ids.ts';
import { addDays, dayOf, type IsoDay, instantOf } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { Concern, OpenAction, Written } from '../concern.ts';
import type { Plan } from '../record/change.ts';
import { openers } from '../routing/openers.ts';
import type { NewTask } from '../task.ts';
import type { Acting, NotNow } from './act.ts';
import { inCharge } from './hand-on.ts';

/** Looks on the first day that is due, in the morning, whether it is done. */
export const checkAction = (
  school: School,
  { actions, holder }: Pick<Concern, 'actions' | 'holder'>,
): readonly NewTask[] => {
  const [dueAt] = actions
    .map((action) => dueAtOf(school, action))
    .toSorted((one, other) => one.getTime() - other.getTime());
  return dueAt === undefined ? [] : [{ kind: 'check-action', dueAt, holder }];
};

/** On its day, when the school's begins; or at its own instant. */
const dueAtOf = (school: School, { due, at }: OpenAction): Date => at ?? instantOf(due, school.hours.opens);

/** The person who is to do it is reminded, every day until it is done or the record is closed. */
export function actionsDue(school: School, concern: Concern, now: Date): Plan | undefined {
  const today = dayOf(now);
  const isDue = ({ due: day, at }: OpenAction): boolean => (at ? at <= now : day <= today);
  const due = concern.actions.filter(isDue);
  if (concern.actions.length === 0) return undefined;
  const tomorrow = instantOf(addDays(today, 1), school.hours.opens);
  const [next] = checkAction(school, { ...concern, actions: concern.actions.filter((action) => !isDue(action)) });
  const isSooner = next !== undefined && next.dueAt > now && (due.length === 0 || next.dueAt < tomorrow);
  const dueAt = isSooner ? next.dueAt : tomorrow;
  const people = new Set(due.flatMap((action) => inCharge(school, concern, action.owner)));
  return {
    entries: [],
    tasks: [
      ...[...people].map(
        (person): NewTask => ({ kind: 'chase', dueAt: now, person, holder: concern.holder, why: 'action-due' }),
      ),
      { kind: 'check-action', dueAt, plannedAt: now, holder: concern.holder },
    ],
  };
}

/** Writes down what is to be done, for someone who may open it. */
export function actionPlan(
  { school, concern: { actions, holder, version }, concern, entry }: Acting,
  { to, due, words }: { readonly to: UserId; readonly due: IsoDay | undefined; readonly words: Written },
): Plan | NotNow {
  if (!openers(school, concern).some(({ id }) => id === to)) return 'not-a-reader';
  if (due === undefined) return 'no-day';
  // The number of the event that records it: never used twice within a record.
  const number = version + 1;
  return {
    entries: [entry('action-set', { facts: { number, to, due }, words })],
    tasks: checkAction(school, { actions: [...actions, { number, owner: to, due }], holder }),
  };
}

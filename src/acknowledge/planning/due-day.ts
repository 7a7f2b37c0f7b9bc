import { addDays, dayOf, type IsoDay } from '../../kernel/time.ts';
import { schoolDayFor } from '../../school/hours.ts';
import type { School } from '../../school/school.ts';
import { LONGEST_DAYS } from '../campaign/campaign.ts';

type Days = Pick<School, 'hours' | 'acknowledgement'>;

/** Why a date by which everyone is to answer is asked about again. */
export type DueDayProblem =
  | { readonly kind: 'bad-due-day'; readonly earliest: IsoDay; readonly latest: IsoDay }
  /** Nobody is at school on it; `instead` is the last school day before it, or the first after where there is none. */
  | { readonly kind: 'closed-due-day'; readonly day: IsoDay; readonly instead: IsoDay };

/** @param keeps whether the person who chose it has been asked about a closed day, and wants it all the same */
export function dueDayProblem(
  hours: School['hours'],
  day: IsoDay,
  now: Date,
  keeps: boolean,
): DueDayProblem | undefined {
  const today = dayOf(now);
  const earliest = addDays(today, 1);
  const latest = addDays(today, LONGEST_DAYS);
  if (day < earliest || day > latest) return { kind: 'bad-due-day', earliest, latest };
  const instead = schoolDayFor(hours, day, today);
  return keeps || instead === day ? undefined : { kind: 'closed-due-day', day, instead };
}

/** The school day by which everyone is to answer, where nobody chooses one: so many days from `today`, or the last before. */
export const suggestedDueDay = ({ hours }: Pick<School, 'hours'>, today: IsoDay, days: number): IsoDay =>
  schoolDayFor(hours, addDays(today, days), addDays(today, Math.floor(days / 2)));

/** By when someone answers who is asked, or asked again, later than the others: a school day, and never less than half of a joiner's days. */
export const ownDueDay = (school: Days, asked: IsoDay): IsoDay =>
  suggestedDueDay(school, asked, school.acknowledgement.joinerDays);

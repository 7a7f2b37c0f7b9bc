import { formatDay, type IsoDay } from '../../kernel/time.ts';
import { datesIn } from '../parsing/printed-dates.ts';

/**
 * The last day on which a printed date has not yet passed: `16 September 2026` is that day, `September 2026` the end of the
 * month, `Autumn 2026` the end of the year. `undefined` for what is no date: then nobody is reminded of anything.
 */
export const lastDayOf = (printed: string): IsoDay | undefined => datesIn(printed)[0]?.day;

/** As printed; the day itself where it is one day: `2 September 2026` is `2026-09-02`, `September 2026` stays as it is. */
export function dayWherePrinted(printed: string): string {
  const [date, ...more] = datesIn(printed);
  return date?.means === 'day' && more.length === 0 ? (date.day ?? printed) : printed;
}

/** A review as printed, and the day that is meant where only a month or a term is: `Autumn 2026 (counted to 31 December 2026)`. */
export function reviewWords(printed: string): string {
  const [date] = datesIn(printed);
  return date?.day === undefined || date.means === 'day' ? printed : `${printed} (counted to ${formatDay(date.day)})`;
}

/** Whether the review that a policy announces on its own should have happened by `today`. */
export const isPastReview = (reviewOn: string | undefined, today: IsoDay): boolean => {
  const last = reviewOn === undefined ? undefined : lastDayOf(reviewOn);
  return last !== undefined && last < today;
};

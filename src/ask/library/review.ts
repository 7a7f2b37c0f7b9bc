import type { IsoDay } from '../../kernel/time.ts';
import { datesIn } from '../parsing/printed-dates.ts';

/**
 * The last day on which a printed date has not yet passed: `16 September 2026` is that day, `September 2026` the end of the
 * month, `Autumn 2026` the end of the year. `undefined` for what is no date: then nobody is reminded of anything.
 */
export const lastDayOf = (printed: string): IsoDay | undefined => datesIn(printed)[0]?.day;

/** Whether the review that a policy announces on its own should have happened by `today`. */
export const isPastReview = (reviewOn: string | undefined, today: IsoDay): boolean => {
  const last = reviewOn === undefined ? undefined : lastDayOf(reviewOn);
  return last !== undefined && last < today;
};

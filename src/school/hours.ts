import {
  addDays,
  dayOf,
  easterOf,
  formatComing,
  formatTime,
  formatWeekdayTime,
  HOUR_MS,
  type IsoDay,
  instantOf,
  nthWeekday,
  weekdayOf,
} from '../kernel/time.ts';
import type { DayRange, SchoolHours } from './school.ts';

const within = (day: IsoDay, ranges: readonly DayRange[]): boolean =>
  ranges.some(({ from, to }) => from <= day && day <= to);

/** Whether this is a day on which the school is open: in term, a working weekday, not a closure. */
export const isSchoolDay = (hours: SchoolHours, day: IsoDay): boolean =>
  hours.weekdays.includes(weekdayOf(day)) && within(day, hours.terms) && !within(day, hours.closures);

/** Whether `hours` say of this day that nobody is at work; past the last term that they know, only weekends are known. */
const isClosedDay = (hours: SchoolHours, day: IsoDay): boolean =>
  hours.terms.some(({ to }) => day <= to) ? !isSchoolDay(hours, day) : !hours.weekdays.includes(weekdayOf(day));

/**
 * `day` itself when the school is open on it, otherwise the last school day before it, and later than `after` where that is given. Where
 * there is none, the first school day that follows; `day` as it is when no term date says which that is.
 */
export function schoolDayFor(hours: SchoolHours, day: IsoDay, after?: IsoDay): IsoDay {
  for (let back = 0; back <= SEARCH_DAYS; back += 1) {
    const earlier = addDays(day, -back);
    if (after !== undefined && earlier <= after) break;
    if (!isClosedDay(hours, earlier)) return earlier;
  }
  const from = after === undefined || day > after ? day : addDays(after, 1);
  const next = nextOpening(hours, instantOf(from, '00:00'));
  return next ? dayOf(next) : day;
}

/** The school day that is so many after `day`. */
export function schoolDaysLater(hours: SchoolHours, day: IsoDay, many: number): IsoDay {
  let left = many;
  for (let ahead = 1; ahead <= SEARCH_DAYS; ahead += 1) {
    const later = addDays(day, ahead);
    if (!isClosedDay(hours, later)) left -= 1;
    if (left <= 0) return later;
  }
  return addDays(day, SEARCH_DAYS);
}

/** Whether someone is expected to be watching at this moment. */
export function isOpen(hours: SchoolHours, at: Date): boolean {
  const day = dayOf(at);
  return isSchoolDay(hours, day) && instantOf(day, hours.opens) <= at && at < instantOf(day, hours.closes);
}

const [MONDAY, TUESDAY] = [1, 2];
/**
 * Whether it is a bank holiday in each nation of the United Kingdom (Banking and Financial Dealings Act 1971 and proclamations): New Year,
 * Good Friday, two Mondays in May, Christmas and Boxing Day, with the weekdays that stand in for them after a weekend. Those of one
 * nation, and those given for a single year, are not known here.
 */
export function isBankHoliday(day: IsoDay): boolean {
  const year = Number(day.slice(0, 4));
  const weekday = weekdayOf(day);
  const monthDay = day.slice(5);
  if (['01-01', '12-25', '12-26'].includes(monthDay)) return true;
  if (['01-02', '01-03'].includes(monthDay)) return weekday === MONDAY;
  if (['12-27', '12-28'].includes(monthDay)) return weekday === MONDAY || weekday === TUESDAY;
  return [addDays(easterOf(year), -2), nthWeekday(year, 5, MONDAY, 1), nthWeekday(year, 5, MONDAY, 'last')].includes(
    day,
  );
}

/** Term dates run out when nobody adds the next year's; after this many days without a school day we give up looking. */
const SEARCH_DAYS = 120;

/** The next moment at which the school opens, `at` itself when it is open, `undefined` when no term date says so. */
export function nextOpening(hours: SchoolHours, at: Date): Date | undefined {
  if (isOpen(hours, at)) return at;
  const today = dayOf(at);
  for (let ahead = 0; ahead <= SEARCH_DAYS; ahead += 1) {
    const day = addDays(today, ahead);
    if (!isSchoolDay(hours, day)) continue;
    const opens = instantOf(day, hours.opens);
    if (opens > at) return opens;
  }
  return undefined;
}

/** When the school closed last: on a Monday morning, Friday’s close. `undefined` when no term date says so. */
export function lastClose(hours: SchoolHours, now: Date): Date | undefined {
  for (let back = 0; back <= SEARCH_DAYS; back += 1) {
    const day = addDays(dayOf(now), -back);
    const closes = instantOf(day, hours.closes);
    if (isSchoolDay(hours, day) && closes <= now) return closes;
  }
  return undefined;
}

/**
 * The moment at which `ms` of school time have passed since `from`: hours out of school do not count. Where term dates
 * run out the rest counts as ordinary time, so that a clock never stops because something is not configured.
 */
export function addSchoolTime(hours: SchoolHours, from: Date, ms: number): Date {
  let left = ms;
  let at = from;
  for (;;) {
    const opening = nextOpening(hours, at);
    if (opening === undefined) return new Date(at.getTime() + left);
    const closes = instantOf(dayOf(opening), hours.closes);
    const available = closes.getTime() - opening.getTime();
    if (left <= available) return new Date(opening.getTime() + left);
    left -= available;
    at = closes;
  }
}

/** Plain words on whether anyone is there: `open` and until when, and when it will be watched next. */
type Watch =
  | {
      readonly kind: 'open';
      readonly now: string;
      /** Today. */
      readonly closes: string;
      /** Watched again, after that. */
      readonly until: string | undefined;
      /** Within the last hour: what is sent now may well be read by nobody today. */
      readonly isNearlyOver: boolean;
    }
  | { readonly kind: 'closed'; readonly now: string; readonly until: string | undefined };

/** Said before any form: whether this is watched now and, if not, until when it is not. */
export function watchAt(hours: SchoolHours, now: Date): Watch {
  const isThere = isOpen(hours, now);
  const closes = instantOf(dayOf(now), hours.closes);
  const next = nextOpening(hours, isThere ? closes : now);
  const words = { now: formatWeekdayTime(now), until: next && formatComing(next, now) };
  if (!isThere) return { kind: 'closed', ...words };
  const isNearlyOver = closes.getTime() - now.getTime() <= HOUR_MS;
  return { kind: 'open', ...words, closes: formatTime(closes), isNearlyOver };
}

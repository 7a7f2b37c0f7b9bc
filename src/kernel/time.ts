import { DateTime } from 'luxon';
import { remembering } from './remember.ts';

/** The current time. Everything that needs it takes it as a parameter. */
export type Clock = () => Date;

/** So much the clocks of two instances may differ. An instant that is further ahead was written by a clock that was set back since. */
export const CLOCK_SKEW_MS = 10_000;

/**
 * Whether `at` lies less than `ms` back. An instant ahead of us was written before the clock was set back: how long ago that is
 * nobody knows, so it counts as long past.
 */
export function isWithin(at: Date, ms: number, now: Date): boolean {
  const age = now.getTime() - at.getTime();
  return age >= -CLOCK_SKEW_MS && age < ms;
}

/** Schools in the United Kingdom live in this zone, whatever zone the server is in. */
const ZONE = 'Europe/London';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A day without a time, in London: `2026-09-01`. */
export type IsoDay = string & { readonly __brand: 'IsoDay' };

/** Days are worked out in UTC, which has no hour that is missing or comes twice, at a tenth of the work. */
const reckoned = (day: string): DateTime => DateTime.fromISO(day, { zone: 'utc' });

const local = (at: Date): DateTime => DateTime.fromJSDate(at, { zone: ZONE }).setLocale('en-GB');

/** The same few days and hours are asked about again and again, by every school, rota and card: known, they cost a tenth. */
const MOST_KNOWN = 4_096;

/** London's clock differs from UTC by whole hours, so that no day begins within an hour of UTC. */
const dayOfHour = remembering(
  MOST_KNOWN,
  (hour: number) => local(new Date(hour * HOUR_MS)).toFormat('yyyy-MM-dd') as IsoDay,
);

/** The London day on which `at` falls. */
export const dayOf = (at: Date): IsoDay => dayOfHour(Math.floor(at.getTime() / HOUR_MS));

/** A day from outside, or `undefined` when it is not a real date. */
export function parseDay(text: unknown): IsoDay | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  return reckoned(text).isValid ? (text as IsoDay) : undefined;
}

/** Whether a form sent a real date, or none at all. What is no date must never pass for none: its sender meant one. */
export const isDayOrNone = (text: string): boolean => text === '' || parseDay(text) !== undefined;

const millisOf = remembering(MOST_KNOWN, (iso: string) => DateTime.fromISO(iso, { zone: ZONE }).toMillis());

/** The instant at which `time` ('08:00') is on the clock in London on that day. */
export const instantOf = (day: IsoDay, time: string): Date => new Date(millisOf(`${day}T${time}`));

/** The day `days` after (or, negative, before) `day`. */
export const addDays = (day: IsoDay, days: number): IsoDay =>
  reckoned(day).plus({ days }).toFormat('yyyy-MM-dd') as IsoDay;

/** The day `months` after `day`; the last of the month where it has no such day. */
export const addMonths = (day: IsoDay, months: number): IsoDay =>
  reckoned(day).plus({ months }).toFormat('yyyy-MM-dd') as IsoDay;

/** The day `years` after `day`; 29 February becomes the 28th where there is none. */
export const addYears = (day: IsoDay, years: number): IsoDay =>
  reckoned(day).plus({ years }).toFormat('yyyy-MM-dd') as IsoDay;

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: IsoDay, to: IsoDay): number =>
  Math.round(reckoned(to).diff(reckoned(from), 'days').days);

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = remembering(MOST_KNOWN, (day: IsoDay): number => reckoned(day).weekday);

const two = (number: number): string => String(number).padStart(2, '0');
/** @returns `undefined` for a day that there is not, such as 31 June */
export const dayIn = (year: number, month: number, day: number): IsoDay | undefined =>
  parseDay(`${year}-${two(month)}-${two(day)}`);

/** The first, second … of a weekday in a month; `last` for the last. `undefined` where there is no fifth. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number | 'last'): IsoDay | undefined {
  const first = dayIn(year, month, 1);
  if (!first) return undefined;
  const one = addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth === 'last' ? 4 : nth - 1));
  if (one.slice(0, 7) === first.slice(0, 7)) return one;
  return nth === 'last' ? addDays(one, -7) : undefined;
}

/** Easter Sunday by the Gregorian reckoning (Meeus, Jones and Butcher). */
export function easterOf(year: number): IsoDay {
  const golden = year % 19;
  const [century, ofCentury] = [Math.floor(year / 100), year % 100];
  const moon = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moon + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  const days = epact + sunday - 7 * late + 114;
  return dayIn(year, Math.floor(days / 31), (days % 31) + 1) as IsoDay;
}

/** `10:42` */
export const formatTime = (at: Date): string => local(at).toFormat('HH:mm');
/** `21 November 2026` */
export const formatDay = (day: IsoDay): string => reckoned(day).setLocale('en-GB').toFormat('d LLLL yyyy');
/** `1 September`, of `09-01`. */
export const formatDayOfYear = (day: string): string => reckoned(`2024-${day}`).setLocale('en-GB').toFormat('d LLLL');
/** `Mon 7 Sep`, for a list of one month. */
export const formatDayShort = (day: IsoDay): string => reckoned(day).setLocale('en-GB').toFormat('ccc d LLL');
/** `September 2026` */
export const formatMonth = (day: IsoDay): string => reckoned(day).setLocale('en-GB').toFormat('LLLL yyyy');
/** `Saturday 21 November 2026, 21:40` */
export const formatInstant = (at: Date): string => local(at).toFormat('cccc d LLLL yyyy, HH:mm');
/** `Saturday 21 November 2026` */
export const formatFullDay = (at: Date): string => local(at).toFormat('cccc d LLLL yyyy');
/** `Saturday 21:40` */
export const formatWeekdayTime = (at: Date): string => local(at).toFormat('cccc HH:mm');
/** `Monday 08:00` within the coming six days, `Monday 2 November 08:00` after them, when the weekday would mislead. */
export const formatComing = (at: Date, now: Date): string =>
  daysBetween(dayOf(now), dayOf(at)) < 7 ? formatWeekdayTime(at) : local(at).toFormat('cccc d LLLL HH:mm');
/** `10:42 today`, `10:42 on Friday 20 November` */
export function formatRecent(at: Date, now: Date): string {
  return dayOf(at) === dayOf(now)
    ? `${formatTime(at)} today`
    : `${formatTime(at)} on ${local(at).toFormat('cccc d LLLL')}`;
}

/** An age for people: `just now`, `12 min`, `3 h`, `2 days`. */
export function formatAge(fromAt: Date, now: Date): string {
  const ms = Math.max(0, now.getTime() - fromAt.getTime());
  if (ms < MINUTE_MS) return 'just now';
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`;
  const days = Math.floor(ms / DAY_MS);
  return days === 1 ? '1 day' : `${days} days`;
}

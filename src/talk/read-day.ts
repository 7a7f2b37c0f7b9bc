import { addDays, dayOf, type IsoDay, parseDay, weekdayOf } from '../core/time.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(${MONTHS.join('|')})[a-z]*`;

const two = (number: number): string => String(number).padStart(2, '0');

/**
 * The day that a message names: `tomorrow`, `on monday`, `next friday`, `the 4th of January`, `28 June 2027`, `4/1`. One without a year
 * is the next to come, and so is a day of the month alone.
 * @returns `undefined` where it names none, or one that there is not
 */
export function readDay(text: string, now: Date): IsoDay | undefined {
  const said = text.toLowerCase();
  const today = dayOf(now);
  const [, dayFirst, ofMonth, yearOfDay] =
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}\\b(?:,? (20\\d\\d))?`).exec(said) ?? [];
  if (dayFirst && ofMonth) return coming(MONTHS.indexOf(ofMonth) + 1, Number(dayFirst), yearOfDay, today);
  const [, monthFirst, dayOfIt, yearOfMonth] =
    new RegExp(`\\b${MONTH} (?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (20\\d\\d))?`).exec(said) ?? [];
  if (monthFirst && dayOfIt) return coming(MONTHS.indexOf(monthFirst) + 1, Number(dayOfIt), yearOfMonth, today);
  const [, inFigures, monthInFigures, yearInFigures] = /\b(\d{1,2})\/(\d{1,2})(?:\/((?:20)?\d\d))?\b/.exec(said) ?? [];
  if (inFigures && monthInFigures)
    return coming(Number(monthInFigures), Number(inFigures), yearInFigures?.padStart(4, '20'), today);
  if (/\btoday\b/.test(said)) return today;
  if (/\btomorrow\b|\btmrw\b|\btmr\b/.test(said)) return addDays(today, 1);
  const [, next, weekday] = new RegExp(`\\b(next )?(${WEEKDAYS.join('|')})\\b`).exec(said) ?? [];
  if (weekday) return weekdayFrom(today, WEEKDAYS.indexOf(weekday) + 1, next !== undefined);
  const [, alone] = /\b(?:on )?the (\d{1,2})(?:st|nd|rd|th)\b/.exec(said) ?? [];
  return alone ? dayOfMonth(Number(alone), today) : undefined;
}

function coming(month: number, day: number, year: string | undefined, today: IsoDay): IsoDay | undefined {
  const inYear = (one: number): IsoDay | undefined => parseDay(`${one}-${two(month)}-${two(day)}`);
  if (year) return inYear(Number(year));
  const thisYear = Number(today.slice(0, 4));
  const first = inYear(thisYear);
  return first && first >= today ? first : inYear(thisYear + 1);
}

/** "Next Friday" is the Friday of the week after this one. */
function weekdayFrom(today: IsoDay, weekday: number, isNextWeek: boolean): IsoDay {
  const monday = addDays(today, 1 - weekdayOf(today));
  if (isNextWeek) return addDays(monday, 7 + weekday - 1);
  const ofThisWeek = addDays(monday, weekday - 1);
  return ofThisWeek >= today ? ofThisWeek : addDays(ofThisWeek, 7);
}

function dayOfMonth(day: number, today: IsoDay): IsoDay | undefined {
  for (let ahead = 0; ahead <= 62; ahead += 1) {
    const one = addDays(today, ahead);
    if (Number(one.slice(8)) === day) return one;
  }
  return undefined;
}

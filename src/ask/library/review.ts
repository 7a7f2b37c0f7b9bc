import { addDays, type IsoDay, parseDay } from '../../kernel/time.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Last months of the terms of an English school year. */
const TERM_ENDS: ReadonlyMap<string, number> = new Map(Object.entries({ autumn: 12, spring: 4, summer: 8 }));

/**
 * The last day on which a printed date has not yet passed: `16 September 2026` is that day, `September 2026` the end of the
 * month, `Autumn 2026` the end of the year. `undefined` for what is no date: then nobody is reminded of anything.
 */
export function lastDayOf(printed: string): IsoDay | undefined {
  const text = printed.toLowerCase();
  const iso = parseDay(/\b20\d\d-\d\d-\d\d\b/.exec(text)?.[0]);
  if (iso) return iso;
  const numbers = /\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:20)?\d\d)\b/.exec(text);
  if (numbers) return dayIn(Number(numbers[3]) % 100, Number(numbers[2]), Number(numbers[1]));
  const year = Number(/\b20(\d\d)\b/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(year)) return undefined;
  const term = /\b(autumn|spring|summer)\b/.exec(text)?.[1];
  if (term) return endOfMonth(year, TERM_ENDS.get(term) ?? 12);
  const named = /\b([a-z]{3})[a-z]*\b\.?/g;
  for (const [, letters] of text.matchAll(named)) {
    const month = MONTHS.indexOf(letters ?? '') + 1;
    if (month === 0) continue;
    const day = /\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)/.exec(text.replace(/\b20\d\d\b/, ''))?.[1];
    return day === undefined ? endOfMonth(year, month) : dayIn(year, month, Number(day));
  }
  return undefined;
}

/** Whether the review that a policy announces on its own should have happened by `today`. */
export const isPastReview = (reviewOn: string | undefined, today: IsoDay): boolean => {
  const last = reviewOn === undefined ? undefined : lastDayOf(reviewOn);
  return last !== undefined && last < today;
};

const two = (value: number): string => String(value).padStart(2, '0');
const dayIn = (year: number, month: number, day: number): IsoDay | undefined =>
  parseDay(`20${two(year)}-${two(month)}-${two(day)}`);

function endOfMonth(year: number, month: number): IsoDay | undefined {
  const next = month === 12 ? dayIn(year + 1, 1, 1) : dayIn(year, month + 1, 1);
  return next && addDays(next, -1);
}

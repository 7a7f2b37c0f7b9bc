import { addDays, type IsoDay, parseDay, weekdayOf } from '../../../kernel/time.ts';

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
function easterOf(year: number): IsoDay {
  const golden = year % 19;
  const [century, ofCentury] = [Math.floor(year / 100), year % 100];
  const moon = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moon + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  const days = epact + sunday - 7 * late + 114;
  return dayIn(year, Math.floor(days / 31), (days % 31) + 1) as IsoDay;
}

const MONDAY = 1;
const fixed = (month: number, day: number) => (year: number) => [dayIn(year, month, day)];
const beside = (days: number) => (year: number) => [addDays(easterOf(year), days)];

/**
 * Days that people call by a name; a bank holiday of May or August may be one of two. What a school does on them its own dates say: that
 * it is a holiday elsewhere is told to nobody.
 */
const FEASTS: readonly (readonly [RegExp, (year: number) => readonly (IsoDay | undefined)[]])[] = [
  [/\bchristmas eve\b/, fixed(12, 24)],
  [/\bchristmas day\b/, fixed(12, 25)],
  [/\bboxing day\b/, fixed(12, 26)],
  [/\bnew years eve\b/, fixed(12, 31)],
  [/\bnew years day\b/, fixed(1, 1)],
  [/\b(?:shrove|pancake) (?:tuesday|day)\b/, beside(-47)],
  [/\bash wednesday\b/, beside(-46)],
  [/\bmaundy thursday\b/, beside(-3)],
  [/\bgood friday\b/, beside(-2)],
  [/\beaster sunday\b/, beside(0)],
  [/\beaster monday\b|\beaster bank holiday(?: monday)?\b/, beside(1)],
  [
    /\b(?:early may|first may|may ?day) bank holiday(?: monday)?\b|\bfirst bank holiday (?:in|of) may\b|\bmayday\b/,
    (year) => [nthWeekday(year, 5, MONDAY, 1)],
  ],
  [
    /\b(?:spring|late may|second may|whitsun|last may) bank holiday(?: monday)?\b|\bsecond bank holiday (?:in|of) may\b|\bwhit monday\b/,
    (year) => [nthWeekday(year, 5, MONDAY, 'last')],
  ],
  [
    /\bmay bank holidays?(?: monday)?\b|\bbank holidays? (?:in|of) may\b/,
    (year) => [nthWeekday(year, 5, MONDAY, 1), nthWeekday(year, 5, MONDAY, 'last')],
  ],
  [
    /\b(?:late )?(?:august|summer) bank holiday(?: monday)?\b|\bbank holiday (?:in|of) august\b/,
    (year) => [nthWeekday(year, 8, MONDAY, 'last')],
  ],
];

/** The days that are called by a name, the next to come; `rest` is what was said beside them. */
export function readFeasts(said: string, today: IsoDay): { readonly days: readonly IsoDay[]; readonly rest: string } {
  const found: IsoDay[] = [];
  let rest = said;
  for (const [pattern, daysIn] of FEASTS) {
    if (!pattern.test(rest)) continue;
    rest = rest.replace(pattern, ' ');
    const year = Number(today.slice(0, 4));
    const days = [year, year + 1].flatMap(daysIn).filter((day) => day !== undefined && day >= today);
    found.push(...days.slice(0, daysIn(year).length).filter((day) => day !== undefined));
  }
  return { days: found, rest };
}

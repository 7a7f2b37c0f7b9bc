import { addDays, dayIn, easterOf, type IsoDay, nthWeekday } from '../../../kernel/time.ts';

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

import {
  addDays,
  addYears,
  dayIn,
  dayOf,
  daysBetween,
  type IsoDay,
  nthWeekday,
  weekdayOf,
} from '../../../kernel/time.ts';
import { spelt } from '../../wishes/spelling.ts';
import { readFeasts } from './feasts.ts';

/** A day, or several that follow one another. */
export interface Span {
  readonly from: IsoDay;
  readonly to: IsoDay;
}

/** What a message says of days. `unread`: it means some that cannot be told from it, or that there is not: nobody guesses which. */
export type DaysSaid =
  | { readonly kind: 'none' }
  | { readonly kind: 'days'; readonly spans: readonly Span[] }
  | { readonly kind: 'unread' };

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const LONG_MONTHS = 'january february march april may june july august september october november december sept'.split(
  ' ',
);
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** Mondays are many, and no day; what else ends like a day stays as it is. */
const NO_DAY = [
  ...WEEKDAYS.map((day) => `${day}s`),
  ...'today holiday holidays birthday weekday weekdays midday everyday schoolday workday payday mayday'.split(' '),
];
const KNOWN: ReadonlySet<string> = new Set([
  ...WEEKDAYS,
  ...LONG_MONTHS,
  ...NO_DAY,
  ...'yesterday tomorrow fortnight weekend'.split(' '),
]);

const DAY = `(${WEEKDAYS.join('|')})`;
const MONTH = `(${LONG_MONTHS.join('|')}|${MONTHS.join('|')})`;
const NTH = '(\\d{1,2})(?:st|nd|rd|th)';
const YEAR = '(?: (20\\d\\d))?';

/** The words of a message with days as figures: "the fourth of Febuary" as "the 4th of february". */
function inFigures(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/(\d{1,2})\.(\d{1,2})\.((?:20)?\d\d)\b/g, '$1/$2/$3')
    .replace(/\b(20\d\d)-(\d\d)-(\d\d)\b/g, '$3/$2/$1')
    .replace(/\bw\/c\b/g, 'week commencing')
    .replace(/\b24\/7\b/g, '')
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => spelt(word, KNOWN));
  return words
    .join(' ')
    .replace(/\b(twenty|thirty) ?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b/g, (_, tens, ones) =>
      nth((tens === 'twenty' ? 20 : 30) + ORDINALS.indexOf(ones) + 1),
    )
    .replace(/\bthirtieth\b/g, '30th')
    .replace(new RegExp(`\\b(${ORDINALS.join('|')})\\b`, 'g'), (word) => nth(ORDINALS.indexOf(word) + 1))
    .replace(
      new RegExp(`\\b(${NUMBERS.join('|')}) (?=days?|weeks?)`, 'g'),
      (word) => `${NUMBERS.indexOf(word.trim()) + 1} `,
    )
    .replace(/\ba couple of (?=days|weeks)/g, '2 ')
    .replace(/\b(?:an? )?fortnights?\b/g, '2 weeks')
    .replace(/\ban? week\b/g, '1 week')
    .replace(/\b(?:tmrw|tmr|tomoz|tomoro)\b/g, 'tomorrow')
    .replace(
      /\b(mon|tues?|weds?|thurs?|thu|fri)\b/g,
      (short) => WEEKDAYS.find((day) => day.startsWith(short.slice(0, 3))) ?? short,
    )
    .replace(
      /\b(on|next|this|last) (sat|sun)\b/g,
      (_, before, short) => `${before} ${short === 'sat' ? 'saturday' : 'sunday'}`,
    );
}

const nth = (number: number): string =>
  `${number}${({ 1: 'st', 2: 'nd', 3: 'rd' } as Record<number, string>)[number] ?? 'th'}`;

/** Days as they were named. */
interface Named extends Span {
  /** The weekday that was said beside a date, which may be another one's. */
  readonly weekday?: number;
  /** Its weekday alone was said, and is today's. */
  readonly isTodayByName?: boolean;
}

/** One way to name days; `undefined`: that day there is not. */
interface Way {
  readonly pattern: RegExp;
  days(found: readonly (string | undefined)[], today: IsoDay): Named | readonly Named[] | undefined;
}

const one = (day: IsoDay | undefined): Span | undefined => day && { from: day, to: day };
const beside = (word: string | undefined, span: Span | undefined): Named | undefined =>
  span && (word ? { ...span, weekday: weekday(word) } : span);
const isOnIt = (day: IsoDay, { weekday: said }: Named): boolean => said === undefined || weekdayOf(day) === said;
const way = (source: string, days: Way['days']): Way => ({ pattern: new RegExp(`\\b${source}\\b`), days });
const monthOf = (word: string | undefined): number => MONTHS.indexOf((word ?? '').slice(0, 3)) + 1;
const weekday = (word: string | undefined): number => WEEKDAYS.indexOf(word ?? '') + 1;
const mondayOf = (day: IsoDay): IsoDay => addDays(day, 1 - weekdayOf(day));
const weekFrom = (monday: IsoDay): Span => ({ from: monday, to: addDays(monday, 6) });

/** Each is looked for where those before it have left something: the longer stands before what is part of it. */
const WAYS: readonly Way[] = [
  way(
    `week (?:commencing|beginning|starting|of|from) (?:on )?(?:${DAY} )?(?:the )?${NTH}?(?: of)? ${MONTH}${YEAR}`,
    ([, , day, month, year], today) => {
      const inIt = coming(monthOf(month), Number(day), year, today);
      return inIt && weekFrom(mondayOf(inIt));
    },
  ),
  // Two days of one month.
  way(
    `${NTH}? (and|or|to|till|until) (?:the )?${NTH}?(?: of)? ${MONTH}${YEAR}`,
    ([, first, joined, last, month, year], today) => {
      const [from, to] = [first, last].map((day) => coming(monthOf(month), Number(day), year, today));
      if (!from || !to) return undefined;
      if (joined === 'and' || joined === 'or') return [one(from), one(to)].filter((span) => span !== undefined);
      return from <= to ? { from, to } : undefined;
    },
  ),
  way(`(?:${DAY} )?(?:the )?${NTH}?(?: of)? ${MONTH}${YEAR}`, ([, name, day, month, year], today) =>
    beside(name, one(coming(monthOf(month), Number(day), year, today))),
  ),
  way(`${MONTH} (?:the )?${NTH}?${YEAR}`, ([, month, day, year], today) =>
    one(coming(monthOf(month), Number(day), year, today)),
  ),
  way('(\\d{1,2})/(\\d{1,2})(?:/((?:20)?\\d\\d))?', ([, day, month, year], today) =>
    one(coming(Number(month), Number(day), year?.padStart(4, '20'), today)),
  ),
  way(`(?:${NTH}|(last)) ${DAY} (?:in|of) ${MONTH}${YEAR}`, ([, count, , day, month, year], today) =>
    one(
      comingOf(today, year, (ofYear) =>
        nthWeekday(ofYear, monthOf(month), weekday(day), count ? Number(count) : 'last'),
      ),
    ),
  ),
  way('day after tomorrow', (_, today) => one(addDays(today, 2))),
  way('day before yesterday', (_, today) => one(addDays(today, -2))),
  way(`(\\d{1,2}) weeks? (?:on|from|this) ${DAY}`, ([, weeks, day], today) =>
    one(addDays(weekdayFrom(today, weekday(day), 0), 7 * Number(weeks))),
  ),
  way(`week (?:on|from) ${DAY}`, ([, day], today) => one(addDays(weekdayFrom(today, weekday(day), 0), 7))),
  way(`(?:on )?${DAY} week`, ([, day], today) => one(addDays(weekdayFrom(today, weekday(day), 0), 7))),
  way('tomorrow week', (_, today) => one(addDays(today, 8))),
  way('(\\d{1,2}) weeks? (?:from )?tomorrow', ([, weeks], today) => one(addDays(today, 7 * Number(weeks) + 1))),
  way(
    '(?:(?:in )?(\\d{1,2}) weeks? (?:from )?(?:today|now)|in (\\d{1,2}) weeks?(?: time)?|(\\d{1,2}) weeks? time)',
    ([, from, within, time], today) => one(addDays(today, 7 * Number(from ?? within ?? time))),
  ),
  way('in (\\d{1,2}) days?(?: time)?', ([, days], today) => one(addDays(today, Number(days)))),
  way(`${DAY} after next`, ([, day], today) => one(addDays(mondayOf(today), 13 + weekday(day)))),
  way('week after next', (_, today) => weekFrom(addDays(mondayOf(today), 14))),
  way('(next|this|last|coming) week(?!end)', ([, which], today) =>
    weekFrom(addDays(mondayOf(today), which === 'next' || which === 'coming' ? 7 : which === 'last' ? -7 : 0)),
  ),
  way('(?:(next|last|this|the|at|on) )?weekend', ([, which], today) => {
    const saturday = addDays(mondayOf(today), 5 + (which === 'next' ? 7 : which === 'last' ? -7 : 0));
    return { from: saturday, to: addDays(saturday, 1) };
  }),
  way('today', (_, today) => one(today)),
  way('tomorrow', (_, today) => one(addDays(today, 1))),
  way('yesterday', (_, today) => one(addDays(today, -1))),
  way(`(?:(next|last|past) )?${DAY}(?: (?:the )?${NTH})?`, ([, which, day, number], today) => {
    if (number) return one(dayOfMonth(Number(number), today, weekday(day)));
    if (which === 'last' || which === 'past') return one(weekdayFrom(addDays(today, -7), weekday(day), 0));
    const named = one(weekdayFrom(today, weekday(day), which === 'next' ? 1 : 0));
    return named && { ...named, isTodayByName: named.from === today };
  }),
  way(
    `(?:on )?(?:the )?${NTH}(?! (?:inset|year|form|grade|half|term|time|day|draft|version|floor|period|lesson))`,
    ([, day], today) => one(dayOfMonth(Number(day), today)),
  ),
];

/** Days that are told by another: nobody knows which without knowing that one. */
const BESIDE = new RegExp(
  `\\b(?:${DAY}|days?|weekends?|weeks?) (?:before|after|following|preceding)\\b(?! (?:tomorrow|next|yesterday)\\b)|\\bbut one\\b|\\b(?:${NTH}|last) ${DAY} (?:of|in|before|after)\\b`,
);
/** What is left of a day that was not read: one that there is not, or one that is no number of ours. */
const LEFT = new RegExp(
  `\\b(?!(?:${NO_DAY.join('|')})\\b)\\p{L}{3,}day\\b|\\b${DAY}\\b|\\b\\d{1,2}/\\d{1,2}\\b|\\b\\d{1,2}(?:st|nd|rd|th)? (?:of )?${MONTH}\\b|\\bbank holiday\\b`,
  'u',
);
/** It comes again and again, and is no day. */
const EVERY = new RegExp(
  `\\b(?:every|each|most|on) ${DAY}s?\\b(?= (?:and|during|in term)\\b)|\\b(?:every|each|most) ${DAY}\\b`,
  'g',
);

/**
 * The days that a message names: `tomorrow`, `next friday`, `the 4th of January`, `first monday in May`, `4/1`, `week after next`, `good
 * friday`. One without a year is the next to come, and so is a day of the month alone.
 */
export function readDays(text: string, now: Date): DaysSaid {
  const said = readNamed(text, now);
  if (said.kind !== 'days') return said;
  return said.spans.every((span) => isOnIt(span.from, span))
    ? { kind: 'days', spans: said.spans.map(({ from, to }) => ({ from, to })) }
    : { kind: 'unread' };
}

function readNamed(
  text: string,
  now: Date,
): Exclude<DaysSaid, { kind: 'days' }> | { readonly kind: 'days'; readonly spans: readonly Named[] } {
  const today = dayOf(now);
  const feasts = readFeasts(inFigures(text).replace(EVERY, ' '), today);
  const spans: Named[] = feasts.days.map((day) => ({ from: day, to: day }));
  let rest = feasts.rest;
  for (const { pattern, days } of WAYS)
    for (let found = pattern.exec(rest); found; found = pattern.exec(rest)) {
      const named = days(found, today);
      if (!named) return { kind: 'unread' };
      spans.push(...('from' in named ? [named] : named));
      rest = `${rest.slice(0, found.index)}|${rest.slice(found.index + found[0].length)}`;
    }
  if (BESIDE.test(feasts.rest.replace(NTH_IN_MONTH, '|')) || LEFT.test(rest)) return { kind: 'unread' };
  return spans.length > 0 ? { kind: 'days', spans: inOrder(spans) } : { kind: 'none' };
}

/** A day of a month without its year. */
const WITHOUT_YEAR = new RegExp(`^(?!.*\\b20\\d\\d\\b)(?:.*\\b${MONTH}\\b|.*\\d/\\d)`, 's');

/** By when something is to be done, in words of which no day can be made. */
const BY_SOME_DAY = new RegExp(
  `\\b(?:by|before|until|till) (?:(?:the|this|next|end|start|beginning|of|half) )*(?:${MONTH}|term|week|month|year|xmas|christmas|easter|summer)\\b|\\bwithin \\d+ (?:days?|weeks?)\\b`,
);
/** A date that was so few days ago is hardly the one of next year. */
const JUST_PAST_DAYS = 92;

/**
 * The one day that a message names; `undefined` where it names none. What cannot be told never passes for none: several days, one that is past
 * or does not exist, or a weekday that is another date's are `unsure`.
 * @param when a day without a year is the last of that date, or the next
 */
export function oneDayIn(text: string, now: Date, when: 'past' | 'coming'): IsoDay | 'unsure' | undefined {
  const said = readNamed(text, now);
  if (said.kind === 'none') return when === 'coming' && BY_SOME_DAY.test(inFigures(text)) ? 'unsure' : undefined;
  const [span, ...more] = said.kind === 'days' ? said.spans : [];
  if (!span || more.length > 0 || span.from !== span.to) return 'unsure';
  const hasNoYear = WITHOUT_YEAR.test(inFigures(text));
  const day = when === 'coming' ? comingDay(span, dayOf(now), hasNoYear) : pastDay(span, dayOf(now), hasNoYear);
  return day !== undefined && isOnIt(day, span) ? day : 'unsure';
}

function comingDay({ from, isTodayByName }: Named, today: IsoDay, hasNoYear: boolean): IsoDay | undefined {
  if (isTodayByName) return addDays(from, 7);
  const isNextYears = hasNoYear && daysBetween(addYears(from, -1), today) <= JUST_PAST_DAYS;
  return from > today && !isNextYears ? from : undefined;
}

function pastDay({ from }: Named, today: IsoDay, hasNoYear: boolean): IsoDay | undefined {
  if (from <= today) return from;
  return hasNoYear ? addYears(from, -1) : undefined;
}

const NTH_IN_MONTH = new RegExp(`\\b(?:${NTH}|last) ${DAY} (?:in|of) ${MONTH}\\b`, 'g');

const inOrder = (spans: readonly Span[]): readonly Span[] =>
  spans
    .filter(({ from, to }, at) => spans.findIndex((other) => other.from === from && other.to === to) === at)
    .toSorted((first, other) => first.from.localeCompare(other.from));

const comingOf = (
  today: IsoDay,
  year: string | undefined,
  inYear: (year: number) => IsoDay | undefined,
): IsoDay | undefined => {
  if (year) return inYear(Number(year));
  const thisYear = Number(today.slice(0, 4));
  const first = inYear(thisYear);
  return first && first >= today ? first : inYear(thisYear + 1);
};

const coming = (month: number, day: number, year: string | undefined, today: IsoDay): IsoDay | undefined =>
  comingOf(today, year, (ofYear) => dayIn(ofYear, month, day));

/** The next of this weekday; with a week more, "next Friday", the Friday of the week after this one. */
function weekdayFrom(today: IsoDay, day: number, weeks: 0 | 1): IsoDay {
  if (weeks === 1) return addDays(mondayOf(today), 6 + day);
  const ofThisWeek = addDays(mondayOf(today), day - 1);
  return ofThisWeek >= today ? ofThisWeek : addDays(ofThisWeek, 7);
}

/** @param name the weekday that it is to be */
function dayOfMonth(day: number, today: IsoDay, name?: number): IsoDay | undefined {
  for (let ahead = 0; ahead <= 62; ahead += 1) {
    const at = addDays(today, ahead);
    if (Number(at.slice(8)) === day && (name === undefined || weekdayOf(at) === name)) return at;
  }
  return undefined;
}

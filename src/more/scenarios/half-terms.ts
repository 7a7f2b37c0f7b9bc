import { addDays, daysBetween, type IsoDay, instantOf, weekdayOf } from '../../kernel/time.ts';
import { isOpen } from '../../school/hours.ts';
import type { SchoolHours } from '../../school/school.ts';

/** A stretch of a school's year between two breaks. */
export interface HalfTerm {
  /** Its first day, which names it: terms are renamed, and days are not. */
  readonly id: IsoDay;
  readonly name: string;
  readonly to: IsoDay;
}

/** A closure this long is a break; a bank holiday is none. */
const BREAK_DAYS = 4;
const PARTS = ['first half', 'second half', 'third part', 'fourth part'];

/** Pure; in order. */
export function halfTerms({ terms, closures }: Pick<SchoolHours, 'terms' | 'closures'>): readonly HalfTerm[] {
  return terms
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .flatMap((term) => {
      const breaks = closures
        .filter(({ from, to }) => from > term.from && to < term.to && daysBetween(from, to) + 1 >= BREAK_DAYS)
        .toSorted((a, b) => (a.from < b.from ? -1 : 1));
      const starts = [term.from, ...breaks.map(({ to }) => addDays(to, 1))];
      const ends = [...breaks.map(({ from }) => addDays(from, -1)), term.to];
      return starts.map((id, at) => ({
        id,
        name: starts.length === 1 ? term.name : `${term.name}, ${PARTS[at] ?? 'last part'}`,
        to: ends[at] ?? term.to,
      }));
    });
}

export const halfTermOn = (hours: SchoolHours, day: IsoDay): HalfTerm | undefined =>
  halfTerms(hours).find(({ id, to }) => id <= day && day <= to);

/** People have settled in by then, and it is no Monday. */
const SETTLED_DAYS = 7;
const WEDNESDAY = 3;
/** At lunch, where the school is open then. */
const LUNCH = '12:30';

/** When its question goes out, unless someone chooses otherwise; `undefined` where it is too short for one. */
export function usualMoment(hours: SchoolHours, { id, to }: HalfTerm): Date | undefined {
  const earliest = addDays(id, SETTLED_DAYS);
  const wednesday = addDays(earliest, (WEDNESDAY - weekdayOf(earliest) + 7) % 7);
  return momentFrom(hours, wednesday, to);
}

/** The first lunch on or after that day on which the school is open. */
export function momentFrom(hours: SchoolHours, from: IsoDay, to: IsoDay): Date | undefined {
  for (let day = from; day <= to; day = addDays(day, 1))
    for (const time of [LUNCH, hours.opens]) if (isOpen(hours, instantOf(day, time))) return instantOf(day, time);
  return undefined;
}

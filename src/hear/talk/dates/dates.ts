import { addDays, dayOf, daysBetween, type IsoDay, weekdayOf } from '../../../kernel/time.ts';
import type { DayRange, School } from '../../../school/school.ts';
import type { Told } from '../told.ts';
import { datesSource, isInset, named, range } from './day-told.ts';

/** What is in a school year of its own begins in September. */
const yearEnd = (today: IsoDay): IsoDay => {
  const year = Number(today.slice(0, 4)) + (today.slice(5) >= '09-01' ? 1 : 0);
  return `${year}-08-31` as IsoDay;
};

/** A closure of this many days is a half-term or holiday; a shorter one is a bank holiday. */
const HOLIDAY_DAYS = 3;

/** The term dates, as far as the school gave them. */
export function datesOf(
  wish: 'dates.break-up' | 'dates.back' | 'dates.all' | 'dates.inset',
  school: School,
  now: Date,
): Told {
  const { terms, closures, inset } = school.hours;
  const today = dayOf(now);
  const coming: Coming = (ranges) =>
    ranges.filter(({ to }) => to >= today).sort((one, other) => one.from.localeCompare(other.from));
  const source = datesSource(school);
  const unknown = (heading: string): Told => ({
    heading,
    lines: [`I have not been told. Ask the school office: ${school.contacts.office}.`],
    source,
  });

  switch (wish) {
    case 'dates.inset': {
      const days = coming(inset);
      if (inset.length === 0) return unknown('INSET days');
      const rest = days.filter(({ to }) => to <= yearEnd(today));
      const left = rest.reduce((sum, { from, to }) => sum + daysBetween(from < today ? today : from, to) + 1, 0);
      return {
        heading:
          left === 0 ? 'There are no INSET days left this school year' : `INSET days left this school year: ${left}`,
        lines: days.map((one) => range(one)),
        source,
      };
    }
    case 'dates.all': {
      const all = coming([...terms.map((one) => ({ ...one, isTerm: true })), ...closures, ...inset]);
      if (all.length === 0) return unknown('Term dates');
      return { heading: 'Term dates', lines: all.map((one) => [one.name, range(one)] as const), source };
    }
    case 'dates.break-up': {
      const next = coming(terms)[0];
      if (!next) return unknown('When we break up');
      const isOver = next.from > today;
      const breaks = breaksFrom(school, next, today, coming);
      return {
        heading: isOver ? 'We have broken up' : 'When we break up',
        lines: [
          ...(isOver ? [`The next term begins on ${named(next.from)}.`] : []),
          ...breaks.map(([, name, when]) => [name, when] as const),
        ],
        source,
      };
    }
    case 'dates.back': {
      const backs = daysBack(school, today, coming);
      if (backs.length === 0) return unknown('When we are back');
      return {
        heading: 'When we are back',
        lines: backs.map(({ after, day }) => [
          /begins$/.test(after) ? after : `After ${after}`,
          `${named(day)}${isInset(school, day) ? ' (INSET day: staff only)' : ''}`,
        ]),
        source,
      };
    }
    default:
      return wish satisfies never;
  }
}

type Coming = <R extends DayRange>(ranges: readonly R[]) => readonly R[];

/** The coming breaks, each with its name and dates. */
function breaksFrom({ hours: { terms, closures } }: School, next: DayRange, today: IsoDay, coming: Coming) {
  // Which break was meant, nobody is asked: all of this school year are in their order, or of the next once it is over.
  const until = yearEnd(next.from > yearEnd(today) ? next.from : today);
  return [
    ...coming(closures)
      .filter((one) => isHoliday(one) && one.from > today && one.from <= until)
      .map((one) => [one.from, one.name, range(one)] as const),
    ...coming(terms)
      .filter(({ to }) => to <= until)
      .map(({ name, to }) => [to, `Last day of ${name}`, `${named(to)} (${inDays(today, to)})`] as const),
  ].sort(([one], [other]) => one.localeCompare(other));
}

/** The next three days on which school begins again, each with what it comes after. */
function daysBack(school: School, today: IsoDay, coming: Coming) {
  const { terms, closures } = school.hours;
  return [
    ...coming(closures)
      .filter(isHoliday)
      .map((one) => ({ after: one.name, day: nextSchoolDay(school, one.to) })),
    ...coming(terms)
      .filter(({ from }) => from > today)
      .map(({ name, from }) => ({ after: `${name} begins`, day: from })),
  ]
    .flatMap(({ after, day }) => (day === undefined || day <= today ? [] : [{ after, day }]))
    .sort((one, other) => one.day.localeCompare(other.day))
    .slice(0, 3);
}

export const isHoliday = ({ from, to }: DayRange): boolean => daysBetween(from, to) + 1 >= HOLIDAY_DAYS;
const inDays = (today: IsoDay, day: IsoDay): string => {
  const days = daysBetween(today, day);
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
};

/** The next day after `day` on which the school is open; `undefined` where no term date says so within a month. */
export function nextSchoolDay({ hours }: School, day: IsoDay): IsoDay | undefined {
  for (let ahead = 1; ahead <= 31; ahead += 1) {
    const next = addDays(day, ahead);
    const isIn = ({ from, to }: DayRange): boolean => from <= next && next <= to;
    if (hours.weekdays.includes(weekdayOf(next)) && hours.terms.some(isIn) && !hours.closures.some(isIn)) return next;
  }
  return undefined;
}

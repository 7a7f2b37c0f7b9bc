import { addDays, daysBetween, formatDay, type IsoDay, weekdayOf } from '../../../kernel/time.ts';
import type { DayRange, School } from '../../../school/school.ts';
import type { Told } from '../told.ts';
import type { Span } from './read-day.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** `Monday 4 January 2027` */
export const named = (day: IsoDay): string => `${DAYS[weekdayOf(day) - 1]} ${formatDay(day)}`;
export const range = ({ from, to }: Span): string => (from === to ? named(from) : `${named(from)} to ${named(to)}`);

export const datesSource = ({ hours: { terms } }: School): string =>
  `From the term dates that your school gave Lanyard${terms.length > 0 ? `, which end on ${formatDay(lastOf(terms))}` : ''}`;

const lastOf = (terms: readonly DayRange[]): IsoDay =>
  terms.reduce((last, { to }) => (to > last ? to : last), terms[0]?.to ?? ('' as IsoDay));

export const isInset = ({ hours }: School, day: IsoDay): boolean =>
  hours.inset.some(({ from, to }) => from <= day && day <= to);

/** What days are at the school, as far as it gave its dates. */
export function daysTold(spans: readonly Span[], school: School): Told {
  const [only, ...others] = spans;
  if (only && others.length === 0 && only.from === only.to) return dayTold(only.from, school);
  return {
    heading: only && others.length === 0 ? range(only) : 'These days',
    lines: spans.flatMap((span) => runsOf(span, school)),
    source: datesSource(school),
  };
}

/** Days that cannot be told from what was said: no other is answered for. */
export const unreadDay = (school: School): Told => ({
  heading: 'I cannot tell which day you mean',
  lines: [
    'Please write it as a date, such as 4 May, or as next Friday or the first Monday in May.',
    `Or ask the school office: ${school.contacts.office}.`,
  ],
  source: datesSource(school),
});

function dayTold(day: IsoDay, school: School): Told {
  const { what, lines } = on(day, school);
  return { heading: `${named(day)}: ${what}`, lines, source: datesSource(school) };
}

interface OnDay {
  readonly what: string;
  readonly lines: Told['lines'];
}

function on(day: IsoDay, school: School): OnDay {
  const { terms, closures, inset, weekdays } = school.hours;
  const isIn = ({ from, to }: DayRange): boolean => from <= day && day <= to;
  const before = terms.filter(({ to }) => to < day).at(-1);
  const after = terms.find(({ from }) => from > day);
  const term = terms.find(isIn);
  const closure = closures.find(isIn);
  if (inset.some(isIn)) return { what: 'INSET day', lines: ['Staff are in and pupils are not.'] };
  if (closure) return { what: closure.name, lines: [`School is closed: ${range(closure)}.`] };
  if (!weekdays.includes(weekdayOf(day))) return { what: 'a weekend', lines: ['School is closed.'] };
  if (term) {
    const end = day === term.from ? 'first' : day === term.to ? 'last' : undefined;
    return {
      what: 'a school day',
      lines: [
        ...(end ? [`It is the ${end} day of ${term.name}.`] : []),
        'It is not an INSET day or a holiday, as far as I have been told.',
      ],
    };
  }
  if (!before || !after)
    return { what: 'I have not been told', lines: [`Ask the school office: ${school.contacts.office}.`] };
  return {
    what: 'in the holidays',
    lines: [`${before.name} ends on ${named(before.to)}.`, `${after.name} begins on ${named(after.from)}.`],
  };
}

/** More days than anyone asks about one by one. */
const MOST_DAYS = 35;

/** Days that follow one another and are the same stand in one line; a weekend is left out where other days were asked about. */
function runsOf({ from, to }: Span, school: School): readonly (readonly [label: string, value: string])[] {
  const days = Array.from({ length: Math.min(MOST_DAYS, daysBetween(from, to) + 1) }, (_, at) => addDays(from, at));
  const open = days.filter((day) => school.hours.weekdays.includes(weekdayOf(day)));
  const runs: { from: IsoDay; to: IsoDay; what: string }[] = [];
  for (const day of open.length > 0 ? open : days) {
    const { what } = on(day, school);
    const last = runs.at(-1);
    if (last?.what === what) last.to = day;
    else runs.push({ from: day, to: day, what });
  }
  return runs.map((run) => [range(run), run.what === 'a school day' && run.from !== run.to ? 'school days' : run.what]);
}

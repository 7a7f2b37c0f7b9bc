import { addDays, type IsoDay, parseDay } from '../../kernel/time.ts';

/** A date as a document prints it, and the last day on which it has not yet passed. */
export interface PrintedDate {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** `undefined` for a day that no calendar has, such as 31 June. */
  readonly day: IsoDay | undefined;
  /** What the day was told from: a day, or the end of a month, term or year. */
  readonly means: 'day' | 'month' | 'term' | 'year';
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Last months of the terms of an English school year, by each name that schools have for them. */
const TERM_ENDS: ReadonlyMap<string, number> = new Map([
  ...['autumn', 'michaelmas', 'advent'].map((term) => [term, 12] as const),
  ...['spring', 'lent', 'hilary'].map((term) => [term, 4] as const),
  ...['summer', 'trinity', 'pentecost'].map((term) => [term, 8] as const),
]);

const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
const DAY = '(?<day>\\d{1,2})\\s?(?:st|nd|rd|th)?';
const YEAR = '(?<year>20\\d\\d)(?!\\d)';
/** `2026/27`, `2026-2027`, `2026–27`: a school year. */
const SCHOOL_YEAR = `${YEAR}(?:\\s?[/–—-]\\s?(?:20)?(?<later>\\d\\d)(?![\\d/.-]))?`;

/** The ways to print a date, the most exact first: where two begin at one place, the first counts. */
const FORMS: readonly (readonly [means: PrintedDate['means'], form: string])[] = [
  ['day', `\\b(?<year>20\\d\\d)-(?<number>\\d\\d)-(?<day>\\d\\d)\\b`],
  ['day', `\\b(?<day>\\d{1,2})\\s?[/.-]\\s?(?<number>\\d{1,2})\\s?[/.-]\\s?(?:20)?(?<short>[1-4]\\d)(?![\\d/])`],
  ['day', `\\b${DAY}(?:\\s+of)?[\\s,.-]+${MONTH}[\\s,-]+${YEAR}`],
  ['day', `\\b${MONTH}\\s+${DAY},?\\s+${YEAR}`],
  ['day', `\\b${DAY}[\\s-]+${MONTH}[\\s-]+['’]?(?<short>[1-4]\\d)(?!\\d)`],
  ['month', `\\b${MONTH}(?:\\s+of)?[\\s,/-]+${YEAR}`],
  ['month', `\\b${MONTH}(?:\\s?-\\s?|\\s+['’])(?<short>[1-4]\\d)(?![\\d/.-])`],
  ['month', `\\b(?<number>0?[1-9]|1[0-2])\\s?/\\s?${YEAR}`],
  ['month', `\\b(?<year>20\\d\\d)-(?<number>0[1-9]|1[0-2])(?![\\d-])`],
  [
    'term',
    `\\b(?<term>${[...TERM_ENDS.keys()].join('|')})\\b(?:\\s+(?:half[ -]?)?terms?)?(?:\\s+[12])?(?:\\s+of)?[\\s,-]+${SCHOOL_YEAR}`,
  ],
  ['term', `${SCHOOL_YEAR}[\\s,]+(?<term>${[...TERM_ENDS.keys()].join('|')})\\b(?:\\s+term)?`],
  ['year', `\\b${SCHOOL_YEAR}`],
];
const PATTERNS = FORMS.map(([means, form]) => ({ means, pattern: new RegExp(form, 'gi') }));

/** Every date of a text in reading order; none lies within another. A year alone is one too: where that counts, `means` says it. */
export function datesIn(text: string): readonly PrintedDate[] {
  const found = PATTERNS.flatMap(({ means, pattern }, rank) =>
    [...text.matchAll(pattern)].map((match) => ({ means, match, rank })),
  ).sort((a, b) => a.match.index - b.match.index || a.rank - b.rank);
  const dates: PrintedDate[] = [];
  for (const { means, match } of found) {
    if (match.index < (dates.at(-1)?.to ?? 0)) continue;
    dates.push({
      ...{ text: match[0], from: match.index, to: match.index + match[0].length },
      ...{ day: lastDay(means, match.groups ?? {}), means },
    });
  }
  return dates;
}

function lastDay(means: PrintedDate['means'], parts: Partial<Record<string, string>>): IsoDay | undefined {
  const { day, month, number, term, later } = parts;
  const year = Number(parts.year ?? 2000 + Number(parts.short));
  const counted = month === undefined ? Number(number) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  switch (means) {
    case 'day':
      return dayIn(year, counted, Number(day));
    case 'month':
      return endOfMonth(year, counted);
    case 'term': {
      const ends = TERM_ENDS.get(term?.toLowerCase() ?? '') ?? 12;
      // Of a school year only the first term is in its first half.
      return endOfMonth(ends === 12 || later === undefined ? year : 2000 + Number(later), ends);
    }
    case 'year':
      return later === undefined ? endOfMonth(year, 12) : endOfMonth(2000 + Number(later), 8);
    default:
      return means satisfies never;
  }
}

const two = (value: number): string => String(value).padStart(2, '0');
const dayIn = (year: number, month: number, day: number): IsoDay | undefined =>
  parseDay(`${year}-${two(month)}-${two(day)}`);

function endOfMonth(year: number, month: number): IsoDay | undefined {
  const next = month === 12 ? dayIn(year + 1, 1, 1) : dayIn(year, month + 1, 1);
  return next && addDays(next, -1);
}

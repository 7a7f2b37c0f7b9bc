/** A number with what it counts: `£` for money, else the singular, as in `day`. */
export interface Amount {
  readonly value: number;
  readonly unit: string;
}

const UNITS = 'quid|pounds?|days?|weeks?|months?|hours?|minutes?|miles?';
const NUMBER = String.raw`(?:(£)\s?)?(\d[\d,]*(?:\.\d+)?)(?:\s*(${UNITS})\b)?`;

const SPELT: ReadonlyMap<string, number> = new Map([
  ...'one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, at) => [word, at + 1] as const),
  ...'twenty thirty forty fifty sixty seventy eighty ninety hundred'
    .split(' ')
    .map((word, at) => [word, 10 * (at + 2)] as const),
]);
const SPELT_BEFORE_UNIT = new RegExp(String.raw`\b(${[...SPELT.keys()].join('|')})(?=\s+(?:${UNITS})\b)`, 'g');

const inFigures = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\bfiver\b/g, '£5')
    .replace(/\btenner\b/g, '£10')
    .replace(SPELT_BEFORE_UNIT, (word) => String(SPELT.get(word)));

/** The amounts that a text names. A number that counts nothing is none: of "year 8" nobody knows what it measures. */
export function amountsIn(text: string): readonly Amount[] {
  return [...inFigures(text).matchAll(new RegExp(NUMBER, 'g'))].flatMap(([, pounds, digits = '', unit]) => {
    const counted = unitOf(pounds ?? unit);
    return counted === undefined ? [] : [{ value: inDigits(digits), unit: counted }];
  });
}

/** As a person reads it: `£60`, `3 days`. */
export const printedAmount = ({ value, unit }: Amount): string =>
  unit === '£' ? `£${value}` : `${value} ${unit}${value === 1 ? '' : 's'}`;

type Range = readonly [pattern: RegExp, holds: (value: number, first: number, second: number) => boolean];

const range = (words: string, holds: Range[1]): Range => [new RegExp(words, 'g'), holds];
const RANGES: readonly Range[] = [
  range(
    String.raw`(?:between\s+)?${NUMBER}\s*(?:and|to|-|–)\s*${NUMBER}`,
    (value, low, high) => value >= low && value <= high,
  ),
  range(String.raw`(?:up to|no more than|at most|not more than)\s+${NUMBER}`, (value, most) => value <= most),
  range(String.raw`(?:under|below|(?<!no |not )less than)\s+${NUMBER}`, (value, most) => value < most),
  range(
    String.raw`(?:over|above|(?<!no |not )more than|exceeds?|exceeding)\s+${NUMBER}`,
    (value, least) => value > least,
  ),
  range(String.raw`(?:at least|from)\s+${NUMBER}`, (value, least) => value >= least),
  range(String.raw`${NUMBER}\s+(?:or|and) (?:more|over|above)`, (value, least) => value >= least),
  range(String.raw`${NUMBER}\s+or (?:less|under|below)`, (value, most) => value <= most),
];

/** Whether words are for every sum: `of any amount`. */
export const holdsAny = (words: string, { unit }: Amount): boolean =>
  unit === '£' && /\bany (?:amount|value|sum)\b/i.test(words);

/** Whether words name a range that an amount is in: `up to £25`, `between 3 and 5 days`, `of any amount`. */
export function holdsAmount(words: string, amount: Amount): boolean {
  const { value, unit } = amount;
  const text = inFigures(words);
  if (holdsAny(words, amount)) return true;
  return RANGES.some(([pattern, holds]) =>
    [...text.matchAll(pattern)].some(([, pounds, digits = '', named, otherPounds, otherDigits = '', otherNamed]) => {
      const counted = unitOf(pounds ?? named ?? otherPounds ?? otherNamed);
      return counted === unit && holds(value, inDigits(digits), inDigits(otherDigits));
    }),
  );
}

/** Whether words name a range of what is counted so: `up to £25`. */
export const namesRange = (words: string, unit: string): boolean =>
  RANGES.some(([pattern]) =>
    [...inFigures(words).matchAll(pattern)].some(
      ([, pounds, , named, otherPounds, , otherNamed]) => unitOf(pounds ?? named ?? otherPounds ?? otherNamed) === unit,
    ),
  );

const inDigits = (digits: string): number => Number(digits.replaceAll(',', ''));
function unitOf(printed: string | undefined): string | undefined {
  if (printed === undefined) return undefined;
  return /^(?:£|quid|pounds?)$/.test(printed) ? '£' : printed.replace(/s$/, '');
}

import { formatAge } from '../../kernel/time.ts';
import { FEWEST } from '../../school/merged-figures.ts';

/** What the numbers of the report to governors are called, on its card and on its page alike. */
export const GOVERNORS_WORDS = {
  title: 'Report to governors',
  byCategory: 'By category (one report may have several)',
  byDecision: 'By what was decided last',
  acknowledged: 'Acknowledged: half within',
  decided: 'Decided: half within',
  allHours: 'Nights, weekends and holidays count',
  none: 'There are no reports about children yet.',
} as const;

export const countWords = (count: number | 'few'): string => (count === 'few' ? `fewer than ${FEWEST}` : String(count));

export const reportsWords = (count: number | 'few'): string =>
  `${countWords(count)} ${count === 1 ? 'report' : 'reports'}`;

/** @param ms `undefined` where there are too few to tell */
export function timeWords(ms: number | undefined): string {
  if (ms === undefined) return `fewer than ${FEWEST}: not shown`;
  const age = formatAge(new Date(0), new Date(ms));
  return age === 'just now' ? '1 min' : age;
}

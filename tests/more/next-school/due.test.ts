import { expect, test } from '@jest/globals';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { dueLines } from '../../../src/more/next-school/due.ts';
import { oakfield } from '../../report/support.ts';

const school = {
  ...oakfield(),
  hours: {
    ...oakfield().hours,
    terms: [
      { name: 'Autumn', from: '2026-09-02' as IsoDay, to: '2026-12-18' as IsoDay },
      { name: 'Spring', from: '2027-01-05' as IsoDay, to: '2027-03-26' as IsoDay },
    ],
  },
};
const lines = (today: string) => dueLines(school, today as IsoDay).map((line) => line.join(': '));

test('a file is due on the earliest day that “within 5 days” can mean: weekends and the first day count', () => {
  expect(lines('2026-11-26')).toEqual([
    'They start there today: due by 30 November 2026',
    'With the term, on 5 January 2027: due by 9 January 2027',
  ]);
});

test('in the first five days of a term that term still counts, and after them the next one', () => {
  expect(lines('2026-09-06')[1]).toBe('With the term, on 2 September 2026: due by 6 September 2026');
  expect(lines('2026-09-07')[1]).toBe('With the term, on 5 January 2027: due by 9 January 2027');
  expect(lines('2027-01-05')).toEqual(['They start there today: due by 9 January 2027']);
});

test('outside England no day of England’s guidance is shown', () => {
  expect(dueLines({ ...school, nation: 'wales' }, '2026-11-26' as IsoDay)).toEqual([]);
});

import { dayWherePrinted, isPastReview, lastDayOf } from '../../../src/ask/library/review.ts';
import { type IsoDay, parseDay } from '../../../src/kernel/time.ts';

test.each([
  ['16 September 2026', '2026-09-16'],
  ['1st Sept 2026', '2026-09-01'],
  ['September 16, 2026', '2026-09-16'],
  ['September 2027', '2027-09-30'],
  ['Feb 2028', '2028-02-29'],
  ['December 2026', '2026-12-31'],
  ['01/09/2026', '2026-09-01'],
  ['2026-09-01', '2026-09-01'],
  ['Autumn 2026', '2026-12-31'],
  ['Summer term 2027', '2027-08-31'],
  ['Michaelmas Term 2027', '2027-12-31'],
  ['Spring 2026/27', '2027-04-30'],
  ['Autumn Term 2026-2027', '2026-12-31'],
  ['2026/27', '2027-08-31'],
  ['1 st of March, 2028', '2028-03-01'],
  ['14-Jun-28', '2028-06-14'],
  ['Nov-28', '2028-11-30'],
  ['03/2028', '2028-03-31'],
  ['2028-03', '2028-03-31'],
])('%s has passed only after %s', (printed, day) => {
  expect(lastDayOf(printed)).toBe(day);
  expect(isPastReview(printed, day as IsoDay)).toBe(false);
});

test.each(['annually', 'to be agreed', '31/02/2026', ''])('"%s" is no date, so nobody is reminded', (printed) => {
  expect(isPastReview(printed, parseDay('2099-01-01') as IsoDay)).toBe(false);
});

test.each([
  ['2 September 2026', '2026-09-02'],
  ['2nd September, 2026', '2026-09-02'],
  ['02/09/2026', '2026-09-02'],
  ['September 2026', 'September 2026'],
  ['31/02/2026', '31/02/2026'],
  ['1 September 2026, amended 3 October 2026', '1 September 2026, amended 3 October 2026'],
])('a version of “%s” is of %s: only one whole day is made one of ours', (printed, day) => {
  expect(dayWherePrinted(printed)).toBe(day);
});

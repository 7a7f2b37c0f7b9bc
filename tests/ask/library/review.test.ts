import { isPastReview, lastDayOf } from '../../../src/ask/library/review.ts';
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
])('%s has passed only after %s', (printed, day) => {
  expect(lastDayOf(printed)).toBe(day);
  expect(isPastReview(printed, day as IsoDay)).toBe(false);
});

test.each(['annually', 'to be agreed', '31/02/2026', ''])('"%s" is no date, so nobody is reminded', (printed) => {
  expect(isPastReview(printed, parseDay('2099-01-01') as IsoDay)).toBe(false);
});

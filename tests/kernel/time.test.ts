import { expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { dayOf, HOUR_MS, type IsoDay, instantOf, MINUTE_MS, weekdayOf } from '../../src/kernel/time.ts';

/** The weeks in which the clocks change, and the turn of a year. */
const BEGINNINGS = ['2026-03-26', '2026-10-22', '2026-12-29', '2027-03-25'];
const DAYS = 6;

test('every quarter of an hour is on the day that the calendar of London gives, asked once or again', () => {
  const quarters = BEGINNINGS.flatMap((day) =>
    Array.from({ length: DAYS * 24 * 4 }, (_, at) => Date.parse(day) + at * 15 * MINUTE_MS),
  );
  const inLondon = (at: number) => DateTime.fromMillis(at, { zone: 'Europe/London' });
  // Of each hour the first asked is its last minute, so that what is remembered of the hour is not of its beginning.
  for (const at of quarters) dayOf(new Date(at - (at % HOUR_MS) + 59 * MINUTE_MS));
  const wrong = quarters.filter((at) => {
    const day = dayOf(new Date(at));
    const expected = inLondon(at);
    return day !== expected.toISODate() || weekdayOf(day) !== expected.weekday;
  });
  expect(wrong).toEqual([]);
});

test('an instant that someone changes is not changed for the next who asks', () => {
  const day = '2026-07-01' as IsoDay;
  instantOf(day, '08:00').setFullYear(1999);
  expect(instantOf(day, '08:00').toISOString()).toBe('2026-07-01T07:00:00.000Z');
});

test('what is no time stays none', () => {
  expect(dayOf(new Date(Number.NaN))).toBe('Invalid DateTime');
  expect(instantOf('2026-02-30' as IsoDay, '08:00').getTime()).toBeNaN();
});

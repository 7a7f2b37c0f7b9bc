import { expect, test } from '@jest/globals';
import type { IsoDay } from '../../src/kernel/time.ts';
import { watchAt } from '../../src/school/hours.ts';
import type { SchoolHours } from '../../src/school/school.ts';

const range = (from: string, to = from) => ({ name: from, from: from as IsoDay, to: to as IsoDay });
const hours: SchoolHours = {
  weekdays: [1, 2, 3, 4, 5],
  opens: '08:00',
  closes: '16:30',
  terms: [
    range('2026-09-01', '2026-12-18'),
    range('2027-01-04', '2027-03-25'),
    range('2027-04-12', '2027-07-21'),
    range('2027-09-01', '2027-12-17'),
  ],
  closures: [range('2026-10-26', '2026-10-30'), range('2027-05-03')],
  inset: [],
};

// The times are Universal Time; London is an hour ahead of it from the end of March to the end of October.
test.each([
  ['a Saturday evening', '2026-11-21T21:40:00Z', 'Saturday 21:40', 'Monday 08:00'],
  ['before the school opens', '2026-11-23T06:10:00Z', 'Monday 06:10', 'Monday 08:00'],
  ['after it has closed', '2026-11-23T16:30:00Z', 'Monday 16:30', 'Tuesday 08:00'],
  ['a bank holiday weekend', '2027-04-30T17:00:00Z', 'Friday 18:00', 'Tuesday 08:00'],
  ['half-term ahead', '2026-10-23T17:00:00Z', 'Friday 18:00', 'Monday 2 November 08:00'],
  ['the last Wednesday of half-term', '2026-10-28T12:00:00Z', 'Wednesday 12:00', 'Monday 08:00'],
  ['a week before, to the day', '2026-10-26T12:00:00Z', 'Monday 12:00', 'Monday 2 November 08:00'],
  ['Christmas', '2026-12-18T18:00:00Z', 'Friday 18:00', 'Monday 4 January 08:00'],
  ['Easter', '2027-03-26T09:00:00Z', 'Friday 09:00', 'Monday 12 April 08:00'],
  ['summer', '2027-07-21T16:00:00Z', 'Wednesday 17:00', 'Wednesday 1 September 08:00'],
])('%s: who writes now is told when someone looks, and is not misled by a weekday', (_when, at, now, until) => {
  expect(watchAt(hours, new Date(at))).toEqual({ kind: 'closed', now, until });
});

test('in school hours someone is watching, to the minute', () => {
  expect(watchAt(hours, new Date('2026-11-23T08:00:00Z'))).toEqual({
    kind: 'open',
    now: 'Monday 08:00',
    closes: '16:30',
    until: 'Tuesday 08:00',
    isNearlyOver: false,
  });
  expect(watchAt(hours, new Date('2026-11-23T16:29:59Z'))).toMatchObject({ kind: 'open', isNearlyOver: true });
  expect(watchAt(hours, new Date('2026-11-23T07:59:59Z')).kind).toBe('closed');
});

test('when the term dates have run out, no day is promised', () => {
  expect(watchAt(hours, new Date('2027-12-20T09:00:00Z'))).toEqual({
    kind: 'closed',
    now: 'Monday 09:00',
    until: undefined,
  });
});

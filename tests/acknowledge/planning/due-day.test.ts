import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueDayProblem, ownDueDay, suggestedDueDay } from '../../../src/acknowledge/planning/due-day.ts';
import { addDays, type IsoDay } from '../../../src/kernel/time.ts';
import { isSchoolDay } from '../../../src/school/hours.ts';
import { school } from '../school.ts';

const now = new Date('2026-10-01T09:00:00Z');
const asked = (day: string, keeps = false) => dueDayProblem(school.hours, day as IsoDay, now, keeps);

test.each([
  ['a Sunday', '2026-10-11', '2026-10-09'],
  ['a Wednesday of half-term', '2026-10-28', '2026-10-23'],
  ['the first Monday of half-term', '2026-10-26', '2026-10-23'],
  ['a day between terms', '2026-12-30', '2026-12-18'],
])('%s is asked about with the last school day before, and is kept by someone who was asked', (_what, day, instead) => {
  expect(asked(day)).toEqual({ kind: 'closed-due-day', day, instead });
  expect(asked(day, true)).toBeUndefined();
});

test('a school day passes, one that has passed does not, and where no school day lies before it the next is named', () => {
  expect(asked('2026-10-22')).toBeUndefined();
  expect(asked('2026-10-01', true)).toMatchObject({ kind: 'bad-due-day', earliest: '2026-10-02' });
  const friday = new Date('2026-10-23T15:00:00Z');
  expect(dueDayProblem(school.hours, '2026-10-25' as IsoDay, friday, false)).toMatchObject({ instead: '2026-11-02' });
});

test('past the last term that is known only weekends are asked about', () => {
  const last = school.hours.terms.at(-1)?.to ?? ('' as IsoDay);
  const later = new Date(`${addDays(last, -20)}T09:00:00Z`);
  const found = Array.from({ length: 14 }, (_, n) => dueDayProblem(school.hours, addDays(last, 15 + n), later, false));
  expect(found.filter((problem) => problem !== undefined)).toHaveLength(4);
});

test('a joiner answers by a school day, with at least half of the days that joiners have', () => {
  // Ten days from 8 October are a Sunday, from 16 October a Monday of half-term, from 16 December the holidays.
  expect(ownDueDay(school, '2026-10-08' as IsoDay)).toBe('2026-10-16');
  expect(ownDueDay(school, '2026-10-16' as IsoDay)).toBe('2026-10-23');
  expect(ownDueDay(school, '2026-12-16' as IsoDay)).toBe('2027-01-04');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), (days) => {
      const from = addDays('2026-09-01' as IsoDay, days);
      const due = ownDueDay(school, from);
      expect(isSchoolDay(school.hours, due)).toBe(true);
      expect(due > addDays(from, school.acknowledgement.joinerDays / 2)).toBe(true);
    }),
  );
});

test('what is suggested for everyone is a school day', () => {
  expect(suggestedDueDay(school, '2026-10-05' as IsoDay, 21)).toBe('2026-10-23');
});

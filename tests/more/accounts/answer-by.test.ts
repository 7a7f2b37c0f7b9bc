import { expect, test } from '@jest/globals';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { answerBy } from '../../../src/more/accounts/care/answer-by.ts';
import { school } from '../../acknowledge/school.ts';

const at = (day: string, time: string) => instantOf(day as IsoDay, time);
const by = (received: Date, within = { hours: 24 } as Parameters<typeof answerBy>[0], holidays = 'next-school-day') =>
  answerBy(within, received, school.hours, holidays as 'run-on');

test.each([
  ['on a school day: 24 hours later, by the clock', ['2026-11-24', '10:00'], ['2026-11-25', '10:00']],
  ['on a Friday: still 24 hours, as the policy says', ['2026-11-27', '15:00'], ['2026-11-28', '15:00']],
  ['on a Saturday: by the end of Monday', ['2026-11-28', '09:00'], ['2026-11-30', '17:00']],
  ['on a Sunday night: by the end of Monday', ['2026-11-29', '23:59'], ['2026-11-30', '17:00']],
  ['in half-term: by the end of the first day back', ['2026-10-27', '10:00'], ['2026-11-02', '17:00']],
  ['on Christmas Eve: by the end of the first day of term', ['2026-12-24', '10:00'], ['2027-01-04', '17:00']],
  ['in the week in which the clocks go back: 24 hours of time', ['2027-10-30', '10:00'], ['2027-11-01', '17:00']],
] as const)('%s', (_name, [day, time], [due, end]) => {
  expect(by(at(day, time))).toEqual(at(due, end));
});

test('where hours run on in the holidays, only weekends wait', () => {
  expect(by(at('2026-10-27', '10:00'), { hours: 24 }, 'run-on')).toEqual(at('2026-10-28', '10:00'));
  expect(by(at('2026-12-26', '10:00'), { hours: 24 }, 'run-on')).toEqual(at('2026-12-28', '17:00'));
});

test('school days are counted from the day after, to the end of the last', () => {
  expect(by(at('2026-11-26', '16:00'), { schoolDays: 1 })).toEqual(at('2026-11-27', '17:00'));
  expect(by(at('2026-11-26', '16:00'), { schoolDays: 2 })).toEqual(at('2026-11-30', '17:00'));
  expect(by(at('2026-12-18', '16:00'), { schoolDays: 1 })).toEqual(at('2027-01-04', '17:00'));
});

test('where nobody has written the next year’s terms, weekdays count', () => {
  expect(by(at('2028-11-04', '10:00'))).toEqual(at('2028-11-06', '17:00'));
});

import { expect, test } from '@jest/globals';
import type { IsoDay } from '../../src/kernel/time.ts';
import { hasTraining, trainingStanding } from '../../src/school/training.ts';

const yearly = { id: 'safeguarding', name: 'Safeguarding', everyMonths: 12, soonDays: 30 };
const day = (text: string) => text as IsoDay;

test.each([
  [undefined, '2026-09-07', 'none', undefined, false],
  ['2026-09-01', '2026-09-07', 'in-date', '2027-09-01', true],
  ['2025-10-07', '2026-09-06', 'in-date', '2026-10-07', true],
  ['2025-10-07', '2026-09-07', 'due-soon', '2026-10-07', true],
  ['2025-09-07', '2026-09-07', 'due-soon', '2026-09-07', true],
  ['2025-09-06', '2026-09-07', 'overdue', '2026-09-06', false],
])('done on %s, on %s it is %s', (doneOn, today, state, dueOn, counts) => {
  const standing = trainingStanding(yearly, doneOn === undefined ? undefined : day(doneOn), day(today));
  expect(standing).toMatchObject({ state, dueOn });
  expect(hasTraining(standing)).toBe(counts);
});

test('what was done on the last day of a month is due on the last day of a shorter one', () => {
  const months = { ...yearly, everyMonths: 18 };
  expect(trainingStanding(months, day('2025-08-31'), day('2026-01-01')).dueOn).toBe('2027-02-28');
});

import { expect, test } from '@jest/globals';
import { createLogThrottle } from '../../../../src/platform/postgres/jobs/log-throttle.ts';

test('the first is told at once, the rest of its minute with the next after it, and none is lost', () => {
  let now = 5;
  const told: [string, number][] = [];
  const happen = createLogThrottle<string>(
    60_000,
    () => now,
    (what, times) => void told.push([what, times]),
  );
  for (const [at, what] of [
    [5, 'a'],
    [6, 'b'],
    [60_004, 'c'],
    [60_005, 'd'],
    [60_006, 'e'],
    [500_000, 'f'],
  ] as const) {
    now = at;
    happen(what);
  }
  expect(told).toEqual([
    ['a', 1],
    ['d', 3],
    ['f', 2],
  ]);
});

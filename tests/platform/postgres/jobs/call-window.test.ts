import { callWindow } from '../../../../src/platform/postgres/jobs/call-window.ts';

const PER_SECOND = 10;

/** So many calls, evenly spaced, each answered after so long. */
function calls(window: ReturnType<typeof callWindow>, from: number, count: number, tookMs: number): number {
  for (let n = 0; n < count; n += 1) window.leaves(from + n * 100).endedAt = from + n * 100 + tookMs;
  return from + (count - 1) * 100;
}

test('a window that is not full is open', () => {
  const window = callWindow(PER_SECOND);
  calls(window, 5_000, PER_SECOND - 1, 20);
  expect(window.opensAt()).toBe(0);
});

test('a call that took longer than the quickest may have arrived so much later', () => {
  const window = callWindow(PER_SECOND);
  calls(window, 1_000, 1, 20);
  calls(window, 2_000, PER_SECOND, 80);
  expect(window.opensAt()).toBe(2_000 + 60 + 1_001);
});

test('the quickest is remembered beyond a windowful in which all were slow', () => {
  const window = callWindow(PER_SECOND);
  calls(window, 1_000, PER_SECOND, 20);
  const last = calls(window, 10_000, 5 * PER_SECOND, 80);
  expect(window.opensAt()).toBe(last - 900 + 60 + 1_001);
});

test('a call without an answer is taken to have arrived before long', () => {
  const window = callWindow(PER_SECOND);
  calls(window, 1_000, 1, 20);
  window.leaves(2_000);
  calls(window, 2_100, PER_SECOND - 1, 20);
  expect(window.opensAt()).toBe(2_000 + 300 + 1_001);
});

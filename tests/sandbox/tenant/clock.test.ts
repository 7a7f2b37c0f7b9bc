import { expect, test } from '@jest/globals';
import { createClock } from '../../../src/sandbox/tenant/clock.ts';

test('a move is told to all who listen, time that passes to nobody; both count from where the clock stood', () => {
  const start = new Date('2026-11-23T09:30:00Z');
  const clock = createClock(() => start);
  const told: string[] = [];
  const stop = clock.onMove(() => told.push(clock.now().toISOString()));
  clock.advance(1_000);
  clock.pass(5_000);
  expect(clock.now()).toEqual(new Date('2026-11-23T09:30:06Z'));
  expect(told).toEqual(['2026-11-23T09:30:01.000Z']);
  clock.pass(-2_000);
  clock.advance(1_000);
  expect(told).toEqual(['2026-11-23T09:30:01.000Z', '2026-11-23T09:30:05.000Z']);
  stop();
  clock.set(start);
  expect(told).toHaveLength(2);
  expect(clock.offsetMs()).toBe(0);
});

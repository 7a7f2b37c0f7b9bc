import { expect, jest, test } from '@jest/globals';
import type { Log } from '../../../src/kernel/log.ts';
import { createReadiness } from '../../../src/wiring/readiness.ts';

type Verdict = 'safe' | 'unsafe' | 'unknown';

const given = (now: {
  healthy?: boolean;
  waiting?: number;
  stuck?: boolean;
  clockOff?: boolean;
  verdicts?: readonly Verdict[];
  isLooking?: boolean;
}) => {
  const lines: string[] = [];
  const keep = (event: string, facts: object = {}) => void lines.push(`${event} ${JSON.stringify(facts)}`);
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  const readiness = createReadiness({
    isHealthy: async () => now.healthy ?? true,
    waitingSeconds: async () => now.waiting ?? 0,
    isWorkStuck: async () => now.stuck ?? false,
    isClockOff: () => now.clockOff ?? false,
    destinations: async () => {
      if (now.isLooking) await new Promise(() => undefined);
      return (now.verdicts ?? ['safe']).map((verdict) => ({ verdict }));
    },
    log,
  });
  return { readiness, lines };
};

test('all well is ready, and says nothing', async () => {
  const { readiness, lines } = given({});
  expect(await readiness()).toBe('ready');
  expect(lines).toEqual([]);
});

test('without a database it is not ready', async () => {
  expect(await given({ healthy: false }).readiness()).toBe('not ready');
});

test.each([
  ['jobs that wait too long', { waiting: 301 }, 'jobs'],
  ['work whose holder stands still', { stuck: true }, 'jobs'],
  ['a clock that is far from the database’s', { clockOff: true }, 'clock'],
  ['Graph that does not answer', { verdicts: ['unknown'] as const }, 'graph'],
  ['a destination that is not safe', { verdicts: ['safe', 'unsafe'] as const }, 'concernDestination'],
])('%s leave it serving, and the log says which part, once', async (_what, now, part) => {
  const { readiness, lines } = given(now);
  expect(await readiness()).toBe('degraded');
  expect(await readiness()).toBe('degraded');
  expect(lines).toEqual([`ready.trouble {"parts":"${part}"}`]);
});

test('until the first look at the destinations is done there is no trouble to tell', async () => {
  expect(await given({ isLooking: true }).readiness()).toBe('ready');
});

test('while a later look at the destinations hangs, what was last known stands, and is told once', async () => {
  const now: { verdicts: readonly Verdict[]; isLooking?: boolean } = { verdicts: ['unsafe'] };
  const { readiness, lines } = given(now);
  expect(await readiness()).toBe('degraded');
  now.isLooking = true;
  const later = performance.now() + 60_000;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => later);
  try {
    expect(await readiness()).toBe('degraded');
  } finally {
    clock.mockRestore();
  }
  expect(lines).toEqual(['ready.trouble {"parts":"concernDestination"}']);
});

test('whatever is wrong with reports, their places, jobs or clocks, it never takes an instance away', async () => {
  const worst = { waiting: 1_000_000, stuck: true, clockOff: true, verdicts: ['unsafe', 'unknown'] as const };
  expect(await given(worst).readiness()).toBe('degraded');
});

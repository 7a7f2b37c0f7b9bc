import { retryAfterMs } from '../../../src/kernel/calls/retry-after.ts';

const NOW = Date.UTC(2026, 9, 13, 9, 30);
const asked = (retryAfter: string, date?: string) =>
  retryAfterMs(new Headers({ 'retry-after': retryAfter, ...(date !== undefined && { date }) }), NOW);

test.each([
  ['7', 7_000],
  ['0', 0],
  ['86400', 600_000],
  ['Tue, 13 Oct 2026 09:30:20 GMT', 20_000],
  ['Tue, 13 Oct 2026 08:00:00 GMT', 0],
  ['Fri, 13 Oct 2045 09:30:00 GMT', 600_000],
])('%s asks for %d ms', (header, ms) => {
  expect(asked(header)).toBe(ms);
});

test.each(['', '-5', 'soon', 'may 5', '0x10', 'Tue, 99 Oct 2026 09:30:00 GMT', '2026-10-13'])(
  '“%s” asks for nothing that can be kept',
  (header) => {
    expect(asked(header)).toBeUndefined();
  },
);

test('a moment counts from the moment that the same answer names, whatever our clock says', () => {
  expect(asked('Tue, 13 Oct 2026 11:00:30 GMT', 'Tue, 13 Oct 2026 11:00:00 GMT')).toBe(30_000);
});

test('an answer without the header asks for nothing', () => {
  expect(retryAfterMs(new Headers(), NOW)).toBeUndefined();
});

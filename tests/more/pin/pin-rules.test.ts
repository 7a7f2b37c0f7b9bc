import { expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../../../src/kernel/time.ts';
import { pauseAfterMs, pinFault } from '../../../src/more/pin/pin-rules.ts';

test.each([
  '111111',
  '000000000000',
  '123456',
  '654321',
  '890123',
  '864208',
  '121212',
  '123123',
  '12341234',
  '112233',
  '998877',
  '112121',
  '147258',
  '852741',
  '159753',
])('%s is too easy', (pin) => {
  expect(pinFault(pin)).toBe('trivial');
});

test.each(['12345', '1234567890123', '12345a', '', ' 271828', '１２３４５６', '-271828'])('%j is no PIN', (pin) => {
  expect(pinFault(pin)).toBe('not-digits');
});

test('of all PINs of six digits fewer than one in a hundred is refused', () => {
  let refused = 0;
  for (let number = 0; number < 1_000_000; number += 7) if (pinFault(String(number).padStart(6, '0'))) refused += 1;
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(1_000_000 / 7 / 100);
});

test('four slips cost nothing, then each wrong one waits twice as long, an hour at most', () => {
  expect([1, 4, 5, 6, 7, 10, 11, 12, 1_000].map(pauseAfterMs)).toEqual([
    0,
    0,
    MINUTE_MS,
    2 * MINUTE_MS,
    4 * MINUTE_MS,
    32 * MINUTE_MS,
    HOUR_MS,
    HOUR_MS,
    HOUR_MS,
  ]);
});

import { expect, test } from '@jest/globals';
import { type Hosted, together } from '../../src/report/host.handlers.ts';

const shown = async () => ({ kind: 'close' }) as const;

test('what several features add stands side by side, and what only one can give is given by one', () => {
  const one: Hosted = { shownAfter: { lock: shown }, exports: { chronology: shown } };
  const other: Hosted = { shownAfter: { 'trust-open': shown }, work: () => [] };
  const whole = together([one, other]);
  expect(Object.keys(whole.shownAfter ?? {})).toEqual(['lock', 'trust-open']);
  expect(Object.keys(whole.exports ?? {})).toEqual(['chronology']);
  expect(() => together([other, { work: () => [] }])).toThrow('two features give work');
});

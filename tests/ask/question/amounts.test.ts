import { expect, test } from '@jest/globals';
import { amountsIn, holdsAmount, printedAmount } from '../../../src/ask/question/amounts.ts';

test.each([
  ['must be 60 quid', '£60'],
  ['worth £1,250.', '£1250'],
  ['only a tenner', '£10'],
  ['twenty pounds', '£20'],
  ['off for three days', '3 days'],
])('an amount is read as it is written: %s', (text, printed) => {
  expect(amountsIn(text).map(printedAmount)).toEqual([printed]);
});

test('a number that counts nothing is no amount', () => {
  expect(amountsIn('the lad in year 8, room 12')).toEqual([]);
});

test.each([
  ['worth up to £25', [10, 25], [26]],
  ['One gift worth between £25 and £75', [25, 60, 75], [24, 76]],
  ['£25–£75', [25, 75], [76]],
  ['more than £75, or several that come to more than £75 in a year', [76], [75]],
  ['no more than £75', [75], [76]],
  ['£75 or more', [75, 80], [74]],
  ['under £25', [24], [25]],
  ['Cash or vouchers of any amount', [1, 1000], []],
  ['Tutoring a pupil', [], [60]],
  ['more than 5 days', [], [60]],
])('a range holds what is in it and nothing else: %s', (words, inside, outside) => {
  const held = [...inside, ...outside].filter((value) => holdsAmount(words, { value, unit: '£' }));
  expect(held).toEqual(inside);
});

test('a range of days says its unit once', () => {
  expect(holdsAmount('between 3 and 5 days', { value: 4, unit: 'day' })).toBe(true);
});

import { expect, test } from '@jest/globals';
import { childLines } from '../../../src/report/keeping/on-paper.ts';

const SCHOOL = { name: 'Oakfield Academy', trust: 'The Trust', phone: '01632 960 200' };
const NOBODY = { name: undefined, born: undefined, group: undefined, year: undefined, number: undefined };
const groupOf = (typed: readonly string[], isSeveral = false) =>
  new Map(childLines({ ...NOBODY, typed, isSeveral }, SCHOOL)).get('Tutor group or class');

test('without the roll the class is as it was reported, where every report has the same; else it is left to be written in', () => {
  expect(groupOf(['Amelia Wright 7B'])).toBe('7B (as reported)');
  expect(groupOf(['Amelia Wright 7B', 'Amelia Wright'])).toBe('7B (as reported)');
  for (const typed of [['Amelia Wright'], ['Amelia Wright 7B', 'Amelia Wright 7C'], []])
    expect(groupOf(typed)).toContain('not known to Lanyard');
  expect(groupOf(['Amelia Wright 7B'], true)).toContain('not known to Lanyard');
});

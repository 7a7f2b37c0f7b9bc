import { expect, test } from '@jest/globals';
import { holdsVisible, withoutBlank } from '../../src/kernel/visible.ts';
import { BLANKS } from '../support/blanks.ts';

test.each(Object.entries(BLANKS))('%s shows nothing, alone or many times over', (_name, blank) => {
  expect([holdsVisible(blank), holdsVisible(` ${blank}\n${blank} `)]).toEqual([false, false]);
  expect(withoutBlank(`${blank} ${blank}`)).toBe('');
});

test.each(['a', '7', '?', '£', '🙂', '👩‍👧', '1️⃣', 'Ж', '中', '\u0301e', '\u200bhelp\u200b', '\u00a0.'])(
  '%j holds something',
  (text) => expect(holdsVisible(text)).toBe(true),
);

test('what is written is left as it is, but for the space around it', () => {
  expect(withoutBlank('  one\u200btwo \n')).toBe('one\u200btwo');
  expect([holdsVisible(undefined), holdsVisible('')]).toEqual([false, false]);
});

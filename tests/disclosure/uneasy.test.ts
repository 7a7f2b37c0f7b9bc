import { hasUneasyWord } from '../../src/disclosure/reading/uneasy.ts';

test.each([
  'They’re always in the cupboard at lunch, just the two of them',
  'he put his hand on her leg',
  'Nobody writes to him.',
  'she asked if she could stay the night at mine',
  'says his mum don’t like it',
  'I DON’T LIKE IT',
])('more may be meant: %s', (text) => expect(hasUneasyWord(text)).toBe(true));

test.each([
  'the kettle in the staffroom leaks',
  'Sam brought me a scone he baked',
  'my tutor group swapped seats again',
  'booked the small room for a chat about her targets',
  'he threw up on the coach',
])('a thing of any day: %s', (text) => expect(hasUneasyWord(text)).toBe(false));

import { printedMark } from '../../../src/ask/quoting/quote-parts.ts';

test('a quote keeps the marks that count or say what is allowed, and prints every other bullet as one', () => {
  expect(['(iv)', '3.1', '✗', '☐', '✓'].map(printedMark)).toEqual(['(iv)', '3.1', '✗', '☐', '✓']);
  expect(['-', '▪', '➢', 'o', '[…]'].map(printedMark)).toEqual(['•', '•', '•', '•', '•']);
});

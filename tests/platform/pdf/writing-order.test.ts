import { expect, test } from '@jest/globals';
import { paragraphOf } from '../../../src/platform/pdf/letters.ts';
import { inDrawingOrder, mirrored } from '../../../src/platform/pdf/writing-order.ts';

/** What is on the paper from left to right, letters unshaped. Capitals stand for Hebrew ones, as in Unicode's own examples. */
function drawn(text: string): string {
  const hebrew = [...text].map((one) =>
    /[A-Z]/.test(one) ? String.fromCharCode(one.charCodeAt(0) - 65 + 0x5d0) : one,
  );
  const { pieces } = paragraphOf(hebrew.join(''), () => true);
  return inDrawingOrder(pieces)
    .flatMap(({ shown, level }) => (level % 2 === 1 ? [...shown].map(mirrored).reverse() : [...shown]))
    .map((one) => (/[\u05d0-\u05e9]/.test(one) ? String.fromCharCode(one.charCodeAt(0) - 0x5d0 + 65) : one))
    .join('');
}

test.each([
  ['car means CAR.', 'car means RAC.'],
  ['CAR MEANS car', 'car SNAEM RAC'],
  ['he said “CAR DOOR”', 'he said “ROOD RAC”'],
  ['about: AB CD, then nothing', 'about: DC BA, then nothing'],
  ['IT IS 12.5% OF 3-4', '3-4 FO 12.5% SI TI'],
  ['tell A1B2 now', 'tell 2B1A now'],
  ['A (b) C', 'C (b) A'],
  ['a (B) c', 'a (B) c'],
  ['A (B) c', 'c (B) A'],
  ['x A(B) y', 'x (B)A y'],
  ['A(b', 'b)A'],
  ['phone 0161 496 0123 A', 'phone 0161 496 0123 A'],
  ['A phone 1', 'phone 1 A'],
  ['', ''],
])('%s stands as %s', (text, expected) => {
  expect(drawn(text)).toBe(expected);
});

test('a character that would turn words around is shown as its number and turns nothing', () => {
  expect(drawn('not \u202eguilty\u202c')).toBe('not [U+202E]guilty[U+202C]');
  expect(drawn('\u2067abc\u2069 d\u200f')).toBe('[U+2067]abc[U+2069] d[U+200F]');
});

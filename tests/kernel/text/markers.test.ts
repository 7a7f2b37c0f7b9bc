import { isSaying, readMarker } from '../../../src/kernel/text/markers.ts';

test.each([
  ['✗ Lend your badge', '✗', 'Lend your badge'],
  ['☐ (b) Signed', '☐', '(b) Signed'],
  ['✔️ Ask first', '✔️', 'Ask first'],
  ['➢ (b) Signed', '(b)', 'Signed'],
  ['👎 Running', '👎', 'Running'],
])('the mark of “%s”', (line, marker, text) => {
  expect(readMarker(line)).toMatchObject({ marker, text });
});

test('ticks, crosses and boxes say something; other bullets do not', () => {
  expect(['✓', '✘', '☑', '☐', '❌', '✔️'].every(isSaying)).toBe(true);
  expect(['•', '-', 'o', '▪', '➢', '(a)', ''].some(isSaying)).toBe(false);
});

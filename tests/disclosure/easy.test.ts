import { isToldAtEase } from '../../src/disclosure/reading/easy.ts';

test.each([
  'same lad in every dinner time, reads the shark book, grand company',
  'two of them rowed at break but it’s all sorted',
  'she drew me as a dragon, made my day',
])('%s is told at ease', (text) => expect(isToldAtEase(text)).toBe(true));

test.each([
  'they thought I’d be chuffed for her',
  'he shaves the younger boys',
  `a joy to teach, and ${'then there was more to tell of that day '.repeat(3)}`,
])('%s may be more', (text) => expect(isToldAtEase(text)).toBe(false));

import {
  headsOfLists,
  levelByDepth,
  levelsOf,
  looksLikeHeading,
} from '../../../src/platform/documents/heading-rank.ts';

const bold = (text: string) => ({ text, isBold: true, kind: 'other' }) as const;
const plain = (text: string) => ({ text, isBold: false, kind: 'other' }) as const;
const item = { text: 'ring the bell', isBold: false, kind: 'item' } as const;
const heading = { text: 'Bells', isBold: true, kind: 'heading' } as const;

test.each([
  ['one above a list, up to the next heading', [bold('Caretakers:'), item, item, heading], [0]],
  ['one after the other, up to the end', [bold('Caretakers:'), item, bold('Cooks:'), item], [0, 2]],
  ['a sentence behind the last list', [bold('Caretakers:'), item, bold('Cooks:'), item, plain('All do.')], []],
  ['a sentence between them', [bold('Caretakers:'), item, plain('They do.'), bold('Cooks:'), item], [3]],
  ['words that are not bold', [plain('Caretakers:'), item], []],
  ['a sentence that the list ends', [bold('Cooks must:'), item], []],
  ['no list below', [bold('Caretakers:'), plain('They do.')], []],
])('headings of their lists: %s', (_, lines, expected) => {
  expect([...headsOfLists(lines)]).toEqual(expected);
});

test('a heading of a list stands below the one above it, whatever its look', () => {
  const look = { text: 'x', isBold: true, size: 12, depth: 0 };
  expect(
    levelsOf([
      { ...look, size: 20 },
      { ...look, depth: 1 },
      { ...look, isOfList: true },
      { ...look, isOfList: true },
      { ...look, depth: 2 },
      { ...look, isOfList: true },
    ]),
  ).toEqual([0, 1, 2, 2, 2, 3]);
});

test('among headings with styles, one that is only bold stands by its number, and what follows below it', () => {
  const look = { text: 'x', isBold: true, size: 12, depth: 0 };
  expect(
    levelsOf([
      { ...look, styled: 1 },
      { ...look, styled: 2, depth: 1 },
      { ...look, depth: 2 },
      { ...look, depth: 0 },
      { ...look, depth: 2 },
      { ...look, styled: 2, depth: 1 },
    ]),
  ).toEqual([1, 2, 3, 4, 3, 2]);
  expect(
    levelByDepth(2, [
      { depth: 3, level: 4 },
      { depth: 0, level: 1 },
      { depth: 2, level: 3 },
    ]),
  ).toBe(3);
  expect(levelByDepth(1, [])).toBeUndefined();
});

test.each([
  ['Tel: 01632 960 555', false],
  ['020 7946 0000 (evenings)', false],
  ['bursar@beech.example', false],
  ['www.beech.example', false],
  ['Phone calls', true],
  ['Email and messaging', true],
  ['Year 2030 to 2040', true],
])('%s in bold is a heading: %p', (text, is) => {
  expect(looksLikeHeading({ text, isBold: true, size: 11, depth: 0 }, 11)).toBe(is);
});

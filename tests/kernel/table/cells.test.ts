import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCells } from '../../../src/kernel/table/cells.ts';

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

test('what a spreadsheet writes is read back, each row with the line on which it begins', () => {
  const word = fc.constantFrom('Kai', 'Turner, Kai', 'a; b', 'said "no"', 'two\nlines', "O'Brien", '__proto__', '');
  const row = fc.array(word, { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(row, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (separator, end, rows, isMarked) => {
        const all = [['Name', 'Class', 'Year'], ...rows];
        const lines = all.map((cells) => cells.map(quoted).join(separator).replaceAll('\n', end));
        let line = 1;
        const expected = all.flatMap((cells, index) => {
          const begun = line;
          line += (lines[index] ?? '').split(end).length;
          return cells.every((cell) => cell === '') ? [] : [{ line: begun, cells }];
        });
        expect(readCells(`${isMarked ? '\uFEFF' : ''}${lines.join(end)}${end}`)).toEqual(expected);
      },
    ),
    { numRuns: 300, seed: 37 },
  );
});

test('a quote within a cell that is not quoted is a letter like any other, and so are rows of unequal length', () => {
  expect(readCells('Name,Height\nKai, 6\' 2" \n\nMia\nBen,1,2\n')?.map(({ cells }) => cells)).toEqual([
    ['Name', 'Height'],
    ['Kai', '6\' 2"'],
    ['Mia'],
    ['Ben', '1', '2'],
  ]);
});

test.each([
  ['is never closed', 'Name,Class\n"Kai Turner,7B\nMia Hart,7B'],
  ['is closed before its cell ends', 'Name,Class\n"Kai" Turner,7B'],
])('where a quote %s, nothing is read', (_, text) => {
  expect(readCells(text)).toBeUndefined();
});

test('any text at all is read or refused, in a moment', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\t', ' ') }), (text) => {
      const rows = readCells(text);
      for (const { cells } of rows ?? []) expect(cells.some((cell) => cell !== '')).toBe(true);
    }),
    { numRuns: 500, seed: 37 },
  );
  const begun = performance.now();
  readCells(`Name,Class\n${'"'.repeat(2_000_001)}`);
  readCells('Kai Turner,7B\n'.repeat(200_000));
  expect(performance.now() - begun).toBeLessThan(10_000);
});

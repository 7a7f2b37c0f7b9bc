import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { extractText } from 'unpdf';
import { createPaper } from '../../../src/platform/pdf/paper.ts';
import type { Line } from '../../../src/platform/pdf/pdf-text-layout.ts';
import { createPrintOut } from '../../../src/platform/pdf/print-out.ts';
import { anyText } from '../../support/any-text.ts';

const AT = new Date('2026-11-21T09:00:00Z');

const printed = async (texts: readonly string[], isBold = false): Promise<Uint8Array> => {
  const paper = createPaper(await createPrintOut('Names', AT));
  for (const text of texts) paper.write(text, { isBold });
  return paper.finish({ head: 'Head', foot: (page, pages) => `Page ${page} of ${pages}` });
};
const readBack = async (pdf: Uint8Array): Promise<string> =>
  (await extractText(new Uint8Array(pdf), { mergePages: true })).text;
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const exactly = (line: Line): string => line.pieces.map(({ exact }) => exact).join('');

const NAMES = [
  'Łukasz Żółć',
  'Çağla Yıldız-Özgür',
  'Ștefan Țurcanu',
  'Їржина Шевченко',
  'Ελένη Παπαδοπούλου',
  'Nguyễn Thị Hằng',
  'Siân Ó Briain',
  'ქეთევან',
  'Հայկ',
  'محمد عبد الله',
  'گلنار چراغی',
  'יעל כהן',
  'אברהם לוי 12',
  'Ọláìtán Adéwálé',
  'Lietuvė ė̃',
];

test.each([false, true])(
  'names of many alphabets are printed and read back as they were written (bold: %s)',
  async (isBold) => {
    const text = await readBack(await printed(NAMES, isBold));
    for (const name of NAMES) expect(text).toContain(name.normalize('NFC'));
    expect(text).not.toContain('[U+');
  },
);

test('joined Arabic letters are drawn in their joined shapes, and lam with alef as one', async () => {
  const { layout } = await createPrintOut('Shapes', AT);
  const width = (text: string) => layout.lines(text, { size: 1000 }, 1_000_000)[0]?.width ?? 0;
  // Joined letters are narrower than the same letters alone.
  expect(width('محمد')).toBeLessThan(width('م ح م د') - 3 * width(' '));
  expect(width('لا')).toBeLessThan(width('ل ا') - width(' '));
  expect((await readBack(await printed(['ولا أعرف لأن']))).normalize('NFKC')).toContain('ولا أعرف لأن');
});

test('what the font lacks stands as its number, also inside a joined word, and nothing else is lost', async () => {
  const text = await readBack(await printed(['王 said: शब्द, 👩‍👦, a\u00adb and ۓ in یہاں']));
  for (const number of [
    '[U+738B] said',
    '[U+0936][U+092C][U+094D][U+0926]',
    '[U+1F469][U+200D][U+1F466]',
    'a[U+00AD]b',
    '[U+06C1]',
  ])
    expect(text).toContain(number);
});

test('the same words give the same bytes, whatever was printed before', async () => {
  const first = digest(await printed(NAMES));
  await printed(['لا لأ', 'שָׁלוֹם', 'ẹ́ á', ...NAMES.toReversed()]);
  expect(digest(await printed(NAMES))).toBe(first);
});

test('a page of English stays small', async () => {
  expect((await printed(['The quick brown fox jumps over the lazy dog, 0123456789. '.repeat(40)])).length).toBeLessThan(
    25_000,
  );
});

test('any text is in lines that fit, with every letter of it', async () => {
  const { layout } = await createPrintOut('Any', AT);
  const piece = fc.oneof(
    anyText(30),
    fc.constantFrom(...NAMES, ' ', '\n', 'x'.repeat(90), 'م'.repeat(90), 'a\u0301\u0301', '\u200c', '(', '12,5'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      const lines = layout.lines(text, { size: 10 }, 200);
      const letters = (words: string) => words.normalize('NFC').replaceAll(/[\t\r\n\u2028\u2029 ]/g, '');
      expect(letters(lines.map(exactly).join(''))).toBe(letters(text));
      for (const { pieces, width } of lines) {
        const isOne = pieces.filter(({ shown }) => shown !== ' ').length <= 1;
        const spaces = pieces.filter(({ shown }) => shown === ' ').length * 4;
        if (!isOne) expect(width - spaces).toBeLessThanOrEqual(200);
      }
      const short = layout.fitting(text, { size: 10, face: 'bold' }, 100);
      expect(short.width).toBeLessThanOrEqual(100);
    }),
    { numRuns: 300, seed: 21 },
  );
});

test('what does not fit on one line ends in dots, at the side where its reader stops', async () => {
  const { layout } = await createPrintOut('Dots', AT);
  expect(exactly(layout.fitting('long '.repeat(99), { size: 10 }, 100))).toMatch(/^long long .*…$/);
  const arabic = layout.fitting('محمد '.repeat(99), { size: 10 }, 100);
  expect(arabic).toMatchObject({ isRightToLeft: true });
  expect(arabic.pieces.at(-1)).toMatchObject({ shown: '…', level: 1 });
  expect(exactly(layout.fitting('a \n b', { size: 10 }, 100))).toBe('a b');
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../../src/ask/parsing/read-text.ts';
import { readBytes } from '../../../src/platform/documents/read-bytes.ts';
import { SHARED, testEachWithShared } from '../../support/shared.ts';
import { asPdf, WORD_STYLE } from './support/as-pdf.ts';
import { comparable } from './support/comparable.ts';

const NAMES = ['liverpool-model', 'cardinal-heenan', 'north-star', 'lancashire-model', 'lowerhouse'];
const each = testEachWithShared(NAMES);

each(
  '%s, printed as PDF: every word in its order, and nine passages in ten cut where its text is cut',
  async (name) => {
    const text = readText(readFileSync(join(SHARED, 'policies', `${name}.txt`), 'utf8'));
    const blocks = text.blocks.filter(({ kind }) => kind !== 'furniture');
    for (const style of [WORD_STYLE, { ...WORD_STYLE, isJustified: true, spaceAfter: 6 }]) {
      const pdf = comparable(await readBytes(await asPdf(blocks, 'Printed for the governors', style), 'policy.pdf'));
      const source = comparable({ blocks, stated: {} });
      const words = ({ passages }: typeof pdf) =>
        passages
          .map((passage) => passage.text)
          .join(' ')
          .match(/[\p{L}\p{N}]+/gu);
      expect(words(pdf)).toEqual(words(source));
      const cuts = new Set(pdf.passages.map((passage) => passage.text));
      const same = source.passages.filter((passage) => cuts.has(passage.text)).length;
      expect(same / source.passages.length).toBeGreaterThanOrEqual(0.9);
    }
  },
);

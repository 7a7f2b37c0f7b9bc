import { deflateSync } from 'node:zlib';
import { readDocument } from '../../../src/platform/documents/read-document.ts';
import { bytes, FONT, SENTENCE, wordsOf } from './support/hostile.ts';
import { onePage, rawPdf, stream } from './support/pdf-file.ts';

describe('a PDF that is a trap', () => {
  const flate = (content: Uint8Array) => {
    const packed = deflateSync(content);
    return stream(Buffer.from(packed).toString('latin1'), '/Filter /FlateDecode');
  };
  const withContent = (content: string) => {
    const objects = onePage('', FONT);
    objects[3] = content;
    return rawPdf(objects);
  };

  test.each<[string, () => Uint8Array]>([
    ['is cut off', () => rawPdf(onePage(`BT /F1 11 Tf 72 700 Td (${SENTENCE}) Tj ET`, FONT)).subarray(0, 120)],
    ['is a head without a body', () => bytes('%PDF-1.7\n')],
    ['claims a stream of 100 MB', () => withContent('<< /Length 104857600 >>\nstream\nBT ET\nendstream')],
    [
      'has a page tree that bites its tail',
      () => rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 3 >>']),
    ],
    [
      'claims two thousand million pages',
      () => rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 2000000000 >>']),
    ],
    [
      'draws itself',
      () => {
        const objects = onePage('/X1 Do', FONT, [
          '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 6 0 R >> >> /Length 6 >>\nstream\n/X1 Do\nendstream',
        ]);
        objects[2] =
          '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X1 6 0 R >> >> >>';
        return rawPdf(objects);
      },
    ],
  ])('%s: it is refused', async (_, file) => {
    expect((await readDocument(file(), 'policy.pdf', { budgetMs: 20_000 })).kind).toBe('unreadable');
  });

  test('one that unpacks to hundreds of megabytes ends its own thread at most', async () => {
    const bomb = withContent(flate(Buffer.alloc(200 * 1024 * 1024, 'q Q ')));
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    expect((await readDocument(bomb, 'policy.pdf', { budgetMs: 1_000 })).kind).toBe('unreadable');
    // The process that asked is none the worse.
    expect(wordsOf(await readDocument(bytes(SENTENCE), 'policy.txt'))).toBe(SENTENCE);
  });

  test('scripts and attachments in it are not run and not read', async () => {
    const objects = onePage(`BT /F1 11 Tf 72 700 Td (${SENTENCE}) Tj ET`, FONT);
    objects[0] =
      '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\); while\\(true\\){}) >> >>';
    expect(wordsOf(await readDocument(rawPdf(objects), 'policy.pdf'))).toBe(SENTENCE);
  });
});

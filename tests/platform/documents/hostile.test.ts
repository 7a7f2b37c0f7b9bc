import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { readMarkdown } from '../../../src/platform/documents/markdown/markdown.ts';
import { LIMITS } from '../../../src/platform/documents/outcome.ts';
import { outcomeOf } from '../../../src/platform/documents/read-bytes.ts';
import { readDocument } from '../../../src/platform/documents/read-document.ts';
import { asWord } from './support/as-word.ts';
import { bytes, SENTENCE, why, wordsOf } from './support/hostile.ts';
import { pdfFile } from './support/pdf-file.ts';
import { p, run, wordFile } from './support/word-file.ts';

const document = (inner: string) => ({ 'word/document.xml': bytes(inner) });

describe('what a file is, is told by its bytes', () => {
  test.each([
    ['policy.docx', 'a PDF'],
    ['policy.txt', 'a PDF'],
    ['policy', 'a PDF'],
  ])('%s that is %s is read as one', async (name) => {
    const pdf = await pdfFile((sheet) => sheet.text(SENTENCE, 72, 100));
    expect(wordsOf(await outcomeOf(pdf, name))).toBe(SENTENCE);
  });

  test('a Word document named .pdf is read as Word', async () => {
    expect(wordsOf(await outcomeOf(wordFile({ body: p(run(SENTENCE)) }), 'policy.pdf'))).toBe(SENTENCE);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(0), /empty/],
    ['nothing but NULs', new Uint8Array(5_000), /not text|no words/],
    ['noise', Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 251), /not text/],
    ['white space', bytes(' \n\n '), /no words/],
    [
      'an old Word file',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array<number>(600).fill(0)]),
      /2007/,
    ],
    [
      'a protected Word file',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.from('EncryptedPackage', 'utf16le')]),
      /password/,
    ],
    ['Rich Text', bytes('{\\rtf1\\ansi Staff must not}'), /Rich Text/],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), /picture/],
    ['a web page', bytes('<!DOCTYPE html><html><script>alert(1)</script></html>'), /web page/],
    ['an archive', zipSync({ 'holiday.jpg': bytes('x') }), /archive/],
    ['a workbook', zipSync({ 'xl/workbook.xml': bytes('<workbook/>') }), /Excel/],
    ['a document within an archive', zipSync({ 'policy.docx': wordFile({ body: p(run(SENTENCE)) }) }), /archive/],
  ])('%s says what it is and what to do', async (_, file, reason) => {
    expect(why(await outcomeOf(file, 'policy.docx'))).toMatch(reason);
  });

  test('text of the old Windows and of UTF-16 keeps its letters', async () => {
    const latin = Uint8Array.from(Buffer.from('Sixth form caf\xe9: don\x92t post pictures.', 'latin1'));
    expect(wordsOf(await outcomeOf(latin, 'policy.txt'))).toBe('Sixth form café: don’t post pictures.');
    const wide = Uint8Array.from([0xff, 0xfe, ...Buffer.from('Don’t post pictures of pupils.', 'utf16le')]);
    expect(wordsOf(await outcomeOf(wide, 'policy.txt'))).toBe('Don’t post pictures of pupils.');
  });
});

describe('a Word file that is a trap', () => {
  /** Overwrites the sizes that the archive claims for a part, in its directory and before the part. */
  const claiming = (file: Uint8Array, name: string, size: number): Uint8Array => {
    const lying = file.slice();
    const view = new DataView(lying.buffer);
    for (let at = 0; at + 46 < lying.length; at += 1) {
      const head = view.getUint32(at, true) === 0x02014b50 ? 46 : 0;
      if (head && Buffer.from(lying.subarray(at + head, at + head + name.length)).toString() === name)
        view.setUint32(at + 24, size, true);
    }
    return lying;
  };
  /** Overwrites bytes behind each record with this signature. */
  const patched = (file: Uint8Array, signature: number, at: number, value: number): Uint8Array => {
    const changed = file.slice();
    const view = new DataView(changed.buffer);
    for (let place = 0; place + 22 <= changed.length; place += 1)
      if (view.getUint32(place, true) === signature) view.setUint16(place + at, value, true);
    return changed;
  };
  const zeros = (megabytes: number) =>
    zipSync({ 'word/document.xml': new Uint8Array(megabytes * 1024 * 1024) }, { level: 9 });

  test.each<[string, () => Uint8Array, RegExp]>([
    ['unpacks to 6 MB and says so', () => zeros(6), /unpacks to far more/],
    ['unpacks to 6 MB and claims 1 KB', () => claiming(zeros(6), 'word/document.xml', 1024), /unpacks to far more/],
    [
      'claims 4 GB',
      () => claiming(wordFile({ body: p(run('x')) }), 'word/document.xml', 0xfffffff0),
      /unpacks to far more/,
    ],
    [
      'has 5,000 entries',
      () =>
        zipSync(Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`f${at}`, new Uint8Array(0)])), {
          level: 0,
        }),
      /unpacks to far more/,
    ],
    [
      'has an entry that is stored and claims 1 KB',
      () =>
        claiming(
          zipSync({ 'word/document.xml': new Uint8Array(6 * 1024 * 1024) }, { level: 0 }),
          'word/document.xml',
          1024,
        ),
      /unpacks to far more/,
    ],
    [
      'claims 60,000 entries',
      () => patched(wordFile({ body: p(run('x')) }), 0x06054b50, 10, 60_000),
      /unpacks to far more/,
    ],
    ['has locked entries', () => patched(wordFile({ body: p(run('x')) }), 0x02014b50, 8, 1), /password/],
    [
      'packs by a method that nobody knows',
      () => patched(wordFile({ body: p(run('x')) }), 0x02014b50, 10, 99),
      /damaged/,
    ],
    [
      'points at the same bomb from every relation',
      () => {
        const rel = (at: number) => `<Relationship Id="d${at}" Type="x/header" Target="big.xml"/>`;
        const relations = Array.from({ length: 9 }, (_, at) => rel(at)).join('');
        return wordFile({
          body: p(run('x')),
          others: {
            'word/_rels/document.xml.rels': bytes(
              `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations}</Relationships>`,
            ),
            'word/big.xml': bytes(`<a>${' '.repeat(900 * 1024)}</a>`),
          },
        });
      },
      /unpacks to far more/,
    ],
    ['is cut off', () => wordFile({ body: p(run('x')) }).subarray(0, 500), /damaged|cut short/],
    [
      'loads a file from outside',
      () => wordFile({ body: p(run('&x;')), prolog: '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' }),
      /load other files/,
    ],
    [
      'multiplies entities',
      () => wordFile({ body: p(run('&b;')), prolog: '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' }),
      /load other files/,
    ],
    [
      'nests 50,000 deep',
      () => wordFile({ body: '', others: document(`${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`) }),
      /damaged/,
    ],
    [
      'names what every object of JavaScript has as an entity',
      () => wordFile({ body: p(run('&constructor;&__proto__;')) }),
      /damaged/,
    ],
    [
      'has more elements than are counted',
      () => wordFile({ body: p(run('x')), others: document(`<a>${'<b/>'.repeat(5_000)}</a>`) }),
      /far larger/,
    ],
    [
      'has more comments than are counted',
      () => wordFile({ body: p(run('x')), others: document(`<a>${'<!---->'.repeat(5_000)}</a>`) }),
      /far larger/,
    ],
    ['nests 300 deep', () => wordFile({ body: `${'<w:p>'.repeat(300)}${'</w:p>'.repeat(300)}` }), /damaged/],
    ['closes what it never opened', () => wordFile({ body: '</w:p></w:body>' }), /damaged/],
    ['holds no text', () => wordFile({ body: p('') }), /no text/],
  ])('%s: it is refused, with the reason', async (_, file, reason) => {
    // A fiftieth of the real limits, so that the bombs need not be large.
    const limits = { ...LIMITS, unpackedBytes: 4 * 1024 * 1024, xmlNodes: 4_000 };
    expect(why(await outcomeOf(file(), 'policy.docx', { limits }))).toMatch(reason);
  });

  test('a Word file whose names are those that every object of JavaScript has is read, and nothing else changes', async () => {
    const body = `<w:__proto__ __proto__="x" constructor="y"><w:toString/></w:__proto__>${p(run(SENTENCE))}`;
    const others = { constructor: bytes('x'), 'word/toString': bytes('x') };
    expect(wordsOf(await outcomeOf(wordFile({ body, others }), 'policy.docx'))).toBe(SENTENCE);
    expect('x' in {}).toBe(false);
  });

  test('absurd numbers for levels, spans and starts are not counted out', async () => {
    const numbering =
      '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="999999999"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1"/></w:lvl><w:lvl w:ilvl="0"><w:start w:val="900000000"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
    const at = (level: string) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`;
    const cell = `<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>${p(run('wide'))}</w:tc>`;
    const body = `${p(run(SENTENCE), at('999999999'))}${p(run('Second.'), at('0'))}<w:tbl><w:tr>${cell}${cell}</w:tr></w:tbl>`;
    const outcome = await outcomeOf(wordFile({ body, numbering }), 'policy.docx');
    expect(wordsOf(outcome)).toContain(SENTENCE);
  });

  test('styles and fields that run in circles end', async () => {
    const styles =
      '<w:style w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style>';
    expect(
      wordsOf(await outcomeOf(wordFile({ styles, body: p(run(SENTENCE), '<w:pStyle w:val="A"/>') }), 'a.docx')),
    ).toBe(SENTENCE);
  });

  test('a document with macros is read as text; the macros are not unpacked', async () => {
    const file = wordFile({
      body: p(run(SENTENCE)),
      others: { 'word/vbaProject.bin': new Uint8Array(8 * 1024 * 1024) },
    });
    expect(wordsOf(await outcomeOf(file, 'policy.docm'))).toBe(SENTENCE);
  });

  test('marks that turn text around are taken out, and text from right to left stays as it was typed', async () => {
    const outcome = await outcomeOf(
      wordFile({
        body: p(run('Staff \u202eton\u202c must\u0000\u200b post.')) + p(run('אין לפרסם תמונות של תלמידים')),
      }),
      'a.docx',
    );
    expect(wordsOf(outcome)).toBe('Staff ton must post.\nאין לפרסם תמונות של תלמידים');
  });
});

describe('limits', () => {
  test('a file over 20 MB is refused before it is looked at', async () => {
    expect(why(await readDocument(new Uint8Array(20 * 1024 * 1024 + 1), 'policy.pdf'))).toMatch(/larger than 20 MB/);
  });

  test('a file that takes longer than its time is given up', async () => {
    const slow = await asWord(
      readMarkdown(readFileSync(join(import.meta.dirname, '../../../policies/social-media.md'), 'utf8')),
      'x',
    );
    expect(why(await readDocument(slow, 'policy.docx', { budgetMs: 1 }))).toMatch(/too long/);
  });

  test('anyone who asked can stop it', async () => {
    const stop = new AbortController();
    const reading = readDocument(bytes(SENTENCE), 'policy.txt', { signal: stop.signal });
    stop.abort(new Error('the upload was withdrawn'));
    await expect(reading).rejects.toThrow('withdrawn');
  });

  test('text without end is refused, not waited for', async () => {
    expect(why(await readDocument(bytes('a b '.repeat(900_000)), 'policy.txt'))).toMatch(/far more text/);
  });

  test.each([
    ['back ticks', '`'.repeat(200_000)],
    ['stars', '*'.repeat(200_000)],
    ['brackets', '['.repeat(200_000)],
    ['pipes', `a|\n|${'-|'.repeat(50_000)}`],
    ['spaces', `# ${' '.repeat(200_000)}x`],
    ['quotes', '> '.repeat(100_000)],
    ['angle brackets', '<a '.repeat(60_000)],
    ['comments', '<!--'.repeat(50_000)],
  ])('Markdown of nothing but %s is read in a moment', async (_, text) => {
    const begun = performance.now();
    await outcomeOf(bytes(`${text}\n\n${SENTENCE}`), 'policy.md');
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

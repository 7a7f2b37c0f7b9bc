import type { PDFDocument } from 'pdf-lib';
import type { Block } from '../../../../src/kernel/text/document.ts';
import { readBytes } from '../../../../src/platform/documents/read-bytes.ts';
import { onePage, pdfFile, rawPdf, type Sheet, stream } from '../support/pdf-file.ts';

const read = async (bytes: Uint8Array): Promise<readonly Block[]> => (await readBytes(bytes, 'policy.pdf')).blocks;
const texts = (blocks: readonly Block[], kind: Block['kind']) =>
  blocks.flatMap((block) =>
    block.kind !== kind ? [] : block.kind === 'row' ? [block.cells.join(' | ')] : [block.text],
  );

/** Breaks words over lines of a width, as a typesetter would. */
function wrap(words: string, width: number, sheet: Sheet): string[] {
  return words.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && sheet.width(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
    return lines;
  }, []);
}

const LEFT = Array.from(
  { length: 9 },
  (_, at) => `Left sentence number ${at} tells members of staff about the use of school accounts and who runs them.`,
).join(' ');
const RIGHT = Array.from(
  { length: 9 },
  (_, at) => `Right sentence number ${at} is about what happens when someone does not keep to the rules.`,
).join(' ');

test('two columns are read one after the other, the heading above them first', async () => {
  const bytes = await pdfFile((sheet) => {
    sheet.text('How we use social media at Oakfield', 72, 70, { size: 18, bold: true });
    sheet.lines(wrap(LEFT, 210, sheet), 72, 110);
    sheet.lines(wrap(RIGHT, 210, sheet), 312, 110);
  });
  expect(await read(bytes)).toEqual([
    { kind: 'heading', level: 1, text: 'How we use social media at Oakfield' },
    { kind: 'paragraph', text: LEFT },
    { kind: 'paragraph', text: RIGHT },
  ]);
});

test('running headers and page numbers go, and the sentence they cut is whole again', async () => {
  const first =
    'Nobody may open an account in the name of the academy without the approval of a senior manager and the';
  const second = 'Communications Officer, who keep a list of all accounts and of those who run them.';
  const page = (number: number, line: string) => (sheet: Sheet) => {
    sheet.text('Oakfield Academy', 72, 40, { size: 9 });
    sheet.text('RESPECT. COURAGE. KINDNESS.', 400, 40, { size: 9 });
    sheet.text(line, 72, number === 1 ? 760 : 80);
    sheet.text(`${number} | Page`, 280, 800, { size: 9 });
  };
  const blocks = await read(await pdfFile(page(1, first), page(2, second)));
  expect(texts(blocks, 'paragraph')).toEqual([`${first} ${second}`]);
  expect(texts(blocks, 'furniture')).toEqual([
    'Oakfield Academy RESPECT. COURAGE. KINDNESS.',
    '1 | Page',
    'Oakfield Academy RESPECT. COURAGE. KINDNESS.',
    '2 | Page',
  ]);
});

test('what only looks like a running line is kept: headings that count, a sentence said twice', async () => {
  const page = (number: number) => (sheet: Sheet) => {
    sheet.text(`Appendix ${number}`, 72, 80, { size: 14, bold: true });
    sheet.text(
      `This is what the appendix with the number ${'one two three'.split(' ')[number - 1]} is about.`,
      72,
      110,
    );
    sheet.text('Tell the designated safeguarding lead.', 72, 400);
  };
  const blocks = await read(await pdfFile(page(1), page(2), page(3)));
  expect(texts(blocks, 'furniture')).toEqual([]);
  expect(texts(blocks, 'paragraph').filter((text) => text.startsWith('Tell'))).toHaveLength(3);
  expect(blocks.filter(({ kind }) => kind === 'heading')).toHaveLength(3);
});

test('a footnote at the foot of a page does not stand in the sentence that goes on overleaf', async () => {
  const first =
    'Tell the designated safeguarding lead at once about any message from a pupil that worries you and keep';
  const blocks = await read(
    await pdfFile(
      (sheet) => {
        sheet.text(first, 72, 740);
        sheet.text('1', 72 + sheet.width(first), 736, { size: 6.5 });
        sheet.text('1', 72, 775, { size: 6 });
        sheet.text('A screenshot is enough, unless it may be an intimate image.', 76, 778, { size: 9 });
      },
      (sheet) => sheet.text('the message as it is until someone has told you what to do with it.', 72, 80),
    ),
  );
  expect(blocks).toEqual([
    { kind: 'paragraph', text: `${first}¹ the message as it is until someone has told you what to do with it.` },
    { kind: 'note', marker: '¹', text: 'A screenshot is enough, unless it may be an intimate image.' },
  ]);
});

test('a word across the page, such as DRAFT, is furniture', async () => {
  const blocks = await read(
    await pdfFile((sheet) => {
      sheet.text('DRAFT', 200, 500, { size: 60, turned: 45 });
      sheet.text('Staff keep school matters out of private messages.', 72, 100);
    }),
  );
  expect(blocks).toEqual([
    { kind: 'paragraph', text: 'Staff keep school matters out of private messages.' },
    { kind: 'furniture', text: 'DRAFT' },
  ]);
});

test('a table without borders is told by where its cells start', async () => {
  const rows: readonly (readonly [string, string])[] = [
    ['Version', '3.1'],
    ['Adopted', '12 May 2026'],
    ['Owner', 'Headteacher'],
  ];
  const { blocks, stated } = await readBytes(
    await pdfFile((sheet) => {
      sheet.text('Social Media Policy', 72, 80, { size: 20, bold: true });
      for (const [index, [name, value]] of rows.entries()) {
        sheet.text(name, 72, 120 + index * 16);
        sheet.text(value, 220, 120 + index * 16);
      }
      sheet.text('1. Scope', 72, 200, { size: 14, bold: true });
      sheet.text('Everyone who works here is covered.', 72, 225);
    }),
    'policy.pdf',
  );
  expect(texts(blocks, 'row')).toEqual(['Version | 3.1', 'Adopted | 12 May 2026', 'Owner | Headteacher']);
  expect(stated).toMatchObject({ version: '3.1', adoptedOn: '12 May 2026', owner: 'Headteacher' });
});

test('bullets that hang stay items; deeper ones stand deeper', async () => {
  const blocks = await read(
    await pdfFile((sheet) => {
      sheet.text('Staff must not:', 72, 80);
      sheet.text('•', 90, 96);
      sheet.text('share pictures of pupils on', 108, 96);
      sheet.text('–', 108, 110);
      sheet.text('personal accounts,', 126, 110);
      sheet.text('–', 108, 124);
      sheet.text('group chats;', 126, 124);
      sheet.text('•', 90, 138);
      sheet.text('answer criticism.', 108, 138);
    }),
  );
  expect(blocks.map((block) => (block.kind === 'item' ? [block.depth, block.text] : block.kind))).toEqual([
    'paragraph',
    [0, 'share pictures of pupils on'],
    [1, 'personal accounts,'],
    [1, 'group chats;'],
    [0, 'answer criticism.'],
  ]);
});

const font = `<< /Type /Font /Subtype /TrueType /BaseFont /Calibri /ToUnicode 6 0 R /FirstChar 0 /LastChar 255 /Widths [${'500 '.repeat(256)}] >>`;

/** What a font says its codes mean. */
const cmap = (mapping: string) =>
  `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange ${mapping} endcmap CMapName currentdict /CMap defineresource pop end end`;

test('ligatures become letters again', async () => {
  const map = cmap('1 beginbfchar <01> <FB01> endbfchar');
  const bytes = rawPdf(
    onePage('BT /F1 11 Tf 72 700 Td (The of\\001cer reports what the staff member saw.) Tj ET', font, [stream(map)]),
  );
  // The map speaks only of the ligature; the other letters mean what they mean in every font.
  expect(JSON.stringify(await read(bytes))).toContain('officer');
});

test('text outside the page is not text of the policy', async () => {
  const blocks = await read(
    await pdfFile((sheet) => {
      sheet.text('Staff may accept requests from pupils.', 72, -50);
      sheet.text('Staff must not accept requests from pupils.', 72, 100);
    }),
  );
  expect(texts(blocks, 'paragraph')).toEqual(['Staff must not accept requests from pupils.']);
});

test('a scan says that it is one, and what to do', async () => {
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const scan = async (sheet: Sheet, file: PDFDocument) => {
    sheet.page.drawImage(await file.embedPng(pixel), { x: 0, y: 0, width: 595, height: 842 });
  };
  await expect(read(await pdfFile(scan, scan))).rejects.toThrow(/scan.*OCR/s);
});

test('letters that cannot be made out are not passed on', async () => {
  const map = cmap('1 beginbfrange <00> <FF> <E000> endbfrange');
  const bytes = rawPdf(
    onePage('BT /F1 11 Tf 72 700 Td (Staff must not accept any request from a pupil.) Tj ET', font, [stream(map)]),
  );
  await expect(read(bytes)).rejects.toThrow(/letters.*cannot be made out/);
});

test('a PDF with a password says so', async () => {
  const objects = [
    ...onePage('BT ET', '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`,
  ];
  const bytes = rawPdf(objects, `/Encrypt 6 0 R /ID [<${'43'.repeat(16)}> <${'43'.repeat(16)}>]`);
  await expect(read(bytes)).rejects.toThrow(/password/);
});

test('a PDF with more pages than a policy has is refused', async () => {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${'3 0 R '.repeat(501)}] /Count 501 >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ];
  await expect(read(rawPdf(objects))).rejects.toThrow(/501 pages/);
});

test('progress is told page by page', async () => {
  const told: string[] = [];
  const page = (sheet: Sheet) => sheet.text('Staff keep the rules of the academy.', 72, 100);
  await readBytes(await pdfFile(page, page, page), 'policy.pdf', {
    onProgress: ({ done, of }) => told.push(`${done}/${of}`),
  });
  expect(told).toEqual(['1/3', '2/3', '3/3']);
});

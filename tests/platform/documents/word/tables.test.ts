import type { Block } from '../../../../src/kernel/text/document.ts';
import { readBytes } from '../../../../src/platform/documents/read-bytes.ts';
import { type Parts, p, run, wordFile } from '../support/word-file.ts';

const read = async (parts: Parts): Promise<readonly Block[]> =>
  (await readBytes(wordFile(parts), 'policy.docx')).blocks;
const cells = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === 'row' ? [block.cells] : []));
const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(run(text))}</w:tc>`;
const row = (inner: string, properties = '') => `<w:tr><w:trPr>${properties}</w:trPr>${inner}</w:tr>`;
const table = (rows: string, properties = '') => `<w:tbl><w:tblPr>${properties}</w:tblPr>${rows}</w:tbl>`;
const DOWN = '<w:vMerge/>';
const FROM_HERE = '<w:vMerge w:val="restart"/>';
const across = (columns: number) => `<w:gridSpan w:val="${columns}"/>`;

test('a cell merged down or across has its words in every row and column that it covers', async () => {
  const blocks = await read({
    body: table(
      row(cell('Day') + cell('Bell', across(2)), '<w:tblHeader/>') +
        row(cell('Mon', FROM_HERE) + cell('8.30') + cell('3.10')) +
        row(cell('', DOWN) + cell('none', across(2))) +
        row(cell('ignored', DOWN) + cell('8.45', FROM_HERE + across(2))) +
        row(cell('Tue') + cell('', DOWN + across(2))) +
        row(cell('In June there is no bell', across(3))),
    ),
  });
  expect(cells(blocks)).toEqual([
    ['Mon', '8.30', '3.10'],
    ['Mon', 'none', 'none'],
    ['Mon', '8.45', '8.45'],
    ['Tue', '8.45', '8.45'],
    ['In June there is no bell', '', ''],
  ]);
  expect(blocks[1]).toMatchObject({ columns: ['Day', 'Bell', 'Bell'] });
});

test('a row that begins later, and cells merged across the old way, keep to their columns', async () => {
  const blocks = await read({
    body: table(
      row(cell('a') + cell('b') + cell('c')) +
        row(cell('x') + cell('y'), '<w:gridBefore w:val="1"/>') +
        row(cell('p', '<w:hMerge w:val="restart"/>') + cell('', '<w:hMerge/>') + cell('q')),
    ),
  });
  expect(cells(blocks)).toEqual([
    ['a', 'b', 'c'],
    ['', 'x', 'y'],
    ['p', 'p', 'q'],
  ]);
});

test('long words are not repeated: a table of them would grow without end', async () => {
  const long = 'word '.repeat(200).trim();
  const blocks = await read({ body: table(row(cell(long, FROM_HERE) + cell('1')) + row(cell('', DOWN) + cell('2'))) });
  expect(cells(blocks)).toEqual([
    [long, '1'],
    ['', '2'],
  ]);
});

test('a first row that the style of the table sets in bold names the columns, where the table asks for it', async () => {
  const styles =
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>';
  const rows = row(cell('Day') + cell('Bell')) + row(cell('Mon') + cell('8.30'));
  const named = (look: string) => read({ styles, body: table(rows, `<w:tblStyle w:val="Grid"/>${look}`) });
  expect(await named('<w:tblLook w:firstRow="1"/>')).toEqual([
    { kind: 'row', columns: ['Day', 'Bell'], cells: ['Mon', '8.30'] },
  ]);
  expect(await named('<w:tblLook w:val="04A0"/>')).toHaveLength(1);
  expect(await named('<w:tblLook w:firstRow="0"/>')).toHaveLength(2);
});

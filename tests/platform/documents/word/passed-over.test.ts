import { outcomeOf } from '../../../../src/platform/documents/read-bytes.ts';
import { type Parts, p, run, wordFile } from '../support/word-file.ts';

const outcome = async (parts: Parts) => {
  const read = await outcomeOf(wordFile(parts), 'policy.docx');
  if (read.kind !== 'read') throw new Error(read.why);
  const texts = read.document.blocks.map((block) => (block.kind === 'row' ? block.cells.join(' | ') : block.text));
  return { texts, missed: read.missed };
};
const heading = (text: string) => p(run(text), '<w:outlineLvl w:val="0"/>');
const cell = (inner: string) => `<w:tc>${inner}</w:tc>`;

test('struck words are left out and told with their places, by whatever they are struck', async () => {
  const styles =
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="Old"><w:name w:val="Old"/><w:rPr><w:dstrike/></w:rPr></w:style>';
  const { texts, missed } = await outcome({
    styles,
    body:
      heading('Snacks') +
      p(run('Pupils may bring ') + run('nuts', '<w:strike/>') + run(' and seeds', '<w:dstrike/>') + run('fruit.')) +
      p(run('Crisps are sold.', '<w:rStyle w:val="Gone"/>')) +
      heading('Drinks') +
      p(run('Cola is ') + run('never', '<w:strike w:val="0"/>') + run(' sold.'), '<w:pStyle w:val="Old"/>') +
      `<w:tbl><w:tr>${cell(p(run('Water')))}${cell(p(run('free') + run(' on Mondays', '<w:strike/>')))}</w:tr></w:tbl>`,
  });
  expect(texts).toEqual(['Snacks', 'Pupils may bring fruit.', 'Drinks', 'Water | free']);
  expect(missed).toEqual([
    'Words that are struck through are left out: ‘nuts and seeds’, under ‘Snacks’; ‘Crisps are sold.’, under ‘Snacks’; ‘Cola is never sold.’, under ‘Drinks’; ‘on Mondays’, in a table under ‘Drinks’.',
  ]);
});

test('a note that is called by struck words is not called, and the next keeps its number', async () => {
  const note = (id: number) =>
    `<w:r><w:rPr>${id === 1 ? '<w:strike/>' : ''}</w:rPr><w:footnoteReference w:id="${id}"/></w:r>`;
  const { texts } = await outcome({
    body: p(`${run('Ring the bell')}${note(1)}${run(' twice')}${note(2)}${run('.')}`),
    footnotes: [1, 2].map((id) => `<w:footnote w:id="${id}">${p(run(`note ${id}`))}</w:footnote>`).join(''),
  });
  expect(texts).toEqual(['Ring the bell twice².', 'note 2']);
});

test('hidden words are told, and so is each picture, chart and embedded file with what its author says of it', async () => {
  const drawn = (inside: string, more = '') =>
    `<w:r><w:drawing><wp:inline>${more}${inside}</wp:inline></w:drawing></w:r>`;
  const alt = (text: string) => `<wp:docPr id="1" name="Picture 1" descr="${text}"/>`;
  const { texts, missed } = await outcome({
    body:
      `<w:p xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:o="urn:schemas-microsoft-com:office:office">` +
      run('Wear a hat') +
      run(' in June', '<w:vanish/>') +
      run('.') +
      drawn('<pic:pic/>', alt('The sun')) +
      drawn('<pic:pic/>', '<wp:docPr id="2" name="x"><d:decorative xmlns:d="d" val="1"/></wp:docPr>') +
      drawn('<c:chart/>') +
      '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>' +
      '</w:p>',
  });
  expect(texts).toEqual(['Wear a hat.']);
  expect(missed.toSorted()).toEqual([
    'A chart cannot be read or quoted: before the first heading.',
    'A file that is embedded in the document cannot be read or quoted: ‘Excel.Sheet’, before the first heading.',
    'Words in a picture cannot be read or quoted; write a rule that a picture contains into the document: ‘The sun’, before the first heading.',
    'Words that are hidden are left out: ‘in June’, before the first heading.',
  ]);
});

test('the address behind a link stands after its words, unless they are it; one that the file lacks is told', async () => {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';
  const relation = (id: string, target: string) =>
    `<Relationship Id="${id}" Type="${type}" Target="${target}" TargetMode="External"/>`;
  const link = (id: string, words: string) => `<w:hyperlink r:id="${id}">${run(words)}</w:hyperlink>`;
  const field = (code: string, words: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(words)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const { texts, missed } = await outcome({
    body:
      p(run('Book ') + link('a', 'online') + run(' or write to ') + link('b', 'the office') + run('.')) +
      p(run('Ring ') + link('e', 'the lodge') + run(' or ') + link('f', '01632 960 111') + run('.')) +
      p(run('See ') + link('c', 'www.larch.example/dogs') + run(' and ') + link('d', 'the map') + run('.')) +
      p(
        field('HYPERLINK &quot;https://larch.example/bus&quot; \\o &quot;tip&quot;', 'Buses') +
          field('HYPERLINK \\l &quot;_Toc1&quot;', 'above'),
      ) +
      p(`<w:hyperlink w:anchor="top">${run('Top')}</w:hyperlink>`),
    others: {
      'word/_rels/document.xml.rels': new TextEncoder().encode(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('a', 'https://larch.example/book')}${relation('b', 'mailto:office@larch.example?subject=Dogs')}${relation('e', 'tel:01632960222')}${relation('f', 'tel:+441632960111')}${relation('c', 'http://www.larch.example/dogs/')}</Relationships>`,
      ),
    },
  });
  expect(texts).toEqual([
    'Book online (https://larch.example/book) or write to the office (office@larch.example).',
    'Ring the lodge (01632960222) or 01632 960 111.',
    'See www.larch.example/dogs and the map.',
    'Buses (https://larch.example/bus)above',
    'Top',
  ]);
  expect(missed).toEqual(['The address of a link is not in the file: ‘the map’, before the first heading.']);
});

test('boxes of ActiveX, drawn words and bullets that are pictures are told', async () => {
  const bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
  const { texts, missed } = await outcome({
    numbering:
      '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/><w:lvlPicBulletId w:val="0"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    body:
      p(`${run('Gloves are worn ')}<w:r><w:object><v:shape/><w:control w:name="TickBox4"/></w:object></w:r>`) +
      p('<w:r><w:pict><v:shape><v:textpath string="Wash your hands"/></v:shape></w:pict></w:r>') +
      p(run('Touch the feed'), bullet),
  });
  expect(texts).toEqual(['Gloves are worn', 'Touch the feed']);
  expect(missed.toSorted()).toEqual([
    'A box or button to tick, choose from or type in (ActiveX) cannot be read or quoted: ‘TickBox4’, before the first heading.',
    expect.stringMatching(/^Bullets that are pictures cannot be read; .*: before the first heading\.$/),
    expect.stringMatching(/^Words that are drawn \(WordArt\) .*: ‘Wash your hands’, before the first heading\.$/),
  ]);
});

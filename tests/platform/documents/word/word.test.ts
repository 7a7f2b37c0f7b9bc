import type { Block } from '../../../../src/kernel/text/document.ts';
import { readBytes } from '../../../../src/platform/documents/read-bytes.ts';
import { numbered, type Parts, p, run, wordFile } from '../support/word-file.ts';

const read = async (parts: Parts): Promise<readonly Block[]> =>
  (await readBytes(wordFile(parts), 'policy.docx')).blocks;
const texts = (blocks: readonly Block[]) =>
  blocks.map((block) => (block.kind === 'row' ? block.cells.join(' | ') : block.text));
const level = (index: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
const list = (id: number, levels: string) => `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`;
const use = (id: number, abstractId: number, more = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstractId}"/>${more}</w:num>`;

const DEFINITIONS =
  list(
    0,
    level(0, 'decimal', '%1.') +
      level(1, 'decimal', '%1.%2') +
      level(2, 'lowerLetter', '(%3)') +
      level(3, 'lowerRoman', '(%4)'),
  ) +
  list(1, level(0, 'bullet', '\uf0b7')) +
  list(2, level(0, 'upperLetter', '%1)'));

test('numbers are printed as Word prints them, each level within the one above, and start again', async () => {
  const items: readonly (readonly [number, string])[] = [
    [0, 'One'],
    [1, 'first clause of one:'],
    [2, 'letter a'],
    [2, 'letter b:'],
    [3, 'roman one'],
    [3, 'roman two'],
    [2, 'letter c'],
    [1, 'second clause'],
    [0, 'Two'],
    [1, 'first clause of two'],
  ];
  const blocks = await read({
    numbering: DEFINITIONS + use(1, 0),
    body: items.map(([at, text]) => p(run(text), numbered(1, at))).join(''),
  });
  const marks = blocks.map((block) => (block.kind === 'item' ? block.marker : block.kind));
  expect(marks).toEqual(['1.', '1.1', '(a)', '(b)', '(i)', '(ii)', '(c)', '1.2', '2.', '2.1']);
});

test('a list that is told where to start starts there, once; another list on the same definition goes on', async () => {
  const numbering =
    DEFINITIONS +
    use(1, 2) +
    use(2, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>') +
    use(3, 2);
  const blocks = await read({
    numbering,
    body: [1, 1, 2, 2, 3].map((id, at) => p(run(`item ${at}`), numbered(id, 0))).join(''),
  });
  expect(blocks.map((block) => block.kind === 'item' && block.marker)).toEqual(['A)', 'B)', 'A)', 'B)', 'C)']);
});

test('a numbering of a style counts paragraphs of that style; numId 0 takes the number away', async () => {
  const styles =
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
  const numbering =
    list(
      0,
      level(0, 'decimal', '%1', '<w:pStyle w:val="H1"/>') + level(1, 'decimal', '%1.%2', '<w:pStyle w:val="H2"/>'),
    ) + use(1, 0);
  const styled = (style: string, text: string, more = '') => p(run(text), `<w:pStyle w:val="${style}"/>${more}`);
  const body =
    styled('H1', 'Purpose') +
    styled('H1', 'Conduct') +
    styled('H2', 'Online') +
    styled('H1', 'Annex', '<w:numPr><w:numId w:val="0"/></w:numPr>') +
    p(run('Text.'));
  const blocks = await read({ styles, numbering, body });
  expect(blocks.slice(0, 4)).toEqual([
    { kind: 'heading', level: 1, label: '1', text: 'Purpose' },
    { kind: 'heading', level: 1, label: '2', text: 'Conduct' },
    { kind: 'heading', level: 2, label: '2.1', text: 'Online' },
    { kind: 'heading', level: 1, text: 'Annex' },
  ]);
});

test('a heading is told by outline level, by a style built on a heading style, and by its look where no style says so', async () => {
  const styles =
    '<w:style w:styleId="Big"><w:name w:val="Trust Title"/><w:basedOn w:val="Heading2"/></w:style><w:style w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>';
  const outlined = await read({
    styles,
    body:
      p(run('Scope'), '<w:outlineLvl w:val="0"/>') +
      p(run('Who is covered'), '<w:pStyle w:val="Big"/>') +
      p(run('Conduct'), '<w:outlineLvl w:val="0"/>') +
      p(run('Everyone.')),
  });
  expect(outlined.map((block) => block.kind === 'heading' && block.level)).toEqual([1, 2, 1, false]);
  const bold = '<w:b/><w:sz w:val="28"/>';
  const faked = await read({
    body:
      p(run('1. ', bold) + run('Scope', bold)) +
      p(run('Everyone who works here, whether or not they are paid, is covered by it.')) +
      p(run('2. Rules', bold)) +
      p(run('Be kind.')),
  });
  expect(faked.map((block) => (block.kind === 'heading' ? [block.label, block.text] : block.kind))).toEqual([
    ['1', 'Scope'],
    'paragraph',
    ['2', 'Rules'],
    'paragraph',
  ]);
});

test('a sentence in bold and a bold lead into a list are not headings', async () => {
  const blocks = await read({
    body:
      p(run('Staff must never do this.', '<w:b/>')) + p(run('Individuals should:', '<w:b/>')) + p(run('be careful.')),
  });
  expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'paragraph']);
});

test('of tracked changes what was put in counts; what was taken out, moved away or hidden does not', async () => {
  const change = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"';
  const body = p(
    `${run('Staff ')}<w:del ${change}><w:r><w:delText>may</w:delText></w:r></w:del><w:ins ${change}>${run('must not')}</w:ins>${run(' post pictures')}` +
      `<w:moveFrom ${change}>${run(' at home')}</w:moveFrom>${run(' of ghosts', '<w:vanish/>')}${run('.')}`,
  );
  expect(texts(await read({ body }))).toEqual(['Staff must not post pictures.']);
});

test('paragraphs whose break was deleted are one; a deleted row of a table is gone', async () => {
  const joined = p(run('Tell the'), '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>') + p(run(' DSL.'));
  const cell = (text: string) => `<w:tc>${p(run(text))}</w:tc>`;
  const table = `<w:tbl><w:tr>${cell('a')}${cell('b')}</w:tr><w:tr><w:trPr><w:del w:id="2" w:author="A"/></w:trPr>${cell('c')}${cell('d')}</w:tr></w:tbl>`;
  expect(texts(await read({ body: joined + table }))).toEqual(['Tell the DSL.', 'a | b']);
});

test('a footnote is called by a raised number and follows the section that calls it', async () => {
  const body =
    p(`${run('Report it')}<w:r><w:footnoteReference w:id="7"/></w:r>${run(' today.')}`) +
    p(run('Go on.')) +
    p(run('Next'), '<w:outlineLvl w:val="0"/>') +
    p(run('End.'));
  const blocks = await read({
    body,
    footnotes: `<w:footnote w:id="7">${p(run('To the DSL or a deputy.'))}</w:footnote>`,
  });
  expect(blocks.slice(0, 3)).toEqual([
    { kind: 'paragraph', text: 'Report it¹ today.' },
    { kind: 'paragraph', text: 'Go on.' },
    { kind: 'note', marker: '¹', text: 'To the DSL or a deputy.' },
  ]);
});

test('a text box is read once, though the file holds it for new Word and for old', async () => {
  const box = (text: string) => `<w:txbxContent>${p(run(text))}</w:txbxContent>`;
  const shape = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box('In danger? Call 999.')}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('In danger? Call 999.')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
  expect(texts(await read({ body: p(run('Before.') + shape) + p(run('After.')) }))).toEqual([
    'Before.',
    'In danger? Call 999.',
    'After.',
  ]);
});

test('the header row of a table names the columns, also of cells that span', async () => {
  const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(run(text))}</w:tc>`;
  const header = `<w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('Role')}${cell('Duty', '<w:gridSpan w:val="2"/>')}</w:tr>`;
  const blocks = await read({
    body: `<w:tbl>${header}<w:tr>${cell('DSL')}${cell('takes reports')}${cell('at once')}</w:tr></w:tbl>`,
  });
  expect(blocks).toEqual([
    { kind: 'row', columns: ['Role', 'Duty', 'Duty'], cells: ['DSL', 'takes reports', 'at once'] },
  ]);
});

test('a page laid out with a table is read as a page, not as rows', async () => {
  const box = `<w:tbl><w:tr><w:tc>${p(run('Aims'), '<w:outlineLvl w:val="0"/>')}${p(run('We keep children safe.'))}</w:tc><w:tc>${p(run('Crest'))}</w:tc></w:tr></w:tbl>`;
  expect((await read({ body: box })).map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'paragraph']);
});

test('a flowchart made with SmartArt keeps its words, also in a cell of a table', async () => {
  const drawing =
    '<w:r><w:drawing><d:relIds xmlns:d="dgm" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:dm="r9"/></w:drawing></w:r>';
  const point = (text: string) => `<d:pt><d:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></d:t></d:pt>`;
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData';
  const others = {
    'word/diagrams/data1.xml': new TextEncoder().encode(
      `<d:dataModel xmlns:d="dgm" xmlns:a="a"><d:ptLst>${point('You are worried about a child')}<d:pt/>${point('Tell the DSL')}</d:ptLst></d:dataModel>`,
    ),
    'word/_rels/document.xml.rels': new TextEncoder().encode(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="${type}" Target="diagrams/data1.xml"/></Relationships>`,
    ),
  };
  const cell = (inner: string) => `<w:tc>${p(inner)}</w:tc>`;
  const blocks = await read({
    body: `${p(drawing)}<w:tbl><w:tr>${cell(run('What to do'))}${cell(drawing)}</w:tr></w:tbl>`,
    others,
  });
  expect(texts(blocks)).toEqual([
    'You are worried about a child',
    'Tell the DSL',
    'What to do | You are worried about a child Tell the DSL',
  ]);
});

test('a document that holds other documents is refused, for their words would be missing', async () => {
  await expect(read({ body: `${p(run('Part one.'))}<w:altChunk r:id="r5"/>` })).rejects.toThrow(
    /other documents inside/,
  );
});

test('an empty paragraph of a list counts, and words are not lost where the last break was deleted', async () => {
  const body =
    p(run('one'), numbered(1, 0)) +
    p('', numbered(1, 0)) +
    p(run('three'), numbered(1, 0)) +
    p(run('The end.'), '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>');
  const blocks = await read({ numbering: DEFINITIONS + use(1, 0), body });
  expect(blocks.map((block) => (block.kind === 'item' ? block.marker : block.kind))).toEqual(['1.', '3.', 'paragraph']);
});

const field = (code: string, inner: string) =>
  p(
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${inner}`,
  );
const END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>';

test('an automatic contents page and the headers of pages are furniture', async () => {
  const body =
    field('TOC \\o "1-3"', run('1. Scope\t2')) + p(run('2. Rules\t3') + END) + p(run('Staff follow the rules.'));
  const blocks = await read({ body, header: p(run('Oakfield Academy')) });
  expect(blocks.map(({ kind }, at) => [kind, texts(blocks)[at]])).toEqual([
    ['paragraph', 'Staff follow the rules.'],
    ['furniture', '1. Scope 2'],
    ['furniture', '2. Rules 3'],
    ['furniture', 'Oakfield Academy'],
  ]);
});

test('a contents field that never ends does not swallow the policy', async () => {
  const blocks = await read({ body: field('TOC', run('Scope')) + p(run('Staff follow the rules.')) });
  expect(blocks).toContainEqual({ kind: 'paragraph', text: 'Staff follow the rules.' });
});

test('the result of another field is text: dates, cross-references, links', async () => {
  expect(texts(await read({ body: field('REF _Ref1 \\h', `${run('section 4')}${END}${run(' applies.')}`) }))).toEqual([
    'section 4 applies.',
  ]);
});

test('lines broken by hand are one paragraph, unless each states a fact or begins an item', async () => {
  const lines = (...all: string[]) => p(all.map((line) => run(line)).join('<w:r><w:br/></w:r>'));
  const blocks = await read({
    body:
      lines('Version: 2', 'Adopted: May 2026') +
      lines('This sentence was', 'broken by hand.') +
      lines('• one', '• two'),
  });
  expect(texts(blocks)).toEqual(['Version: 2', 'Adopted: May 2026', 'This sentence was broken by hand.', 'one', 'two']);
});

test('a file of the strict standard with other prefixes is read the same', async () => {
  const xml =
    '<?xml version="1.0"?><x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>Be kind &amp; fair &#8211; always.</x:t></x:r></x:p></x:body></x:document>';
  const blocks = (
    await readBytes(wordFile({ body: '', others: { 'word/document.xml': new TextEncoder().encode(xml) } }), 'a.docx')
  ).blocks;
  expect(texts(blocks)).toEqual(['Be kind & fair – always.']);
});

test('a number that is raised or lowered, by itself or by a style, does not join the one beside it', async () => {
  const raised = '<w:vertAlign w:val="superscript"/>';
  const blocks = await read({
    styles: `<w:style w:type="character" w:styleId="Up"><w:name w:val="Up"/><w:rPr>${raised}</w:rPr></w:style>`,
    body:
      p(run('Call home within 3') + run('2', raised) + run(' hours of a bump.')) +
      p(run('Sand: 4 m') + run('3', '<w:rStyle w:val="Up"/>') + run(', 10') + run('-6', raised) + run(' of it lead.')) +
      p(run('No CO') + run('2', '<w:vertAlign w:val="subscript"/>') + run(' after the 7') + run('th', raised)) +
      p(run('Tell 2') + run('1', '<w:position w:val="8"/>') + run(' people')) +
      p(run('Room 1') + run('4', '<w:rStyle w:val="Up"/><w:vertAlign w:val="baseline"/>')),
  });
  expect(texts(blocks)).toEqual([
    'Call home within 3² hours of a bump.',
    'Sand: 4 m³, 10⁻⁶ of it lead.',
    'No CO₂ after the 7th',
    'Tell 2¹ people',
    'Room 14',
  ]);
});

import { readBytes } from '../../../../src/platform/documents/read-bytes.ts';
import { numbered, type Parts, p, run, wordFile } from '../support/word-file.ts';

const read = async (parts: Parts) =>
  (await readBytes(wordFile(parts), 'policy.docx')).blocks.map((block) =>
    block.kind === 'heading'
      ? `${'#'.repeat(block.level)} ${[block.label, block.text].filter(Boolean).join(' ')}`
      : block.kind === 'row'
        ? block.cells.join(' | ')
        : `${block.kind}: ${block.text}`,
  );
const BOLD = '<w:b/>';
const heading = (level: number, text: string) => p(run(text), `<w:outlineLvl w:val="${level - 1}"/>`);

test('bold lines with a number are headings within their section, though the number is not bold or the words are below a break', async () => {
  expect(
    await read({
      body:
        heading(1, '2 Ponds') +
        p(run('Ponds are fenced.')) +
        p(run('2.1 ') + run('Fences', BOLD)) +
        p(run('A fence is as high as an adult.')) +
        p(`${run('2.2\tGates', BOLD)}<w:r><w:br/></w:r>${run('A gate is shut behind each class.')}`) +
        heading(1, '3 Boats') +
        p(run('12') + run(' boats are kept.')),
    }),
  ).toEqual([
    '# 2 Ponds',
    'paragraph: Ponds are fenced.',
    '## 2.1 Fences',
    'paragraph: A fence is as high as an adult.',
    '## 2.2 Gates',
    'paragraph: A gate is shut behind each class.',
    '# 3 Boats',
    'paragraph: 12 boats are kept.',
  ]);
});

test('bold names above lists are the headings of their lists', async () => {
  const numbering =
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
  expect(
    await read({
      numbering,
      body:
        heading(1, 'Who does what') +
        p(run('Gardeners:', BOLD)) +
        p(run('cut the grass'), numbered(1, 0)) +
        p(run('Cooks:', BOLD)) +
        p(run('wash up'), numbered(1, 0)) +
        heading(1, 'When') +
        p(run('Daily.')),
    }),
  ).toEqual([
    '# Who does what',
    '## Gardeners:',
    'item: cut the grass',
    '## Cooks:',
    'item: wash up',
    '# When',
    'paragraph: Daily.',
  ]);
});

test('a typed contents page without page numbers is furniture, and a telephone number in a heading style no heading', async () => {
  expect(
    await read({
      body:
        p(run('Contents', BOLD)) +
        ['Ponds', '2. Boats', 'Rafts'].map((text) => p(run(text, BOLD))).join('') +
        heading(1, '1 Ponds') +
        p(run('Ponds are fenced.')) +
        heading(1, '2 Boats') +
        heading(3, 'Tel. 01632 960 777') +
        heading(2, 'Boats on loan: 01632 960 778') +
        p(run('Boats are tied.')) +
        heading(1, '3 Rafts') +
        p(run('Rafts are dry.')),
    }),
  ).toEqual([
    '# 1 Ponds',
    'paragraph: Ponds are fenced.',
    '# 2 Boats',
    'paragraph: Tel. 01632 960 777',
    '## Boats on loan: 01632 960 778',
    'paragraph: Boats are tied.',
    '# 3 Rafts',
    'paragraph: Rafts are dry.',
    'furniture: Contents',
    'furniture: Ponds',
    'furniture: 2. Boats',
    'furniture: Rafts',
  ]);
});

test('the number of a heading: list and level are each the nearest that a style names', async () => {
  const level = (index: number, text: string, more = '') =>
    `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
  const style = (id: string, basedOn: string, number: string, outline: number) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/><w:basedOn w:val="${basedOn}"/><w:pPr>${number && `<w:numPr>${number}</w:numPr>`}<w:outlineLvl w:val="${outline}"/></w:pPr></w:style>`;
  const styled = (id: string, text: string, more = '') => p(run(text), `<w:pStyle w:val="${id}"/>${more}`);
  expect(
    await read({
      styles:
        style('Top', 'none', '<w:numId w:val="1"/>', 0) +
        style('Mid', 'Top', '<w:ilvl w:val="1"/>', 1) +
        style('Low', 'Mid', '<w:ilvl w:val="2"/>', 2) +
        style('Plain', 'Low', '', 2),
      numbering: `<w:abstractNum w:abstractNumId="0">${level(0, '%1')}${level(1, '%1.%2')}${level(2, '%1.%2.%3')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`,
      body:
        styled('Top', 'Ponds') +
        styled('Mid', 'Fences') +
        styled('Low', 'Posts') +
        styled('Plain', 'Rails') +
        styled('Low', 'Gates', '<w:numPr><w:ilvl w:val="1"/></w:numPr>') +
        styled('Top', 'Boats') +
        p(run('Tied.')),
    }),
  ).toEqual([
    '# 1 Ponds',
    '## 1.1 Fences',
    '### 1.1.1 Posts',
    '### 1.1.2 Rails',
    '### 1.2 Gates',
    '# 2 Boats',
    'paragraph: Tied.',
  ]);
});

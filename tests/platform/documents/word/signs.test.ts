import { outcomeOf } from '../../../../src/platform/documents/read-bytes.ts';
import { numbered, type Parts, p, run, wordFile } from '../support/word-file.ts';

const outcome = async (parts: Parts) => {
  const read = await outcomeOf(wordFile(parts), 'policy.docx');
  if (read.kind !== 'read') throw new Error(read.why);
  const texts = read.document.blocks.map((block) =>
    block.kind === 'item'
      ? `${block.marker} ${block.text}`
      : block.kind === 'row'
        ? block.cells.join(' | ')
        : block.text,
  );
  return { texts, missed: read.missed };
};
const font = (name: string) => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`;
const sym = (name: string, char: string) => `<w:r><w:sym w:font="${name}" w:char="${char}"/></w:r>`;

test.each([
  ['named by font and place', sym('Wingdings 2', 'F050')],
  ['named without the private part', sym('Webdings', '61')],
  ['a letter of the font', run('ü', font('Wingdings'))],
  ['a private letter of the font', run('\uf0fc', font('Wingdings'))],
  ['a letter whose style has the font', run('ü', '<w:rStyle w:val="Tick"/>')],
  ['of a font of letters', sym('Segoe UI Symbol', '2713')],
  [
    'made by a field',
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SYMBOL 252 \\f "Wingdings" \\s 11 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`,
  ],
  [
    'in the alternative for old Word',
    `<w:r><mc:AlternateContent><mc:Choice Requires="new"><x:unknown xmlns:x="x"/></mc:Choice><mc:Fallback><w:t>✓</w:t></mc:Fallback></mc:AlternateContent></w:r>`,
  ],
  [
    'in the alternative for new Word',
    `<mc:AlternateContent><mc:Choice Requires="w16se"><w:r><s:symEx xmlns:s="http://schemas.microsoft.com/office/word/2015/wordml/symex" s:font="Segoe UI Emoji" s:char="2713"/></w:r></mc:Choice><mc:Fallback><w:r><w:t>?</w:t></w:r></mc:Fallback></mc:AlternateContent>`,
  ],
])('a tick %s is a tick', async (_, tick) => {
  const styles = `<w:style w:type="character" w:styleId="Tick"><w:name w:val="Tick"/><w:rPr>${font('Wingdings')}</w:rPr></w:style>`;
  const { texts, missed } = await outcome({ styles, body: p(run('Scooters: ') + tick) });
  expect(texts).toEqual(['Scooters: ✓']);
  expect(missed).toEqual([]);
});

test('letters that the theme or a nearer font takes out of the symbol font are letters', async () => {
  const styles = `<w:style w:type="paragraph" w:styleId="S"><w:name w:val="S"/><w:rPr>${font('Symbol')}</w:rPr></w:style>`;
  const { texts } = await outcome({
    styles,
    body: p(
      run('a ') +
        run('bc', font('Arial')) +
        run(' d', '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'),
      '<w:pStyle w:val="S"/>',
    ),
  });
  expect(texts).toEqual(['α bc d']);
});

test('a sign without a known meaning is marked and told, never a bullet', async () => {
  const { texts, missed } = await outcome({
    body: p(run('Trains: ') + sym('Marlett', 'F061') + run(' and \uf0c8')) + p(sym('Wingdings', 'F0F9')),
  });
  expect(texts).toEqual(['Trains: […] and […]', '[…]']);
  expect(missed).toEqual([
    'Signs whose meaning is not known are shown as […]: ‘Marlett F061’, before the first heading; ‘sign F0C8’, before the first heading; ‘Wingdings F0F9’, before the first heading.',
  ]);
});

test('the bullets of a list are what they print: crosses, ticks, squares', async () => {
  const bulletOf = (id: number, char: string, fontName: string) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="${char}"/><w:rPr>${font(fontName)}</w:rPr></w:lvl></w:abstractNum>`;
  const { texts, missed } = await outcome({
    numbering:
      bulletOf(0, '\uf0fb', 'Wingdings') +
      bulletOf(1, '\uf0b7', 'Symbol') +
      bulletOf(2, '\uf0a7', 'Wingdings') +
      bulletOf(3, '\uf0c7', 'Marlett') +
      [0, 1, 2, 3].map((id) => `<w:num w:numId="${id + 1}"><w:abstractNumId w:val="${id}"/></w:num>`).join(''),
    body: ['Give out your number', 'Ask first', 'Then go', 'Wait']
      .map((text, at) => p(run(text), numbered(at + 1, 0)))
      .join(''),
  });
  expect(texts).toEqual(['✗ Give out your number', '• Ask first', '▪ Then go', '[…] Wait']);
  expect(missed).toEqual([
    'Signs whose meaning is not known are shown as […]: ‘marlett 00C7’, before the first heading.',
  ]);
});

import { EMPTY } from '../../../../src/platform/documents/clean-text.ts';
import { outcomeOf } from '../../../../src/platform/documents/read-bytes.ts';
import { p, run, wordFile } from '../support/word-file.ts';

const outcome = async (body: string) => {
  const read = await outcomeOf(wordFile({ body }), 'policy.docx');
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
const W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"';
const control = (properties: string, content: string) =>
  `<w:sdt ${W14}><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
const legacy = (code: string, data: string, result = '') =>
  `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar></w:r><w:r><w:instrText> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const choices = (...labels: string[]) =>
  labels.map((label, at) => `<w:listItem w:displayText="${label}" w:value="${at === 0 ? '' : at}"/>`).join('');

test('an empty control is a gap, whatever it asks with and wherever it stands', async () => {
  const { texts, missed } = await outcome(
    p(run('The nurse is ') + control('<w:showingPlcHdr/>', run('Name of nurse') + run(' here')) + run('.')) +
      p(run('Seen on ') + control('<w:showingPlcHdr/><w:date/>', run('Pick a day')) + run('.')) +
      p(run('Site: ') + control(`<w:dropDownList>${choices('Pick one', 'North')}</w:dropDownList>`, run('Pick one'))) +
      control('<w:showingPlcHdr/>', p(run('Type the rota.')) + p(run('Or paste it.'))) +
      `<w:tbl><w:tr><w:tc>${p(run('Deputy'))}</w:tc>${control('<w:showingPlcHdr/>', `<w:tc>${p(run('Deputy’s name'))}</w:tc>`)}</w:tr></w:tbl>`,
  );
  expect(texts).toEqual([
    `The nurse is ${EMPTY.words}.`,
    `Seen on ${EMPTY.date}.`,
    `Site: ${EMPTY.choice}`,
    EMPTY.words,
    `Deputy | ${EMPTY.words}`,
  ]);
  expect(missed).toEqual([
    'Boxes are still to be filled in: ‘Name of nurse here’, before the first heading; ‘Pick a day’, before the first heading; ‘Pick one’, before the first heading; ‘Type the rota.Or paste it.’, before the first heading; ‘Deputy’s name’, in a table before the first heading.',
  ]);
});

test('what a control holds is read as printed, and by its properties where it prints nothing', async () => {
  const box = (checked: string) => `<w14:checkbox><w14:checked w14:val="${checked}"/></w14:checkbox>`;
  const { texts, missed } = await outcome(
    p(control('<w:text/>', run('Ms Yew')) + run(' keeps the key.')) +
      p(control(box('1'), '') + run(' Pond')) +
      p(control(box('0'), run('')) + run(' Roof')) +
      p(control(box('1'), '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>') + run(' Gate')) +
      p(
        run('Site: ') +
          control(`<w:dropDownList w:lastValue="2">${choices('Pick one', 'North', 'South')}</w:dropDownList>`, ''),
      ),
  );
  expect(texts).toEqual(['Ms Yew keeps the key.', '☒ Pond', '☐ Roof', '☑ Gate', 'Site: South']);
  expect(missed).toEqual([]);
});

test('the older form fields print what was chosen, ticked or typed', async () => {
  const list = (chosen: string) =>
    `<w:ddList>${chosen}<w:listEntry w:val="Mr Oak"/><w:listEntry w:val="Ms Elm"/></w:ddList>`;
  const box = (inside: string) => legacy('FORMCHECKBOX', `<w:checkBox>${inside}</w:checkBox>`);
  const { texts, missed } = await outcome(
    p(
      run('Ask ') +
        legacy('FORMDROPDOWN', list('<w:result w:val="1"/>')) +
        run(' or ') +
        legacy('FORMDROPDOWN', list('')) +
        run('.'),
    ) +
      p(box('<w:default w:val="0"/><w:checked/>') + run(' Pool')) +
      p(box('<w:default w:val="1"/><w:checked w:val="0"/>') + run(' Shed')) +
      p(
        run('Room ') +
          legacy('FORMTEXT', '<w:textInput/>', run('12')) +
          run(', door ') +
          legacy('FORMTEXT', '<w:textInput/>', run('\u2002\u2002')) +
          run('.'),
      ),
  );
  expect(texts).toEqual(['Ask Ms Elm or Mr Oak.', '☒ Pool', '☐ Shed', `Room 12, door ${EMPTY.words}.`]);
  expect(missed).toHaveLength(1);
});

test('what Word prints in an empty box is a gap without its control too', async () => {
  const { texts } = await outcome(
    p(run('Lead: Click or tap here to enter text.')) + p(run('Choose an item from the menu.')),
  );
  expect(texts).toEqual([`Lead: ${EMPTY.words}`, 'Choose an item from the menu.']);
});

test('words that ask, in the style of such words, are a gap; what was typed in that style stays', async () => {
  const asks = '<w:rStyle w:val="PlaceholderText"/>';
  const { texts, missed } = await outcome(
    p(run('The goat is kept by ') + control('', run('Click to add ', asks) + run('a keeper', asks)) + run('.')) +
      p(run('Ring ') + run('[Type the number]', asks) + run(' or ') + run('Enter a name.', asks)) +
      p(run('Stall: ') + control('', run('Ms Fell', asks))) +
      p(run('Select a stall.')),
  );
  expect(texts).toEqual([
    `The goat is kept by ${EMPTY.words}.`,
    `Ring ${EMPTY.words} or ${EMPTY.words}`,
    'Stall: Ms Fell',
    'Select a stall.',
  ]);
  expect(missed).toEqual([
    'Boxes are still to be filled in: ‘Click to add a keeper’, before the first heading; ‘[Type the number]’, before the first heading; ‘Enter a name.’, before the first heading.',
  ]);
});

const bare = (code: string, result = '', inCode = '') =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ${code} </w:instrText></w:r>${inCode}<w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;

test('what a field within the making of another comes to is not printed', async () => {
  const { texts } = await outcome(
    p(run('Goats ') + bare('IF', run('must'), bare('MERGEFIELD Pen', run('may never'))) + run(' be fed.')) +
      p(bare('HYPERLINK &quot;https://goat.example/a&quot;', bare('REF b', run('here')))),
  );
  expect(texts).toEqual(['Goats must be fed.', 'here (https://goat.example/a)']);
});

test('fields that the file holds no result of are told; a button to type over is a gap', async () => {
  const { texts, missed } = await outcome(
    p('<w:fldSimple w:instr=" LISTNUM NumberDefault "/>' + run(' Feed them.')) +
      p(run('Give ') + bare('EQ \\f(3,4)') + run(' of a pail.')) +
      p(run('Call ') + bare('MACROBUTTON DoNothing Type the vet') + run('.') + bare('SET pen 4')),
  );
  expect(texts).toEqual(['Feed them.', 'Give of a pail.', `Call ${EMPTY.words}.`]);
  expect(missed).toEqual([
    'What a field comes to is not in the file: ‘LISTNUM NumberDefault’, before the first heading; ‘EQ \\f(3,4)’, before the first heading.',
    'Boxes are still to be filled in: ‘Type the vet’, before the first heading.',
  ]);
});

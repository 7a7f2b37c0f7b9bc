import { expect, test } from '@jest/globals';
import { withLabelRows } from '../../../src/ask/parsing/label-rows.ts';
import { documentOf, statedFacts, statedIn } from '../../../src/ask/parsing/stated-facts.ts';
import type { Block } from '../../../src/kernel/text/document.ts';

const heading = (text: string, level = 1): Block => ({ kind: 'heading', level, text });
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const row = (columns: readonly string[], cells: readonly string[]): Block => ({ kind: 'row', columns, cells });

test('the first line of a table of labels in bold names no columns', () => {
  const read = withLabelRows([
    row(['Written By', 'A. Lee'], ['Date', 'April 2025']),
    row(['Written By', 'A. Lee'], ['Date of Review', 'September 2026']),
    paragraph('Staff take care.'),
  ]);
  expect(read).toEqual([
    row(['', ''], ['Written By', 'A. Lee']),
    row(['', ''], ['Date', 'April 2025']),
    row(['', ''], ['Date of Review', 'September 2026']),
    paragraph('Staff take care.'),
  ]);
  expect(statedFacts(read)).toMatchObject({ owner: 'A. Lee', adoptedOn: 'April 2025', reviewOn: 'September 2026' });
});

test('a table of versions keeps the names of its columns', () => {
  const versions = [row(['Version', 'Date'], ['1', 'March 2019']), row(['Version', 'Date'], ['2', 'April 2025'])];
  expect(withLabelRows(versions)).toEqual(versions);
});

test('a label and a date on one line state it; a sentence that begins so does not', () => {
  expect(statedFacts([heading('Phones Policy', 0), paragraph('Date April 2025')])).toMatchObject({
    adoptedOn: 'April 2025',
  });
  expect(statedFacts([heading('Phones Policy', 0), paragraph('Date April 2025 in your diary')])).not.toHaveProperty(
    'adoptedOn',
  );
});

test('a name that is set like any other heading is found under the name of the school', () => {
  const blocks = [
    heading('Elmwood Junior School'),
    heading('SOCIAL MEDIA POLICY'),
    row(['', ''], ['Date', 'April 2025']),
    heading('Overview', 2),
    paragraph('Staff take care.'),
  ];
  expect(statedFacts(blocks).title).toBe('SOCIAL MEDIA POLICY');
  expect(statedFacts([heading('Scope of this policy'), paragraph('Staff take care.')]).title).toBeUndefined();
});

test('a guidance that a policy follows has a date of its own', () => {
  const words = [
    'This policy has been updated in line with the guidance on keeping children safe of September 2025.',
    'Pupils may bring a phone from September 2026 on.',
    'The policy was approved by the governing body of Elm Vale Infant School on 4 May 2026.',
  ];
  expect(statedFacts([heading('Phones Policy', 0), ...words.map(paragraph)])).toEqual({
    title: 'Phones Policy',
    adoptedOn: '4 May 2026',
  });
});

test('a review date before the day of adoption was that of the review before', () => {
  const front = [heading('Phones Policy', 0), paragraph('Review date: May 2024'), paragraph('Approved: June 2024')];
  expect(statedFacts(front)).not.toHaveProperty('reviewOn');
  expect(statedFacts([...front, paragraph('Next review: June 2026')]).reviewOn).toBe('June 2026');
});

test('each fact says by what label, and where, it was found', () => {
  expect(
    statedIn([
      heading('Phones Policy', 0),
      row(['', ''], ['Date of next review', 'Summer 2028']),
      paragraph('Version 2'),
      ...Array.from({ length: 50 }, () => paragraph('Staff keep their phones in a bag while they teach.')),
      paragraph('Adopted in June 2026'),
    ]).foundAt,
  ).toEqual({
    title: 'the largest words at the front',
    reviewOn: '“Date of next review” in the table at the front',
    version: '“Version” at the front',
    adoptedOn: '“Adopted in” at the end',
  });
});

test.each([
  ['Our Behaviour Policy sets out how we treat each other and'],
  ['Behaviour_Policy_v3.docx'],
  ['Behaviour policy 2026, 12 May 2026.'],
  ['Policy review: May 2027'],
])('“%s” is no title', (line) => {
  expect(statedFacts([paragraph(line), paragraph('what follows from it.')])).not.toHaveProperty('title');
});

test('a table in which two labels name the columns is read down', () => {
  const blank = ['', '', ''];
  expect(
    statedFacts([
      heading('Phones Policy', 0),
      row(blank, ['Version', 'Approved on', 'What changed']),
      row(blank, ['1', 'May 2024', 'First text']),
      row(blank, ['2', 'May 2026', 'Watches']),
    ]),
  ).toMatchObject({ version: '2', adoptedOn: 'May 2026' });
});

test('a label over two lines, a date over two rows, and a row below general names of columns are read whole', () => {
  const plain = ['', ''];
  const named = ['Item', 'Detail'];
  expect(
    statedFacts([
      heading('Pond Policy', 0),
      row(plain, ['Recommended by the Grounds', 'and Buildings Committee']),
      row(plain, ['Ratified by the full', 'Tuesday 4th']),
      row(plain, ['Governing Body on', 'May 2026']),
      row(named, ['Review was due', 'May 2024']),
      row(named, ['To be looked at again by', 'May 2028']),
    ]),
  ).toMatchObject({ adoptedOn: '4th May 2026', reviewOn: 'May 2028' });
  expect(
    statedFacts([
      heading('Pond Policy', 0),
      row(plain, ['Agreed by the Grounds', '']),
      row(plain, ['and Visits Committee on', '4/5/2026']),
    ]),
  ).toMatchObject({ adoptedOn: '4/5/2026' });
});

test('lines of a title page are no sections, whatever their size', () => {
  const read = documentOf([
    heading('Elm Vale Junior School', 2),
    heading('Pond Policy', 2),
    heading('Version 2.1', 2),
    heading('Where the ducks live', 2),
    row(['', ''], ['Next review', 'May 2028']),
    { kind: 'heading', level: 3, label: '1', text: 'Depth' },
    paragraph('It is one metre deep.'),
  ]);
  expect(read.blocks.map((block) => (block.kind === 'heading' ? block.level : block.kind))).toEqual([
    ...[0, 0, 'paragraph', 'paragraph', 'row', 3, 'paragraph'],
  ]);
  expect(read.stated).toEqual({ title: 'Pond Policy', version: '2.1', reviewOn: 'May 2028' });
});

test('a version that the document takes the place of is not its own, nor is a part of a number', () => {
  const said = (...lines: string[]) => statedFacts([heading('Goats Policy', 0), ...lines.map(paragraph)]).version;
  expect(
    statedFacts([row(['', ''], ['Title', 'Goats']), row(['', ''], ['Supersedes', 'Version 3.4 of 2021'])]),
  ).toEqual({
    title: 'Goats',
  });
  expect(said('Version 4.1 (replaces version 3.4)')).toBe('4.1');
  expect(said('Previous version: 3.4')).toBeUndefined();
  expect(said('Issue 2.5 of 12')).toBe('2.5');
  expect(said('Last reviewed in May 2025, version 7')).toBe('7');
});

test('a place that is still to be filled in is no owner', () => {
  expect(statedFacts([heading('Goats Policy', 0), paragraph('Owner: [to be filled in]')])).not.toHaveProperty('owner');
  expect(statedFacts([heading('Goats Policy', 0), paragraph('Owner: Ms Fell')])).toHaveProperty('owner', 'Ms Fell');
});

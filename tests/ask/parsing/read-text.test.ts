import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../../src/ask/parsing/read-text.ts';
import { sectionsOf } from '../../../src/ask/policy.ts';
import type { Block } from '../../../src/kernel/text/document.ts';
import { policyOf } from '../given.ts';

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../fixtures/policies', `${name}.txt`), 'utf8');
const blocksOf = (text: string): readonly Block[] => readText(text).blocks;
const texts = (text: string): string[] =>
  blocksOf(text).map((block) => (block.kind === 'row' ? block.cells.join(' | ') : block.text));

test.each(['harbour-conduct', 'fernhill-phones', 'kestrel-it', 'numbered', 'qanda', 'tables'])(
  '%s: every word is in exactly one passage, or is furniture or a mark',
  (name) => {
    const words = (text: string) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).sort();
    const policy = policyOf(fixture(name));
    const owned = policy.passages.map((passage) => `${passage.kind === 'item' ? passage.marker : ''} ${passage.text}`);
    // The one word that a line break cut in two counts as the word that it is.
    const raw = fixture(name).replace('with-\nin', 'within');
    expect(words([...owned, ...policy.furniture].join(' '))).toEqual(words(raw));
  },
);

test('numbered clauses on broken lines become clauses with their numbers, and a page footer in between is furniture', () => {
  const blocks = blocksOf(fixture('harbour-conduct'));
  const clause = blocks.find((block) => block.kind === 'item' && block.marker === '2.2');
  expect(clause).toMatchObject({ text: expect.stringMatching(/^A pupil must not travel .* began and ended\.$/) });
  expect(blocks.filter((block) => block.kind === 'furniture')).toHaveLength(4);
});

test('a clause behind a sub-heading belongs to its own section again', () => {
  const policy = policyOf(fixture('harbour-conduct'));
  const home = [...sectionsOf(policy)].find((section) =>
    section.passages.some((id) => policy.passages.find((passage) => passage.id === id)?.marker === '2.4'),
  );
  expect(home?.heading).toBe('RELATIONSHIPS WITH PUPILS');
});

test('a hyphen that a line break left is taken out, one that the document writes stays', () => {
  expect(
    texts(
      'Lost papers are reported to the data officer with-\nin two hours of being missed, day or night, by phone.',
    )[0],
  ).toMatch(/within two hours/);
  expect(
    texts(
      'The out-of-date list is here.\n\nEverybody checks that the list of names is not out-of-\ndate before it goes to the printers again.',
    ).join(' '),
  ).toMatch(/not out-of-date before/);
});

test('questions are headings, and their answers are under them', () => {
  const policy = policyOf(fixture('fernhill-phones'));
  const watch = [...sectionsOf(policy)].find((section) => section.heading === 'Can I wear a smart watch?');
  expect(watch?.path).toEqual(['About your own phone', 'Can I wear a smart watch?']);
  expect(watch?.blocks).toHaveLength(1);
});

test('a table keeps the names of its columns with every row', () => {
  const rows = blocksOf(fixture('kestrel-it')).filter((block) => block.kind === 'row');
  expect(rows.at(-1)).toEqual({
    kind: 'row',
    columns: ['Kind of file', 'OneDrive', 'Shared drive', 'Own computer'],
    cells: ['Safeguarding records', 'No', 'No', 'No'],
  });
});

test('capitals, title case and "Section 3" are headings; a sentence is not', () => {
  const text =
    'PHONE POLICY\n\nSTAFF PHONES\n\nPhones stay in lockers.\n\nSection 3: Visitors\n\nVisitors leave phones at the desk.\n\nKeep it switched off\n\nThat is all there is to it.';
  const headings = blocksOf(text).flatMap((block) =>
    block.kind === 'heading' ? [`${block.label ?? ''}/${block.text}`] : [],
  );
  expect(headings).toEqual(['/PHONE POLICY', '/STAFF PHONES', 'Section 3/Visitors', '/Keep it switched off']);
});

test('bullets, letters and Roman numbers nest by what leads into them', () => {
  const text = 'Staff must:\n(a) keep records of:\n(i) dates;\n(ii) times;\n(b) tell the head.';
  expect(blocksOf(text).map((block) => (block.kind === 'item' ? `${block.depth}${block.marker}` : block.kind))).toEqual(
    ['paragraph', '0(a)', '1(i)', '1(ii)', '0(b)'],
  );
});

test('a number makes a heading of a short line with a verb, and a clause of an order', () => {
  const text =
    'Code\n\n1. Why we have a code\n\nPupils copy adults.\n\n2. When this code is not followed\n\nA breach is looked into.\n\n3. Staff must not smoke on the site at all\n\nThat is all.';
  expect(blocksOf(text).map((block) => block.kind)).toEqual([
    'heading',
    'heading',
    'paragraph',
    'heading',
    'paragraph',
    'item',
    'paragraph',
  ]);
});

test('neither a label with its value nor the name of the school is the title', () => {
  expect(readText('Millbrook Primary School\n\nVersion: 2.1\n\n1. Aims\n\nTo help.').stated).toEqual({
    version: '2.1',
  });
});

test('a numbered list behind a colon is a list, not a row of headings', () => {
  expect(
    blocksOf('Before a trip:\n\n1. Ask the head\n2. Ask the parents\n3. Book a coach').map((block) => block.kind),
  ).toEqual(['paragraph', 'item', 'item', 'item']);
});

test.each([
  ['nothing', ''],
  ['white space', ' \n\t\n\f '],
  ['null characters', '\u0000\u0001Phones\u0000 stay out.'],
  ['right-to-left text', 'مدرسة\n\nيجب على الموظفين الإبلاغ.'],
  ['100 KB without a line break', 'word '.repeat(20_000)],
  ['one word of 100 KB', 'x'.repeat(100_000)],
  ['ten thousand lines of one mark', '-\n'.repeat(10_000)],
  ['nested numbers without end', Array.from({ length: 3000 }, (_, at) => `${at}.${at}.${at} Text`).join('\n')],
  ['HTML and card markup', '<script>alert(1)</script>\n\n[x](javascript:alert(1)) **bold** {{now}}'],
])('%s is read without a fault, every passage short enough to quote', (_, text) => {
  const policy = policyOf(text);
  expect(policy.passages.every((passage) => passage.text.length <= 700)).toBe(true);
});

const headingsOf = (text: string): readonly string[] =>
  blocksOf(text).flatMap((block) =>
    block.kind === 'heading' ? [[block.label, block.text].filter(Boolean).join('/')] : [],
  );

test('text that was copied without its blank lines keeps its headings: each line is a paragraph', () => {
  const rule = (what: string) =>
    `${what} is signed in at the front desk before half past eight by whoever brings it, and the office keeps the list for the rest of that term.`;
  const text = [
    'BICYCLE POLICY',
    'RIDING TO SCHOOL',
    rule('A bicycle'),
    rule('A scooter'),
    'Telling parents',
    rule('A note'),
    'Email and messages',
    rule('A message'),
    'LOCKS',
    rule('A lock'),
  ].join('\n');
  expect(headingsOf(text)).toEqual([
    'BICYCLE POLICY',
    'RIDING TO SCHOOL',
    'Telling parents',
    'Email and messages',
    'LOCKS',
  ]);
  expect(headingsOf(`Tel 01632 960 001\n\n${rule('A bicycle')}`)).toEqual([]);
});

test('a heading goes on behind its colon in small letters; a label gives a value', () => {
  const text =
    'TIME OFF POLICY\n\nOwner: deputy head\n\nReview: every two years\n\nTime off: how to ask\n\nAsk on the form ten working days ahead, and buy no ticket before there is a reply.';
  expect(headingsOf(text)).toEqual(['TIME OFF POLICY', 'Time off: how to ask']);
});

test('numbers without a full stop are headings where they count up from 1 with text between, and nowhere else', () => {
  const body = 'Nobody lights a candle in a classroom, and nobody wedges a fire door open for any reason.';
  const counted = `FIRE POLICY\n\n1 Mill Lane, Aldbury\n\n1  Candles\n\n${body}\n\n2  Doors\n\n${body}\n\n7 Oak class is upstairs\n\n3  Drills\n\n${body}`;
  expect(headingsOf(counted).filter((one) => /^\d/.test(one))).toEqual(['1/Candles', '2/Doors', '3/Drills']);
  expect(headingsOf(`Do this:\n1 Wash\n2 Dry\n3 Glove\n${body}`)).toEqual([]);
});

test('inner pipes part the cells of a table, and no row is a heading', () => {
  const text = [
    'KEYS POLICY',
    '',
    'Who has what',
    '',
    'Key | Who holds it | Returned',
    'Blue | Site staff | Each Friday',
    'Brass | Head of science | End of term',
    '',
    'A lost key is reported to the site manager on the same day, whoever had it last.',
  ].join('\n');
  expect(blocksOf(text).filter(({ kind }) => kind === 'row')).toContainEqual({
    kind: 'row',
    columns: ['Key', 'Who holds it', 'Returned'],
    cells: ['Brass', 'Head of science', 'End of term'],
  });
  expect(headingsOf(text)).toEqual(['KEYS POLICY', 'Who has what']);
  expect(blocksOf('Fernhill Primary | Keys | 2025\n\nA lost key is reported at once.')[0]?.kind).not.toBe('row');
});

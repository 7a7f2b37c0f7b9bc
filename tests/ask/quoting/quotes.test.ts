import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { entriesOf } from '../../../src/ask/finding/entries.ts';
import { SIGNS, type Signs } from '../../../src/ask/finding/signs.ts';
import { toSections } from '../../../src/ask/parsing/sections.ts';
import type { Policy } from '../../../src/ask/policy.ts';
import { cite, citeSection } from '../../../src/ask/quoting/cite.ts';
import { isCutTable, quoteLines, shortened, withAmounts } from '../../../src/ask/quoting/quote-parts.ts';
import { citeAll, places } from '../../../src/ask/quoting/quotes.ts';
import { sectionCard } from '../../../src/ask/quoting/section.cards.ts';
import type { PolicyId } from '../../../src/kernel/ids.ts';
import { readDocument } from '../../../src/platform/documents/read-document.ts';
import { drawnQuotes, lostMarks } from '../../support/drawn-quotes.ts';
import { SHARED, testWithShared } from '../../support/shared.ts';
import { policyOf } from '../given.ts';

/** What does not read as the policies of a folder do. */
async function wrongIn(folder: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const file of readdirSync(folder).filter((name) => /\.(?:md|txt)$/.test(name))) {
    const bytes = await readFile(join(folder, file));
    const read = await readDocument(bytes, file);
    if (read.kind !== 'read') throw new Error(`${file}: ${read.why}`);
    const policy = toSections(read.document, { id: file as PolicyId, fallbackTitle: file });
    const quotes = drawnQuotes(policy);
    expect(quotes.length).toBeGreaterThan(0);
    wrong.push(
      ...quotes.flatMap(({ reference, faults }) => faults.map((fault) => `${file}, ${reference}: ${fault}`)),
      ...lostMarks(policy, bytes.toString('utf8')),
    );
  }
  return wrong;
}

const ROOT = join(import.meta.dirname, '../../..');

test('every quote of our own policies reads as the policy does', async () => {
  expect(await wrongIn(join(ROOT, 'policies'))).toEqual([]);
  expect(await wrongIn(join(ROOT, 'tests/fixtures/policies'))).toEqual([]);
});

testWithShared('every quote of five schools’ policies reads as the policy does', async () => {
  expect(await wrongIn(join(SHARED, 'policies'))).toEqual([]);
});

const linesOf = (policy: Policy, words: string): readonly string[] => {
  const entry = entriesOf(policy).find(({ passage }) => passage.text.includes(words));
  if (!entry) throw new Error(`nothing says "${words}"`);
  return quoteLines(cite(entry).parts);
};

const linesIds = (policy: Policy, words: string): readonly string[] =>
  entriesOf(policy).flatMap((entry) => (entry.passage.text.includes(words) ? cite(entry).passageIds : []));

const RULES = policyOf(`Rules Policy

4. Pictures

4.1 Before a picture is published, staff must:
(a) ask the family;
(b) leave out the surname;
(c) take care
  (i) that nobody is shown who must not be, and
  (ii) that no uniform is shown.

4.2 Pictures are kept for a year.

Platform\tStaff may use it\tPupils may use it
Padlet\tYes\tYes
Skribbl\tAsk first\tNo
Vidyo\tNo\tNo
`);

test('an item keeps its mark and what leads into it, and what was passed over is marked', () => {
  expect(linesOf(RULES, 'no uniform')).toEqual([
    '4.1 Before a picture is published, staff must:',
    '[…]',
    '  (c) take care',
    '    (i) that nobody is shown who must not be, and',
    '    (ii) that no uniform is shown.',
  ]);
});

test('a row comes with the names of its columns, and with the rows that decide otherwise', () => {
  expect(linesOf(RULES, 'Skribbl')).toEqual([
    'Platform: Padlet',
    'Staff may use it: Yes',
    'Pupils may use it: Yes',
    '',
    'Platform: Skribbl',
    'Staff may use it: Ask first',
    'Pupils may use it: No',
    '',
    'Platform: Vidyo',
    'Staff may use it: No',
    'Pupils may use it: No',
  ]);
});

const GIFTS = policyOf(`Gifts Policy

1. Gifts

Gift\tMay I keep it?\tThen
Worth up to £20\tYes\tSay thank you
Worth between £20 and £60\tAsk the headteacher\tEnter it in the register
Worth more than £60\tNo\tReturn it
`);

test('the row whose range holds the sum that was asked is marked', () => {
  const entry = entriesOf(GIFTS).find(({ passage }) => passage.text.includes('up to'));
  if (!entry) throw new Error('no row');
  const lines = quoteLines(withAmounts(cite(entry).parts, 'a mum gave me a hamper, must be 40 quid'));
  expect(lines.filter((line, at) => line.startsWith('▸') || lines[at - 1]?.startsWith('▸'))).toEqual([
    '▸ For £40',
    'Gift: Worth between £20 and £60',
  ]);
});

test('no row is marked where another may be meant, two sums were asked, or only one row has a range', () => {
  const marks = (policy: Policy, within: string, question: string): readonly string[] => {
    const entry = entriesOf(policy).find(({ passage }) => passage.text.includes(within));
    if (!entry) throw new Error('no row');
    return quoteLines(withAmounts(cite(entry).parts, question)).filter((line) => line.startsWith('▸'));
  };
  const vouchers = policyOf(`Gifts Policy

1. Gifts

Gift\tMay I keep it?\tThen
Worth up to £20\tYes\tSay thank you
Worth between £20 and £60\tAsk the headteacher\tEnter it in the register
Vouchers of any amount\tNo\tReturn it
`);
  expect(marks(vouchers, 'up to', 'a mum gave me a 40 quid voucher')).toEqual([]);
  expect(marks(GIFTS, 'up to', 'is it £10 or £40 that I may keep')).toEqual([]);
  const claims = policyOf(`Claims Policy

1. Claims

Claim\tWho agrees\tThen
Taxis\tThe business manager, over £50\tKeep the receipt
Meals\tYour line manager\tKeep the receipt
`);
  expect(marks(claims, 'Taxis', 'can I claim £80 for a meal')).toEqual([]);
});

test('a table too long for a card stays as it was found, and says that rows were left out', () => {
  const rows = Array.from({ length: 9 }, (_, at) => `Thing ${at + 1}\t${at % 2 ? 'Yes' : 'No'}\tSay so`);
  const long = policyOf(`Long Policy\n\n1. Things\n\nWhat\tMay I?\tThen\n${rows.join('\n')}\n`);
  const entry = entriesOf(long).find(({ passage }) => passage.cells?.[0] === 'Thing 4');
  if (!entry) throw new Error('no row');
  expect(quoteLines(cite(entry).parts)).toEqual(['[…]', 'What: Thing 4', 'May I? Yes', 'Then: Say so', '[…]']);
  expect(isCutTable(long, cite(entry).passageIds)).toBe(true);
  expect(isCutTable(RULES, linesIds(RULES, 'Skribbl'))).toBe(false);
});

test('a paragraph in two pieces says at each that it goes on', () => {
  const long = policyOf(`Long Policy\n\n1. Care\n\n${'Staff take care of what they are given in trust. '.repeat(20)}`);
  const [first, second] = entriesOf(long).map((entry) => quoteLines(cite(entry).parts));
  expect([first?.at(0), first?.at(-1)]).toEqual([expect.stringMatching(/^Staff/), '[…]']);
  expect([second?.at(0), second?.at(-1)]).toEqual(['[…]', expect.stringMatching(/trust\.$/)]);
});

/** As found in this order, each so far below the one before that nothing is quoted for standing beside it. */
const found = (policy: Policy, ...words: readonly string[]) =>
  citeAll(
    words.map((said, at) => {
      const entry = entriesOf(policy).find(({ passage }) => passage.text.includes(said));
      if (!entry) throw new Error(`nothing says "${said}"`);
      return { entry, signs: NOTHING, score: 100 - 10 * at, close: 0, closeness: () => 0 };
    }),
  );
const NOTHING = Object.fromEntries(SIGNS.map((sign) => [sign, 0])) as Signs;

const CLUBS = policyOf(`Clubs Policy

Oakfield Academy, a school by the river

Version: 3.1
Owner: Headteacher

1. Running a club

1.1 A request for a club must say:
(a) what it is for;
(b) who runs it.

1.2 Clubs end at five.

1.3 Who is told depends on the club.

Club\tTell\tWhen
Chess\tThe office\tAt once
Judo\tThe head of sport\tThe same day

2. Money

2.1 Clubs take no cash.
`);

test('a list that was quoted whole is not quoted again for an item that was found far below', () => {
  expect(found(CLUBS, 'A request for a club', 'who runs it').map(({ citation }) => citation.section)).toEqual(['1.1']);
});

test('a clause about a table brings the row that was found', () => {
  const [first, ...others] = found(CLUBS, 'depends on the club', 'Judo');
  expect(quoteLines(first?.citation.parts ?? [])).toEqual([
    '1.3 Who is told depends on the club.',
    'Club: Chess',
    'Tell: The office',
    'When: At once',
    '',
    'Club: Judo',
    'Tell: The head of sport',
    'When: The same day',
  ]);
  expect(others).toEqual([]);
});

test('each place is of another section, with what else was found there, and a front page counts only where it came first', () => {
  const shown = (...words: readonly string[]) =>
    places(found(CLUBS, ...words), 3).map(({ citation }) => quoteLines(citation.parts));
  expect(shown('Clubs end', 'Version', 'by the river', 'who runs it', 'no cash')).toEqual([
    [
      '1.2 Clubs end at five.',
      '[…]',
      '1.1 A request for a club must say:',
      '  (a) what it is for;',
      '  (b) who runs it.',
    ],
    ['2.1 Clubs take no cash.'],
  ]);
  expect(shown('Owner', 'no cash')[0]?.join()).toContain('Headteacher');
  expect(places(found(CLUBS, 'Clubs end', 'no cash'), 1)).toHaveLength(1);
});

test('the clause that was found first stands first, whatever stands before it, and gives the quote its number', () => {
  const [place] = places(found(CLUBS, 'Clubs end', 'A request for'), 1);
  expect(place?.citation.section).toBe('1.2');
  expect(places(found(CLUBS, 'A request for', 'Clubs end'), 1)[0]?.citation.section).toBe('1.1');
});

test('a short section is cited whole, one with a table or too long for a quote is not', () => {
  const whole = (policy: Policy, words: string) => {
    const entry = entriesOf(policy).find(({ passage }) => passage.text.includes(words));
    return entry && citeSection(entry);
  };
  const short = policyOf('Short Policy\n\n1. Care\n\n1.1 Knock.\n\n1.2 Wait.\n');
  expect(quoteLines(whole(short, 'Wait')?.parts ?? [])).toEqual(['1.2 Wait.', '[…]', '1.1 Knock.']);
  expect(whole(CLUBS, 'Clubs end')).toBeUndefined();
});

test('what stands between two clauses that were found is quoted with them, where it is little', () => {
  const far = policyOf(
    `Far Policy\n\n1. Pictures\n\n${Array.from({ length: 6 }, (_, at) => `1.${at + 1} Rule ${at + 1} on pictures.`).join('\n\n')}`,
  );
  const shown = (...words: readonly string[]) => quoteLines(places(found(far, ...words), 3)[0]?.citation.parts ?? []);
  expect(shown('Rule 1 ', 'Rule 4 ')).toEqual([1, 2, 3, 4].map((at) => `1.${at} Rule ${at} on pictures.`));
  expect(shown('Rule 1 ', 'Rule 5 ')).toContain('[…]');
});

test('a clause after a list does not hang on the clause that the list belongs to', () => {
  expect(linesOf(RULES, 'kept for a year')).toEqual(['4.2 Pictures are kept for a year.']);
});

test('a section is shown whole, opened at what was quoted, which is marked', () => {
  const many = policyOf(
    `Whole Policy\n\n1. Rules\n\n${Array.from({ length: 60 }, (_, at) => `1.${at + 1} Rule number ${at + 1} is to be kept by all who work at the school, at all times.`).join('\n\n')}`,
  );
  const entry = entriesOf(many).find(({ passage }) => passage.text.includes('number 30 '));
  const section = many.sections.at(-1);
  if (!entry || !section) throw new Error('there is no rule 30');
  const card = JSON.stringify(sectionCard(many, section, cite(entry).passageIds));
  const [before, quoted] = [card.indexOf('number 29 '), card.indexOf('number 30 ')];
  expect(card.length).toBeLessThan(25_000);
  expect(quoted).toBeGreaterThan(before);
  expect(card.indexOf('Quoted in the answer')).toBeLessThan(quoted);
  expect(card.indexOf('Show what comes before this')).toBeLessThan(before);
});

describe('a quote cut down to one sentence', () => {
  const gap = { kind: 'gap' } as const;
  const words = (text: string) => ({ kind: 'words', text }) as const;
  const item = (mark: string, text: string, depth = 0) => ({ kind: 'item', mark, text, depth }) as const;
  const list = [
    words('You may use social media. When you do, you must not:'),
    item('(a)', 'share what you know from work;'),
    item('(b)', 'bully a colleague;'),
    item('(i)', 'in a group chat;', 1),
    item('(c)', 'promote gambling.'),
    words('Ask if you are not sure.'),
  ];

  test.each([
    ['an item keeps what leads into its list', 'promote gambling.', [list[0], gap, list[4], gap]],
    ['one below another item keeps both', 'in a group chat;', [list[0], gap, list[2], list[3], gap]],
    ['what leads into a list brings its items', 'When you do, you must not:', [...list.slice(0, 5), gap]],
    ['words stand by themselves', 'Ask if you are not sure.', [gap, list[5]]],
  ])('%s', (_, sentence, short) => {
    expect(shortened(list, sentence)).toEqual(short);
  });

  test('one sentence of several is marked on both sides', () => {
    const three = [words('First. Second. Third.'), words('More.')];
    expect(shortened(three, 'Second.')).toEqual([gap, words('Second.'), gap]);
  });
});

test('what holds for other people is quoted with the duty of some, and where it has no room a sign says so', () => {
  const duty = (more: string) =>
    policyOf(`Duty Policy

1. Reporting

A teacher who is told of it phones the police. ${more}

If someone is about to be taken away, phone 999.

Staff who are not teachers tell the DSL, without delay.

The head looks at it each year.`);
  expect(linesOf(duty(''), 'A teacher')).toEqual([
    'A teacher who is told of it phones the police.',
    '[…]',
    'Staff who are not teachers tell the DSL, without delay.',
  ]);
  const long = duty('Nobody may do so for them. '.repeat(24));
  expect(linesOf(long, 'A teacher').at(-1)).toBe('[…]');
  expect(linesOf(long, 'The head')).toEqual(['The head looks at it each year.']);
});

import { expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { routeFor } from '../../../src/report/routing/routing.ts';
import type { School } from '../../../src/school/school.ts';
import { COLIN, DANIEL, JOANNA, MIRIAM, oakfield, PRIYA, TOM } from '../support.ts';

const school = oakfield();
const shutOut = (words: Readonly<Record<string, string>>, at: School = school): ReadonlySet<UserId> =>
  new Set(routeFor(at, { kind: 'child', people: [], mentions: mentionsIn(words) }, PRIYA).excluded);
const seen = (text: string, at?: School) => shutOut({ who: 'Maisie Turner, 5B', seen: text }, at);

test.each([
  ['Hale hit him', [MIRIAM]],
  ['HALE HIT HIM', [MIRIAM]],
  ['hale hit him', [MIRIAM]],
  ['Hale’s hand was on her leg.', [MIRIAM]],
  ['Hale, of course, hit him.', [MIRIAM]],
  ['Then on Monday hale hit Maisie.', [MIRIAM]],
  ['she says it was hale', [MIRIAM]],
  ['pushed by hale in the hall', [MIRIAM]],
  ['Prior posted it', [DANIEL]],
  ['prior posted it', [DANIEL]],
  ['I told Miriam. Then prior posted it on Facebook.', [DANIEL]],
  ['Prior and Hale did it.', [DANIEL, MIRIAM]],
  ['Marsh slapped her.', [COLIN]],
  ['it was marsh who slapped her', [COLIN]],
  ['Then on Tuesday ashworth hit Maisie', [TOM]],
  ['Maisie was with ashworth on Tuesday and he hit her', [TOM]],
  ['ashworth’s hand was on Maisie’s leg', [TOM]],
])('“%s” names who is called so', (text, people) => {
  expect(seen(text)).toEqual(new Set(people));
});

test.each([
  'Prior to that she was fine.',
  'prior to that she was fine',
  'She was fine prior to the lesson.',
  'Prior attainment is low.',
  'Prior notice was given.',
  'He has no prior convictions.',
  'the marsh was wet and he fell in the marsh',
  'Marsh land is dangerous.',
  'A grant was given.',
  'she is hale and hearty',
  'Kai threw a chair and hit his head.',
  'This is a safeguarding concern.',
  'In March he was ill.',
  'Hale was there.',
  'I told hale at break',
])('“%s” shuts out nobody', (text) => {
  expect(seen(text)).toEqual(new Set());
});

test('ordinary words that are a family name here are one only where they stand as one', () => {
  const called = (name: string): School => ({ ...school, roles: { ...school.roles, dsl: [{ id: MIRIAM, name }] } });
  const named = (name: string, text: string): boolean =>
    shutOut({ who: 'Kai, 5B', seen: text }, called(name)).has(MIRIAM);
  for (const [name, text] of [
    ['Sue Hall', 'Hall hit him.'],
    ['Sue Hall', 'hall hit him'],
    ['Ann Turner', 'turner hit him'],
    ['Ann Carter', 'Carter hit her.'],
    ['Jo Hope', 'Hope pushed him.'],
    ['Jo Long', 'Long pushed him.'],
    ['Jo March', 'March pushed him.'],
    ['Jo Ng', 'ng pushed him'],
    ['Ann Will', 'Will pushed him.'],
  ] as const)
    expect([name, text, named(name, text)]).toEqual([name, text, true]);
  for (const [name, text] of [
    ['Sue Hall', 'he fell in the hall'],
    ['Ann Turner', 'he turned and ran'],
    ['Ann Turner', 'Then Kai turned round and ran.'],
    ['Ann Carter', 'her foster carer hit her'],
    ['Jo Hope', 'Hope she is all right.'],
    ['Jo Long', 'it was long'],
    ['Jo March', 'In March he pushed him.'],
    ['Ann Will', 'Will follow this up.'],
    ['Ann Will', 'he will hit her'],
    ['Jo Price', 'the price was high'],
  ] as const)
    expect([name, text, named(name, text)]).toEqual([name, text, false]);
  expect(shutOut({ seen: 'x', where: 'Hall' }, called('Sue Hall'))).toEqual(new Set());
});

const who = (text: string) => shutOut({ who: text, seen: 'A bruise.' });

test.each([
  ['Daisy Hale (Mrs Hale’s daughter)', [MIRIAM]],
  ['Daisy, 5B, Mrs Hale’s younger daughter', [MIRIAM]],
  ['Mrs Hales daughter', [MIRIAM]],
  ['Daisy Hale, daughter of Mrs Hale', [MIRIAM]],
  ['Miriam Hale’s niece', [MIRIAM]],
  ['Hale’s son', [MIRIAM]],
  ['Daisy (mum: Miriam Hale)', [MIRIAM]],
  ['the DSL’s daughter', [MIRIAM, TOM]],
  ['The DSL’s niece, 7B', [MIRIAM, TOM]],
  ['the head’s son', [JOANNA]],
  ['The headteacher’s child', [JOANNA]],
  ['Mr Ashworth’s stepson', [TOM]],
] as const)('the child “%s” names whose it is', (text, people) => {
  expect(who(text)).toEqual(new Set(people));
  expect(shutOut({ children: `Kai; ${text}`, seen: 'A bruise.' })).toEqual(new Set(people));
});

test.each([
  'Daisy, Mrs Hale’s class',
  'Daisy, Mrs Hale’s form',
  'Daisy, Mrs Hale’s tutor group',
  'Daisy, Mrs Hale’s room',
  'Daisy, Mrs Hale’s Year 5 class',
  'Daisy, 5B (Mrs Hale, form tutor)',
  'Daisy, class teacher Mrs Hale',
  'Daisy Hale, 5B',
  'Daisy, Tom’s sister',
])('the child “%s” names nobody', (text) => {
  expect(who(text)).toEqual(new Set());
});

test('whose child it is counts in every box, however much the sentence says that someone was told', () => {
  for (const words of [
    { seen: 'Mrs Hale’s daughter came in crying.' },
    { seen: 'I spoke to Mrs Hale’s daughter.' },
    { whereNow: 'With Mrs Hale’s daughter' },
    { alsoKnow: 'Mrs Hale’s daughter' },
    { text: 'I told Mrs Hale’s son that I would pass it on.' },
  ])
    expect([words, shutOut(words)]).toEqual([words, new Set([MIRIAM])]);
  expect(shutOut({ seen: 'The DSL’s daughter has a bruise.' })).toEqual(new Set([MIRIAM, TOM]));
  expect(shutOut({ seen: 'She was in Mrs Hale’s room.', whereNow: 'In Mrs Hale’s group' })).toEqual(new Set());
});

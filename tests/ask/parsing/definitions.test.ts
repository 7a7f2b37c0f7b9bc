import { isDefinition } from '../../../src/ask/parsing/definitions.ts';

const clause = (text: string) => ({ kind: 'clause' as const, text });

test.each([
  ['"Hirer" means a person with a signed agreement.', 'Scope'],
  ['Visitor - anybody without a photo card. Airlock - the space between the doors.', 'Words we use'],
  ['DPO: the data protection officer.', 'Glossary'],
  ['A governor is anyone on the board of the school.', '2. Definitions'],
])('it only says what a word means: %s', (text, heading) => {
  expect(isDefinition(clause(text), ['Policy', heading])).toBe(true);
});

test.each([
  ['Visitors: sign in at the desk.', 'At the gate'],
  ['"Phone" means any handset, and pupils must not carry one.', 'Definitions'],
  ['"Key adult" means one named person. Every pupil is told who theirs is by Friday.', 'Definitions'],
  ['Leave for illness is dealt with in another policy.', 'Scope and meaning of words'],
])('what lays something down is a rule: %s', (text, heading) => {
  expect(isDefinition(clause(text), ['Policy', heading])).toBe(false);
});

test('a row is one where its table names words and what they mean', () => {
  const row = (columns: readonly string[], cells: readonly string[]) =>
    isDefinition({ kind: 'row', text: cells.join('\t'), columns, cells }, ['Policy', 'Annex']);
  expect(row(['Term', 'What it means'], ['SENCO', 'who leads on special needs, sixth form included'])).toBe(true);
  expect(row(['Step', 'What it means', 'By when'], ['Warning', 'A letter', 'Two days'])).toBe(false);
  const unnamed = { kind: 'row' as const, text: 'SENCO\tWho leads', columns: ['', ''], cells: ['SENCO', 'Who leads'] };
  expect(isDefinition(unnamed, ['Policy', 'Abbreviations'])).toBe(true);
  expect(isDefinition(unnamed, ['Policy', 'Contacts'])).toBe(false);
});

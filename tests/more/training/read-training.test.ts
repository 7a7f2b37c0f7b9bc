import { expect, test } from '@jest/globals';
import { readTraining } from '../../../src/more/training/read-training.ts';
import { traineeNamed } from '../../../src/more/training/training.ts';

const KINDS = [
  { id: 'safeguarding', name: 'Safeguarding and child protection', everyMonths: 12, soonDays: 30 },
  { id: 'prevent', name: 'Prevent', everyMonths: 24, soonDays: 30 },
];
const NOW = new Date('2026-09-07T09:00:00Z');
const read = (text: string) => readTraining(text, KINDS, NOW);
const problem = (text: string) => {
  const found = read(text);
  return found.kind === 'not-read' ? found.problems.map(({ line, what }) => `${line}: ${what}`) : found.kind;
};

test('a column for each training, or a line for each: names in any order, days as spreadsheets write them', () => {
  expect(read('Surname;Forename;Prevent\r\n"Nair";"Priya";31 Aug 2026\r\n')).toEqual({
    kind: 'read',
    listed: [{ line: 2, email: undefined, name: 'Priya Nair', kind: 'prevent', doneOn: '2026-08-31' }],
  });
  const wide = read('Work email,SAFEGUARDING and child protection,Prevent\nP.Nair@x.example,2026-09-07 00:00:00,\n');
  expect(wide).toMatchObject({
    listed: [{ email: 'p.nair@x.example', kind: 'safeguarding', doneOn: '2026-09-07' }],
  });
  const long = read('Name,Course,Completed on\n"Nair, Priya",prevent,1/9/2026\n');
  expect(long).toMatchObject({ listed: [{ name: 'Priya Nair', kind: 'prevent', doneOn: '2026-09-01' }] });
});

test.each([
  ['Name,Prevent\nPriya Nair,01/13/2026\n', ['2: the date cannot be read: write it as 31/08/2026 or 2026-08-31']],
  ['Name,Prevent\nPriya Nair,08/09/2026\n', ['2: the date is in the future']],
  ['Name,Prevent\nPriya Nair,07/09/2001\n', ['2: the date is more than 20 years ago']],
  ['Name,Prevent\n,01/09/2026\n', ['2: the name is missing']],
  ['Name,Prevent\nPriya Nair,01/09/2026,more\n', ['2: it has more cells than there are headings']],
  ['Name,Course,Date\nPriya Nair,First aid,01/09/2026\n', ['2: this training is not in lanyard.yml']],
  ['Room,Prevent\n12,01/09/2026\n', ['1: there is no column called Email, Name, or Forename and Surname']],
  ['Name,Prevent\n', ['1: there are headings but no names below them']],
  ['Name,Prevent\n"Priya\n', ['1: a quotation mark is opened somewhere and never closed']],
  ['', ['1: the file is empty']],
  // A school's roll is not for us.
  ['Name,Class,Date of birth\nKai Turner,7B,2015-03-05\n', 'another-list'],
])('%j', (text, said) => {
  expect(problem(text)).toEqual(said);
});

test('a name without an account is the same however it is written', () => {
  expect(traineeNamed('  Zoë  O’Brien ')).toBe(traineeNamed('zoe o brien'));
  expect(traineeNamed('Ana Lima')).not.toBe(traineeNamed('Anna Lima'));
  expect(traineeNamed('A sentence of many words '.repeat(20)).length).toBeLessThan(100);
});

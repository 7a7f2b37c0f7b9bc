import { expect, test } from '@jest/globals';
import { pupilMeant, pupilsLike } from '../../../src/more/roll/find-pupil.ts';
import type { Pupil } from '../../../src/more/roll/pupil.ts';
import { readRoll } from '../../../src/more/roll/read-roll.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const read = (text: string) => readRoll(text, NOW);
const pupils = (text: string) => {
  const found = read(text);
  if (found.kind !== 'read') throw new Error(JSON.stringify(found));
  return found.pupils;
};
const problems = (text: string) => {
  const found = read(text);
  return found.kind === 'not-read' ? found.problems.map(({ line, what }) => `${line}: ${what}`) : [];
};

test('the files that school systems write are read, whatever their columns are called', () => {
  const kai = { name: 'Kai Turner', year: '7', form: '7B', born: '2015-03-05', number: 'A123456789012' };
  for (const text of [
    'Name,Year,Class,Date of birth,UPN\nKai Turner,7,7B,2015-03-05,A123456789012\n',
    '\uFEFFLegal Surname;Preferred Forename;Year Group;Reg Group;DOB;UPN;Ethnicity\r\nTurner;Kai;Year 7;7B;05/03/2015;a123456789012;kept nowhere\r\n',
    'UPN\tForm\tNC Year\tFull name\tDate of Birth\nA123456789012\t7B\t7\t"Turner, Kai"\t5 Mar 2015\n\n',
    'Name,Year,Class,Date of birth,UPN\n"Turner,\nKai",7,7B,05/03/2015 00:00:00,A123456789012',
  ])
    expect(pupils(text)).toEqual([kai]);
  expect(JSON.stringify(pupils('Name,Class,Ethnicity\nKai Turner,7B,WBRI'))).not.toContain('WBRI');
});

test('one wrong line and none of it is taken: each is told by its number, and nothing of what is in it', () => {
  const text = [
    'Name,Year,Class,Date of birth,UPN',
    'Kai Turner,7,7B,2015-03-05,A123456789012',
    ',7,7B,2015-03-05,',
    'Mia Turner,,,2015-03-05,',
    'Zo\u00eb Hart,7,7B,31/02/2015,',
    'Old Hart,7,7B,1961-02-01,',
    'Ash Hart,7,7B,,1234',
    'Kai Turner,7,7C,2015-03-05,A123456789012',
    'Ben Hart,7,7B,,,and,more',
    'Ann Hart,7,7B,,',
    'ann hart,7,7B,,',
  ].join('\n');
  const found = problems(text);
  expect(found).toEqual([
    '3: the name is missing',
    '4: both year and class are missing',
    '5: the date of birth cannot be read: write it as 31/08/2014 or 2014-08-31',
    '6: the date of birth is not that of a pupil',
    '7: the UPN is not one: a letter, eleven digits, and a digit or letter',
    '8: it is the same pupil as line 2',
    '9: it has more cells than there are headings',
    '11: it is the same pupil as line 10',
  ]);
  expect(found.join()).not.toMatch(/Hart|Turner|1961/);
  expect(problems('')).toEqual(['1: the file is empty']);
  expect(problems('Colour,Size\nred,3')).toEqual(['1: there is no column called Name, or Forename and Surname']);
  expect(problems('Name,Size\nKai Turner,3')).toEqual(['1: there is no column called Year or Class']);
  expect(problems('Name,Class\n"Kai Turner,7B\nMia Hart,7B')).toEqual([
    '1: a quotation mark is opened somewhere and never closed',
  ]);
  expect(problems('Name,Class')).toEqual(['1: there are headings but no pupils below them']);
});

const pupil = (id: string, name: string, form: string, born?: string): Pupil =>
  ({ id, name, year: /\d+/.exec(form)?.[0] ?? '', form, born, number: undefined }) as Pupil;
const ROLL = [
  pupil('1', 'Kai Turner', '7B', '2015-03-05'),
  pupil('2', 'Kai Turner', '9A'),
  pupil('3', 'Mia Turner', '7B'),
  pupil('4', 'Zo\u00eb O\u2019Brien', 'Reception'),
  pupil('5', 'Sam Lee', '4L', '2018-01-02'),
  pupil('6', 'Sam Lee', '4L', '2018-05-06'),
];

test('a child is found by the beginnings of a name and a class, and two of one name are told apart', () => {
  const found = (typed: string) => pupilsLike(ROLL, typed, 8).map(({ title }) => title);
  expect(found('ka')).toEqual(['Kai Turner, 7B', 'Kai Turner, 9A']);
  expect(found('turner k 9')).toEqual(['Kai Turner, 9A']);
  expect(found('zoe ob')).toEqual(['Zo\u00eb O\u2019Brien, Reception']);
  expect(found('sam')).toEqual(['Sam Lee, 4L (born 02/01/2018)', 'Sam Lee, 4L (born 06/05/2018)']);
  expect(found('k')).toEqual([]);
  expect(found('')).toEqual([]);
  expect(pupilsLike(ROLL, 'tu', 2)).toHaveLength(2);
});

test('what was typed is one child only where it can be no other', () => {
  expect(pupilMeant(ROLL, 'Kai Turner 7B')?.id).toBe('1');
  expect(pupilMeant(ROLL, 'kai turner, year 9')?.id).toBe('2');
  expect(pupilMeant(ROLL, 'Turner Mia')?.id).toBe('3');
  // As staff write it: the beginning of the surname, with the class.
  expect(pupilMeant(ROLL, 'Kai T 7B')?.id).toBe('1');
  expect(pupilMeant(ROLL, 'kai tu year 9')?.id).toBe('2');
  for (const typed of [
    'Kai Turner',
    'Kai T',
    'Kai',
    'Ka T 7B',
    'Kai 7B',
    'Sam L 4L',
    'Turner 7B',
    'Kai Turner 7C',
    'Sam Lee 4L',
    'not known',
    '',
  ])
    expect([typed, pupilMeant(ROLL, typed)?.id]).toEqual([typed, undefined]);
});

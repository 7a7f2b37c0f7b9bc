import { readFileSync } from 'node:fs';
import { type NotDone, readNotDone, tellOfNotDone } from '../../../src/hear/talk/not-done.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';

test.each<[typed: string, what: NotDone]>([
  ["when's my next safeguarding training", 'training'],
  ['When is my first aid refresher due?', 'training'],
  ['has my prevent training expired', 'training'],
  ['export the list', 'lists'],
  ['can you print the register please', 'lists'],
  ['how do I download the list as a spreadsheet', 'lists'],
  ['teams is down, where is the paper form', 'paper-form'],
  ['paper form', 'paper-form'],
  ['where is the paper form for when teams is down', 'paper-form'],
  ['is there a printed report form?', 'paper-form'],
  ['how do I report a concern on paper', 'paper-form'],
])('%s is not done here', (typed, what) => expect(readNotDone(typed)).toBe(what));

test.each([
  'how often is safeguarding training',
  'what training do staff get',
  'when is the next training day',
  'do I have to renew my training',
  'can I print the class list',
  'print the list of pupils with allergies',
  'I was on a course and when I came back my room was locked and the next day it was still locked',
  'a boy printed a list of girls',
  'where is the paper form to sign the policy',
  'he wrote it on a paper form',
  'where is the consent form on paper',
  'where is the paper form for school trips',
  'where is the printed sheet of fire exits',
])('%s is for the policies, or tells something', (typed) => expect(readNotDone(typed)).toBeUndefined());

test('it says plainly that it is not done, and names who would know', () => {
  const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];
  if (!school) throw new Error('no school');
  const [training, lists] = (['training', 'lists'] as const).map((what) => JSON.stringify(tellOfNotDone(what, school)));
  expect(training).toMatch(/I do not know.*Sunita Rao.*Miriam Hale/);
  expect(lists).toMatch(/do not print or export.*press People without Teams.*Download.*Sunita Rao/);
});

test('who something is for of which nothing is remembered: everyone it may be for is named, the DSL first', () => {
  const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];
  if (!school) throw new Error('no school');
  const told = JSON.stringify(tellOfNotDone('for-whom', school));
  expect(told).toMatch(
    /child.*Miriam Hale.*Joanna Okafor.*Colin Marsh.*Daniel Prior.*Anil Kapoor.*Gareth Bevan.*Ruth Ellery/,
  );
});

test('the report form on paper: who prints it, who to tell meanwhile, and 999', () => {
  const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];
  if (!school) throw new Error('no school');
  const told = JSON.stringify(tellOfNotDone('paper-form', school));
  expect(told).toMatch(/report-form.*IT lead prints it.*phone 999.*"DSL","Miriam Hale.*"IT lead","/);
});

import { readFileSync } from 'node:fs';
import { oneDayIn, readDays } from '../../../../src/hear/talk/dates/read-day.ts';
import { tellOfSchool } from '../../../../src/hear/talk/school-facts.ts';
import { readSchoolFile } from '../../../../src/school/file/school-file.ts';

/** A Tuesday. */
const NOW = new Date('2026-11-24T10:00:00Z');
const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];

test.each([
  ['is it inset tomorrow', '2026-11-25'],
  ['are we in today', '2026-11-24'],
  ['is tuesday a day off', '2026-11-24'],
  ['are we off on monday', '2026-11-30'],
  ['are we off next friday', '2026-12-04'],
  ['is the 4th of January an INSET day', '2027-01-04'],
  ['are the kids in on 28th June', '2027-06-28'],
  ['june 28th?', '2027-06-28'],
  ['is 25 December 2027 a school day', '2027-12-25'],
  ['are we in on 4/1', '2027-01-04'],
  ['is 4/1/28 inset', '2028-01-04'],
  ['are the kids in on the 4th', '2026-12-04'],
  ['is there an inset day in january', undefined],
  ['how many inset days', undefined],
])('%s: %s', (said, day) =>
  expect(readDays(said, NOW)).toEqual(
    day === undefined ? { kind: 'none' } : { kind: 'days', spans: [{ from: day, to: day }] },
  ),
);

/** In the words of people, none of which stands in the code. */
test.each([
  ['first monday in may', '2027-05-03'],
  ['is the 4th of may off', '2027-05-04'],
  ['is the 2nd tuesday of febuary a school day', '2027-02-09'],
  ['are the kids in the last friday in march', '2027-03-26'],
  ['r we off the fourth of may', '2027-05-04'],
  ['is the twenty-first of june normal', '2027-06-21'],
  ['do pupils come in on the twelfth', '2026-12-12'],
  ['Wednesday 13th January - in or off?', '2027-01-13'],
  ['is school shut good friday', '2027-03-26'],
  ['are we open on easter monday', '2027-03-29'],
  ['are we closed for the august bank holiday', '2027-08-30'],
  ['do i work christmas eve', '2026-12-24'],
  ['am i in a week on monday', '2026-12-07'],
  ['are we off friday week', '2026-12-04'],
  ['what about the day after tomorrow', '2026-11-26'],
  ['is it inset in a fortnight', '2026-12-08'],
  ['school tomorow?', '2026-11-25'],
  ['are we in on thurs', '2026-11-26'],
  ['4.5.27?', '2027-05-04'],
  ['is 2027-05-04 a school day', '2027-05-04'],
  ['the monday after next', '2026-12-07'],
  ['three weeks on tuesday', '2026-12-15'],
])('a date in words is read: %s', (said, day) =>
  expect(readDays(said, NOW)).toEqual({ kind: 'days', spans: [{ from: day, to: day }] }),
);

test.each([
  ['are we off the week after next', ['2026-12-07', '2026-12-13']],
  ['is anyone in next week', ['2026-11-30', '2026-12-06']],
  ['school the weekend?', ['2026-11-28', '2026-11-29']],
  ['w/c 4 May', ['2027-05-03', '2027-05-09']],
  ['are we closed 27 to 31 may', ['2027-05-27', '2027-05-31']],
] as const)('several days are read: %s', (said, [from, to]) =>
  expect(readDays(said, NOW)).toEqual({ kind: 'days', spans: [{ from, to }] }),
);

test.each([
  'are we in on 31 June',
  'is it off on the 35th',
  'is 4/13 a school day',
  'are we in the monday after half term',
  'is the friday before easter off',
  'last friday of term',
  'are we in the day before christmas eve',
  'is wensday off',
  'fifth monday in february',
  'is the bank holiday off',
  'next tuesday but one',
])('a date that cannot be told is never answered with another: %s', (said) => {
  if (!school) throw new Error('no school');
  expect(readDays(said, NOW)).toEqual({ kind: 'unread' });
  expect(tellOfSchool('dates.all', school, NOW, said)).toMatchObject({ heading: 'I cannot tell which day you mean' });
});

test.each([
  'do i work mondays',
  'what happens every friday',
  'when do we go back in january',
  'how many weeks till easter',
])('no day is named: %s', (said) => expect(readDays(said, NOW)).toEqual({ kind: 'none' }));

test.each([
  ['is monday 4th january an inset day', 'Monday 4 January 2027: INSET day'],
  ['is monday an inset day', 'Monday 30 November 2026: a school day'],
  ['are we off on saturday', 'Saturday 28 November 2026: a weekend'],
  ['are the kids in on 16 february', 'Tuesday 16 February 2027: Spring half-term 2027'],
  ['are we in on 23 december', 'Wednesday 23 December 2026: in the holidays'],
  ['is there school on 3 october 2030', 'Thursday 3 October 2030: I have not been told'],
  ['first monday in may', 'Monday 3 May 2027: Early May bank holiday 2027'],
  ['is the 4th of may off', 'Tuesday 4 May 2027: a school day'],
  ['is the 18th of december the last day', 'Friday 18 December 2026: a school day'],
  ['next week', 'Monday 30 November 2026 to Sunday 6 December 2026'],
  ['are we off on the may bank holiday', 'These days'],
])('%s is answered for that day', (said, heading) => {
  if (!school) throw new Error('no school');
  expect(tellOfSchool('dates.all', school, NOW, said)).toMatchObject({ heading });
  expect(tellOfSchool('dates.inset', school, NOW, said)).toMatchObject({ heading });
});

test('several days are told one by one, and the last day of a term as that', () => {
  if (!school) throw new Error('no school');
  const linesOf = (said: string) => tellOfSchool('dates.all', school, NOW, said).lines;
  expect(linesOf('are we in w/c 28 june')).toEqual([
    ['Monday 28 June 2027', 'INSET day'],
    ['Tuesday 29 June 2027 to Friday 2 July 2027', 'school days'],
  ]);
  expect(linesOf('may bank holiday')).toEqual([
    ['Monday 3 May 2027', 'Early May bank holiday 2027'],
    ['Monday 31 May 2027', 'Summer half-term 2027'],
  ]);
  expect(linesOf('is 18 december the last day')[0]).toBe('It is the last day of Autumn 2026.');
  expect(linesOf('this weekend')).toEqual([['Saturday 28 November 2026 to Sunday 29 November 2026', 'a weekend']]);
});

test('where no day is named all of them are there', () => {
  if (!school) throw new Error('no school');
  expect(tellOfSchool('dates.inset', school, NOW, 'any inset days').heading).toContain('INSET days left');
});

/** A Friday. */
const FRIDAY = new Date('2026-11-27T10:00:00Z');

test.each<[string, string | undefined]>([
  ['by 11 december', '2026-12-11'],
  ['by friday 11 december', '2026-12-11'],
  ['by next friday', '2026-12-04'],
  // Nobody asks on a Friday for what is to be done that day.
  ['by friday', '2026-12-04'],
  ['by monday', '2026-11-30'],
  ['by 1 july', '2027-07-01'],
  // What cannot be told is asked about, and is never taken for none.
  ['by friday 13th', 'unsure'],
  ['by thursday 11 december', 'unsure'],
  ['by 3/11', 'unsure'],
  ['by today', 'unsure'],
  ['by 31 november', 'unsure'],
  ['by 11 dec 2025', 'unsure'],
  ['by the end of term', 'unsure'],
  ['by may', 'unsure'],
  ['within three weeks', 'unsure'],
  ['by next week', 'unsure'],
  ['of 1 september by 11 december', 'unsure'],
  ['by all teaching staff', undefined],
  ['', undefined],
])('by when: ask all staff to read it %s', (when, day) =>
  expect(oneDayIn(`ask all staff to read it ${when}`, FRIDAY, 'coming')).toBe(day),
);

test.each([
  ['unions were consulted on 3 november', '2026-11-03'],
  ['unions were consulted on thursday 11 december', '2025-12-11'],
  ['unions were consulted on friday 11 december', 'unsure'],
])('on which day: %s', (text, day) => expect(oneDayIn(text, FRIDAY, 'past')).toBe(day));

test.each(['is friday 13th an inset day', 'are we in on thursday 11 december'])(
  'a weekday that is another date’s is asked about: %s',
  (text) => expect(readDays(text, FRIDAY)).toEqual({ kind: 'unread' }),
);

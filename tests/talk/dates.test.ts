import { readFileSync } from 'node:fs';
import { readSchoolFile } from '../../src/config/school-file.ts';
import { readDay } from '../../src/talk/read-day.ts';
import { tellOfSchool } from '../../src/talk/school-facts.ts';

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
  ['are we in on 31 June', undefined],
  ['how many inset days', undefined],
])('%s: %s', (said, day) => expect(readDay(said, NOW)).toBe(day));

test.each([
  ['is monday 4th january an inset day', 'Monday 4 January 2027: INSET day'],
  ['is monday an inset day', 'Monday 30 November 2026: a school day'],
  ['are we off on saturday', 'Saturday 28 November 2026: a weekend'],
  ['are the kids in on 16 february', 'Tuesday 16 February 2027: Spring half-term 2027'],
  ['are we in on 23 december', 'Wednesday 23 December 2026: in the holidays'],
  ['is there school on 3 october 2030', 'Thursday 3 October 2030: I have not been told'],
])('%s is answered for that day', (said, heading) => {
  if (!school) throw new Error('no school');
  expect(tellOfSchool('dates.all', school, NOW, said)).toMatchObject({ heading });
  expect(tellOfSchool('dates.inset', school, NOW, said)).toMatchObject({ heading });
});

test('where no day is named all of them are there', () => {
  if (!school) throw new Error('no school');
  expect(tellOfSchool('dates.inset', school, NOW, 'any inset days').heading).toContain('INSET days left');
});

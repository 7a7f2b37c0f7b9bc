import { readFileSync } from 'node:fs';
import { offerCard } from '../../src/hear/offer/offer.cards.ts';
import { whomBy } from '../../src/hear/offer/whom.ts';
import { UNEASE, uneaseAbout } from '../../src/hear/words/unease.ts';
import { Typed } from '../../src/kernel/typed.ts';
import { readSchoolFile } from '../../src/school/file/school-file.ts';
import type { School } from '../../src/school/school.ts';
import { PRIYA } from '../report/support.ts';

const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0] as School;

test.each([
  ['I’m not that comfortable with the way the new coach hugs the under 9 girls', 'headteacher'],
  ['dont like how miss bell speaks to the nursery children', 'headteacher'],
  ['there is something odd about the way he hangs around the year 8s', 'headteacher'],
  ['feeling uneasy about how one of the TAs teases a boy in y5', 'headteacher'],
  ['it bothers me how the assistant head shouts at the little ones', 'headteacher'],
  ['not at ease with how the headteacher looks at sixth formers', 'chair-of-governors'],
  ['not happy with how mrs okafor treats the ks1 kids', 'chair-of-governors'],
  ['uncomfortable with how the chair of governors, he jokes with pupils', 'governance-officer'],
])('“%s” is a worry about an adult, and goes to the %s', (words, route) =>
  expect(uneaseAbout(words, school)).toBe(route),
);

test.each([
  'not happy with how the trip is organised for year 6',
  'I am not comfortable with how my pay was worked out',
  'not sure how staff should talk to pupils about exams',
  'don’t like how the pupils talk to me',
  'can staff hug a pupil',
  'how should a coach behave with girls on tour',
  'not happy about how the hall looks',
])('“%s” is none', (words) => expect(uneaseAbout(words, school)).toBeUndefined());

test('its writer is asked to tell, without a word of how grave it is', () => {
  const detection = { kind: 'unclear', route: 'headteacher', likelier: 'report', reasons: [UNEASE] } as const;
  const whom = whomBy(school, detection, {
    words: [new Typed('not keen on how the new coach jokes with y9')],
    writer: PRIYA,
  });
  const drawn = JSON.stringify(offerCard(detection, school, new Date('2026-11-25T10:00:00Z'), { whom }));
  expect(drawn).toContain('You do not have to be sure');
  expect(drawn).toContain('Joanna Okafor');
  expect(drawn).not.toMatch(/low[- ]level|Ruth Ellery|Has this happened/i);
});

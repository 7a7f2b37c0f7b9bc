import { readFileSync } from 'node:fs';
import { peopleTold, personNamed } from '../../../src/ask/named/people-named.ts';
import { mentionsIn } from '../../../src/ask/named/role-mentions.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';
import { holders, type School } from '../../../src/school/school.ts';

const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0] as School;
const dsl = holders(school, 'dsl')[0]?.id as UserId;
const deputy = holders(school, 'deputy-dsl')[0]?.id as UserId;
const office = school.contacts.office;

test.each([
  ['Swimming lessons are agreed by the headteacher beforehand.', ['headteacher']],
  ['Tell the deputy headteacher, not the site manager.', ['senior-manager', undefined]],
  ['Tell the DSL or a deputy DSL at once.', ['dsl', 'deputy-dsl']],
  ['The Data Protection Officer must also be told.', ['dpo']],
  ['Hand it to the school business manager.', [undefined]],
  ['The headteacher or the chair of governors speaks to the LADO. Tell the headteacher.', ['headteacher']],
  ['The site manager will tell the DSL.', []],
  ['Tell the headteacher, who decides; phone the LADO.', ['headteacher', 'lado']],
])('“%s” names who is told or asked', (words, roles) => {
  expect(
    mentionsIn(words)
      .filter(({ isToldOf }) => isToldOf)
      .map(({ role }) => role),
  ).toEqual(roles);
});

test.each(['Headteachers of other schools swim here too.', 'Swim where you like.'])(
  '“%s” sends nobody anywhere',
  (words) => expect(peopleTold([words], { school })).toEqual([]),
);

test('the first text that names anyone counts', () => {
  const told = peopleTold(['Swim.', 'Ask the headteacher.', 'Tell the DSL.'], { school });
  expect(told.map(({ name }) => name)).toEqual([holders(school, 'headteacher')[0]?.name]);
});

test('who is away is passed over for the deputy, and named all the same where the deputy is away too', () => {
  const [mention] = mentionsIn('Tell the DSL.');
  if (!mention) throw new Error('nobody is named');
  const named = (away: readonly UserId[], asker?: UserId) => personNamed(mention, { school, away, asker });
  expect(named([])).toMatchObject({ name: 'Miriam Hale' });
  expect(named([dsl])).toMatchObject({ name: 'Tom Ashworth', inPlaceOf: 'Miriam Hale' });
  expect(named([dsl, deputy])).toMatchObject({ name: 'Miriam Hale' });
  expect(named([dsl], deputy).name).not.toBe('Tom Ashworth');
  expect(named([], dsl)).toMatchObject({ name: 'you' });
});

test('of a title of which nobody is known the office knows', () => {
  const [told] = peopleTold(['Ask the line manager.'], { school });
  expect(told).toMatchObject({ title: 'Line manager', number: office, isOffice: true });
  expect(told?.name).toBeUndefined();
});

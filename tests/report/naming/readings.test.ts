import { expect, test } from '@jest/globals';
import { candidatesAt } from '../../../src/report/naming/reading/people.ts';
import { readings } from '../../../src/report/naming/reading/readings.ts';
import type { RoleHolder, School } from '../../../src/school/school.ts';
import { COLIN, DANIEL, JOANNA, LEWIS, MIRIAM, oakfield, person, TOM } from '../support.ts';

const school = oakfield();
const meant = (typed: string, at: School = school) => {
  const { certain, possible } = readings(typed, candidatesAt(at));
  return new Set([...certain, ...possible]);
};

test.each([
  'Joanna Okafor',
  'mrs okafor',
  'Mrs Okafor’s',
  "Okafor's class",
  'MrsOkafor',
  'jokafor@oakfield.example',
  'joanna.okafor',
  'J. Okafor',
  'okafor/patel',
  'okafor123',
  'Okaffor',
  'Okofor',
  'Okafro',
  'Okafo',
  '0kafor',
  'ＯＫＡＦＯＲ',
  'Ỏkafor',
  '\u041ekaf\u043er',
  'Ok\u200bafor',
  'Oka\u00adfor',
  'Joanna',
  'Miss Joanna',
  'Joana',
  'the headteacher',
  'Head Teacher',
  'our head',
  'the head’s',
  'acting headteacher',
  'Headmistress',
  'Principal',
  'HT',
  'head of school',
])('“%s” means the headteacher, Joanna Okafor', (typed) => {
  expect(meant(typed)).toEqual(new Set([JOANNA]));
});

test.each([
  ['Miriam', [MIRIAM]],
  ['Ha\u200ble', [MIRIAM]],
  ['Mr Ashworth’s', [TOM]],
  ['Tom', [TOM]],
  ['the DSL', [MIRIAM, TOM]],
  ['safeguarding lead', [MIRIAM, TOM]],
  ['deputy head', [DANIEL]],
  ['chair of governors', [COLIN]],
  ['Colin', [COLIN]],
])('“%s” means those a colleague would mean', (typed, ids) => {
  expect(meant(typed)).toEqual(new Set(ids));
});

test.each(['Joanna Smith', 'head of science', 'Lewis Grant', 'Kwame', 'Mr Ash', '', '   ', '💥', 'Year 9'])(
  '“%s” means nobody with a role',
  (typed) => {
    expect(meant(typed)).toEqual(new Set());
  },
);

const PLACEHOLDER = person('b0000000-0000-4000-8000-000000000099');
test.each([
  ['Rhys Morgan-Evans', ['Morgan', 'Mr Evans', 'morgan evans', 'MorganEvans']],
  ['Siobhan O’Connell', ["O'Connell", 'O Connell', 'OConnell', 'Connell', 'Siobhan']],
  ['Lech Wałęsa', ['Walesa', 'WALĘSA']],
  ['Jürgen Groß', ['Gross', 'Mr Groß']],
  ['Sunita Rao', ['Rao', 'Mrs Rao', 'Sunita']],
  ['Wei Lin Chang', ['Chang', 'Wei', 'Mr Lin Chang']],
])('the headteacher %s is found by each way to write the name', (name, ways) => {
  const head: RoleHolder = { id: PLACEHOLDER, name };
  const other: School = { ...school, roles: { ...school.roles, headteacher: [head] } };
  for (const typed of ways) expect([typed, meant(typed, other).has(PLACEHOLDER)]).toEqual([typed, true]);
});

test('a short family name is found as a word and not inside another', () => {
  const other: School = { ...school, roles: { ...school.roles, headteacher: [{ id: LEWIS, name: 'Ann Rao' }] } };
  expect(meant('Mr Raoul', other).has(LEWIS)).toBe(false);
});

test('any text is read in no time and without an error', () => {
  for (const typed of ['o'.repeat(200), '\u200b'.repeat(200), 'head '.repeat(40), '\ud800', '-'.repeat(200)])
    expect(() => meant(typed)).not.toThrow();
});

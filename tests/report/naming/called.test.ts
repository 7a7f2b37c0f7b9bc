import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { namedInAddition } from '../../../src/report/naming/in-addition.ts';
import { NOTHING_NAMED } from '../../../src/report/naming/naming.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { candidatesAt } from '../../../src/report/naming/reading/people.ts';
import { readings } from '../../../src/report/naming/reading/readings.ts';
import { excludedBy, keptRoute, routeFor } from '../../../src/report/routing/routing.ts';
import type { School } from '../../../src/school/school.ts';
import { oakfield, PRIYA } from '../support.ts';
import { BRONWEN, CALLED, GRAHAM, MAGDALENA, SEAMUS, schoolWithJobs, THOMAS, TYPED } from './called.ts';
import { schoolOfTwelve } from './ways-to-name.ts';

const school = schoolWithJobs();
const WHO = 'Maisie Lee, 7B';
const subjectOf = (seen: string, who = WHO) =>
  ({ kind: 'child', people: [], mentions: mentionsIn({ who, seen }) }) as const;
const shutOut = (seen: string, who = WHO): readonly UserId[] => routeFor(school, subjectOf(seen, who), PRIYA).excluded;
const asked = (seen: string): readonly UserId[] => routeFor(school, subjectOf(seen), PRIYA).open.map(({ id }) => id);

test.each(Object.entries(CALLED))('someone who is named %s is shut out, however the report comes in', (_kind, rows) => {
  const words = { who: WHO, seen: 'She was quiet today.' };
  const report = { naming: NOTHING_NAMED, excluded: [], reporter: PRIYA };
  const reached = rows.flatMap(([text, people]: readonly [string, readonly UserId[]]) =>
    Object.entries({
      form: shutOut(text),
      link: keptRoute(school, subjectOf(text), PRIYA, true).excluded,
      addition: namedInAddition(school, report as never, words, { text }).excluded,
    }).flatMap(([way, excluded]) => (people.every((id) => excluded.includes(id)) ? [] : [`${way}: ${text}`])),
  );
  expect(reached).toEqual([]);
});

test('so is who is typed so where a name is asked for, by the reporter or by who passes the report on', () => {
  const reached = TYPED.filter(([name, people]: readonly [string, readonly UserId[]]) => {
    const { certain, possible } = readings(name, candidatesAt(school));
    const passed = excludedBy(school, { kind: 'staff', people: [], name }).excluded;
    return !people.every((id) => [...certain, ...possible].includes(id) && passed.includes(id));
  });
  expect(reached.map(([name]) => name)).toEqual([]);
});

test.each([
  ['The Head of Year 7 dragged her along the corridor.', THOMAS],
  ['The head of science shouted at him.', THOMAS],
  ['The behaviour lead shouted at him.', MAGDALENA],
  ['A teaching assistant shouted at him.', MAGDALENA],
  ['The deputy headteacher shouted at him.', BRONWEN],
  ['The assistant head girl laughed at him.', BRONWEN],
  ['Head lice again.', GRAHAM],
  ['Head hit the table when he fell.', GRAHAM],
  ['His head was bleeding.', GRAHAM],
  ['The head hurts most at night, she says.', GRAHAM],
  ['The principal reason is that mum drinks.', GRAHAM],
  ['The boss of the gang hit him.', GRAHAM],
  ['He was hit by the chair.', GRAHAM],
  ['There is a cut on the back of the head.', GRAHAM],
  ['He took a blow to the head.', GRAHAM],
  ['She sat with her head in her hands.', GRAHAM],
  ['He pushed in at the head of the queue.', GRAHAM],
  ['I told the head at lunch.', GRAHAM],
  ['Headteacher told at 2 pm.', GRAHAM],
  ['The head asked me to write this down.', GRAHAM],
  ['The head told me to report it here.', GRAHAM],
  ['Jakub hit him.', SEAMUS],
])('“%s” is about someone else', (text, id) => {
  expect(shutOut(text)).not.toContain(id);
});

test('initials are asked about and shut out nobody, and what a school shortens is no initials', () => {
  expect(shutOut('TU left the laptop open.')).toEqual([]);
  expect(asked('TU left the laptop open.')).toEqual([THOMAS]);
  expect(asked('T.U. left the laptop open.')).toEqual([THOMAS]);
  expect(shutOut('B.R. left the laptop open.')).toEqual([]);
  const roles: School['roles'] = { ...school.roles, dsl: [{ id: BRONWEN, name: 'Tara Ahmed' }] };
  const route = routeFor({ ...school, roles }, subjectOf('The TA left the laptop open.'), PRIYA);
  expect(route.open).toEqual([]);
});

test('a child of the same first name hides nobody of whom it is said that they work here', () => {
  const child = 'Thomas Lee, 7B';
  expect(shutOut('Thomas cried.', child)).toEqual([]);
  for (const text of [
    'Thomas hit him, the teacher not the boy.',
    'Thomas (the teacher) hit him.',
    'Thomas, our tutor, hit him.',
  ])
    expect([text, shutOut(text, child)]).toEqual([text, [THOMAS]]);
});

test.each([
  ['a school with jobs in its directory', school],
  ['a school of twelve', schoolOfTwelve()],
  ['the sample school', oakfield()],
])('of ordinary reports that name nobody hardly any passes over the DSL: %s', (_name, at) => {
  const lines = readFileSync(new URL('./names-nobody.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean);
  expect(lines.length).toBeGreaterThan(250);
  const routes = lines.map((seen) => ({ seen, ...routeFor(at, subjectOf(seen), PRIYA) }));
  const past = routes.filter(({ steps }) => steps[0] !== 'dsl').map(({ seen }) => seen);
  expect(past.length).toBeLessThanOrEqual(lines.length / 100);
  expect(routes.filter(({ open }) => open.length > 0).length).toBeLessThanOrEqual(lines.length * 0.15);
});

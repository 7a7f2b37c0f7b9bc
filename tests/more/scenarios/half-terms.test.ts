import { expect, test } from '@jest/globals';
import type { PolicyId } from '../../../src/kernel/ids.ts';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { scenariosAhead } from '../../../src/more/scenarios/ahead.ts';
import { proposedQuestion, sectionToWriteAbout } from '../../../src/more/scenarios/choose.ts';
import { halfTerms, usualMoment } from '../../../src/more/scenarios/half-terms.ts';
import type { Scenario, ScenarioQuestion } from '../../../src/more/scenarios/scenario.ts';
import type { SchoolHours } from '../../../src/school/school.ts';
import { school, socialMedia } from '../../acknowledge/school.ts';

const day = (text: string) => text as IsoDay;
const hours: SchoolHours = {
  ...school.hours,
  closures: [
    ...school.hours.closures,
    { name: 'Bank holiday', from: day('2027-05-03'), to: day('2027-05-03') },
    { name: 'Summer half-term', from: day('2027-05-31'), to: day('2027-06-04') },
  ],
};

test('a break of a week parts a term in two; a bank holiday parts nothing', () => {
  expect(halfTerms(hours).map(({ id, name, to }) => `${id} ${to} ${name}`)).toEqual([
    '2026-09-01 2026-10-25 Autumn, first half',
    '2026-10-31 2026-12-18 Autumn, second half',
    '2027-01-04 2027-03-25 Spring',
    '2027-04-12 2027-05-30 Summer, first half',
    '2027-06-05 2027-07-21 Summer, second half',
    '2027-09-01 2027-12-17 Autumn',
  ]);
});

test('it goes out at lunch on a Wednesday a week after the start, on the next school day where that is closed', () => {
  const moments = halfTerms(hours).map((halfTerm) => usualMoment(hours, halfTerm)?.toISOString());
  // In summer London is an hour ahead.
  expect(moments.slice(0, 4)).toEqual([
    '2026-09-09T11:30:00.000Z',
    '2026-11-11T12:30:00.000Z',
    '2027-01-13T12:30:00.000Z',
    '2027-04-21T11:30:00.000Z',
  ]);
  const closed = { ...hours, closures: [{ name: 'Snow', from: day('2026-09-09'), to: day('2026-09-09') }] };
  expect(usualMoment(closed, { id: day('2026-09-01'), name: '', to: day('2026-10-25') })).toEqual(
    instantOf(day('2026-09-10'), '12:30'),
  );
  const mornings = { ...hours, closes: '12:00' };
  expect(usualMoment(mornings, { id: day('2026-09-01'), name: '', to: day('2026-10-25') })).toEqual(
    instantOf(day('2026-09-09'), '08:00'),
  );
  expect(usualMoment(hours, { id: day('2026-09-01'), name: '', to: day('2026-09-08') })).toBeUndefined();
});

const question = (id: string, policy: string) =>
  ({ id, policyId: policy as PolicyId, sectionHash: id }) as ScenarioQuestion;
const asked = (halfTerm: string, what: ScenarioQuestion, state: Scenario['state'] = 'sent') => ({
  halfTerm: day(halfTerm),
  question: what,
  state,
});

test('what was never asked comes first, of the policy that was asked about longest ago; then what was asked longest ago', () => {
  const [a, b, c] = [question('a', 'social'), question('b', 'social'), question('c', 'conduct')];
  expect(proposedQuestion([a, b, c], [])?.id).toBe('a');
  expect(proposedQuestion([a, b, c], [asked('2026-09-01', a)])?.id).toBe('c');
  expect(proposedQuestion([a, b, c], [asked('2026-10-31', c), asked('2026-09-01', a)])?.id).toBe('b');
  const all = [asked('2027-01-04', b), asked('2026-10-31', c), asked('2026-09-01', a)];
  expect(proposedQuestion([a, b, c], all)?.id).toBe('a');
  // What HR left out was not asked.
  expect(proposedQuestion([a, b, c], [asked('2026-09-01', a, 'left-out')])?.id).toBe('a');
  expect(proposedQuestion([], all)).toBeUndefined();
});

test('the section to write about is the one with most rules', () => {
  expect(sectionToWriteAbout(socialMedia('5.0', ' You must report it, and never reply.'), [])).toBe('s2');
  expect(sectionToWriteAbout({ parts: [] }, [])).toBeUndefined();
});

test('each half-term has its question, unless HR said no to it or it is out; none where they are switched off', async () => {
  const questions = async (
    decided: readonly Pick<Scenario, 'halfTerm' | 'state' | 'sendAt'>[],
    bank = 1,
    isOff = false,
  ) => {
    const scenarios = { isOff: async () => isOff, list: async () => decided };
    const quizzes = { ofSchool: async () => [{ questions: Array(bank).fill({}) }] };
    const parts = { scenarios, quizzes } as unknown as Parameters<typeof scenariosAhead>[0];
    const ahead = await scenariosAhead(parts, school, instantOf(day('2026-09-13'), '07:55'));
    expect(ahead.every(({ kind, day: on, at }) => kind === 'goes-out' && at?.toISOString().startsWith(on))).toBe(true);
    return ahead.map(({ day: on, title }) => `${on} ${title}`);
  };
  const all = [
    '2026-11-11 A short question to people who have signed: Autumn, second half',
    '2027-01-13 A short question to people who have signed: Spring',
    '2027-04-21 A short question to people who have signed: Summer',
    '2027-09-08 A short question to people who have signed: Autumn',
  ];
  expect(await questions([])).toEqual(all);
  expect(await questions([], 0)).toEqual([]);
  const decided = (halfTerm: string, state: 'proposed' | 'left-out') => ({
    ...{ halfTerm: day(halfTerm), state, sendAt: instantOf(day('2026-11-18'), '12:30') },
  });
  expect(await questions([decided('2026-10-31', 'proposed'), decided('2027-01-04', 'left-out')])).toEqual([
    all[0]?.replace('11-11', '11-18'),
    ...all.slice(2),
  ]);
  expect(await questions([], 1, true)).toEqual([]);
});

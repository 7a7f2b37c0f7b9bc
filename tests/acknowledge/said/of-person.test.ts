import { expect, test } from '@jest/globals';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import { namedIn, oneNamedIn, saidOfPerson } from '../../../src/acknowledge/said/of-person.ts';
import { HR, trust, userId } from '../school.ts';

const people = ['Frank Doyle', 'Kwame Boateng', 'Beth Harcastle', 'Beth Lloyd', 'Siobhan O\u2019Connell'].map(
  (name, at) => ({
    id: String(at) as PersonId,
    name,
  }),
);

test.each([
  ['Kwame Boateng is on long-term sick leave', '1'],
  ['mr doyle signed on paper', '0'],
  ['Beth Harcastle has left the school', '2'],
  ['beth has left', undefined],
  ['Beth Lloyd and Frank Doyle have left', undefined],
  ['Siobhan O\u2019Connell is back', '4'],
  ['someone is leaving', undefined],
])('“%s” names one person of the register, or nobody', (text, id) => {
  expect(oneNamedIn(text, people)).toBe(id);
});

test('who stands in two registers is one person', () => {
  expect(oneNamedIn('doyle is back', [...people, ...people])).toBe('0');
});

test('all who bear a whole name are found, or else all who bear a part of it, each once', () => {
  expect(namedIn('has Frank Doyle signed the safeguarding policy', people)).toMatchObject({
    people: [{ name: 'Frank Doyle' }],
    isWhole: true,
  });
  expect(namedIn('has beth signed the code', [...people, ...people])).toMatchObject({
    people: [{ name: 'Beth Harcastle' }, { name: 'Beth Lloyd' }],
    isWhole: false,
  });
  expect(namedIn('has everyone signed', people).people).toEqual([]);
});

const [oakfield] = trust.schools;
if (!oakfield) throw new Error('no school');
const HEAD = { id: userId(50), name: 'Ruth Ellery' };
const school = { ...oakfield, roles: { ...oakfield.roles, headteacher: [HEAD] } };

test.each([
  ['Frank Doyle signed on paper last Tuesday, the headteacher saw it', '0', HEAD.id],
  ['Frank Doyle has signed the safeguarding policy on paper', '0', undefined],
  ['doyle signed the code of conduct on paper, witnessed by Beth Lloyd', '0', '3'],
  ['Beth Lloyd signed the paper copy yesterday and I saw her do it', '3', HR],
  ['Kwame Boateng signed on paper in front of the office junior', '1', undefined],
  ['Beth Lloyd and Frank Doyle signed on paper', undefined, undefined],
])('“%s” says who signed on paper, and who saw it where that is sure', (text, person, witness) => {
  expect(saidOfPerson(text, people, { by: HR, school })).toEqual({ person, change: 'witnessed', witness });
});

test.each([
  'Frank Doyle did not sign on paper, we never signed a paper for him',
  'take back that Frank Doyle signed on paper',
  'Frank Doyle is back from leave',
])('“%s” enters no signature', (text) => {
  expect(saidOfPerson(text, people, { by: HR, school })).toMatchObject({ person: '0', change: undefined });
});

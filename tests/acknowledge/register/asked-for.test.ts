import { expect, test } from '@jest/globals';
import { oneNamedIn } from '../../../src/acknowledge/register/asked-for.handlers.ts';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';

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

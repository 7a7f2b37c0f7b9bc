import { expect, test } from '@jest/globals';
import type { Campaign } from '../../../src/acknowledge/campaign/campaign.ts';
import { type AskedFor, askedForCard, oneNamedIn } from '../../../src/acknowledge/register/asked-for.handlers.ts';
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

test.each<AskedFor>(['due', 'remind', 'change', 'files', 'joining', 'leaving'])(
  '%s: the card tells of no button that it has not, whatever runs',
  (what) => {
    for (const status of [undefined, 'draft', 'planned', 'running', 'paused', 'finished'] as const) {
      const campaign = { id: 'c', title: 'Policies', status, dueDay: '2026-10-01' } as unknown as Campaign;
      const card = askedForCard(what, status ? [campaign] : []);
      const titles = new Set([...JSON.stringify(card).matchAll(/"title":"([^"]+)"/g)].map(([, title]) => title));
      const told = [...JSON.stringify(card.body).matchAll(/[Pp]ress ([A-Z][a-z]+(?: [a-z]+)*)/g)].map(
        ([, title]) => title,
      );
      for (const title of told)
        expect([status, [...titles].some((one) => title?.startsWith(one ?? ''))]).toEqual([status, true]);
      if (titles.size === 0) expect(JSON.stringify(card)).not.toMatch(/[Pp]ress /);
    }
  },
);

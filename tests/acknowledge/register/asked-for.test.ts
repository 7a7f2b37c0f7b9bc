import { expect, test } from '@jest/globals';
import type { Campaign } from '../../../src/acknowledge/campaign/campaign.ts';
import { type AskedFor, askedForCard } from '../../../src/acknowledge/register/asked-for.handlers.ts';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';

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

test('someone who leaves, and is named, has what they signed beside how it is noted', () => {
  const campaign = { id: 'c', title: 'Policies', status: 'running', dueDay: '2026-10-01' } as unknown as Campaign;
  const named = JSON.stringify(askedForCard('leaving', [campaign], { person: '1' as PersonId, words: [] }));
  expect(named).toMatch(/"title":"What they have signed \(PDF\)"[^}]*"person":"1"/);
  expect(named).toContain('whether they have signed or not');
  expect(JSON.stringify(askedForCard('leaving', [campaign]))).not.toContain('"title":"What they have signed');
});

test('a date that HR wrote is in the form of each campaign, and one that could not be told is asked for', () => {
  const campaign = { id: 'c', title: 'Policies', status: 'running', dueDay: '2026-10-01' } as unknown as Campaign;
  const day = '2026-12-18' as IsoDay;
  expect(JSON.stringify(askedForCard('due', [campaign], { day, words: [] }))).toContain('"wanted":"2026-12-18"');
  const unread = askedForCard('due', [campaign], { words: ['I could not tell the day'] });
  expect(JSON.stringify(unread)).toContain('I could not tell the day');
  expect(JSON.stringify(askedForCard('due', [], { words: ['I could not tell the day'] }))).not.toContain('not tell');
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { UserId } from '../../../src/kernel/ids.ts';
import { type IsoDay, MINUTE_MS } from '../../../src/kernel/time.ts';
import { governorsCard } from '../../../src/report/deciding/governors.cards.ts';
import { type Counted, termFigures } from '../../../src/report/deciding/governors.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { safeguardingDownload } from '../../../src/wiring/concern/concern-downloads.ts';
import { DANIEL, given, JOANNA, LEWIS, MIRIAM, oakfield, PRIYA, TOM, type World } from '../support.ts';

const hours = {
  ...oakfield().hours,
  terms: [
    { name: 'Spring', from: '2026-01-05' as IsoDay, to: '2026-03-27' as IsoDay },
    { name: 'Summer', from: '2026-04-13' as IsoDay, to: '2026-07-22' as IsoDay },
    { name: 'Autumn', from: '2026-09-02' as IsoDay, to: '2026-12-18' as IsoDay },
    { name: 'Next spring', from: '2027-01-05' as IsoDay, to: '2027-03-26' as IsoDay },
  ],
};
const TODAY = '2026-11-23' as IsoDay;
/** So many reports of one day, each acknowledged and decided so many minutes after it came. */
const reports = (count: number, day: string, more: Partial<Counted> & { readonly after?: number } = {}): Counted[] =>
  Array.from({ length: count }, () => {
    const raisedAt = new Date(`${day}T10:00:00Z`);
    const at = more.after === undefined ? undefined : new Date(raisedAt.getTime() + more.after * MINUTE_MS);
    return { raisedAt, acknowledgedAt: at, decidedAt: at, decision: undefined, categories: [], ...more };
  });
const figures = (all: readonly Counted[]) => termFigures({ hours }, TODAY, all);

test('a report counts in the term in which it came, in the holidays with the term before, and no coming term is shown', () => {
  const all = [
    ...reports(6, '2026-09-02'),
    ...reports(7, '2026-09-01'),
    ...reports(8, '2026-04-12'),
    ...reports(9, '2025-12-01'),
  ];
  expect(figures(all).map(({ name, reports: count }) => [name, count])).toEqual([
    ['Autumn', 6],
    ['Summer', 7],
    ['Spring', 8],
  ]);
});

test('no number, and no difference of numbers, tells of fewer than five', () => {
  const [autumn] = figures([
    ...reports(9, TODAY, { categories: ['Neglect'], decision: 'Monitor' }),
    ...reports(6, TODAY, { categories: ['Bullying'], decision: 'Early help' }),
    ...reports(2, TODAY, { categories: ['FGM'], decision: 'Refer' }),
  ]);
  // Seventeen in all: two left over beside nine and six would be known.
  for (const counts of [autumn?.categories, autumn?.decisions])
    expect(counts?.map(([, count]) => count)).toEqual([9, 8]);
  expect(JSON.stringify(autumn)).not.toMatch(/FGM|Refer|Bullying/);
  const [few] = figures(reports(3, TODAY, { categories: ['FGM'], decision: 'Refer', after: 5 }));
  expect(few).toEqual({
    ...{ name: 'Autumn', reports: 'few', acknowledgedMs: undefined, decidedMs: undefined },
    ...{ categories: [['All together', 'few']], decisions: [['All together', 'few']] },
  });
});

test('half were acknowledged within the time of the one in the middle; what nobody has done yet is not in it', () => {
  const [autumn] = figures([
    ...reports(3, TODAY, { after: 10 }),
    ...reports(3, TODAY, { after: 600 }),
    ...reports(9, TODAY),
  ]);
  expect(autumn?.acknowledgedMs).toBe(10 * MINUTE_MS);
});

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

/** The page as its reader has it; `undefined` for anyone who may not have it. */
async function onPaper(of: World, by: UserId): Promise<string | undefined> {
  const { tenant } = of.as(by);
  const file = await safeguardingDownload(of.concerns, tenant, of.now).make(by, 'all');
  if (!file) return undefined;
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(file.bytes)), { mergePages: true });
  return text.replaceAll(/\s+/g, ' ');
}

const forGovernors = (by: UserId) => world.concerns.lists.governors(world.as(by));

test('the DSL’s team counts the reports about children that they may open, and no word or name of one', async () => {
  for (let at = 0; at < 6; at += 1) {
    const { id } = await world.report('child', { words: { who: 'ZQCHILD', seen: 'ZQSEEN' } });
    await world.after(0);
    const act = async (kind: string, more: object) =>
      world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, { kind, ...more } as never);
    expect((await act('take', {})).kind).toBe('done');
    const decision = FORMS.decide.read({ decision: 'no-further-action', reason: 'ZQWHY' }, world.now()) ?? {};
    expect((await act('decide', decision)).kind).toBe('done');
  }
  // One that went past the team, and one about an adult.
  await world.report('child', { about: [TOM] });
  await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  const found = await forGovernors(MIRIAM);
  const card = JSON.stringify(governorsCard(found));
  expect(found.schools.map(({ terms }) => terms[0])).toMatchObject([
    { reports: 6, decisions: [[expect.any(String), 6]] },
  ]);
  expect(card).toContain('6 reports');
  expect(card).toContain('No further action');
  expect(card).not.toContain('ZQ');
  const paper = await onPaper(world, MIRIAM);
  expect(paper).toContain('Oakfield Academy: safeguarding report to governors');
  expect(paper).toMatch(/: 6 reports By category .*By what was decided last.* No further action .*6 Nights/);
  expect(paper).not.toContain('ZQ');
  for (const nobody of [PRIYA, LEWIS]) expect(await onPaper(world, nobody)).toBeUndefined();
  // The headteacher has the one that went past the team, and nobody else has any.
  expect((await forGovernors(JOANNA)).schools.map(({ terms }) => terms[0]?.reports)).toEqual(['few']);
  for (const nobody of [PRIYA, LEWIS, DANIEL]) expect((await forGovernors(nobody)).schools).toEqual([]);
});

test('where words are closed until the second step, nothing is counted by category', async () => {
  const closed = await given({ records: { secondStep: 'pin', closesAfterMinutes: 5 } });
  try {
    await closed.report('child');
    await closed.after(0);
    const found = await closed.concerns.lists.governors(closed.as(MIRIAM));
    expect(found.isClosed).toBe(true);
    const card = JSON.stringify(governorsCard(found));
    expect(card).toContain('until you have typed your PIN');
    expect(card).not.toMatch(/By category|No category/);
    const paper = await onPaper(closed, MIRIAM);
    expect(paper).toContain('Nothing is shown by category');
    expect(paper).not.toMatch(/By category \(|No category/);
  } finally {
    await closed.close();
  }
});

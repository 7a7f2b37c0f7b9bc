import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { Kind } from '../../../src/report/concern.ts';
import { breachLogCard, lowLevelCard } from '../../../src/report/deciding/logs.cards.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { ANIL, COLIN, DANIEL, given, JOANNA, LEWIS, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const logs = (by: UserId) => world.concerns.lists.logs(world.as(by));
async function decided(kind: Kind, by: UserId, sent: Record<string, string>, about: readonly UserId[] = []) {
  const { id, receipt } = await world.report(kind, { about: [...about], words: { seen: 'ZQSEEN' } });
  await world.after(0);
  const does = async (act: keyof typeof FORMS | 'take' | 'reduce', more: object) =>
    (await world.concerns.record.act(id, world.as(by), (await world.find(id)).version, { kind: act, ...more } as never))
      .kind;
  expect(await does('take', {})).toBe('done');
  expect(await does('decide', FORMS.decide.read({ reason: 'ZQWHY', ...sent }, world.now()) ?? {})).toBe('done');
  return { id, reference: receipt.reference, does };
}
const LOW = { decision: 'low-level', context: 'ZQ', taken: 'ZQ', sharedBy: 'ZQ' };
const breach = (ico: 'told' | 'not-told') => ({
  ...{ decision: 'breach-assessed', risk: 'unlikely', contained: 'ZQ', affected: 'told', ico, icoWhy: 'ZQ' },
  ...{ icoOn: '2026-11-23', icoAt: '09:00' },
});

test('every breach is in the log, told to the ICO or not, open or closed, and no word of it', async () => {
  const open = await decided('data', ANIL, breach('told'));
  const closed = await decided('data', ANIL, breach('not-told'));
  const no = await decided('data', ANIL, { decision: 'not-a-breach' });
  const words = { reason: 'ZQDONE' };
  expect(await closed.does('close', { outcome: 'contained', left: 'done', words })).toBe('done');
  const found = await logs(ANIL);
  expect(new Set(found.breaches.map(({ outline }) => outline.reference))).toEqual(
    new Set([open.reference, closed.reference, no.reference]),
  );
  const card = JSON.stringify(breachLogCard(found, world.school));
  for (const said of ['The ICO was told', 'The ICO was not told', 'Not a breach of personal data', 'Closed'])
    expect(card).toContain(said);
  expect(card).not.toContain('ZQ');
});

test('a breach whose text is no longer kept stays in the log, with when it was known and what was decided', async () => {
  const { id, reference, does } = await decided('data', ANIL, breach('told'));
  const known = FORMS.known.read({ happenedOn: '2026-11-21', happenedAt: '16:10' }, world.now());
  expect(await does('known', known ?? {})).toBe('done');
  expect(await does('close', { outcome: 'contained', left: 'done', words: { reason: 'ZQDONE' } })).toBe('done');
  expect((await world.concerns.record.open(id, world.as(ANIL))).kind).toBe('open');
  world.at('2059-12-01T09:00:00Z');
  expect(await does('reduce', { typed: reference, words: { reason: 'ZQ', agreed: 'ZQ' } })).toBe('done');
  const found = await logs(ANIL);
  expect(found.breaches.map(({ outline, isStub }) => [outline.reference, isStub])).toEqual([[reference, true]]);
  const card = JSON.stringify(breachLogCard(found, world.school));
  for (const said of ['No longer kept', 'Saturday 21 November 2026, 16:10', 'The ICO was told', `Open ${reference}`])
    expect(card).toContain(said);
  expect(card).not.toContain('ZQ');
});

test('a case of online abuse that was decided to be a data breach is in the log of those who have it, and no other', async () => {
  const breached = { decision: 'data-breach', reviewOn: '2026-12-07' };
  const one = await decided('online-abuse', DANIEL, breached);
  await decided('online-abuse', DANIEL, { ...breached, decision: 'complaints-procedure' });
  // What is decided after it takes nothing back.
  const later = FORMS.decide.read({ ...breached, decision: 'platform-report', reason: 'So.' }, world.now());
  expect(await one.does('decide', later ?? {})).toBe('done');
  const found = await logs(DANIEL);
  expect(found.breaches.map(({ outline }) => outline.reference)).toEqual([one.reference]);
  expect(JSON.stringify(breachLogCard(found, world.school))).toContain('Data breach procedure');
  for (const by of [ANIL, MIRIAM, LEWIS]) expect((await logs(by)).breaches).toEqual([]);
});

test('every breach and every person is on one of the pages', async () => {
  await decided('data', ANIL, breach('told'));
  const { breaches, ...rest } = await logs(ANIL);
  const many = Array.from({ length: 32 }, (_, at) =>
    breaches.map((one) => ({ ...one, outline: { ...one.outline, reference: `ZQ${at}-` } })),
  ).flat();
  const people = many.map(({ outline }) => ({ name: '', reports: [outline], mayHaveLeft: false }));
  for (const [name, card] of [
    ['breaches', (page: number) => breachLogCard({ ...rest, breaches: many }, world.school, page)],
    ['low-level', (page: number) => lowLevelCard({ ...rest, breaches, lowLevel: people }, page)],
  ] as const) {
    const pages = [0, 1, 2].map((page) => JSON.stringify(card(page)));
    for (const { outline } of many)
      expect([name, pages.filter((page) => page.includes(`Open ${outline.reference}`)).length]).toEqual([name, 1]);
    expect(pages.map((page) => page.includes('"More reports"'))).toEqual([true, true, false]);
    expect(pages.map((page) => page.includes('"Back to the first"'))).toEqual([false, true, true]);
    expect(pages[0]).toContain(`"log":"${name}"`);
  }
});

test('until someone says when a breach was first known, the log says that it counts from the report', async () => {
  const one = await decided('data', ANIL, breach('told'));
  const line = async () => {
    const found = await logs(ANIL);
    const breaches = found.breaches.filter(({ outline }) => outline.reference === one.reference);
    return JSON.stringify(breachLogCard({ ...found, breaches }, world.school));
  };
  const before = await line();
  expect(before).toContain('by the report, nobody has said when');
  expect(before).toContain('at the latest');
  const known = FORMS.known.read({ happenedOn: '2026-11-21', happenedAt: '16:10' }, world.now());
  expect(await one.does('known', known ?? {})).toBe('done');
  const after = await line();
  expect(after).toContain('Saturday 21 November 2026, 16:10');
  expect(after).toContain('Tuesday 24 November 2026, 16:10');
  expect(after).not.toMatch(/by the report|at the latest/);
});

test('low-level concerns stand by person, several about one together, and none that was decided otherwise since', async () => {
  await decided('staff', JOANNA, LOW, [LEWIS]);
  await decided('staff', JOANNA, LOW, [LEWIS]);
  await decided('staff', JOANNA, LOW, [PRIYA]);
  const other = await decided('staff', JOANNA, LOW, [DANIEL]);
  const policy = { decision: 'other-policy', reason: 'So.', policy: 'Dress' };
  expect(await other.does('decide', FORMS.decide.read(policy, world.now()) ?? {})).toBe('done');
  const found = await logs(JOANNA);
  expect(found.lowLevel.map(({ reports }) => reports.length).toSorted()).toEqual([1, 2]);
  const card = JSON.stringify(lowLevelCard(found));
  expect(card).toContain(': 2"');
  expect(card).not.toContain('ZQ');
});

test('nobody else has a line in either, and nobody has one about themselves', async () => {
  await decided('data', ANIL, breach('told'));
  await decided('staff', JOANNA, LOW, [LEWIS]);
  for (const by of [MIRIAM, TOM, COLIN, LEWIS, PRIYA]) {
    const { breaches, lowLevel } = await logs(by);
    expect([by, breaches, lowLevel]).toEqual([by, [], []]);
  }
  expect((await logs(ANIL)).lowLevel).toEqual([]);
  expect((await logs(JOANNA)).breaches).toEqual([]);
});

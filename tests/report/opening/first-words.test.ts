import { afterEach, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { openListCard } from '../../../src/report/opening/list.cards.ts';
import { morningCard } from '../../../src/report/opening/morning.cards.ts';
import { onPage } from '../../../src/report/opening/morning.ts';
import { firstWords } from '../../../src/report/opening/open.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { change } from '../../../src/report/record/change.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import type { School } from '../../../src/school/school.ts';
import { given, JOANNA, MIRIAM, PRIYA, person, TOM, type World } from '../support.ts';

let world: World;
afterEach(() => world.close());

const ALL = { show: 'all', category: '', year: '' } as const;
const begin = async (isOn: boolean, records?: School['concerns']['records']) => {
  world = await given({
    file: (trust) => ({
      ...trust,
      schools: trust.schools.map((school) => ({
        ...school,
        concerns: { ...school.concerns, firstWordsInList: isOn, ...(records && { records }) },
      })),
    }),
  });
};
const about = async (seen: string, more: Parameters<World['report']>[1] = {}): Promise<ConcernId> => {
  const { id } = await world.report('child', { ...more, words: { who: 'Una Low 5D', seen } });
  await world.after(1);
  return id;
};
const act = (id: ConcernId, wanted: Act, by: UserId = MIRIAM) =>
  world.concerns.record.act(id, world.as(by), undefined, wanted);
/** The list as it is shown in its dialog. */
async function listed(by: UserId = MIRIAM, page = 0): Promise<string> {
  const { lists } = world.concerns;
  const morning = await lists.morning(world.as(by), ALL);
  const words = await lists.wordsOfLines(world.as(by), onPage(morning.lines, page));
  return JSON.stringify(morningCard(morning, world.now(), { ...ALL, page }, words));
}
const openings = async (id: ConcernId) =>
  (await world.deps.store.entries(await world.find(id)))
    .filter(({ kind }) => kind === 'opened')
    .map(({ actor, facts }) => [actor, facts?.part]);

test('as long as the school has not turned it on, no word of a report stands in the list and none was read', async () => {
  await begin(false);
  const id = await about('ZQSEEN by the gate');
  expect(await listed()).not.toContain('ZQSEEN');
  expect([await openings(id), (await world.find(id)).readAt]).toEqual([[], undefined]);
});

test('turned on, each line shows how its report begins, cut between words, and that counts as reading it', async () => {
  await begin(true);
  const id = await about(`ZQSEEN by\n the gate ${'again and '.repeat(40)} ZQEND`);
  const card = await listed();
  expect(card).toMatch(/ZQSEEN by the gate again and [a-z ]+(?:again|and) …/);
  expect(card).not.toContain('ZQEND');
  expect(/ZQSEEN[^"…]*/.exec(card)?.[0].length).toBeLessThanOrEqual(121);
  expect(await openings(id)).toEqual([[MIRIAM, 'first-words']]);
  const { readBy, acknowledgedAt } = await world.find(id);
  expect([readBy, acknowledgedAt]).toEqual([MIRIAM, undefined]);
  // What is said in the chat holds none of it.
  const inChat = openListCard(await world.concerns.lists.list(world.as(MIRIAM), true), world.now());
  expect(JSON.stringify(inChat)).not.toContain('ZQSEEN');
  // As long as nobody has acknowledged it, reminders come as before.
  const before = world.teams.told.length;
  await world.after(120);
  const chased = world.teams.told.slice(before).filter(({ notice }) => notice.kind === 'chase');
  expect(new Set(chased.map(({ to }) => to))).toEqual(new Set([MIRIAM, TOM]));
  expect(JSON.stringify(world.teams.told)).not.toContain('ZQSEEN');
  expect(JSON.stringify(world.logged)).not.toContain('ZQSEEN');
});

test('one look at the list is one reading of each, however it is filtered; a later look and another person are others', async () => {
  await begin(true);
  const id = await about('ZQSEEN');
  await listed();
  await listed();
  expect((await openings(id)).length).toBe(1);
  expect(await listed(TOM)).toContain('ZQSEEN');
  await world.after(20);
  await listed();
  expect(await openings(id)).toEqual([MIRIAM, TOM, MIRIAM].map((who) => [who, 'first-words']));
  // Read whole, it says so beside that.
  const record = await world.concerns.record.open(id, world.as(MIRIAM));
  if (record.kind !== 'open') throw new Error(record.kind);
  const trail = JSON.stringify(recordCard(record, world.now(), { isWhole: true }));
  expect(trail).toContain('read it, how it begins, in the list');
  expect((await openings(id)).at(-1)).toEqual([MIRIAM, undefined]);
});

test('only what stands on the page that is shown was read', async () => {
  await begin(true);
  const ids: ConcernId[] = [];
  for (let count = 0; count < 16; count += 1) ids.push(await about(`ZQ${count}.`));
  await listed();
  const read = await Promise.all(ids.map(async (id) => (await openings(id)).length));
  expect(read).toEqual([...Array.from({ length: 15 }, () => 1), 0]);
  expect(await listed(MIRIAM, 1)).toContain('ZQ15.');
});

test('who may not open a report sees none of its words and leaves no reading', async () => {
  await begin(true);
  const id = await about('ZQSEEN', { about: [TOM] });
  const locked = await about('ZQLOCKED');
  const other = person('b0000000-0000-4000-8000-0000000000ff');
  await change(world.deps.store, locked, ({ raisedAt }) => ({
    entries: [{ at: raisedAt, actor: MIRIAM, kind: 'locked', facts: { to: `${MIRIAM} ${other}` } }],
  }));
  const morning = await world.concerns.lists.morning(world.as(JOANNA), ALL);
  for (const by of [TOM, PRIYA]) {
    expect(await listed(by)).not.toContain('ZQ');
    // Even with the lines of someone who may.
    expect([...(await world.concerns.lists.wordsOfLines(world.as(by), morning.lines)).values()].join('')).toBe('');
    for (const one of [id, locked]) expect(await firstWords(world.deps, world.as(by), one)).toBe('');
  }
  expect([await openings(id), await openings(locked)]).toEqual([[], []]);
  expect(await listed(JOANNA)).toContain('ZQSEEN');
  expect(await listed()).toContain('ZQLOCKED');
});

test('what has a clock until it is opened shows no words: what is urgent, and what was added', async () => {
  await begin(true);
  const urgent = await about('ZQURGENT', { urgency: 'yes' });
  const added = await about('ZQADDED');
  expect(await listed()).toContain('ZQADDED');
  await world.after(20);
  await world.concerns.own.add(added, world.as(PRIYA), 'added', { text: 'ZQMORE' });
  const card = await listed();
  expect(card).not.toMatch(/ZQURGENT|ZQADDED|ZQMORE/);
  expect(await openings(urgent)).toEqual([]);
  expect((await world.find(added)).unreadSince).toBeDefined();
  await act(urgent, { kind: 'acknowledge' });
  await world.concerns.record.open(added, world.as(MIRIAM));
  expect(await listed()).toMatch(/ZQURGENT[\s\S]*ZQADDED/);
});

test('with a second step, and on hold, no words stand in the list', async () => {
  await begin(true, { secondStep: 'pin', closesAfterMinutes: 5 });
  const id = await about('ZQSEEN');
  const made = await world.more.secondStep.makeCode(world.as(TOM), MIRIAM, '');
  if (made.kind !== 'code') throw new Error(made.kind);
  await world.more.secondStep.set(id, world.as(MIRIAM), { code: made.code, pin: '271828', again: '271828' });
  expect(await firstWords(world.deps, world.as(MIRIAM), id)).toBe('');
  expect(await listed()).not.toContain('ZQSEEN');
  await world.close();

  await begin(true);
  const held = await about('ZQHELD');
  await change(world.deps.store, held, ({ raisedAt }) => ({
    entries: [{ at: raisedAt, actor: MIRIAM, kind: 'held' }],
  }));
  expect(await listed()).not.toContain('ZQHELD');
  expect(await openings(held)).toEqual([]);
});

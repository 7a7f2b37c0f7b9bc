import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { dayOf, type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { openListCard } from '../../../src/report/opening/list.cards.ts';
import { morningCard, myActionsCard } from '../../../src/report/opening/morning.cards.ts';
import { onPage, pageIn, wantedIn } from '../../../src/report/opening/morning.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { lastClose } from '../../../src/school/hours.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, oakfield, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const ALL = { show: 'all', category: '', year: '' } as const;
const about = async (who: string, more: Parameters<World['report']>[1] = {}) => {
  const { id } = await world.report('child', { words: { who, seen: 'ZQSEEN' }, ...more });
  await world.after(1);
  return id;
};
const act = async (id: ConcernId, wanted: Act, by: UserId = MIRIAM) =>
  (await world.concerns.record.act(id, world.as(by), (await world.find(id)).version, wanted)).kind;
const morning = (wanted: Partial<Parameters<World['concerns']['lists']['morning']>[1]> = {}, by: UserId = MIRIAM) =>
  world.concerns.lists.morning(world.as(by), { ...ALL, ...wanted });
const children = async (wanted = {}, by?: UserId) => (await morning(wanted, by)).lines.map(({ child }) => child);

test('first what its reporter said is for today, then who was not sure; then what nobody has, the longest first', async () => {
  await about('Una Low 5D');
  const taken = await about('Vic Low 5D');
  await about('Wes Low 5D', { urgency: 'unsure' });
  await about('Xan Low 5D', { urgency: 'yes' });
  const decided = await about('Yan Low 5D', { urgency: 'yes' });
  await act(taken, { kind: 'take' });
  await act(decided, { kind: 'take' });
  await act(decided, { kind: 'decide', decision: 'early-help', reviewOn: undefined, words: { reason: 'So.' } });
  expect(await children()).toEqual(['XL, 5D', 'WL, 5D', 'UL, 5D', 'VL, 5D', 'YL, 5D']);
});

test('a referral that nothing says was made comes first, in the list and among what its DSL is to do', async () => {
  await about('Una Low 5D', { urgency: 'unsure' });
  const referred = await about('Xan Low 5D', { urgency: 'no' });
  await act(referred, { kind: 'take' });
  const decide = (words: Record<string, string>) =>
    act(referred, { kind: 'decide', decision: 'child-protection', reviewOn: undefined, words } as Act);
  expect(await decide({ reason: 'So.' })).toBe('done');
  const card = async () => JSON.stringify(morningCard(await morning(), world.now(), { ...ALL, page: 0 }));
  expect(await children()).toEqual(['XL, 5D', 'UL, 5D']);
  expect(await card()).toContain('XL, 5D: referral not recorded as made');
  const toDo = async () => {
    const { actions } = await morning();
    return JSON.stringify(myActionsCard({ actions }, dayOf(world.now())));
  };
  expect(await toDo()).toMatch(/XL, 5D: make the referral.*XL, 5D: look at it again/);
  expect((await morning({}, TOM)).actions).toEqual([]);
  await world.after(1);
  expect(await act(referred, { kind: 'told', words: { text: 'Children’s services, by phone' } } as Act)).toBe('done');
  expect(await children()).toEqual(['UL, 5D', 'XL, 5D']);
  expect(await card()).not.toContain('referral not recorded');
  expect(await toDo()).not.toContain('make the referral');
});

test('a line tells one child from the next by as little as it takes, and holds no word of a report', async () => {
  await about('Ivo Pace 8C');
  await about('Ida Pace 8C');
  await about('Otto Quist, 3A');
  await about('not known');
  const [card, read] = [morningCard(await morning(), world.now(), { ...ALL, page: 0 }), await children()];
  expect(new Set(read)).toEqual(new Set(['Ivo Pace 8C', 'Ida Pace 8C', 'OQ, 3A', 'not known']));
  const text = JSON.stringify(card);
  expect(text).not.toContain('Otto');
  expect(text).not.toContain('ZQSEEN');
  expect(text).toContain('nobody has it');
});

test('reports about one child stand by their own urgency, and each line names the others', async () => {
  const late = await about('Una Low 5D');
  await about('Vic Low 9B', { urgency: 'unsure' });
  const first = await about('Una Low 5D', { urgency: 'yes' });
  const reference = async (id: ConcernId) => (await world.find(id)).reference;
  const beside = async () => (await morning()).lines.map((line) => [line.child, line.beside]);
  // A name alone makes no two reports one child's: a person does, or the roll.
  expect((await beside()).map(([, others]) => others?.length)).toEqual([0, 0, 0]);
  await act(first, { kind: 'join', reference: await reference(late) } as Act);
  expect(await beside()).toEqual([
    ['UL, 5D', [await reference(late)]],
    ['VL, 9B', []],
    ['UL, 5D', [await reference(first)]],
  ]);
  const card = JSON.stringify(morningCard(await morning(), world.now(), { ...ALL, page: 0 }));
  expect(card).toContain(`same child: ${await reference(late)}`);
  // What was said to be about another child is named in neither; what is closed is no line.
  const third = await about('Una Low 5D');
  await act(third, { kind: 'join', reference: await reference(first) } as Act);
  expect((await beside()).map(([, others]) => others?.length)).toEqual([2, 0, 2, 2]);
  await act(third, { kind: 'part', reference: await reference(first) } as Act);
  expect((await beside()).map(([, others]) => others?.length)).toEqual([1, 0, 1, 0]);
  // Through one that is closed two others are of one child all the same.
  const fourth = await about('Una Low 5D');
  await act(fourth, { kind: 'join', reference: await reference(late) } as Act);
  expect((await beside()).map(([, others]) => others?.length)).toEqual([2, 0, 2, 0, 2]);
  await act(late, { kind: 'take' });
  expect(await act(late, { kind: 'no-further-action', words: { reason: 'So.' } } as Act)).toBe('done');
  expect((await beside()).map(([, others]) => others?.length)).toEqual([1, 0, 0, 1]);
  await act(fourth, { kind: 'part', reference: await reference(first) } as Act);
  expect((await beside()).map(([, others]) => others?.length)).toEqual([0, 0, 0, 0]);
});

test('back at a page that is no more is the last there is', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, at) => at);
  for (const [count, wanted, first] of [
    [16, 1, 15],
    [15, 1, 0],
    [31, 5, 30],
  ] as const)
    expect(onPage(lines(count), wanted)[0]).toBe(first);
  expect(pageIn([], 3)).toBe(0);
});

test('in the chat, whose end is in sight, the first three stand and the list is a press away', async () => {
  for (const name of ['Una Low 5D', 'Vic Low 9B', 'Ivo Pace 8C', 'Ida Pace 8C', 'Otto Quist 3A']) await about(name);
  const listing = await world.concerns.lists.list(world.as(MIRIAM), true);
  const text = JSON.stringify(openListCard(listing, world.now()));
  const opened = [...text.matchAll(/"title":"Open (\w+)"/g)].map(([, reference]) => reference);
  const { lines } = await morning();
  expect(opened).toEqual(lines.slice(0, 3).map(({ outline }) => outline.reference));
  expect(text).toContain('5 open, 5 not acknowledged yet.');
  expect(text).toContain('"title":"The list, with who each is about"');
});

test('mine, overdue, since the school closed, by category and by year', async () => {
  // Friday before the weekend, and then Saturday.
  world.at('2026-11-27T14:00:00Z');
  const friday = await about('Una Low 5D');
  world.at('2026-11-28T21:40:00Z');
  await about('Vic Low 9B', { by: LEWIS });
  world.at('2026-11-30T08:10:00Z');
  await act(friday, { kind: 'take' });
  // In the chat, at once: how many since Friday's close, and the way to them.
  const inChat = async () =>
    JSON.stringify(openListCard(await world.concerns.lists.list(world.as(MIRIAM), true), world.now()));
  expect(await inChat()).toContain('1 of these came since Friday 17:00, when school closed.');
  expect(await inChat()).toContain('"show":"since"');
  await act(friday, { kind: 'categorise', categories: ['Neglect'] });
  expect(await children({ show: 'since' })).toEqual(['VL, 9B']);
  expect(await children({ show: 'mine' })).toEqual(['UL, 5D']);
  expect(await children({ category: 'Neglect' })).toEqual(['UL, 5D']);
  expect(await children({ year: '9' })).toEqual(['VL, 9B']);
  world.at('2026-11-30T15:00:00Z');
  expect(await children({ show: 'overdue' })).toEqual(['VL, 9B']);
  world.at('2026-12-01T08:10:00Z');
  expect(await inChat()).toContain('None of these came since Monday 17:00');
  expect(await inChat()).not.toContain('What came since then');
  const { categories, years, all } = await morning({ year: '9' });
  expect([categories, years, all]).toEqual([['Neglect'], ['5', '9'], 2]);
  const { hours } = oakfield();
  expect(lastClose(hours, new Date('2026-11-30T08:10:00Z'))).toEqual(instantOf('2026-11-27' as IsoDay, hours.closes));
});

test('what I am to do stands by its day, also of what is closed and was kept', async () => {
  const [first, second] = [await about('Una Low 5D'), await about('Vic Low 9B')];
  for (const [id, due] of [
    [first, '2026-12-04'],
    [second, '2026-11-25'],
  ] as const) {
    await act(id, { kind: 'take' });
    await act(id, { kind: 'action', to: MIRIAM, due: due as IsoDay, words: { text: 'ZQDO' } });
  }
  await act(second, { kind: 'no-further-action', left: 'kept', words: { reason: 'So.' } } as Act);
  const mine = await morning();
  expect(mine.actions.map(({ child, due }) => [child, due])).toEqual([
    ['VL, 9B', '2026-11-25'],
    ['UL, 5D', '2026-12-04'],
  ]);
  expect(mine.lines.map(({ child }) => child)).toEqual(['UL, 5D']);
  expect(JSON.stringify(myActionsCard(mine, '2026-11-26'))).not.toContain('ZQDO');
  expect((await morning({}, TOM)).actions).toEqual([]);
});

test('what each of my actions is stands there, read as its report is, and in the trail; of someone else nothing', async () => {
  const [mine, toms] = [await about('Una Low 5D'), await about('Vic Low 9B')];
  for (const [id, to, text] of [
    [mine, MIRIAM, 'ZQFIRST ring the nurse'],
    [mine, MIRIAM, 'ZQSECOND'],
    [mine, TOM, 'ZQTOM'],
    [toms, TOM, 'ZQOTHER'],
  ] as const)
    await act(id, { kind: 'action', to, due: '2026-12-04' as IsoDay, words: { text } });
  const { lists } = world.concerns;
  const { actions } = await morning();
  const shown = JSON.stringify(
    myActionsCard({ actions }, '2026-11-26', await lists.wordsOfActions(world.as(MIRIAM), actions)),
  );
  expect(shown).toMatch(/UL, 5D: ZQFIRST ring the nurse.*UL, 5D: ZQSECOND/);
  expect(shown).not.toMatch(/ZQTOM|ZQOTHER|ZQSEEN/);
  const parts = async (id: ConcernId) =>
    (await world.deps.store.entries(await world.find(id)))
      .filter(({ kind }) => kind === 'opened')
      .map(({ actor, facts }) => [actor, facts?.part]);
  expect([await parts(mine), await parts(toms)]).toEqual([[[MIRIAM, 'own-actions']], []]);
  // By hand, with the lines of another: what is theirs, and of what they may not open nothing.
  expect([...(await lists.wordsOfActions(world.as(TOM), actions)).values()]).toEqual(['', '']);
  expect([...(await lists.wordsOfActions(world.as(PRIYA), actions)).values()]).toEqual(['', '']);
  expect((await parts(mine)).map(([who]) => who)).not.toContain(PRIYA);
  // What has a clock until it is opened is read by opening it.
  await world.after(20);
  await world.concerns.own.add(mine, world.as(PRIYA), 'added', { text: 'ZQMORE' });
  expect([...(await lists.wordsOfActions(world.as(MIRIAM), actions)).values()]).toEqual(['', '']);
  expect(JSON.stringify(world.teams.told)).not.toContain('ZQ');
});

test('nobody sees a line that they may not open, whatever they ask for', async () => {
  await about('Una Low 5D');
  for (const by of [COLIN, LEWIS, PRIYA, JOANNA])
    for (const show of ['all', 'mine', 'overdue', 'since'] as const) {
      const seen = await morning({ show }, by);
      expect([by, seen.all, seen.lines, seen.years, seen.actions]).toEqual([by, 0, [], [], []]);
    }
  // What names a deputy is with the headteacher, and in none of their team’s lists.
  expect((await world.report('child', { about: [TOM] })).receipt.to.recipient).toBe('headteacher');
  await world.after(1);
  expect((await morning({}, TOM)).all).toBe(1);
});

test('the list says what it was narrowed to, and a report that was opened from it leads back to it', async () => {
  const id = await about('Una Low 5D', { urgency: 'yes' });
  await about('Vic Low 6C');
  const wanted = { show: 'mine', category: '', year: '5' } as const;
  await act(id, { kind: 'take' });
  const shown = JSON.stringify(morningCard(await morning(wanted), world.now(), { ...wanted, page: 0 }));
  expect(shown).toContain('1 of 2 open reports: mine, year 5.');
  const list = { ...wanted, page: 0 };
  expect(shown).toContain(`"concern":"${id}","page":0,"inList":${JSON.stringify(list)}`);
  const record = await world.concerns.record.open(id, world.as(MIRIAM));
  if (record.kind !== 'open') throw new Error(record.kind);
  const back = JSON.stringify(recordCard(record, world.now(), { list }));
  expect(back).toContain('"Back to the list"');
  expect(back).toContain('"show":"mine"');
  expect(JSON.stringify(recordCard(record, world.now()))).not.toContain('Back to the list');
});

test.each([
  ['anything overdue?', { show: 'overdue' }],
  ['my actions', { actions: true }],
  ['year 9 reports', { year: '9' }],
  ['what came in over the weekend', { show: 'since' }],
  ['my reports', { show: 'mine' }],
])('“%s” asks for those, and the list is a press away, narrowed to them', async (asked, wanted) => {
  await about('Una Low 9D');
  const listing = await world.concerns.lists.list(world.as(MIRIAM), true);
  const card = openListCard(listing, world.now(), wantedIn(asked));
  const buttons = card.body.flatMap(({ actions = [] }) => actions as readonly { style?: string; data: object }[]);
  expect(buttons.find(({ style }) => style === 'positive')?.data).toMatchObject(wanted);
  expect(wantedIn('open reports')).toBeUndefined();
});

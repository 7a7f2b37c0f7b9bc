import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { COLIN, given, JOANNA, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

let world: World;
let id: ConcernId;
beforeEach(async () => {
  world = await given({ withSummaries: true });
  ({ id } = await world.report('child'));
  await world.after(0);
});
afterEach(() => world.close());

const words = { reason: 'Because.' };
const act = async (wanted: Parameters<World['concerns']['record']['act']>[3]) => {
  await world.concerns.record.open(id, world.as(MIRIAM));
  const done = await world.concerns.record.act(id, world.as(MIRIAM), undefined, wanted);
  expect(done.kind).toBe('done');
};
const close = async () => {
  await act({ kind: 'acknowledge' });
  await act({ kind: 'decide', decision: 'early-help', reviewOn: undefined, words });
  await act({ kind: 'close', outcome: 'resolved', left: 'done', words });
  await world.after(0);
};
const add = async (isUrgent: boolean) => {
  const added = await world.concerns.own.add(id, world.as(PRIYA), 'added', { text: 'It happened again.' }, isUrgent);
  expect(added.kind).toBe('added');
  await world.after(0);
};
/** What each was told since the last time it was asked, without updates of older cards. */
let seen = 0;
beforeEach(() => {
  seen = 0;
});
const told = (): readonly string[] => {
  const fresh = world.teams.told.slice(seen);
  seen = world.teams.told.length;
  const names = new Map<unknown, string>([
    [MIRIAM, 'DSL'],
    [TOM, 'deputy'],
    [JOANNA, 'head'],
    [COLIN, 'chair'],
    [PRIYA, 'reporter'],
  ]);
  return fresh
    .map(({ to, notice }) => `${names.get(to) ?? to}: ${notice.kind}${'why' in notice ? ` ${notice.why}` : ''}`)
    .sort();
};
const receipt = async () => {
  const own = await world.concerns.own.report(id, world.as(PRIYA));
  return own.kind === 'receipt' ? own.receipt : undefined;
};

test('a closed report, a Saturday night, and something that cannot wait: chased in minutes, up the chain, until someone has opened it', async () => {
  await close();
  world.at('2026-11-28T21:40:00Z');
  told();
  await add(true);
  expect(told()).toEqual(['DSL: news added-urgent', 'deputy: news added-urgent']);
  expect(await receipt()).toMatchObject({ isDecided: true, unreadSince: '2026-11-28T21:40:00.000Z' });
  await world.after(10);
  expect(told()).toEqual(['DSL: chase unread', 'deputy: chase unread', 'head: chase unread', 'reporter: late unread']);
  await world.after(10);
  expect(told()).toEqual(['DSL: chase unread', 'deputy: chase unread', 'head: chase unread']);
  await world.after(10);
  expect(told()).toContain('chair: chase unread');

  expect((await world.concerns.record.open(id, world.as(JOANNA))).kind).toBe('open');
  await world.after(24 * 60);
  expect(told()).toEqual([]);
  expect(await receipt()).toMatchObject({ unreadSince: undefined });
  expect((await world.find(id)).status).toBe('closed');
});

test('what can wait is chased in school hours; acknowledging the report is not reading what came after', async () => {
  await act({ kind: 'acknowledge' });
  world.at('2026-11-23T16:55:00Z');
  await add(false);
  told();
  await world.after(14 * 60);
  expect(told().filter((line) => line.includes('unread'))).toEqual([]);
  // Five minutes were left of Monday.
  world.at('2026-11-24T09:00:00Z');
  await world.after(0);
  expect(told()).toContain('DSL: chase unread');
});

test('anyone who has opened it is not chased, and a reporter who looks at their own words has read nothing for anyone', async () => {
  await act({ kind: 'acknowledge' });
  await add(false);
  await world.concerns.record.open(id, world.as(TOM));
  told();
  await world.after(70);
  expect(told()).toEqual([]);

  const own = await world.report('child', { by: MIRIAM });
  await world.concerns.record.act(own.id, world.as(TOM), undefined, { kind: 'acknowledge' });
  await world.concerns.own.add(own.id, world.as(MIRIAM), 'added', { text: 'More.' });
  await world.concerns.record.open(own.id, world.as(MIRIAM));
  expect((await world.find(own.id)).unreadSince).toEqual(world.now());
});

test('an urgent addition after one that could wait has a clock and a card of its own, once', async () => {
  await act({ kind: 'acknowledge' });
  await add(false);
  told();
  await add(false);
  await world.concerns.own.add(id, world.as(PRIYA), 'added', { text: 'She is with him now.' }, true);
  await world.concerns.own.add(id, world.as(PRIYA), 'added', { text: 'At home.' }, true);
  await world.after(0);
  expect(told()).toEqual(['DSL: news added-urgent', 'deputy: news added-urgent']);
  await world.after(10);
  expect(told()).toEqual(['DSL: chase unread', 'deputy: chase unread', 'head: chase unread', 'reporter: late unread']);
});

test('passed on before anyone opened it: those who have it now get a time of their own', async () => {
  await act({ kind: 'acknowledge' });
  await add(true);
  const { version } = await world.find(id);
  await world.concerns.record.act(id, world.as(MIRIAM), version, {
    kind: 'reroute',
    to: 'headteacher',
    about: 'same',
    words,
  });
  await world.after(0);
  await world.concerns.record.act(id, world.as(JOANNA), undefined, { kind: 'acknowledge' });
  told();
  await world.after(10);
  expect(told()).toEqual([]);
  await world.after(10);
  expect(told()).toContain('head: chase unread');
});

test('the list of open reports and the morning’s figures know about a closed one to which something was added', async () => {
  await close();
  expect((await world.concerns.lists.list(world.as(MIRIAM), true)).outlines).toEqual([]);
  world.at('2026-11-28T21:40:00Z');
  await add(false);
  expect((await world.concerns.lists.list(world.as(MIRIAM), true)).outlines).toMatchObject([{ id, hasUnread: true }]);
  world.at('2026-11-30T08:05:00Z');
  await world.after(0);
  const figures = world.teams.to(MIRIAM).flatMap(({ notice }) => (notice.kind === 'summary' ? [notice] : []));
  expect(figures).toMatchObject([{ open: 0, unread: 1 }]);
});

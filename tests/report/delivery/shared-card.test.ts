import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { createDeliveryEngine } from '../../../src/report/delivery/engine.ts';
import type { Notice } from '../../../src/report/notice.ts';
import type { ConcernStore } from '../../../src/report/ports.ts';
import { COLIN, DANIEL, given, JOANNA, MIRIAM, TOM, type World } from '../support.ts';

/** Reminders that fall due for one person at the same time: one card, and each report settled by itself. */
let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

type Chase = Extract<Notice, { kind: 'chase' }>;
type Ids = readonly ConcernId[];

const several = async (count: number, ...report: Parameters<World['report']>): Promise<Ids> => {
  const ids: ConcernId[] = [];
  for (let at = 0; at < count; at += 1) ids.push((await world.report(...report)).id);
  return ids;
};
const reportsOn = (notice: Notice): Ids =>
  notice.kind === 'chase' ? [notice.outline.id, ...(notice.beside ?? []).map(({ id }) => id)].sort() : [];
/** The reports on each reminder of a person, a card at a time. */
const remindersTo = (who: UserId): readonly Ids[] =>
  world.teams.to(who).flatMap(({ notice }) => (notice.kind === 'chase' ? [reportsOn(notice)] : []));
const shownTo = (who: UserId): readonly Notice[] =>
  world.teams.to(who).flatMap(({ notice, shown }) => (notice.kind === 'chase' ? [shown] : []));
const sorted = (ids: Ids): Ids => [...ids].sort();
/** Waits for something that happens at once where it happens at all. */
const until = async (isSo: () => boolean): Promise<void> => {
  const end = Date.now() + 8_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('it did not happen');
    await new Promise((soon) => setTimeout(soon, 5));
  }
};
const passOn = async (id: ConcernId): Promise<void> => {
  const act = { kind: 'reroute', to: 'headteacher', about: 'same', words: { reason: 'It is hers.' } } as const;
  const outcome = await world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, act);
  expect(outcome.kind).toBe('done');
};
const down = new Fault('unavailable', 'no answer', { mayBeDone: false });
const silent = new Fault('unavailable', 'no answer', { mayBeDone: true });

/** Another instance on the same database, of which some questions to it end differently. */
const another = (changed: Partial<ConcernStore> = {}) =>
  createDeliveryEngine({ ...world.deps, store: { ...world.deps.store, ...changed } }, world.sendUntracked);

const unsettled = async (): Promise<number> => {
  const rows = await world.db
    .withSchema('concerns_child')
    .selectFrom('concern_task')
    .select('id')
    .where('kind', '=', 'chase')
    .where('state', 'in', ['due', 'running'])
    .execute();
  return rows.length;
};

test('fifteen that nobody has acknowledged: a first card each, and of all of them one reminder to each person', async () => {
  const ids = await several(15, 'child');
  await world.after(0);
  expect(world.teams.to('place').map(({ notice }) => notice.kind)).toEqual(Array(15).fill('alert'));
  await world.after(60);
  for (const who of [MIRIAM, TOM]) expect(remindersTo(who)).toEqual([sorted(ids)]);
  expect(await unsettled()).toBe(0);
  for (const id of ids) {
    const trail = await world.deps.store.entries(await world.find(id));
    expect(trail.filter(({ kind }) => kind === 'escalated').map(({ facts }) => facts)).toMatchObject([
      { to: 'dsl', why: 'not-acknowledged', round: 1 },
    ]);
  }
  // The next time the headteacher hears of each of them first, and the same people are asked once more.
  await world.after(60);
  for (const who of [MIRIAM, TOM]) expect(remindersTo(who)).toEqual([sorted(ids), sorted(ids)]);
  expect(remindersTo(JOANNA)).toHaveLength(15);
});

test('one alone has the card that it always had', async () => {
  const [id] = await several(1, 'child');
  await world.after(60);
  const [shown] = shownTo(MIRIAM) as readonly Chase[];
  expect([shown?.outline.id, shown?.beside]).toEqual([id, undefined]);
});

test('an urgent one is on no card but its own', async () => {
  const ids = await several(3, 'child');
  await world.after(50);
  const [urgent] = await several(1, 'child', { isUrgent: true });
  await world.after(10);
  // Which of the two comes first is up to how busy the database is; that neither holds the other up is told below.
  for (const who of [MIRIAM, TOM]) {
    const cards = remindersTo(who);
    expect(cards).toHaveLength(2);
    for (const card of [[urgent], sorted(ids)]) expect(cards).toContainEqual(card);
  }
});

test('what has to be read first has a card of its own: an allegation is on none with others', async () => {
  const ids = await several(2, 'staff');
  await world.after(60);
  expect(remindersTo(JOANNA).flat().sort()).toEqual(sorted(ids));
  expect(remindersTo(JOANNA)).toHaveLength(2);
});

test('reports of two shelves share no card, nor do those of two holders: one about the DSL is on none of the DSL', async () => {
  const handed = await several(2, 'child');
  const children = await several(2, 'child');
  await world.after(0);
  for (const id of handed) await passOn(id);
  const online = await several(2, 'online-abuse', { about: [DANIEL] });
  const ofDsl = await several(2, 'dsl');
  const found = await Promise.all([...handed, ...online, ...ofDsl].map(world.find));
  expect(found.map(({ holder }) => holder)).toEqual(Array(6).fill('headteacher'));
  await world.after(60);
  for (const who of [MIRIAM, TOM]) expect(remindersTo(who)).toEqual([sorted(children)]);
  const single = ofDsl.map((id) => [id]);
  expect(new Set(remindersTo(JOANNA))).toEqual(new Set([sorted(handed), sorted(online), ...single]));
});

test('Teams does not take it: each waits, and they come on one card once it does', async () => {
  const ids = await several(5, 'child');
  await world.after(0);
  world.teams.fail(down);
  await world.after(60);
  expect([remindersTo(MIRIAM), await unsettled()]).toEqual([[], 10]);
  world.teams.fail(undefined);
  await world.after(3 / 60);
  for (const who of [MIRIAM, TOM]) expect(remindersTo(who)).toEqual([sorted(ids)]);
  expect(shownTo(MIRIAM)).toMatchObject([{ isRepeat: false }]);
  expect(await unsettled()).toBe(0);
});

test('Teams does not say whether it took it: the next card says that it may be the second', async () => {
  const ids = await several(3, 'child');
  await world.after(0);
  world.teams.fail(silent);
  await world.after(60);
  world.teams.fail(undefined);
  await world.after(3 / 60);
  expect(remindersTo(MIRIAM)).toEqual([sorted(ids)]);
  expect(shownTo(MIRIAM)).toMatchObject([{ isRepeat: true }]);
});

test('acknowledged in between: it is on the card no longer, and the others are', async () => {
  const ids = await several(4, 'child');
  const [gone, ...left] = ids as [ConcernId, ...ConcernId[]];
  await world.after(0);
  world.teams.fail(down);
  await world.after(60);
  await world.concerns.record.act(gone, world.as(MIRIAM), undefined, { kind: 'acknowledge' });
  world.teams.fail(undefined);
  await world.after(3 / 60);
  expect(remindersTo(TOM)).toEqual([sorted(left)]);
  expect(await unsettled()).toBe(0);
});

test('the process ends between the card and what is noted of it: what was not noted comes again and says so, and nothing is lost', async () => {
  const ids = await several(6, 'child');
  await world.after(0);
  world.at('2026-11-23T11:31:00Z');
  let sent = 0;
  const dying = another({
    async settle(task, outcome) {
      if (outcome.kind === 'sent') sent += 1;
      // The card has left, two of its reports are settled, and then there is no more process.
      if (sent > 2) return new Promise(() => undefined);
      return world.deps.store.settle(task, outcome);
    },
  });
  void dying.runOnce();
  await until(() => sent > 2);
  await world.after(21 / 60);
  await world.after(21 / 60);
  for (const who of [MIRIAM, TOM]) {
    expect(new Set(remindersTo(who).flat())).toEqual(new Set(ids));
    for (const id of ids) {
      const cards = world.teams.to(who).filter(({ notice }) => reportsOn(notice).includes(id));
      expect(cards.slice(1).every(({ notice }) => notice.isRepeat)).toBe(true);
    }
  }
  expect(await unsettled()).toBe(0);
});

test('two instances at once: each person is reminded of each report once', async () => {
  const ids = await several(12, 'child');
  await world.after(0);
  for (let round = 1; round <= 3; round += 1) {
    world.at(new Date(world.now().getTime() + 3_600_000).toISOString());
    await Promise.all([world.engine.runOnce(), another().runOnce(), another().runOnce()]);
    for (const who of [MIRIAM, TOM])
      expect(remindersTo(who).flat().sort()).toEqual(sorted(Array(round).fill(ids).flat()));
    expect(await unsettled()).toBe(0);
  }
});

test('a reminder that another instance has begun to send is not on the card of this one', async () => {
  const ids = await several(3, 'child');
  await world.after(0);
  world.at('2026-11-23T11:31:00Z');
  const letGo = world.teams.hold(MIRIAM);
  const first = another().runOnce();
  await until(() => world.teams.waiting() > 0);
  world.teams.letThrough();
  await world.engine.runOnce();
  letGo();
  await first;
  expect(remindersTo(MIRIAM)).toEqual([sorted(ids)]);
});

test('an instance that stood still on the way to Teams finds its reminders taken over, and sends none of them', async () => {
  const ids = await several(3, 'child');
  await world.after(0);
  world.at('2026-11-23T11:31:00Z');
  const letGo = world.teams.hold(MIRIAM);
  const frozen = another().runOnce();
  await until(() => world.teams.waiting() > 0 && remindersTo(TOM).length > 0);
  // Its other hands find nothing more, and rest.
  await new Promise((soon) => setTimeout(soon, 200));
  world.teams.letThrough();
  await world.after(21 / 60);
  expect(remindersTo(MIRIAM)).toEqual([sorted(ids)]);
  letGo();
  await frozen;
  expect(remindersTo(MIRIAM)).toEqual([sorted(ids)]);
  expect(await unsettled()).toBe(0);
});

test('a check that hangs holds back nobody: an urgent reminder goes at once, the others within a look', async () => {
  const ids = await several(3, 'child');
  const [hanging, ...others] = ids as [ConcernId, ...ConcernId[]];
  await world.after(50);
  const [urgent] = await several(1, 'child', { isUrgent: true });
  await world.after(0);
  world.at('2026-11-23T11:31:00Z');
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  let isChecked = false;
  const engine = another({
    async claim(...asked) {
      const tasks = await world.deps.store.claim(...asked);
      isChecked ||= tasks.some(({ concern }) => concern === hanging);
      return tasks;
    },
    async find(id) {
      if (id === hanging && isChecked) await held;
      return world.deps.store.find(id);
    },
  });
  const began = Date.now();
  const run = engine.runOnce();
  await until(() =>
    remindersTo(MIRIAM)
      .flat()
      .includes(urgent as ConcernId),
  );
  expect(remindersTo(MIRIAM)).toEqual([[urgent]]);
  await until(() => remindersTo(TOM).length >= 2);
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(remindersTo(TOM)).toEqual([[urgent], sorted(others)]);
  letGo();
  await run;
  for (const who of [MIRIAM, TOM]) expect(remindersTo(who).at(-1)).toEqual([hanging]);
});

test('a report that cannot be read keeps no other from its reminder', async () => {
  const ids = await several(4, 'child');
  const [lost, ...others] = ids as [ConcernId, ...ConcernId[]];
  await world.after(0);
  world.at('2026-11-23T11:31:00Z');
  let isPlanned = false;
  const engine = another({
    async find(id) {
      if (id === lost && isPlanned) throw new Fault('forbidden', 'its key is gone');
      return world.deps.store.find(id);
    },
    async remindersBeside(...asked) {
      isPlanned = true;
      return world.deps.store.remindersBeside(...asked);
    },
  });
  await engine.runOnce();
  expect(remindersTo(TOM).flat()).toEqual(expect.arrayContaining(others));
});

test('passed on since: it is off the card of those who may not open it, and the others stay; with none left the card is empty', async () => {
  const ids = await several(3, 'child');
  await world.after(60);
  const [first, second, third] = ids as [ConcernId, ConcernId, ConcernId];
  await passOn(first);
  await world.after(0);
  for (const who of [MIRIAM, TOM]) expect(shownTo(who).map(reportsOn)).toEqual([sorted([second, third])]);
  await passOn(third);
  await world.after(0);
  for (const who of [MIRIAM, TOM]) expect(shownTo(who).map(reportsOn)).toEqual([[second]]);
  expect(JSON.stringify(shownTo(TOM))).not.toContain((await world.find(first)).reference);
  await passOn(second);
  await world.after(0);
  for (const who of [MIRIAM, TOM]) expect(shownTo(who).map(({ kind }) => kind)).toEqual(['moved']);
  expect(world.teams.to(COLIN)).toEqual([]);
});

test('two that are passed on at once: the card that is drawn last leaves both out', async () => {
  const ids = await several(3, 'child');
  await world.after(60);
  const [first, second, third] = ids as [ConcernId, ConcernId, ConcernId];
  await passOn(first);
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { notifier } = world.deps;
  let updates = 0;
  const slow = createDeliveryEngine(
    {
      ...world.deps,
      notifier: {
        ...notifier,
        async update(ref, notice) {
          updates += 1;
          if (notice.kind === 'chase') await held;
          return notifier.update(ref, notice);
        },
      },
    },
    world.sendUntracked,
  );
  const drawing = slow.runOnce();
  await until(() => updates >= 2);
  await passOn(second);
  await another().runOnce();
  for (const who of [MIRIAM, TOM]) expect(shownTo(who).map(reportsOn)).toEqual([[third]]);
  letGo();
  await drawing;
  for (const who of [MIRIAM, TOM]) expect(shownTo(who).map(reportsOn)).toEqual([[third]]);
});

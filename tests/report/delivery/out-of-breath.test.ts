import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import { createDeliveryEngine } from '../../../src/report/delivery/engine.ts';
import type { ConcernStore } from '../../../src/report/ports.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { COLIN, GUEST, given, JOANNA, MIRIAM, membersOf, PRIYA, TOM, type World } from '../support.ts';

/** A database under load answers some questions and not the next: no connection is free in time, which is an error of the pool. */
let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const OUT_OF_BREATH = () => new Error('timeout exceeded when trying to connect');
/** Another instance on the same database, whose store does as told. */
const another = (more: Partial<ConcernStore>) =>
  createDeliveryEngine({ ...world.deps, store: { ...world.deps.store, ...more } }, world.sendUntracked);
const shownTo = (who: 'place' | UserId, kind: 'alert' | 'receipt' = 'alert') =>
  world.teams
    .to(who)
    .filter(({ notice }) => notice.kind === kind)
    .map(({ notice }) => notice.isRepeat);
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((done) => setImmediate(done));
};

test('what was sent and could not be noted comes again, and says that it may be there twice', async () => {
  const { id } = await world.report('child');
  await another({ commit: () => Promise.reject(OUT_OF_BREATH()) }).runOnce('deliveries');
  expect(shownTo('place')).toEqual([false]);
  await world.after(1);
  expect(shownTo('place')).toEqual([false, true]);
  const delivered = (await world.deps.store.entries(await world.find(id))).filter(({ kind }) => kind === 'delivered');
  expect(delivered.map(({ facts }) => facts?.mayRepeat)).toEqual([true]);
});

test('the same of a receipt, which is in no trail', async () => {
  await world.report('child');
  const { settle } = world.deps.store;
  await another({
    settle: (task, outcome) => (outcome.kind === 'sent' ? Promise.reject(OUT_OF_BREATH()) : settle(task, outcome)),
  }).runOnce();
  expect(shownTo(PRIYA, 'receipt')).toEqual([false]);
  await world.after(1);
  expect(shownTo(PRIYA, 'receipt')).toEqual([false, true]);
});

test('Teams did not say whether it arrived, and that could not be noted either: the next says so', async () => {
  await world.report('child');
  world.teams.failPlace(new Fault('unavailable', '502', { mayBeDone: true }));
  const { settle } = world.deps.store;
  let failures = 0;
  await another({
    settle(task, outcome) {
      failures += 1;
      return failures === 1 ? Promise.reject(OUT_OF_BREATH()) : settle(task, outcome);
    },
  }).runOnce('deliveries');
  world.teams.failPlace(undefined);
  await world.after(1);
  expect(shownTo('place')).toEqual([true]);
});

test('what went wrong before anything left says nothing about the kind', async () => {
  await world.report('child');
  let looks = 0;
  const { find } = world.deps.store;
  await another({
    find(id) {
      looks += 1;
      return looks === 1 ? Promise.reject(OUT_OF_BREATH()) : find(id);
    },
  }).runOnce('deliveries');
  await world.after(1);
  expect(shownTo('place')).toEqual([false]);
});

test('two instances find at once that those on duty are to be rung: each is, once', async () => {
  await world.report('child', { isUrgent: true });
  const { toldInPerson } = world.deps.store;
  const held = Promise.withResolvers<void>();
  let isAsking = false;
  const slow = another({
    async toldInPerson(...asked) {
      const told = await toldInPerson(...asked);
      isAsking = true;
      await held.promise;
      return told;
    },
  }).runOnce('deliveries');
  await until(() => isAsking);
  // Its lease ends while it stands still, and another takes over.
  world.at('2026-11-23T10:31:21Z');
  await world.engine.runOnce('deliveries');
  held.resolve();
  await slow;
  await world.after(1);
  expect([MIRIAM, TOM].map((one) => shownTo(one).length)).toEqual([1, 1]);
});

test('the next in the chain, told because nobody was reached, gets no second card when the channel turns out to be open', async () => {
  world.teams.failPlace(new Fault('unavailable', 'no', { mayBeDone: false }));
  world.teams.cannotReach(MIRIAM, 'blocked');
  world.teams.cannotReach(TOM, 'blocked');
  await world.report('child', { isUrgent: true });
  for (let minute = 0; minute < 3; minute += 1) await world.after(1);
  expect(shownTo(JOANNA)).toEqual([false]);
  world.directory.place = membersOf(MIRIAM, TOM, GUEST);
  for (let minute = 0; minute < 3; minute += 1) await world.after(1);
  expect(shownTo(JOANNA)).toEqual([false]);
  expect(shownTo(COLIN).length).toBeLessThanOrEqual(1);
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

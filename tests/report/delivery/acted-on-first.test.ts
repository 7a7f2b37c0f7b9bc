import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { given, JOANNA, MIRIAM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const takeOn = (id: ConcernId, user = MIRIAM) =>
  world.concerns.record.act(id, world.as(user), undefined, { kind: 'acknowledge' });
const cards = () => world.teams.to('place').filter(({ notice }) => notice.kind === 'alert');
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((done) => setImmediate(done));
};
const deliveries = async (id: ConcernId) =>
  (await world.deps.store.entries(await world.find(id)))
    .filter(({ kind }) => /^(re)?delivered$/.test(kind))
    .map(({ kind, facts }) => [kind, facts?.to, facts?.isFirst]);

test('who is quicker than the answer of Teams has it delivered all the same', async () => {
  const answer = world.teams.holdAnswer('place');
  const { id } = await world.report('child');
  const sending = world.engine.runOnce();
  await until(() => cards().length === 1);
  expect((await takeOn(id)).kind).toBe('done');
  expect((await world.find(id)).deliveredAt).toBeUndefined();
  world.teams.letThrough();
  answer();
  await sending;
  expect(await world.find(id)).toMatchObject({ status: 'acknowledged', deliveredAt: world.now() });
  expect(await deliveries(id)).toEqual([['redelivered', 'dsl', true]]);
});

test('who found it in the list while Teams took nothing has it delivered when the card comes, once', async () => {
  world.teams.fail(new Fault('unavailable', 'Teams is away'));
  const { id } = await world.report('child');
  await world.after(0);
  expect((await takeOn(id)).kind).toBe('done');
  world.teams.fail(undefined);
  await world.after(5);
  const { deliveredAt } = await world.find(id);
  expect(deliveredAt).toEqual(world.now());
  await world.after(600);
  expect((await world.find(id)).deliveredAt).toEqual(deliveredAt);
});

test('a card that arrived with those who had it before says nothing about those who have it now', async () => {
  const answer = world.teams.holdAnswer('place');
  const { id } = await world.report('child');
  const sending = world.engine.runOnce();
  await until(() => cards().length === 1);
  const { version } = await world.find(id);
  const moved = await world.concerns.record.act(id, world.as(MIRIAM), version, {
    kind: 'reroute',
    about: 'same',
    to: 'headteacher',
    words: { reason: 'It is hers to decide.' },
  });
  expect(moved.kind).toBe('done');
  // She finds it in her list before her own card can be sent, and before the answer to the first is known.
  expect((await takeOn(id, JOANNA)).kind).toBe('done');
  world.teams.fail(new Fault('unavailable', 'Teams is away'));
  world.teams.letThrough();
  answer();
  await sending;
  expect(await world.find(id)).toMatchObject({ holder: 'headteacher', status: 'acknowledged', deliveredAt: undefined });
  world.teams.fail(undefined);
  await world.after(5);
  expect(await world.find(id)).toMatchObject({ deliveredAt: world.now() });
  expect(await deliveries(id)).toEqual([['redelivered', 'headteacher', true]]);
});

test('the trail alone leads to the same', async () => {
  const answer = world.teams.holdAnswer('place');
  const { id } = await world.report('child');
  const sending = world.engine.runOnce();
  await until(() => cards().length === 1);
  await takeOn(id);
  world.teams.letThrough();
  answer();
  await sending;
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

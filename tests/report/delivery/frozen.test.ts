import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createDeliveryEngine } from '../../../src/report/delivery/engine.ts';
import { given, MIRIAM, PRIYA, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

/** Another instance on the same database. */
const another = () => createDeliveryEngine(world.deps, world.sendUntracked);
const inPlace = () => world.teams.to('place').filter(({ notice }) => notice.kind === 'alert');
const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((done) => setImmediate(done));
};
const claimed = async (): Promise<boolean> => {
  const row = await world.db
    .withSchema('concerns_child')
    .selectFrom('concern_task')
    .select('id')
    .where('kind', '=', 'tell-holder')
    .where('state', '=', 'running')
    .executeTakeFirst();
  return row !== undefined;
};

test('an instance that stood still on the way to Teams finds its report taken over, and sends nothing', async () => {
  const wakeUp = world.teams.hold('place');
  const { id } = await world.report('child');
  const frozen = world.engine.runOnce();
  await until(claimed);
  world.teams.letThrough();
  world.at('2026-11-23T10:32:30Z');
  await another().runOnce();
  expect(inPlace()).toHaveLength(1);
  wakeUp();
  await frozen;
  expect(inPlace()).toHaveLength(1);
  expect((await world.find(id)).status).toBe('delivered');
});

test('a second card that was on its way already is named in the trail, says so, and never stays wrong', async () => {
  const wakeUp = world.teams.holdAnswer('place');
  const { id } = await world.report('child');
  const frozen = world.engine.runOnce();
  await until(() => inPlace().length === 1);
  world.teams.letThrough();
  world.at('2026-11-23T10:32:30Z');
  const other = another();
  await other.runOnce();
  expect(inPlace()).toHaveLength(2);
  wakeUp();
  await frozen;

  const concern = await world.find(id);
  const deliveries = (await world.deps.store.entries(concern)).filter(({ kind }) => /^(re)?delivered$/.test(kind));
  expect(deliveries.map(({ facts }) => facts?.mayRepeat)).toEqual([true, true]);
  await world.concerns.record.open(id, world.as(MIRIAM));
  await world.concerns.record.act(id, world.as(MIRIAM), undefined, { kind: 'acknowledge' });
  await other.runOnce();
  for (const { shown } of inPlace())
    expect(shown).toMatchObject({ isRepeat: true, outline: { status: 'acknowledged', acknowledgedBy: 'Miriam Hale' } });
});

test('an instance that stood still before it looked at a clock tells nobody what another has told', async () => {
  const { id } = await world.report('child', { isUrgent: true });
  world.teams.cannotReach('place', 'gone');
  const [task] = await world.deps.store
    .claim(new Date(world.now().getTime() + 61_000), new Date(world.now().getTime() + 81_000), 10)
    .then((tasks) => tasks.filter(({ kind }) => kind === 'check-delivered'));
  if (!task) throw new Error('no check was planned');
  world.at('2026-11-23T10:35:00Z');
  await another().runOnce();
  const before = await world.find(id);
  const entries = [{ at: world.now(), actor: 'lanyard', kind: 'not-delivered', facts: { to: before.holder } }] as const;
  const written = await world.deps.store.commit({
    before,
    after: { ...before, version: before.version + 1 },
    entries,
    settle: { task, outcome: { kind: 'done' } },
  });
  expect(written).toBe('not-ours');
  expect((await world.find(id)).version).toBe(before.version);
  expect(world.teams.to(PRIYA).filter(({ notice }) => notice.kind === 'late').length).toBeLessThanOrEqual(1);
});

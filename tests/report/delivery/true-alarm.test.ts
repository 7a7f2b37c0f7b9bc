import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import { given, LEWIS, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const down = new Fault('unavailable', 'no answer');
const kindsTo = (who: Parameters<World['teams']['to']>[0]) => world.teams.to(who).map(({ notice }) => notice.kind);
/** A channel that takes nothing, a deputy who cannot be reached, and the DSL's own alert on its way when the time is over. */
async function onItsWay() {
  const { teams } = world;
  teams.failPlace(down);
  teams.cannotReach(TOM, 'blocked');
  const release = teams.hold(MIRIAM);
  const { id } = await world.report('child');
  await world.after(1);
  const runs = [world.after(1)];
  // Others look as well, until it was found that nobody has it: then the reporter's alarm is planned.
  while (!world.logged.some((line) => line.includes('concern.person-unreachable'))) {
    await new Promise((done) => setTimeout(done, 20));
    runs.push(world.engine.runOnce());
  }
  return { id, release, ending: Promise.all(runs) };
}

test('nobody is told that a report was not delivered while an alert about it is on its way and arrives', async () => {
  const { id, release, ending } = await onItsWay();
  await world.engine.runOnce();
  await world.engine.runOnce('deliveries');
  expect(kindsTo(PRIYA)).toEqual(['receipt']);
  release();
  await ending;
  await world.after(1);
  expect((await world.find(id)).status).toBe('delivered');
  expect(kindsTo(PRIYA)).toEqual(['receipt']);
});

test('the alert that was on its way fails as well: the reporter is told at once', async () => {
  const { id, release, ending } = await onItsWay();
  world.teams.fail(down, PRIYA);
  release();
  await ending;
  expect((await world.find(id)).status).toBe('submitted');
  expect(world.teams.to(PRIYA).map(({ notice }) => notice)).toMatchObject([
    { kind: 'receipt' },
    { kind: 'late', why: 'not-delivered' },
  ]);
});

test('an alert that hangs whenever it is tried again holds the alarm up for twenty seconds and no longer', async () => {
  world.teams.fail(down, PRIYA);
  const { id } = await world.report('staff', { about: [LEWIS] });
  await world.after(1);
  await world.after(0.9);
  // Another instance has just begun with its fifth try, and it does not end.
  await world.db
    .withSchema('concerns_adult')
    .updateTable('concern_task')
    .set({ state: 'running', attempts: 5, due_at: new Date(world.now().getTime() + 60_000) })
    .where('concern_id', '=', id)
    .where('kind', '=', 'tell-person')
    .execute();
  await world.after(0.1);
  await world.after(19 / 60);
  expect(kindsTo(PRIYA)).toEqual(['receipt']);
  await world.after(2 / 60);
  expect(kindsTo(PRIYA)).toEqual(['receipt', 'late']);
});

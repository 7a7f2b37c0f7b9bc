import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sqlPushStore } from '../../../src/acknowledge/delivery/push.store.ts';
import { JOBS } from '../../../src/acknowledge/job-names.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import { createLeases } from '../../../src/platform/postgres/lease.ts';
import { sqlConversationStore } from '../../../src/platform/postgres/people/conversations.store.ts';
import { given } from '../given.ts';
import { HR, TENANT, userId } from '../school.ts';

type World = Awaited<ReturnType<typeof given>>;
let world: World;
beforeEach(async () => {
  world = await given();
  // Everyone's chat is known: their cards are sent at once, and together.
  const conversations = sqlConversationStore(world.db);
  for (let number = 1; number <= 5; number += 1) {
    const user = userId(number);
    await world.courier.install(user);
    const chat = { id: `chat:${user}`, serviceUrl: 'https://smba.trafficmanager.net/uk/', tenantId: TENANT };
    await conversations.remember(user, chat, world.now());
  }
});
afterEach(() => world.close());

/** An instance that never shows that it moves, as one that is frozen while it works. @param wait in place of any pause */
const instance = (courier: World['courier'], elapsed: () => number, wait: (ms: number) => Promise<void>) =>
  world.instance({
    courier,
    wait,
    pushes: sqlPushStore(
      world.db,
      createLeases(world.db, elapsed, () => () => undefined),
    ),
  });
const eventsOf = async (id: Awaited<ReturnType<typeof world.drafted>>, kind: string) =>
  world.db
    .selectFrom('campaign_event')
    .selectAll()
    .where('campaign_id', '=', id)
    .where('kind', '=', kind as never)
    .execute();
const cards = () =>
  world.db.selectFrom('campaign_person').select(['activity_id', 'state', 'step']).orderBy('person_id').execute();

/** A campaign that a frozen instance has begun to send, and another has finished. */
async function takenOver(askOf: (courier: World['courier'], woken: Promise<void>) => World['courier']['ask']) {
  const id = await world.drafted();
  await world.acknowledgements.command(HR, id, 'start');
  const woken = Promise.withResolvers<void>();
  let stoodStillMs = 0;
  const frozen = instance(
    { ...world.courier, ask: askOf(world.courier, woken.promise) },
    () => stoodStillMs,
    () => setImmediate(),
  );
  let waitedMs = 0;
  const other = instance(
    world.courier,
    () => waitedMs,
    async (ms) => {
      // Only the pauses of one that waits for its turn: its own work takes no time.
      if (ms >= 1_000) waitedMs += ms;
      await setImmediate();
    },
  );
  const working = frozen.work.push();
  while ((await cards()).some(({ state, step }) => state !== 'sending' || step !== 'send')) await setImmediate();
  await other.work.push();
  expect(waitedMs).toBeLessThan(30_000);
  const before = await cards();
  expect(before.map(({ state }) => state)).toEqual(Array(5).fill('asked'));
  stoodStillMs = 90_000;
  woken.resolve();
  await working;
  expect(await cards()).toEqual(before);
  // Whose card was on its way when it stood still is named, whatever became of it.
  expect(await eventsOf(id, 'possible-duplicate')).toHaveLength(5);
  return id;
}

test('an instance that stands still in a campaign is taken over within a minute, and sends nothing when it wakes up', async () => {
  const id = await takenOver((courier, woken) => async (user, view, permit) => {
    await woken;
    if (!(await permit?.())) throw new Fault('unavailable', 'not ours', { mayBeDone: false });
    return courier.ask(user, view);
  });
  expect(world.sent).toHaveLength(5);
  expect(await eventsOf(id, 'second-card-removed')).toEqual([]);
});

test('cards that were on their way already when it stood still are taken away again, and the campaign says so', async () => {
  const id = await takenOver((courier, woken) => async (user, view) => {
    const delivery = await courier.ask(user, view);
    await woken;
    return delivery;
  });
  expect(world.sent).toHaveLength(10);
  expect(world.removed).toHaveLength(5);
  const standing = (await cards()).map(({ activity_id }) => activity_id);
  expect(world.removed.filter((card) => standing.includes(card))).toEqual([]);
  expect(await eventsOf(id, 'second-card-removed')).toHaveLength(5);
});

test('anyone who was put off before the clock was set back gets their card after the same pause, not hours later', async () => {
  let isBusy = true;
  world.decide.ask = () => (isBusy ? new Fault('throttled', 'slow down', { retryAfterMs: 60_000 }) : undefined);
  const id = await world.drafted();
  await world.acknowledgements.command(HR, id, 'start');
  // Its pauses do not move the clock: how often it looks while the database answers hangs on the machine, and a second try has a
  // longer pause than the first.
  const steady = world.instance({ wait: () => setImmediate() });
  const settle = async () => {
    for (const [name] of world.woken.splice(0)) if (name === JOBS.push) await steady.work.push();
  };
  await settle();
  expect(world.sent).toEqual([]);
  isBusy = false;
  world.at(new Date(world.now().getTime() - 7_200_000));
  await steady.work.sweep();
  await settle();
  expect(world.sent).toEqual([]);
  world.at(new Date(world.now().getTime() + 61_000));
  await steady.work.sweep();
  await settle();
  expect(world.sent).toHaveLength(5);
});

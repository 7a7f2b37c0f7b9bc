import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sqlPushStore } from '../../../src/acknowledge/delivery/push.store.ts';
import type { PushStore } from '../../../src/acknowledge/store-ports.ts';
import { given } from '../given.ts';
import { HR } from '../school.ts';

type World = Awaited<ReturnType<typeof given>>;
let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

/** One push by an instance whose database fails as `trouble` says; its pauses move the clock. */
async function pushed(trouble: (store: PushStore) => Partial<PushStore>) {
  const store = sqlPushStore(world.db);
  const id = await world.drafted();
  await world.acknowledgements.command(HR, id, 'start');
  const wait = async (ms: number) => {
    world.at(new Date(world.now().getTime() + ms));
    await setImmediate();
  };
  await world.instance({ wait, pushes: { ...store, ...trouble(store) } }).work.push();
  const people = await world.db.selectFrom('campaign_person').selectAll().where('campaign_id', '=', id).execute();
  return people.map(({ state, worker, possible_duplicates }) => ({ state, worker, possible_duplicates }));
}

const ASKED = Array(5).fill({ state: 'asked', worker: null, possible_duplicates: 0 });

test('a result that the database does not take for a while is written when it does, and nobody gets a second card', async () => {
  let failures = 40;
  const people = await pushed((store) => ({
    settle: (claim, settlement) => {
      failures -= 1;
      return failures < 0 ? store.settle(claim, settlement) : Promise.reject(new Error('timeout'));
    },
  }));
  expect(people).toEqual(ASKED);
  expect(world.sent).toHaveLength(5);
});

test('a result whose writing was not confirmed is not taken for a second card', async () => {
  let failures = 10;
  const people = await pushed((store) => ({
    async settle(claim, settlement) {
      const isOurs = await store.settle(claim, settlement);
      failures -= 1;
      if (failures >= 0) throw new Error('timeout');
      return isOurs;
    },
  }));
  expect(people).toEqual(ASKED);
  expect(world.sent).toHaveLength(5);
  expect(world.removed).toEqual([]);
});

test('whom a living worker has dropped is asked in the same push, and named where a card may have gone out', async () => {
  let failures = 3;
  const people = await pushed((store) => ({
    async begin(claim, now) {
      const isBegun = await store.begin(claim, now);
      failures -= 1;
      if (failures >= 0) throw new Error('timeout');
      return isBegun;
    },
  }));
  expect(people.map(({ state, worker }) => ({ state, worker }))).toEqual(
    ASKED.map(({ state, worker }) => ({ state, worker })),
  );
  expect(world.sent).toHaveLength(5);
});

test('a card whose person is asked for more while it is sent is drawn again', async () => {
  const store = sqlPushStore(world.db);
  let grown = false;
  await pushed(() => ({
    async begin(claim, now) {
      const isBegun = await store.begin(claim, now);
      if (!grown && claim.person.step === 'send') {
        grown = true;
        await world.db
          .updateTable('campaign_person')
          .set({ asked_for: JSON.stringify(['another']) })
          .where('person_id', '=', claim.person.id)
          .execute();
      }
      return isBegun;
    },
  }));
  expect((await store.takeRedraws(10)).map(({ askedFor }) => askedFor)).toEqual([['another']]);
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import { given, JOANNA, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const kindsTo = (who: Parameters<World['teams']['to']>[0]) => world.teams.to(who).map(({ notice }) => notice.kind);
const down = new Fault('unavailable', 'no answer');

/** Reports that came at once, and a channel that takes only a few a minute. */
async function flood(count: number, perMinute: number) {
  const { teams } = world;
  const ids = [];
  for (let at = 0; at < count; at += 1) ids.push((await world.report('child')).id);
  const round = async () => {
    const before = kindsTo('place').length;
    teams.closePlaceAfter(perMinute, new Fault('throttled', 'too many', { retryAfterMs: 58_000 }));
    await world.after(1);
    return kindsTo('place').length - before;
  };
  return { ids, round };
}

test('a flood: what only waits its turn in a channel that works is not sent to each person as well, nor called broken', async () => {
  const { ids, round } = await flood(12, 3);
  for (let minute = 0; minute < 4; minute += 1) expect(await round()).toBe(3);
  expect(kindsTo('place')).toHaveLength(12);
  for (const who of [MIRIAM, TOM, JOANNA]) expect(kindsTo(who)).toEqual([]);
  expect(kindsTo(PRIYA)).toEqual(Array(12).fill('receipt'));
  for (const id of ids) expect((await world.find(id)).status).toBe('delivered');
});

test('a flood: an urgent report gets the first free turn, and waits for no queue longer than its minute', async () => {
  const { round } = await flood(12, 2);
  await round();
  const urgent = await world.report('child', { isUrgent: true });
  await world.after(0);
  world.teams.closePlaceAfter(2, new Fault('throttled', 'too many', { retryAfterMs: 58_000 }));
  // The moment at which the channel said that it takes cards again.
  await world.after(58 / 60);
  expect((await world.find(urgent.id)).status).toBe('delivered');
  const order = world.teams.to('place').map(({ notice }) => notice.kind === 'alert' && notice.outline.reference);
  expect(order[2]).toBe((await world.find(urgent.id)).reference);

  // Each person on duty has it from the first moment, and only once, where the channel takes nothing at all.
  world.teams.closePlaceAfter(0, new Fault('throttled', 'too many', { retryAfterMs: 58_000 }));
  const second = await world.report('child', { isUrgent: true });
  for (let seconds = 0; seconds < 3; seconds += 1) await world.after(0.5);
  // Reports that are not urgent may come to each person too by now: a channel that takes nothing is no queue.
  const alerted = (who: typeof MIRIAM) =>
    world.teams
      .to(who)
      .flatMap(({ notice }) => (notice.kind === 'alert' && notice.outline.isUrgent ? [notice.outline.id] : []));
  expect(alerted(MIRIAM)).toEqual([urgent.id, second.id]);
  expect(alerted(TOM)).toEqual([urgent.id, second.id]);
});

test('a flood: a channel that has stopped taking anything is no queue', async () => {
  const { ids, round } = await flood(6, 2);
  await round();
  world.teams.failPlace(down);
  for (let minute = 0; minute < 6; minute += 1) await world.after(1);
  for (const id of ids) expect((await world.find(id)).status).toBe('delivered');
  expect(kindsTo(MIRIAM).filter((kind) => kind === 'alert')).toHaveLength(4);
  // People have each of them by the time at which anyone could be alarmed.
  expect(kindsTo(PRIYA)).toEqual(Array(6).fill('receipt'));
});

test.each([
  [false, 2],
  [true, 1],
])(
  'while Teams takes no card for those who should act, its reporter is asked to phone (urgent: %s)',
  async (isUrgent, minutes) => {
    world.teams.fail(down, PRIYA);
    const { id } = await world.report('child', { isUrgent });
    await world.after(minutes - 0.1);
    expect(kindsTo(PRIYA)).toEqual(['receipt']);
    await world.after(0.1);
    expect(world.teams.to(PRIYA).map(({ notice }) => notice)).toMatchObject([
      {},
      { kind: 'late', why: 'not-delivered' },
    ]);
    expect((await world.find(id)).status).toBe('submitted');
  },
);

test('a flood: nobody waits for a turn longer than a quarter of an hour', async () => {
  const { ids, round } = await flood(20, 1);
  for (let minute = 0; minute < 19; minute += 1) await round();
  for (const id of ids) expect((await world.find(id)).status).toBe('delivered');
});

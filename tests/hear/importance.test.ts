import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AT_ONCE } from '../../src/report/delivery/hands.ts';
import { given, JOANNA, LEWIS, PRIYA, type World } from '../report/support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

/** What would be done next, one after the other, as long as something is due. */
async function inTurn(which?: 'deliveries'): Promise<readonly string[]> {
  const turns: string[] = [];
  for (;;) {
    const lease = new Date(world.now().getTime() + 60_000);
    const claimed = await world.deps.store.claim(world.now(), lease, 1, which);
    if (claimed.length === 0) return turns;
    for (const { kind, concern } of claimed)
      turns.push(`${(await world.find(concern)).isUrgent ? 'urgent ' : ''}${kind}`);
  }
}

test('a report on its way goes before every receipt, and an urgent one before all', async () => {
  await world.report('child');
  world.at('2026-11-23T10:34:00Z');
  await world.report('child', { isUrgent: true });
  world.at('2026-11-23T10:36:00Z');
  expect(await inTurn()).toEqual([
    'urgent tell-holder',
    'urgent check-delivered',
    'tell-holder',
    'check-delivered',
    'urgent receipt',
    'receipt',
  ]);
});

test('who should act is reminded, and the reporter asked to phone, before anyone’s receipt and after every delivery', async () => {
  await world.report('child');
  await world.after(0);
  // Its clock has run out by the time at which the second one comes.
  world.at('2026-11-23T11:31:00Z');
  await world.report('child');
  expect(await inTurn()).toEqual(['check-delivered', 'tell-holder', 'check-acknowledged', 'receipt']);
});

test('deliveries are taken by themselves, on both shelves', async () => {
  await world.report('child');
  await world.report('staff', { about: [LEWIS] });
  expect(await inTurn('deliveries')).toEqual(['tell-holder', 'tell-holder']);
});

test('a reporter’s chat in which nothing moves holds up no report of anyone', async () => {
  const { teams } = world;
  for (let count = 0; count < 8; count += 1) await world.report('child');
  await world.engine.runOnce('deliveries');
  expect(teams.to('place')).toHaveLength(8);
  const release = teams.hold(PRIYA);
  const sweeping = world.engine.runOnce();
  // Every hand of that run is held up before the next report comes: none of them can take it.
  while (teams.waiting() < AT_ONCE) await setTimeout(5);
  await world.report('child', { by: JOANNA });
  await world.engine.runOnce('deliveries');
  expect(teams.to('place')).toHaveLength(9);
  expect(teams.to(PRIYA)).toEqual([]);
  release();
  await sweeping;
  expect(teams.to(PRIYA)).toHaveLength(8);
});

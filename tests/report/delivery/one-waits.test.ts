import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import { createDestinationWatch } from '../../../src/report/routing/destination.ts';
import { given, MIRIAM, membersOf, TOM, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());
beforeEach(() => {
  world.teams.told.length = 0;
  world.directory.trouble = undefined;
  world.directory.place = membersOf(MIRIAM, TOM);
});

/** What each instance does at start and every hour. */
const lookAtPlaces = () => createDestinationWatch(world.deps, world.sendUntracked)();

/** A report that comes while the directory does not answer. */
async function whileDown(isUrgent = true) {
  world.directory.trouble = new Fault('unavailable', 'down');
  const { receipt } = await world.report('child', {
    isUrgent,
    words: { who: 'Noor Aziz, 6A', seen: 'Noor would not go home.' },
  });
  await world.after(0);
  await world.after(0);
  return receipt;
}
const inPlace = () => world.teams.to('place').map(({ notice }) => notice);

test('a place found safe within a day hears that one waits, and nothing of it; each of the team has it', async () => {
  await lookAtPlaces();
  const { reference } = await whileDown();
  expect(inPlace()).toEqual([
    expect.objectContaining({ kind: 'one-waits', isUrgent: true, phones: expect.arrayContaining([expect.anything()]) }),
  ]);
  const said = JSON.stringify(inPlace());
  for (const word of [reference, 'Noor', '6A', 'home']) expect(said).not.toContain(word);
  const alerted = world.teams.told.flatMap(({ to, notice }) => (notice.kind === 'alert' ? [to] : []));
  expect(alerted.sort()).toEqual([MIRIAM, TOM]);
  await world.after(5);
  expect(inPlace()).toHaveLength(1);
});

test('another instance that never asked the directory knows it as well', async () => {
  await lookAtPlaces();
  const other = await given({ database: world, at: world.now().toISOString() });
  other.directory.trouble = new Fault('unavailable', 'down');
  await other.report('child', { words: { who: 'Noor Aziz, 6A', seen: 'Noor would not go home.' } });
  await other.after(0);
  expect(other.teams.to('place').map(({ notice }) => notice)).toMatchObject([{ kind: 'one-waits', isUrgent: false }]);
});

test('a place that was found safe more than a day ago hears nothing, nor one in which a stranger was seen since', async () => {
  await lookAtPlaces();
  world.at('2026-11-24T11:45:00Z');
  await whileDown();
  expect(inPlace()).toEqual([]);
  world.directory.trouble = undefined;
  await lookAtPlaces();
  world.directory.place = { ...membersOf(MIRIAM, TOM), openness: 'public' };
  await lookAtPlaces();
  world.teams.told.length = 0;
  await whileDown();
  expect(inPlace()).toEqual([]);
});

test('that it cannot be said there either holds up nobody’s card', async () => {
  await lookAtPlaces();
  world.teams.failPlace(new Fault('unavailable', 'silent'));
  await whileDown();
  world.teams.failPlace(undefined);
  expect(world.teams.told.some(({ to, notice }) => to === MIRIAM && notice.kind === 'alert')).toBe(true);
});

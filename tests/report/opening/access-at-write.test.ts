import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { lockAct } from '../../../src/more/locks/lock.ts';
import { COLIN, concernsOf, given, JOANNA, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

/** What changes between the check of who asks and the writing of what they do. */
let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

/** Everything as it is, and once, after the check has looked at the record, something happens first. */
function interrupted(happens: () => Promise<unknown>) {
  let looks = 0;
  const store = {
    ...world.deps.store,
    find: async (id: ConcernId) => {
      looks += 1;
      if (looks === 2) await happens();
      return world.deps.store.find(id);
    },
  };
  return concernsOf({ ...world.deps, store });
}

test('locked to two others while a deputy presses Open, exports or writes: they get nothing, and nothing of theirs is written', async () => {
  const { id } = await world.report('child', { words: { seen: 'MARKED' } });
  // Nobody acknowledges it in time, and the headteacher is told: three may have it, so that two can have it for themselves.
  for (let round = 0; round < 3; round += 1) await world.after(60);
  const miriam = world.as(MIRIAM);
  const words = { reason: 'Because.' };
  const doing = async (wanted: Parameters<World['concerns']['record']['act']>[3]) =>
    expect((await world.concerns.record.act(id, miriam, undefined, wanted)).kind).toBe('done');
  await doing({ kind: 'take' });
  const tom = world.as(TOM);
  const asks = [
    (concerns: World['concerns']) => concerns.record.open(id, tom),
    (concerns: World['concerns']) => concerns.keeping.exportRecord(id, tom, 'json'),
    (concerns: World['concerns']) => concerns.record.act(id, tom, undefined, { kind: 'note', words: { text: 'TOM' } }),
  ];
  for (const [at, ask] of asks.entries()) {
    if (at > 0) await doing(lockAct({ kind: 'unlock', words }));
    const asked = await ask(interrupted(() => doing(lockAct({ kind: 'lock', people: [MIRIAM, JOANNA], words }))));
    expect(['not-available', 'not-now']).toContain(asked.kind);
  }
  const entries = await world.deps.store.entries(await world.find(id));
  expect(entries.filter(({ actor, kind }) => actor === TOM && kind !== 'refused')).toEqual([]);
});

test('a report turns out to be about all who could have it: the card of the person who had it is emptied', async () => {
  const { id } = await world.report('staff', { isUrgent: true });
  await world.after(0);
  expect(world.teams.to(JOANNA).at(-1)?.shown.kind).toBe('alert');
  const text = 'Joanna Okafor and Colin Marsh did it together.';
  await world.concerns.own.add(id, world.as(PRIYA), 'added', { text }, true);
  await world.after(1);
  expect((await world.concerns.record.open(id, world.as(JOANNA))).kind).toBe('not-available');
  expect(world.teams.to(JOANNA).map(({ shown }) => shown.kind)).not.toContain('alert');
  expect(world.teams.to(COLIN)).toEqual([]);
});

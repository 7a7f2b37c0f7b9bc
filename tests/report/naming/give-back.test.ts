import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { mayGiveBack } from '../../../src/report/naming/give-back.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { COLIN, given, JOANNA, MIRIAM, TOM, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());
beforeEach(() => {
  world.teams.told.length = 0;
});

/** A child's report that can't wait and whose words may mean the DSL, or the deputy. */
async function urgent(more: Parameters<World['report']>[1] = {}, called = 'Mrs Hale') {
  const words = { who: 'Leo Marsden, 2C', seen: `${called} was short with Leo, and then Leo hid under a table.` };
  const { id } = await world.report('child', { isUrgent: true, words, ...more });
  await world.after(0);
  await world.after(0);
  return id;
}
const alertTo = (id: ConcernId, who: typeof JOANNA | 'place') =>
  world.teams.to(who).flatMap(({ notice }) => (notice.kind === 'alert' && notice.outline.id === id ? [notice] : []))[0];
const opens = async (id: ConcernId, user: typeof TOM) =>
  (await world.concerns.record.open(id, world.as(user))).kind === 'open';
const giveBack = (id: ConcernId, user = JOANNA) =>
  world.concerns.record.act(id, world.as(user), undefined, { kind: 'give-back' });

test('who gets it instead of the DSL sees that the DSL does not know, and one press gives it to them', async () => {
  const id = await urgent();
  expect(alertTo(id, JOANNA)?.outline).toMatchObject({ isUnknownToDsl: true });
  expect(alertTo(id, 'place')).toBeUndefined();
  expect(await opens(id, TOM)).toBe(false);
  expect((await giveBack(id)).kind).toBe('done');
  await world.after(0);
  expect(await world.find(id)).toMatchObject({ holder: 'dsl', excluded: [] });
  expect(alertTo(id, 'place')?.outline.isUnknownToDsl).toBeUndefined();
  expect(await opens(id, MIRIAM)).toBe(true);
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

test('it is for nobody who could be meant to give back', async () => {
  const id = await urgent();
  expect((await giveBack(id, MIRIAM)).kind).toBe('not-available');
  expect(await world.find(id)).toMatchObject({ holder: 'headteacher' });
});

test('who was picked or typed as who must not see it stays shut out, whatever is pressed', async () => {
  for (const more of [{ about: [TOM] }, { name: 'Tom Ashworth' }]) {
    const id = await urgent(more, 'Mr Ashworth');
    expect(mayGiveBack(world.school, await world.find(id))).toBe(false);
    expect(await giveBack(id)).toMatchObject({ kind: 'not-now' });
    expect(await opens(id, TOM)).toBe(false);
  }
});

test('who was typed, and is called something else by now, stays shut out beside a colleague whom the words may mean', async () => {
  const id = await urgent({ name: 'Miriam Hale' }, 'Mr Ashworth');
  const concern = await world.find(id);
  expect(concern.excluded).toEqual(expect.arrayContaining([MIRIAM, TOM]));
  const renamed = {
    ...world.school,
    roles: {
      ...world.school.roles,
      dsl: world.school.roles.dsl.map((one) => (one.id === MIRIAM ? { ...one, name: 'Miriam Patel' } : one)),
    },
  };
  expect(mayGiveBack(renamed, concern)).toBe(false);
});

test('what goes past the DSL for no such reason is nothing to give back', async () => {
  const { id } = await world.report('child', { words: { who: 'Leo Marsden, 2C', seen: 'He hid under a table.' } });
  expect(mayGiveBack(world.school, await world.find(id))).toBe(false);
  const { id: adults } = await world.report('dsl');
  expect(mayGiveBack(world.school, await world.find(adults))).toBe(false);
});

test('it is chased after ten minutes, and the next in the chain is told as well', async () => {
  const id = await urgent();
  world.teams.told.length = 0;
  await world.after(10);
  await world.after(0);
  const chased = world.teams.told.flatMap(({ to, notice }) =>
    notice.kind === 'chase' && notice.outline.id === id ? [to] : [],
  );
  expect([...chased].sort()).toEqual([JOANNA, COLIN].sort());
});

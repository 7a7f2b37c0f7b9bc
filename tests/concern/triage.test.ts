import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createConcerns } from '../../src/concern/concerns.ts';
import { sqlConcernStore } from '../../src/store/concern/store.ts';
import { DANIEL, given, JOANNA, LEWIS, MIRIAM, PRIYA, TOM, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const words = { reason: 'Because.' };
const act = async (id: Parameters<World['find']>[0], who: Parameters<World['as']>[0], wanted: unknown) =>
  world.concerns.act(id, world.as(who), (await world.find(id)).version, wanted as never);
const referenceOf = async (id: Parameters<World['find']>[0]) => (await world.find(id)).reference;

test('passed on by hand: the card of those who have it now acknowledges it, and of two the second is told who was first', async () => {
  const { id } = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  await act(id, JOANNA, { kind: 'acknowledge' });
  expect((await act(id, JOANNA, { kind: 'reroute', to: 'dsl', words })).kind).toBe('done');
  await world.after(0);
  const byCard = (who: typeof MIRIAM) => world.concerns.act(id, world.as(who), undefined, { kind: 'acknowledge' });
  expect((await byCard(MIRIAM)).kind).toBe('done');
  expect(await byCard(TOM)).toMatchObject({ kind: 'overtaken', did: 'acknowledged', by: 'Miriam Hale' });
});

test('whoever opened a report before it was passed on decides nothing on what they saw then', async () => {
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(0);
  await world.after(10);
  await world.after(10);
  const { version, alsoOpenTo } = await world.find(id);
  expect(alsoOpenTo).toEqual(['headteacher']);
  await act(id, MIRIAM, { kind: 'reroute', to: 'headteacher', words });
  expect(await world.concerns.act(id, world.as(JOANNA), version, { kind: 'take' })).toMatchObject({
    kind: 'overtaken',
    did: 'rerouted',
  });
});

test('a link names one report in another, and never lets a reader learn of a report about themselves', async () => {
  const child = await world.report('child');
  const sibling = await world.report('child', { by: LEWIS });
  const aboutTheDsl = await world.report('child', { about: [MIRIAM] });
  const aboutStaff = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  // Nobody of the DSL's team acts, so the headteacher may open both a child's report and the one about the DSL.
  for (let round = 0; round < 4; round += 1) await world.after(60);
  expect((await world.find(child.id)).alsoOpenTo).toContain('headteacher');
  for (const other of [aboutTheDsl, aboutStaff]) {
    const reference = await referenceOf(other.id);
    expect(await act(child.id, JOANNA, { kind: 'link', reference, words })).toEqual({
      kind: 'not-now',
      why: 'kept-apart',
    });
    expect(await act(other.id, JOANNA, { kind: 'link', reference: await referenceOf(child.id), words })).toEqual({
      kind: 'not-now',
      why: 'kept-apart',
    });
  }
  const trail = await world.parts.store.entries(await world.find(child.id));
  expect(trail.filter(({ kind }) => kind === 'linked')).toEqual([]);

  const reference = await referenceOf(sibling.id);
  expect((await act(child.id, MIRIAM, { kind: 'link', reference, words })).kind).toBe('done');
  const lines = await world.concerns.chronology(child.id, world.as(TOM));
  expect(new Set(lines.map(({ concern }) => concern.id))).toEqual(new Set([child.id, sibling.id]));
  // For nobody else: neither the one nor the other.
  for (const outsider of [DANIEL, PRIYA])
    expect(await world.concerns.chronology(child.id, world.as(outsider))).toEqual([]);
});

test('a list unseals what may be shown in it and nothing else, several at a time', async () => {
  for (let count = 0; count < 5; count += 1) await world.report('child');
  for (let count = 0; count < 3; count += 1) await world.report('staff', { about: [LEWIS] });
  const otherSchool = world.trust.schools.find(({ id }) => id === 'millbrook');
  for (let count = 0; count < 4; count += 1)
    await world.report('child', { ...(otherSchool && { school: otherSchool }) });
  await world.after(0);
  let asked = 0;
  let underWay = 0;
  let most = 0;
  const vault: typeof world.wrap = {
    ...world.wrap,
    async unwrap(...key) {
      asked += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      return world.wrap.unwrap(...key);
    },
  };
  const concerns = createConcerns({ ...world.parts, store: sqlConcernStore(world.db, vault) });
  expect((await concerns.list(world.as(MIRIAM), true)).outlines).toHaveLength(5);
  expect(asked).toBe(5);
  expect(most).toBe(5);
  asked = 0;
  expect((await concerns.list(world.as(JOANNA), true)).outlines).toHaveLength(3);
  expect(asked).toBe(3);
});

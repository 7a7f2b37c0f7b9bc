import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { routeWords } from '../../../src/report/form/report.cards.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { resolvingNames } from '../../../src/report/naming/resolved-names.ts';
import type { Who } from '../../../src/report/notice.ts';
import { saidWhomCard } from '../../../src/report/own-report/own-report.cards.ts';
import { receiptOf } from '../../../src/report/own-report/receipt.ts';
import { isTooClose } from '../../../src/report/routing/lies-with.ts';
import { leftOut, routeFor, type Subject } from '../../../src/report/routing/routing.ts';
import { sqlConcernStore } from '../../../src/report/shelves/concerns.store.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { keptEntries } from '../../../src/report/triage/let-in.ts';
import { concernsOf, given, JOANNA, LEWIS, MIRIAM, membersOf, PRIYA, TOM, type World } from '../support.ts';
import { sayWhom } from './say-whom.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());
beforeEach(() => {
  world.teams.told.length = 0;
});

const route = (seen: string, more: Partial<Subject> = {}, reporter = PRIYA) =>
  routeFor(
    world.school,
    { kind: 'child', people: [], mentions: mentionsIn({ who: 'Leo Marsden, 2C', seen }), ...more },
    reporter,
  );
const COVERS = 'He bit himself and said no uncle. Mr Ashworth covering for me now while I write this.';

const report = async (seen: string, isUrgent = false) => {
  const { id } = await world.report('child', { isUrgent, words: { who: 'Leo Marsden, 2C', seen } });
  await world.after(0);
  await world.after(0);
  return id;
};
const told = (id: ConcernId) =>
  world.teams.told.flatMap(({ to, notice }) =>
    notice.kind === 'there-is-one' || ('outline' in notice && notice.outline.id === id) ? [[to, notice.kind]] : [],
  );
const opens = async (id: ConcernId, user: typeof TOM) =>
  (await world.concerns.record.open(id, world.as(user))).kind === 'open';

test('a deputy whom a child’s report only may mean is shut out alone, and the DSL has it', () => {
  expect(route(COVERS)).toMatchObject({ steps: ['dsl', 'headteacher', 'chair-of-governors'], excluded: [TOM] });
});

test.each([
  ['picked', COVERS, { people: [TOM] }],
  ['typed as a name', COVERS, { name: 'Tom Ashworth' }],
  ['a name that may be theirs', COVERS, { name: 'T Ashworth' }],
])('who was %s closes it to their colleagues', (_how, seen, more) => {
  const { steps, excluded } = route(seen, more);
  expect(steps[0]).toBe('headteacher');
  expect(excluded).toContain(TOM);
});

test('where the DSL may be meant too, or is who writes it, the whole team is passed over', () => {
  expect(route(`${COVERS} Mrs Hale was cross with him.`).steps[0]).toBe('headteacher');
  expect(route('Mrs Hale was cross with him.').steps[0]).toBe('headteacher');
  expect(route(COVERS, {}, MIRIAM).steps[0]).toBe('headteacher');
});

test('no other matter is left to the team because only a deputy may be meant', () => {
  const mentions = mentionsIn({ seen: COVERS });
  for (const kind of ['staff', 'dsl', 'data', 'online-abuse'] as const) {
    const { naming, excluded } = routeFor(world.school, { kind, people: [], mentions }, PRIYA);
    expect(leftOut(world.school, { kind, naming, excluded, reporter: PRIYA })).toEqual([]);
  }
});

test('an urgent one reaches the DSL in her own chat at once, never the channel in which the deputy reads', async () => {
  const id = await report(COVERS, true);
  expect(await world.find(id)).toMatchObject({ holder: 'dsl', via: 'people' });
  expect(told(id)).toContainEqual([MIRIAM, 'alert']);
  expect(told(id).some(([to]) => to === 'place' || to === TOM)).toBe(false);
  expect(told(id)).toContainEqual([JOANNA, 'there-is-one']);
  expect([await opens(id, MIRIAM), await opens(id, TOM), await opens(id, JOANNA)]).toEqual([true, false, false]);
  const lists = await Promise.all(
    [MIRIAM, TOM].map(async (user) => (await world.concerns.lists.list(world.as(user))).outlines.map((one) => one.id)),
  );
  expect(lists[0]).toContain(id);
  expect(lists[1]).not.toContain(id);
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

test('what is added about a deputy takes the report out of no list or search of the DSL, and out of the deputy’s', async () => {
  const id = await report('He bit himself.');
  await world.concerns.record.open(id, world.as(MIRIAM));
  const added = { text: 'Mr Ashworth covering for me now while I write this.' };
  await world.concerns.own.add(id, world.as(PRIYA), 'added', added, false);
  await world.after(0);
  const listed = async (user: typeof TOM) =>
    (await world.concerns.lists.list(world.as(user))).outlines.map((one) => one.id);
  expect(await listed(MIRIAM)).toContain(id);
  expect((await world.concerns.lists.list(world.as(MIRIAM))).isPartial).toBe(false);
  expect(await listed(TOM)).not.toContain(id);
  const { reference } = await world.find(id);
  const found = await Promise.all([MIRIAM, TOM].map((user) => world.concerns.lists.search(world.as(user), reference)));
  expect(found.map((one) => 'outlines' in one && one.outlines.length)).toEqual([1, 0]);
});

test('a new deputy whom a closed report may mean takes it out of no list, figure or search of the DSL', async () => {
  const id = await report('He bit himself. Mr Grant covering for me while I write this.');
  await world.concerns.record.open(id, world.as(MIRIAM));
  for (const wanted of [{ kind: 'take' }, { kind: 'no-further-action', words: { reason: 'Because.' } }] as const)
    await world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, wanted);
  const trust = {
    ...world.trust,
    schools: world.trust.schools.map((one) =>
      one.id === world.school.id
        ? { ...one, roles: { ...one.roles, 'deputy-dsl': [{ id: LEWIS, name: 'Lewis Grant' }] } }
        : one,
    ),
  };
  const before = world.directory.place;
  world.directory.place = membersOf(MIRIAM, LEWIS);
  const store = resolvingNames(sqlConcernStore(world.db, world.wrap), trust);
  const { lists } = concernsOf({ ...world.deps, trust, store });
  const closed = await lists.list(world.as(MIRIAM), false);
  const found = await lists.search(world.as(MIRIAM), 'Grant');
  const figures = await lists.governors(world.as(MIRIAM));
  const ofDeputy = await lists.list(world.as(LEWIS), false);
  world.directory.place = before;
  expect(closed.outlines.map((one) => one.id)).toContain(id);
  expect(found).toMatchObject({
    isPartial: false,
    outlines: expect.arrayContaining([expect.objectContaining({ id })]),
  });
  expect(figures.isPartial).toBe(false);
  expect(ofDeputy.outlines.map((one) => one.id)).not.toContain(id);
});

test('its writer reads that it is with the DSL, and not with deputies who are left out', async () => {
  const [alone, all] = [await report(COVERS, true), await report('He bit himself.', true)];
  const receipts = await Promise.all([alone, all].map(async (id) => receiptOf(world.school, await world.find(id)).to));
  expect(receipts).toEqual([
    { recipient: 'dsl', name: 'Miriam Hale', isAlone: true },
    { recipient: 'dsl', name: 'Miriam Hale' },
  ]);
  const shown = (to: Who) => routeWords(to, undefined);
  expect(receipts.map(shown)).toEqual([
    'This goes to the DSL, Miriam Hale.',
    'This goes to the DSL, Miriam Hale, and the deputies.',
  ]);
});

test('one that can wait waits for the answer: nobody meant, and all of them have it in their channel', async () => {
  const id = await report(COVERS);
  expect(told(id).some(([to]) => to === MIRIAM || to === 'place')).toBe(false);
  expect(await sayWhom(world, id, { mentioned: 'none' })).toBe('said');
  await world.after(0);
  expect(told(id)).toContainEqual(['place', 'alert']);
  expect(await world.find(id)).toMatchObject({ holder: 'dsl', via: 'place', excluded: [] });
  expect(await opens(id, TOM)).toBe(true);
});

test('without an answer the DSL has it after ten minutes, and the deputy does not', async () => {
  const id = await report(COVERS);
  await world.after(10);
  await world.after(0);
  expect(told(id)).toContainEqual([MIRIAM, 'alert']);
  expect(told(id).some(([to]) => to === 'place' || to === TOM)).toBe(false);
  expect([await opens(id, MIRIAM), await opens(id, TOM)]).toEqual([true, false]);
});

test('the deputy is meant: it is the headteacher’s, and the DSL opens it no more', async () => {
  const id = await report(COVERS, true);
  expect(await sayWhom(world, id, { mentioned: '0' })).toBe('said');
  await world.after(0);
  expect((await world.find(id)).holder).toBe('headteacher');
  expect([await opens(id, MIRIAM), await opens(id, TOM), await opens(id, JOANNA)]).toEqual([false, false, true]);
});

test('the DSL who has read it gives it to the deputy by one press; who is left out cannot', async () => {
  const id = await report(COVERS, true);
  const give = (user: typeof TOM) => world.concerns.record.act(id, world.as(user), undefined, { kind: 'give-back' });
  expect((await give(TOM)).kind).toBe('not-available');
  expect((await give(MIRIAM)).kind).toBe('done');
  await world.after(0);
  expect(await world.find(id)).toMatchObject({ holder: 'dsl', via: 'people', excluded: [] });
  expect([await opens(id, MIRIAM), await opens(id, TOM)]).toEqual([true, true]);
  expect(told(id)).toContainEqual([TOM, 'alert']);
  expect((await give(MIRIAM)).kind).toBe('not-now');
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

/** Its writer's card as it came, before anyone had read it. */
const asked = async (id: ConcernId) => {
  const own = await world.concerns.own.report(id, world.as(PRIYA));
  const key = own.kind === 'receipt' ? (own.whom?.key ?? '') : '';
  return (mentioned: string) => world.concerns.own.sayWhom(id, world.as(PRIYA), { key, typed: '', mentioned });
};

test('a writer who answers after that that the deputy is meant shuts them out: only they know', async () => {
  const id = await report(COVERS, true);
  const answer = await asked(id);
  await world.concerns.record.act(id, world.as(MIRIAM), undefined, { kind: 'give-back' });
  await world.after(0);
  const own = await world.concerns.own.report(id, world.as(PRIYA));
  expect(own).toMatchObject({ kind: 'receipt', whom: undefined });
  expect((await answer('0')).kind).toBe('said');
  await world.after(0);
  expect(await world.find(id)).toMatchObject({ holder: 'headteacher', excluded: expect.arrayContaining([TOM]) });
  expect([await opens(id, TOM), await opens(id, JOANNA)]).toEqual([false, true]);
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

test('a writer who says after that that nobody is meant moves nothing, and has said it for good', async () => {
  const id = await report(COVERS, true);
  const answer = await asked(id);
  await world.concerns.record.act(id, world.as(MIRIAM), undefined, { kind: 'give-back' });
  expect((await answer('none')).kind).toBe('said');
  await world.after(0);
  expect(await world.find(id)).toMatchObject({ holder: 'dsl', excluded: [] });
  expect([await opens(id, MIRIAM), await opens(id, TOM)]).toEqual([true, true]);
  expect((await answer('0')).kind).toBe('not-said');
});

test('a writer who answers once it is closed is told that it is no longer asked, and where to write who did it', async () => {
  const id = await report(COVERS, true);
  const answer = await asked(id);
  await world.concerns.record.open(id, world.as(MIRIAM));
  for (const wanted of [{ kind: 'take' }, { kind: 'no-further-action', words: { reason: 'Because.' } }] as const)
    await world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, wanted);
  const said = await answer('0');
  if (said.kind !== 'not-said') throw new Error(said.kind);
  const shown = JSON.stringify(saidWhomCard(said, world.now()));
  expect(shown).toContain('the question is no longer asked');
  expect(shown).not.toContain('You have not answered yet');
});

test('what its writer adds about the deputy after that shuts them out again', async () => {
  const id = await report(COVERS, true);
  await world.concerns.record.act(id, world.as(MIRIAM), undefined, { kind: 'give-back' });
  await world.after(0);
  expect(await opens(id, TOM)).toBe(true);
  await world.concerns.own.add(id, world.as(PRIYA), 'added', { text: 'It was Mr Ashworth who hit him.' }, false);
  await world.after(0);
  expect(await opens(id, TOM)).toBe(false);
});

test('who has it because the DSL could not be reached gives it back to her team by one press', async () => {
  world.teams.cannotReach(MIRIAM, 'gone');
  const id = await report(COVERS, true);
  await world.after(2);
  await world.after(0);
  world.teams.canReach(MIRIAM);
  expect((await world.find(id)).holder).toBe('headteacher');
  const given = await world.concerns.record.act(id, world.as(JOANNA), undefined, { kind: 'give-back' });
  expect(given.kind).toBe('done');
  await world.after(0);
  expect(await world.find(id)).toMatchObject({ holder: 'dsl', excluded: [] });
  expect([await opens(id, MIRIAM), await opens(id, TOM)]).toEqual([true, true]);
});

test('by hand it goes to the DSL again without the deputy', async () => {
  const id = await report(COVERS, true);
  const pass = (user: typeof TOM, to: 'dsl' | 'headteacher') =>
    world.concerns.record.act(id, world.as(user), undefined, {
      kind: 'reroute',
      to,
      about: 'same',
      words: { reason: 'Because.' },
    });
  expect((await pass(MIRIAM, 'headteacher')).kind).toBe('done');
  await world.after(0);
  expect((await pass(JOANNA, 'dsl')).kind).toBe('done');
  await world.after(0);
  expect(await world.find(id)).toMatchObject({ holder: 'dsl', via: 'people' });
  expect([await opens(id, MIRIAM), await opens(id, TOM)]).toEqual([true, false]);
});

test('a deputy who is called something else by now stays left out, and the DSL keeps what she works on', async () => {
  const id = await report(COVERS, true);
  const concern = await world.find(id);
  const { school } = world;
  const renamed = {
    ...school,
    roles: {
      ...school.roles,
      'deputy-dsl': school.roles['deputy-dsl'].map((one) => ({ ...one, name: 'Piotr Kowalski' })),
    },
  };
  expect(leftOut(renamed, concern)).toEqual([TOM]);
  expect(isTooClose(renamed, concern)).toBe(false);
  // Where a name was typed nobody can tell by which of the two he was shut out.
  const typed = { ...concern, naming: { ...concern.naming, names: ['Mr Ashworth'] } };
  expect(isTooClose(renamed, typed)).toBe(true);
});

test('who is left out is no newcomer to the role: nothing is said of a change', async () => {
  const id = await report(COVERS, true);
  const concern = await world.find(id);
  expect(keptEntries(world.school, concern, world.now())).toEqual([]);
});

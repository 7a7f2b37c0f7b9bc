import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { patternsCard } from '../../../src/more/patterns/patterns.cards.ts';
import { patternsFor } from '../../../src/more/patterns/patterns.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { COLIN, DANIEL, given, JOANNA, LEWIS, MIRIAM, PRIYA, TOM, type World } from '../../report/support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const DAY = 24 * 60;
const about = async (who: string, more: Parameters<World['report']>[1] & { where?: string } = {}) => {
  const { id } = await world.report('child', { ...more, words: { who, seen: 'SEEN', where: more.where ?? '' } });
  await world.after(1);
  return id;
};
const lowLevel = async (whom: UserId, by: UserId) => {
  const { id } = await world.report('staff', { about: [whom], by });
  await world.after(0);
  return id;
};
const seenBy = async (user: UserId) => {
  const found = await world.more.patterns(world.as(user));
  if (found.kind !== 'patterns') throw new Error(found.kind);
  return found;
};
const told = async (user: UserId) =>
  (await seenBy(user)).patterns.map(({ kind, what, reports, reporters }) => [kind, what, reports.length, reporters]);

test('the same child, place and adult come back for the DSL’s team; what lies too long ago does not', async () => {
  const old = await about('Kai Turner 7B', { where: 'Behind the bike sheds' });
  await world.after(100 * DAY);
  const first = await about('Kai Turner 7B', { where: 'behind bike sheds' });
  await about('Kai Turner, 7B', { by: LEWIS, about: [COLIN] });
  await about('Mia Hart 4L', { by: LEWIS, where: 'The bike sheds', about: [COLIN] });
  expect(await told(MIRIAM)).toEqual([
    ['adult', 'Person 06', 2, 1],
    ['place', 'The bike sheds', 2, 2],
    ['child', 'Kai Turner, 7B', 2, 2],
  ]);
  expect(JSON.stringify(patternsCard(await seenBy(TOM)))).not.toContain('SEEN');
  // That they were found is in the trail of those shown, and of no other.
  const kinds = async (id: typeof old) =>
    (await world.deps.store.entries(await world.find(id))).map(({ kind }) => kind);
  expect(await kinds(first)).toContain('found');
  expect(await kinds(old)).not.toContain('found');
});

const children = async () =>
  (await told(MIRIAM)).flatMap(([kind, what, reports]) => (kind === 'child' ? [[what, reports]] : []));
const roll = async (...lines: string[]) =>
  expect(
    (
      await world.more.rolls.give(
        world.as(MIRIAM),
        ['Name,Class,Date of birth', ...lines.map((line) => (line.split(',').length < 3 ? `${line},` : line))].join(
          '\n',
        ),
      )
    ).kind,
  ).toBe('loaded');

test('a name without a class bridges no two children: it is in neither group, and each has its own', async () => {
  await about('Kai Turner 7B');
  await about('Kai Turner 9A');
  await about('Kai Turner');
  await about('Kai Turner, 7B', { by: LEWIS });
  expect(await children()).toEqual([['Kai Turner, 7B', 2]]);
  await about('Kai Turner 9A', { by: LEWIS });
  await about('Kai Turner', { by: LEWIS });
  expect(await children()).toEqual([
    ['Kai Turner 9A', 2],
    ['Kai Turner, 7B', 2],
  ]);
});

test('a name without a class is with the only class that there is, while the roll knows no other child of the name', async () => {
  await about('Kai Turner 7B');
  await about('Turner, Kai', { by: LEWIS });
  expect(await children()).toEqual([['Turner, Kai', 2]]);
  await roll('Kai Turner,7B', 'Mia Hart,4L');
  expect(await children()).toEqual([['Turner, Kai', 2]]);
  await roll('Kai Turner,7B', 'Kai Turner,9A');
  expect(await children()).toEqual([]);
});

test('where the roll has two of a name, a name without a class joins nobody, and none like itself', async () => {
  await about('Kai Turner');
  await about('Kai Turner', { by: LEWIS });
  expect(await children()).toEqual([['Kai Turner', 2]]);
  await roll('Kai Turner,7B', 'Kai Turner,9A');
  expect(await children()).toEqual([]);
  // With a class the roll says which one, also of what was typed before there was a roll.
  await about('Kai Turner 9A');
  await about('Kai Turner 9A', { by: LEWIS });
  expect(await children()).toEqual([['Kai Turner 9A', 2]]);
});

test('two of one name in one class on the roll are told apart by whom was picked, and what was typed joins neither', async () => {
  await roll('Kai Turner,7B,2015-03-05', 'Kai Turner,7B,2014-11-30', 'Mia Hart,4L,');
  const [one, other] = await world.more.rolls.find(world.school, 'Kai Turner');
  const picked = async (pupil: string | undefined, by = PRIYA) => {
    await world.report('child', { by, words: { who: 'Kai Turner, 7B', pupil: pupil ?? '', seen: 'SEEN' } });
    await world.after(1);
  };
  for (const pupil of [one?.id, one?.id, other?.id]) await picked(pupil);
  await about('Kai Turner 7B', { by: LEWIS });
  expect(await children()).toEqual([['Kai Turner, 7B', 2]]);
});

test('a class between two that are too far apart joins neither, and is a group of its own', async () => {
  for (const who of ['Kai Turner 7B', 'Kai Turner 8B', 'Kai Turner 8B', 'Kai Turner 9A']) await about(who);
  expect(await children()).toEqual([['Kai Turner 8B', 2]]);
});

test('what a person said is the same joins, whatever the names say, and takes no third report along by its name', async () => {
  const seven = await about('Kai Turner 7B');
  const bare = await about('Kai Turner');
  await about('Kai Turner 9A');
  await about('Kai Turner', { by: LEWIS });
  await roll('Kai Turner,7B', 'Kai Turner,9A');
  expect(await children()).toEqual([]);
  const { version } = await world.find(seven);
  const { reference } = await world.find(bare);
  await world.concerns.record.act(seven, world.as(MIRIAM), version, { kind: 'join', reference });
  expect(await children()).toEqual([['Kai Turner', 2]]);
});

test('two adults of one name who were picked are two, and one who was only typed joins neither', async () => {
  for (const whom of [LEWIS, DANIEL]) world.directory.people.set(whom, { name: 'Sam Jones' });
  const concern = async (about: readonly UserId[], by: UserId) => {
    const name = about.length === 0 ? { name: 'Sam Jones' } : {};
    await world.report('staff', { about: [...about], by, words: { named: 'Sam Jones', seen: 'SEEN' }, ...name });
    await world.after(0);
  };
  await concern([LEWIS], PRIYA);
  await concern([DANIEL], PRIYA);
  await concern([], TOM);
  expect(await told(JOANNA)).toEqual([]);
  await concern([LEWIS], TOM);
  expect(await told(JOANNA)).toEqual([['adult', 'Sam Jones', 2, 2]]);
});

test('low-level concerns about one adult are the head’s to see, over a year, and nobody else’s', async () => {
  await lowLevel(LEWIS, PRIYA);
  await world.after(200 * DAY);
  await lowLevel(LEWIS, DANIEL);
  await lowLevel(DANIEL, PRIYA);
  const found = await seenBy(JOANNA);
  expect(found.patterns.map(({ kind, shelf, reports, reporters }) => [kind, shelf, reports.length, reporters])).toEqual(
    [['adult', 'adult', 2, 2]],
  );
  for (const user of [MIRIAM, TOM, COLIN]) expect(await told(user)).toEqual([]);
  for (const user of [LEWIS, PRIYA])
    expect(await world.more.patterns(world.as(user))).toEqual({ kind: 'not-available' });
});

test('a report that is hidden from someone changes no pattern that they see, and what was said about two counts before their names', async () => {
  const one = await about('Kai Turner 7B');
  const other = await about('Kai Turner 7B', { by: LEWIS });
  const before = patternsCard(await seenBy(MIRIAM));
  await about('Kai Turner 7B', { about: [TOM], by: DANIEL });
  expect(patternsCard(await seenBy(MIRIAM))).toEqual(before);
  expect(patternsCard(await seenBy(TOM))).toEqual(before);
  const { reference, version } = await world.find(one);
  expect(version).toBeGreaterThan(1);
  await world.concerns.record.act(other, world.as(MIRIAM), (await world.find(other)).version, {
    kind: 'part',
    reference,
  });
  expect(await told(MIRIAM)).toEqual([]);
});

/** Counts what is asked of the vault from now on: questions, and about how many records. */
function asked({ wrap }: World) {
  const records = new Set<string>();
  const count = { questions: 0, records: () => records.size };
  const { unwrap } = wrap;
  wrap.unwrap = (id, wrapped) => {
    count.questions += 1;
    records.add(Buffer.from(wrapped).toString('base64'));
    return unwrap(id, wrapped);
  };
  return count;
}

test('of a year of records only those are opened that can be in a pattern, and none to note that it was found', async () => {
  for (let each = 0; each < 6; each += 1) await about('Kai Turner 7B', { where: 'Bike sheds' });
  await lowLevel(LEWIS, PRIYA);
  await world.after(91 * DAY);
  const lately = [await about('Mia Hart 4L'), await about('Mia Hart 4L', { by: LEWIS }), await about('Abe Cole 2R')];
  await lowLevel(LEWIS, DANIEL);
  const team = asked(world);
  expect(await told(MIRIAM)).toEqual([['child', 'Mia Hart 4L', 2, 2]]);
  expect([team.records(), team.questions]).toEqual([lately.length, 2 * lately.length]);
  // The headteacher's own shelf goes back a year.
  const head = asked(world);
  expect((await seenBy(JOANNA)).patterns.map(({ reports }) => reports.length)).toEqual([2]);
  expect(head.records()).toBe(2);
});

test('that reports were found is noted in each once, for two who look at the same time too, and the chain holds', async () => {
  const ids = [await about('Kai Turner 7B'), await about('Kai Turner 7B'), await about('Abe Cole 2R')];
  await Promise.all([seenBy(MIRIAM), seenBy(TOM)]);
  const finders = async (id: (typeof ids)[number]) => {
    const concern = await world.find(id);
    const entries = await world.deps.store.entries(concern);
    expect(entries.at(-1)?.seq).toBe(concern.version);
    return entries.filter(({ kind }) => kind === 'found').map(({ actor }) => actor);
  };
  for (const id of ids.slice(0, 2)) expect((await finders(id)).toSorted()).toEqual([MIRIAM, TOM].toSorted());
  expect(await finders(ids[2] as (typeof ids)[number])).toEqual([]);
  expect(await verifyTrails(world.db)).toMatchObject([{ problems: [] }, { problems: [] }]);
});

test('what takes longer than Teams waits is answered in time, says nothing and is noted nowhere; asked again it is there', async () => {
  const id = await about('Kai Turner 7B');
  await about('Kai Turner 7B', { by: LEWIS });
  const { unwrap } = world.wrap;
  const vault = Promise.withResolvers<void>();
  world.wrap.unwrap = async (...of) => {
    await vault.promise;
    return unwrap(...of);
  };
  expect(await patternsFor(world.deps, { pupils: async () => [] }, world.as(MIRIAM), 50)).toEqual({
    kind: 'still-looking',
  });
  vault.resolve();
  // What was begun comes to its end; nobody waits for it.
  await setTimeout(200);
  const noted = async () =>
    (await world.deps.store.entries(await world.find(id))).filter(({ kind }) => kind === 'found').length;
  expect(await noted()).toBe(0);
  expect(await told(MIRIAM)).toEqual([['child', 'Kai Turner 7B', 2, 2]]);
  expect(await noted()).toBe(1);
});

test('where a PIN is asked for, no name is on it before, and no record is opened', async () => {
  const strict = await given({ records: { secondStep: 'pin', closesAfterMinutes: 5 } });
  try {
    await strict.report('child', { words: { who: 'Kai Turner 7B', seen: 'Seen.' } });
    await strict.report('child', { words: { who: 'Kai Turner 7B', seen: 'Seen.' } });
    await strict.after(0);
    const before = asked(strict);
    expect((await strict.more.patterns(strict.as(MIRIAM))).kind).toBe('locked');
    expect(before.records()).toBe(0);
  } finally {
    await strict.close();
  }
});

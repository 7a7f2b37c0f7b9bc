import { afterEach, expect, test } from '@jest/globals';
import { listCard } from '../../../src/acknowledge/register/list.cards.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, PUPILS, STAFF, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const DUE = '2026-09-30' as IsoDay;
const FOURTEEN_BEFORE = new Date('2026-09-16T09:00:00Z');

/** 2 manages 3, 4 and 5; nobody manages 1, 2 and 6. */
async function asked() {
  world = await given({ staff: 6 });
  for (const n of [3, 4, 5]) world.managers.set(userId(n), userId(2));
  return world.started(DUE);
}
const namesFor = (user: UserId) =>
  world.lists.filter((list) => list.user === user).map(({ view }) => view.people.map(({ name }) => name));

test('on a reminder day each line manager gets the names of their own people, and HR the others', async () => {
  const id = await asked();
  world.at(new Date('2026-09-15T09:00:00Z'));
  await world.sweep();
  expect(world.lists).toEqual([]);
  world.at(FOURTEEN_BEFORE);
  await world.sweep();
  expect(namesFor(userId(2))).toEqual([['Person 003', 'Person 004', 'Person 005']]);
  expect(namesFor(HR)).toEqual([['Person 001', 'Person 002', 'Person 006']]);
  const forHr = world.lists.find(({ user }) => user === HR)?.view;
  const { total } = (await world.acknowledgements.campaign(HR, id)) ?? {};
  expect(forHr).toMatchObject({ withManagers: 3, outstanding: total?.outstanding });
  if (forHr) expect(JSON.stringify(listCard(forHr))).toContain(`**${total?.outstanding} people** in all`);
  expect(world.lists).toHaveLength(2);
});

test('who has answered, has asked, or is away is on no list, and no list says why anyone is', async () => {
  const id = await asked();
  await world.answers(userId(3), id);
  await world.acknowledgements.query(userId(4), id, 'queried');
  const register = await world.acknowledgements.register(HR, id);
  const away = register?.people.find(({ user }) => user === userId(6));
  if (away) await world.enters(id, away.id, 'away');
  world.at(FOURTEEN_BEFORE);
  await world.sweep();
  expect(namesFor(userId(2))).toEqual([['Person 005']]);
  expect(namesFor(HR)).toEqual([['Person 001', 'Person 002']]);
  for (const { view } of world.lists)
    for (const person of view.people) expect(Object.keys(person).sort()).toEqual(['dueDay', 'id', 'name']);
});

test('a list of which nobody can say whether it arrived comes again and says so; one that is out stays as it is', async () => {
  await asked();
  const lost = new Map([[userId(2) as UserId, new Fault('unavailable', 'the answer was lost')]]);
  world.decide.afterwards = (user) => lost.get(user);
  world.at(FOURTEEN_BEFORE);
  await world.sweep();
  lost.clear();
  await world.sweep();
  await world.sweep();
  const got = (user: UserId) => world.lists.filter((list) => list.user === user).map(({ again }) => again);
  expect([got(userId(2)), got(HR)]).toEqual([[false, true], [false]]);
});

test('the process ends while lists are going out: those that are out stay, the one in between comes again and says so', async () => {
  await asked();
  world.decide.afterwards = (user) => (user === userId(2) ? new Error('nothing after this ran') : undefined);
  world.at(FOURTEEN_BEFORE);
  await expect(world.sweep()).rejects.toThrow('nothing after this ran');
  world.decide.afterwards = () => undefined;
  await world.sweep();
  await world.sweep();
  expect(world.lists.map(({ user, again }) => [user, again])).toEqual([
    [userId(2), false],
    [userId(2), true],
    [HR, false],
  ]);
});

test('a list goes once a day, however many instances look; the next one takes the place of the last', async () => {
  await asked();
  world.at(FOURTEEN_BEFORE);
  const other = world.instance();
  await Promise.all([world.acknowledgements.work.sweep(), other.work.sweep()]);
  await world.sweep();
  expect(world.lists).toHaveLength(2);
  world.at(new Date('2026-09-17T09:00:00Z'));
  await world.sweep();
  expect(world.lists).toHaveLength(2);
  const first = world.lists.map(({ ref }) => ref.activityId);
  world.at(new Date('2026-09-23T09:00:00Z'));
  await world.sweep();
  expect(world.lists).toHaveLength(4);
  expect(world.removed).toEqual(expect.arrayContaining(first));
});

test('a list that meets trouble goes at the next look, and those that went do not go again', async () => {
  await asked();
  world.decide.list = (user) => (user === userId(2) ? new Fault('unavailable', '503') : undefined);
  world.at(FOURTEEN_BEFORE);
  await world.sweep();
  expect(world.lists.map(({ user }) => user)).toEqual([HR]);
  world.decide.list = () => undefined;
  await world.sweep();
  await world.sweep();
  expect(world.lists.map(({ user }) => user)).toEqual([HR, userId(2)]);
});

test('while the directory cannot be asked no list goes out, and nothing else waits for it', async () => {
  await asked();
  const { managerOf } = world.directory;
  world.directory.managerOf = async () => {
    throw new Fault('unavailable', 'Graph is down');
  };
  world.at(FOURTEEN_BEFORE);
  await world.sweep();
  expect(world.lists).toEqual([]);
  expect(world.reminders).toHaveLength(6);
  world.directory.managerOf = managerOf;
  await world.sweep();
  expect(world.lists).toHaveLength(2);
});

test('a manager who asks gets the same list before any reminder day; who manages nobody, a pupil or a guest gets none', async () => {
  await asked();
  const of = (n: number) => world.acknowledgements.ownLists(userId(n));
  const names = (await of(2))?.map(({ people }) => people.map(({ name }) => name));
  expect(names).toEqual([['Person 003', 'Person 004', 'Person 005']]);
  expect(await of(6)).toBeUndefined();
  world.groups.get(PUPILS)?.push(directoryPerson(2));
  expect(await of(2)).toBeUndefined();
});

test('a manager hears nothing about a campaign that asks none of their people', async () => {
  await asked();
  world.managers.clear();
  world.managers.set(userId(900), userId(2));
  expect(await world.acknowledgements.ownLists(userId(2))).toEqual([]);
});

test('a manager who is a pupil, a guest, disabled or no member of staff is told nothing: HR has those people', async () => {
  world = await given({ staff: 6 });
  const staff = world.groups.get(STAFF) ?? [];
  world.groups.get(PUPILS)?.push(directoryPerson(2));
  world.groups.set(STAFF, [
    ...staff.filter(({ id }) => id !== userId(3) && id !== userId(4)),
    directoryPerson(3, { isGuest: true }),
    directoryPerson(4, { isEnabled: false }),
  ]);
  // 900 is in no staff group at all.
  const managers = [2, 3, 4, 900];
  for (const [at, n] of [1, 5, 6].entries()) world.managers.set(userId(n), userId(managers[at] ?? 0));
  const id = await world.started(DUE);
  world.managers.set(userId(5), userId(900));
  world.at(FOURTEEN_BEFORE);
  await world.sweep();
  expect(world.lists.map(({ user }) => user)).toEqual([HR]);
  expect(namesFor(HR)).toEqual([['Person 001', 'Person 005', 'Person 006']]);
  for (const n of managers)
    expect(await world.acknowledgements.missing({ campaign: id, user: userId(n), kind: 'manager' })).toBeUndefined();
});

test('drawn again, a list is as it is now; someone who manages nobody any more sees no names', async () => {
  const id = await asked();
  const key = { campaign: id, user: userId(2), kind: 'manager' } as const;
  expect(await world.acknowledgements.missing(key)).toBeUndefined();
  world.at(FOURTEEN_BEFORE);
  await world.sweep();
  await world.answers(userId(3), id);
  world.managers.set(userId(4), userId(6));
  expect((await world.acknowledgements.missing(key))?.people.map(({ name }) => name)).toEqual(['Person 005']);
  // Nobody gets a list by asking for another's, or for HR's.
  expect(await world.acknowledgements.missing({ ...key, user: userId(5) })).toBeUndefined();
  expect(await world.acknowledgements.missing({ ...key, kind: 'hr' })).toBeUndefined();
});

test('someone who is HR and a line manager gets both lists', async () => {
  world = await given({ staff: 4 });
  world.managers.set(userId(3), HR);
  await world.started(DUE);
  world.at(FOURTEEN_BEFORE);
  await world.sweep();
  expect(world.lists.map(({ user, view }) => [user, view.kind]).sort()).toEqual([
    [HR, 'hr'],
    [HR, 'manager'],
  ]);
});

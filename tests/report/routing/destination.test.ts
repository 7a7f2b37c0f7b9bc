import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import { createUntrackedNotice } from '../../../src/report/delivery/untracked-notice.ts';
import { createDestinationWatch } from '../../../src/report/routing/destination.ts';
import { checkPlace } from '../../../src/report/routing/safe-place.ts';
import type { School, Trust } from '../../../src/school/school.ts';
import { COLIN, GUEST, given, JOANNA, LEWIS, MIRIAM, membersOf, TENANT, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

/** The first school only, with another destination where given. */
const withPlace = (place?: School['dslDestination']) => {
  const [school] = world.trust.schools.filter(({ id }) => id === 'oakfield');
  if (!school) throw new Error('no oakfield');
  const trust: Trust = { ...world.trust, schools: [{ ...school, ...(place && { dslDestination: place }) }] };
  const deps = { ...world.deps, trust };
  return { destinations: createDestinationWatch(deps, createUntrackedNotice(deps)) };
};
const told = () =>
  world.teams.told.flatMap(({ to, notice }) => (notice.kind === 'unsafe-place' ? [{ to, notice }] : []));

test.each([
  ['a private channel with the right people', membersOf(MIRIAM, TOM), { place: 'private-channel', verdict: 'safe' }],
  [
    'a channel of a closed team',
    { ...membersOf(MIRIAM, TOM), openness: 'closed' as const },
    { place: 'closed-team-channel', verdict: 'safe' },
  ],
  [
    'a channel that has become public',
    { ...membersOf(MIRIAM, TOM), openness: 'public' as const },
    { place: 'public-channel', verdict: 'unsafe', why: 'public' },
  ],
  ['a guest inside', membersOf(MIRIAM, TOM, GUEST), { verdict: 'unsafe', why: 'guest' }],
  ['someone else inside', membersOf(MIRIAM, TOM, LEWIS), { verdict: 'unsafe', why: 'unexpected-member' }],
  ['nobody inside', membersOf(), { verdict: 'unsafe', why: 'nobody-there', missing: 2 }],
  ['a deputy who is not in it', membersOf(MIRIAM), { verdict: 'safe', missing: 1 }],
])('%s is recognised for what it is', async (_name, members, wanted) => {
  world.directory.place = members;
  expect(await withPlace().destinations()).toEqual([expect.objectContaining({ school: 'oakfield', ...wanted })]);
});

test('a chat and single people are destinations too', async () => {
  expect(await withPlace({ kind: 'chat', chatId: '19:dsl@thread.v2' }).destinations()).toMatchObject([
    { place: 'chat', verdict: 'safe' },
  ]);
  expect(await withPlace({ kind: 'people' }).destinations()).toMatchObject([{ place: 'people', verdict: 'safe' }]);
});

test('a directory that does not answer is no verdict, and is asked again in minutes', async () => {
  const concerns = withPlace();
  world.directory.trouble = new Fault('unavailable', 'down');
  expect(await concerns.destinations()).toMatchObject([{ verdict: 'unknown', why: 'directory-unavailable' }]);
  world.directory.trouble = undefined;
  expect(await concerns.destinations()).toMatchObject([{ verdict: 'unknown' }]);
  world.at(new Date(world.now().getTime() + 5 * 60_000).toISOString());
  expect(await concerns.destinations()).toMatchObject([{ verdict: 'safe' }]);
});

test('what is unsafe is said to the DSL and the deputy once a day, to nobody else, and in the log without a name', async () => {
  const concerns = withPlace();
  world.directory.place = membersOf(MIRIAM, TOM, LEWIS);
  for (let hour = 0; hour < 5; hour += 1) {
    await concerns.destinations();
    // Another instance, or this one started again, says nothing twice.
    await withPlace().destinations();
    world.at(new Date(world.now().getTime() + 3_600_000).toISOString());
  }
  expect(told().map(({ to }) => to)).toEqual([MIRIAM, TOM]);
  expect(told()[0]?.notice).toMatchObject({ why: 'unexpected-member', names: ['Person 11'], next: 'headteacher' });
  const line = world.logged.find((one) => one.includes('concern.destination-unsafe')) ?? '';
  expect(JSON.parse(line)).toEqual({
    event: 'concern.destination-unsafe',
    facts: { school: 'oakfield', place: 'private-channel', verdict: 'unsafe', why: 'unexpected-member', missing: 0 },
  });
  world.at('2026-11-24T10:00:00Z');
  await concerns.destinations();
  expect(told()).toHaveLength(4);
});

test('a warning that could not be sent is given again', async () => {
  const concerns = withPlace();
  world.directory.place = membersOf(MIRIAM, TOM, LEWIS);
  world.teams.fail(new Fault('unavailable', 'down'));
  await concerns.destinations();
  world.teams.fail(undefined);
  world.at(new Date(world.now().getTime() + 3_600_000).toISOString());
  await concerns.destinations();
  expect(told().map(({ to }) => to)).toEqual([MIRIAM, TOM]);
});

test('each look confirms every role-holder, so that an outage at night locks nobody out', async () => {
  await withPlace().destinations();
  for (const person of [MIRIAM, TOM, JOANNA, COLIN])
    expect(await world.deps.watch.confirmedAt(person)).toEqual(world.now());
});

test('a deputy who is not in the channel is named to the team, once in a month, and stays a deputy until lanyard.yml says otherwise', async () => {
  const concerns = withPlace();
  const named = () => world.teams.told.filter(({ notice }) => notice.kind === 'not-in-place');
  world.directory.place = membersOf(MIRIAM);
  for (let hour = 0; hour < 3; hour += 1) {
    await concerns.destinations();
    world.at(new Date(world.now().getTime() + 3_600_000).toISOString());
  }
  expect(named().map(({ to }) => to)).toEqual([MIRIAM, TOM]);
  expect(named()[0]?.notice).toMatchObject({ names: ['Tom Ashworth'], place: 'private-channel' });
  world.at('2026-12-01T10:00:00Z');
  await concerns.destinations();
  expect(named()).toHaveLength(4);

  // In the channel it is none of his; one by one it is.
  const { id } = await world.report('child');
  await world.after(0);
  expect((await world.concerns.record.open(id, world.as(TOM))).kind).toBe('not-available');
  world.directory.place = membersOf(MIRIAM, GUEST);
  expect((await world.concerns.record.open(id, world.as(MIRIAM))).kind).toBe('moved');
  expect((await world.concerns.record.open(id, world.as(TOM))).kind).toBe('open');
});

test('someone it is about inside weighs more than that others can look in: its people are passed over', () => {
  const rule = { expected: [MIRIAM, TOM], excluded: [LEWIS], tenant: TENANT };
  for (const members of [membersOf(MIRIAM, LEWIS), membersOf(MIRIAM, LEWIS, GUEST)])
    expect(checkPlace({ ...members, openness: 'public' }, rule)).toEqual({ kind: 'subject-present' });
});

test('someone of another organisation is a guest, whatever lanyard.yml says about them', () => {
  const elsewhere = 'a0000000-0000-4000-8000-00000000ffff' as typeof TENANT;
  const members = [{ id: MIRIAM, tenantId: elsewhere, isGuest: false }];
  expect(checkPlace({ openness: 'private', members }, { expected: [MIRIAM], excluded: [], tenant: TENANT })).toEqual({
    kind: 'too-open',
    why: 'guest',
  });
});

import { afterEach, expect, test } from '@jest/globals';
import { heldBack, type RosterChanges, rosterChanges } from '../../../src/acknowledge/audience/roster-changes.ts';
import { audienceGroups } from '../../../src/acknowledge/planning/plan.ts';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId, GroupId, PolicyVersionId, SchoolId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, OAKFIELD, PUPILS, STAFF, school, socialMedia, trust, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>> | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

test.each([
  [8, 2, 3],
  [20, 5, 6],
  [100, 10, 11],
])('of %i staff %i may leave or join in a day, and %i wait for a person', (counted, few, many) => {
  const gone = (count: number) => ({ joiners: Array(count), leavers: Array(count) }) as unknown as RosterChanges;
  const nobodySaid = { joiners: 0, leavers: 0 };
  expect(heldBack(gone(few), counted, nobodySaid)).toEqual({ joiners: 0, leavers: 0 });
  expect(heldBack(gone(many), counted, nobodySaid)).toEqual({ joiners: many, leavers: many });
});

const idOf = (n: number): PersonId => userId(n) as string as PersonId;
const states = async (id: CampaignId) =>
  Object.fromEntries(
    ((await world?.acknowledgements.register(HR, id))?.people ?? []).map(({ name, state }) => [name, state]),
  );
/** Someone leaves the staff group for a day and is back on the next. */
async function goneForADay(n: number): Promise<void> {
  const staff = world?.groups.get(STAFF) ?? [];
  world?.groups.set(
    STAFF,
    staff.filter(({ id }) => id !== userId(n)),
  );
  world?.at(new Date('2026-09-09T08:30:00Z'));
  await world?.sweep();
  world?.groups.set(STAFF, staff);
  world?.at(new Date('2026-09-10T08:30:00Z'));
  await world?.sweep();
}

test('a pupil of one school is a pupil in the campaigns of every other school of the trust', () => {
  const other = 'd0000000-0000-4000-8000-0000000000aa' as GroupId;
  const schools = [school, { ...school, id: 'millbrook' as SchoolId, pupilGroups: [other] }];
  expect(audienceGroups({ ...trust, schools }, school).pupils).toEqual([PUPILS, other]);
});

test('anyone who was gone for a day and is back keeps their card and gets no second one', async () => {
  world = await given({ staff: 3 });
  const id = await world.started('2026-09-30' as IsoDay);
  await goneForADay(2);
  expect(await states(id)).toMatchObject({ 'Person 002': 'asked' });
  expect(world.sent.filter(({ user }) => user === userId(2))).toHaveLength(1);
});

test('anyone who was away when they vanished is away when they are back', async () => {
  world = await given({ staff: 3 });
  const id = await world.started('2026-09-30' as IsoDay);
  await world.enters(id, idOf(2), 'away');
  await goneForADay(2);
  expect(await states(id)).toMatchObject({ 'Person 002': 'paused' });
});

test('anyone HR took off the list stays off, whatever the staff groups say', async () => {
  world = await given({ staff: 3 });
  const id = await world.started('2026-09-30' as IsoDay);
  await world.enters(id, idOf(2), 'not-staff');
  for (const day of ['09', '10']) {
    world.at(new Date(`2026-09-${day}T08:30:00Z`));
    await world.sweep();
  }
  expect(await states(id)).toMatchObject({ 'Person 002': 'left' });
  expect(world.sent.filter(({ user }) => user === userId(2))).toHaveLength(1);
});

test('two campaigns for the same version ask nobody twice, and neither takes the other’s people off', async () => {
  world = await given({ staff: 3 });
  const first = await world.started('2026-09-30' as IsoDay);
  world.groups.get(STAFF)?.push(directoryPerson(20));
  const second = await world.started('2026-10-05' as IsoDay);
  expect(Object.keys(await states(second))).toEqual(['Person 020']);
  for (const day of ['09', '10']) {
    world.at(new Date(`2026-09-${day}T08:30:00Z`));
    await world.sweep();
  }
  expect(Object.values(await states(first))).toEqual(['asked', 'asked', 'asked']);
  expect(await states(second)).toEqual({ 'Person 020': 'asked' });
  expect(world.sent).toHaveLength(4);
});

test('anyone another campaign asks as well is still staff, and stays where they are', async () => {
  world = await given({ staff: 3 });
  const id = await world.started('2026-09-30' as IsoDay);
  const people = (await world.acknowledgements.register(HR, id))?.people ?? [];
  const audience = { ask: [1, 2, 3].map((n) => directoryPerson(n)), paper: [], excluded: [], pupilsKnown: 1 };
  const context = {
    ...{ school: OAKFIELD, dueDay: '2026-09-30' as IsoDay, newDueDay: '2026-09-18' as IsoDay },
    ...{ wanted: {}, policies: [socialMedia('5.0')], byName: new Set<PersonId>() },
  };
  const changes = rosterChanges(people, audience, {
    ...context,
    elsewhere: new Map([[idOf(2), new Map([[socialMedia('5.0').policyId, 'another' as CampaignId]])]]),
    signed: new Map(),
    signedThisYear: new Map(),
    away: new Set(),
  });
  expect(changes).toEqual({ joiners: [], leavers: [], returners: [], moved: [], askedMore: [], left: [] });
});

test('a campaign is for versions in force, due after today', async () => {
  world = await given({ staff: 3 });
  const wish = { school: OAKFIELD, versions: [socialMedia('5.0').versionId], dueDay: '2026-09-28' as IsoDay };
  const { plan } = world.acknowledgements;
  expect(await plan(HR, { ...wish, dueDay: '2026-09-07' as IsoDay })).toMatchObject({
    kind: 'bad-due-day',
    earliest: '2026-09-08',
  });
  const versions = [...wish.versions, 'version-4.0' as PolicyVersionId];
  expect(await plan(HR, { ...wish, versions })).toEqual({ kind: 'no-policy' });
});

test('a card whose sending broke down in a way that nobody foresaw may have arrived, and is named', async () => {
  world = await given({ staff: 3 });
  let isBroken = true;
  world.decide.onAsk = async (user) => {
    if (user === userId(2) && isBroken) {
      isBroken = false;
      throw new Error('a bug');
    }
  };
  const id = await world.started('2026-09-30' as IsoDay);
  const events = (await world.acknowledgements.evidence(HR, id)) ?? '';
  expect(events.split('\n').filter((line) => line.includes('"possible-duplicate"'))).toHaveLength(1);
  expect(world.sent.find(({ user }) => user === userId(2))?.view.mayBeSecond).toBe(true);
  expect(world.sent.filter(({ view }) => view.mayBeSecond)).toHaveLength(1);
});

test('a register that waits to be looked at again is not looked at hours later because the clock was set back', async () => {
  world = await given({ staff: 3 });
  const id = await world.started('2026-09-30' as IsoDay);
  world.at(new Date('2026-09-09T08:30:00Z'));
  await world.sweep();
  const staff = world.groups.get(STAFF) ?? [];
  world.groups.set(
    STAFF,
    staff.filter(({ id: user }) => user !== userId(2)),
  );
  await world.sweep();
  expect(await states(id)).toMatchObject({ 'Person 002': 'asked' });
  world.at(new Date('2026-09-08T20:30:00Z'));
  await world.sweep();
  expect(await states(id)).toMatchObject({ 'Person 002': 'left' });
});

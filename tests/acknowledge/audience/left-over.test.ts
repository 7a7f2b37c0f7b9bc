import { afterEach, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { personIdOf } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId, PolicyId, PolicyVersionId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { up as leftTo } from '../../../src/platform/postgres/migrations/030-039/030-left-to.ts';
import type { DirectoryPerson } from '../../../src/school/people.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, socialMedia, trust, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const SOCIAL = socialMedia('5.0');
const TRIPS = { ...SOCIAL, policyId: 'trips' as PolicyId, versionId: 't1' as PolicyVersionId, title: 'Visits Policy' };
const KEYS = { ...SOCIAL, policyId: 'keys' as PolicyId, versionId: 'k1' as PolicyVersionId, title: 'Keys Policy' };
const DUE = '2026-11-16' as IsoDay;
/** Of Teaching; the other is of Site and office. */
const [TEACHER, CARETAKER] = [userId(2), userId(3)];

async function school(): Promise<void> {
  world = await given({ staff: 5 });
  world.at(new Date('2026-10-05T09:00:00Z'));
}
async function start(id: CampaignId): Promise<CampaignId> {
  await world.acknowledgements.command(HR, id, 'start');
  await world.settle();
  return id;
}
const withdraw = async (id: CampaignId) => {
  await world.acknowledgements.command(HR, id, 'withdraw');
  await world.sweep();
};
const personOf = async (user: UserId, id: CampaignId) => world.campaigns.person(id, personIdOf(user));

const morning = async (day: string) => {
  for (const time of ['06:30', '09:00']) {
    world.at(new Date(`${day}T${time}:00Z`));
    await world.sweep();
  }
};
const change = (user: UserId, over: Partial<DirectoryPerson>) =>
  world.groups.set(
    STAFF,
    (world.groups.get(STAFF) ?? []).map((one) => (one.id === user ? { ...one, ...over } : one)),
  );

/** One campaign asks everyone for social media; a second, which has started, has all three, for everyone. */
async function twoCampaigns() {
  await school();
  world.library.inForce = [SOCIAL];
  const first = await world.started(DUE);
  world.groups.get(STAFF)?.push(directoryPerson(20));
  world.library.inForce = [SOCIAL, TRIPS, KEYS];
  const second = await start(await world.drafted(DUE));
  return { first, second };
}
/** Who would be asked for what in the drafts that wait because of a withdrawn campaign. */
const laidBefore = async () =>
  Promise.all(
    (await drafts()).map(async ({ campaign }) =>
      (await world.campaigns.people(campaign)).map(({ user }) => user).sort(),
    ),
  );

/** What waits for HR because of a campaign that was withdrawn. */
const drafts = async () =>
  (await world.acknowledgements.list(HR)).filter(
    ({ status, inPlaceOf }) => status === 'draft' && inPlaceOf !== undefined,
  );

test('who is away in a campaign that is withdrawn is away in the one that is sent for it, until HR says that they are back', async () => {
  await school();
  const first = await world.started(DUE);
  const older = await world.enters(first, personIdOf(TEACHER), 'away');
  expect(older).toBe('entered');
  await withdraw(first);
  const better = await world.started(DUE);
  expect(await personOf(TEACHER, better)).toMatchObject({ state: 'paused' });
  expect(world.sent.filter(({ user, view }) => user === TEACHER && view.campaign === better)).toEqual([]);
});

test('who is back in an open campaign is not away because of one that was withdrawn', async () => {
  await school();
  world.library.inForce = [TRIPS];
  const open = await world.started(DUE);
  world.at(new Date('2026-10-06T09:00:00Z'));
  world.library.inForce = [SOCIAL];
  const later = await world.started(DUE);
  await world.enters(open, personIdOf(TEACHER), 'away');
  await withdraw(later);
  await world.enters(open, personIdOf(TEACHER), 'back');
  expect(await personOf(TEACHER, await world.started(DUE))).toMatchObject({ state: 'asked' });
});

test('for whom a policy is next time is not what a campaign for a few had, whom a withdrawn one left out', async () => {
  await school();
  world.library.inForce = [KEYS];
  const first = await world.started(DUE);
  world.library.inForce = [SOCIAL, KEYS];
  const second = await world.drafted(DUE);
  const wanted = { policies: { [KEYS.policyId]: { groups: ['Site and office'] } } };
  await world.acknowledgements.want(HR, second, wanted);
  await world.settle();
  await start(second);
  await world.answers(CARETAKER, second);
  await withdraw(first);
  const [draft] = await drafts();
  if (!draft) throw new Error('no draft');
  await start(draft.campaign);
  world.at(new Date('2027-09-01T09:00:00Z'));
  await world.sweep();
  const [yearly] = await world.campaigns.list('all');
  expect(yearly).toMatchObject({ status: 'draft', wanted });
});

test('who signs here after the other is withdrawn, and before this list is looked at, is laid before HR; the rest are asked here', async () => {
  const { first, second } = await twoCampaigns();
  await withdraw(first);
  await world.answers(TEACHER, second);
  await world.sweep();
  expect(await laidBefore()).toEqual([[TEACHER]]);
  await morning('2026-10-06');
  await morning('2026-10-07');
  expect(await laidBefore()).toEqual([[TEACHER]]);
  expect((await personOf(CARETAKER, second))?.askedFor).toContain(SOCIAL.policyId);
});

test('who was left to one that is withdrawn is laid before HR where this one ends before it looks at its list', async () => {
  const { first, second } = await twoCampaigns();
  await withdraw(first);
  expect(await laidBefore()).toEqual([]);
  await world.acknowledgements.command(HR, second, 'finish');
  await morning('2026-10-06');
  expect(await laidBefore()).toEqual([[1, 2, 3, 4, 5].map(userId)]);
});

test('a policy that is for who started from a day is left, and laid before HR, though no row has that day', async () => {
  await school();
  change(TEACHER, { startsOn: '2026-09-02' as IsoDay });
  world.library.inForce = [SOCIAL];
  const first = await world.started(DUE);
  world.library.inForce = [SOCIAL, TRIPS];
  const second = await world.drafted(DUE);
  const startedFrom = '2026-09-01' as IsoDay;
  await world.acknowledgements.want(HR, second, { policies: { [SOCIAL.policyId]: { startedFrom } } });
  await world.settle();
  await start(second);
  await world.answers(TEACHER, second);
  await world.answers(CARETAKER, second);
  await withdraw(first);
  expect(await laidBefore()).toEqual([[TEACHER]]);
});

test('who joined after a campaign was sent, and was left to another, is laid before HR once both are over', async () => {
  await school();
  world.library.inForce = [SOCIAL];
  const first = await world.started(DUE);
  world.groups.get(STAFF)?.push(directoryPerson(20));
  const second = await world.started(DUE);
  world.groups.get(STAFF)?.push(directoryPerson(21));
  await morning('2026-10-06');
  expect(await personOf(userId(21), first)).toMatchObject({ state: 'asked' });
  await world.acknowledgements.command(HR, second, 'finish');
  await withdraw(first);
  expect(await laidBefore()).toEqual([[1, 2, 3, 4, 5, 21].map(userId)]);
});

test('what HR chose for someone whom they added by name, and another campaign asked, is laid before HR once nobody asks it', async () => {
  const { first, second } = await twoCampaigns();
  await world.enters(second, personIdOf(TEACHER), 'not-staff');
  await world.acknowledgements.addByName(HR, second, { user: TEACHER, isGuest: false, read: [0, 1] });
  await withdraw(first);
  await morning('2026-10-06');
  expect(await laidBefore()).toEqual([[TEACHER]]);
});

test('nobody is laid before HR whom a campaign that had left them out may ask by itself when it looks at its list', async () => {
  const { first, second } = await twoCampaigns();
  world.groups.get(STAFF)?.push(directoryPerson(21));
  world.library.inForce = [SOCIAL];
  const third = await world.started(DUE);
  await world.answers(TEACHER, second);
  await withdraw(first);
  expect(await laidBefore()).toEqual([]);
  world.groups.set(STAFF, (world.groups.get(STAFF) ?? []).slice(0, 2));
  await morning('2026-10-06');
  expect(await personOf(TEACHER, third)).toMatchObject({ state: 'asked' });
  expect(await laidBefore()).toEqual([]);
});

test('who was left to one that is withdrawn before this one is sent is asked here the next day, and not laid before HR', async () => {
  await school();
  world.library.inForce = [SOCIAL];
  const first = await world.started(DUE);
  world.library.inForce = [SOCIAL, TRIPS];
  const second = await world.drafted(DUE);
  world.at(new Date('2026-10-05T09:10:00Z'));
  await world.acknowledgements.command(HR, first, 'withdraw');
  world.at(new Date('2026-10-05T09:20:00Z'));
  await start(second);
  await world.sweep();
  await morning('2026-10-06');
  expect((await personOf(TEACHER, second))?.askedFor).toContain(SOCIAL.policyId);
  expect(await laidBefore()).toEqual([]);
});

test('nobody is laid before HR whom another open campaign asks, or a draft has on its list; once that is discarded they are', async () => {
  const { first, second } = await twoCampaigns();
  await world.answers(TEACHER, second);
  await world.answers(CARETAKER, second);
  world.library.inForce = [SOCIAL];
  await world.acknowledgements.command(HR, first, 'withdraw');
  const better = await world.drafted(DUE);
  await world.sweep();
  await morning('2026-10-06');
  expect(await laidBefore()).toEqual([]);
  await world.acknowledgements.command(HR, better, 'discard');
  await world.sweep();
  const [draft] = await drafts();
  expect(await laidBefore()).toEqual([[TEACHER, CARETAKER]]);
  // What HR discards of it stays discarded.
  await world.acknowledgements.command(HR, draft?.campaign as CampaignId, 'discard');
  await morning('2026-10-07');
  expect(await laidBefore()).toEqual([]);
});

test('a campaign for whom nobody asks ends without another that asks its people once more', async () => {
  const { first, second } = await twoCampaigns();
  await world.answers(TEACHER, second);
  await withdraw(first);
  const [draft] = await drafts();
  const third = await start(draft?.campaign as CampaignId);
  await world.acknowledgements.command(HR, third, 'finish');
  await morning('2026-10-06');
  await morning('2026-10-07');
  expect(await laidBefore()).toEqual([]);
});

test('while a school has nobody for HR, who was left to a withdrawn campaign waits for the next who holds the role', async () => {
  const { first, second } = await twoCampaigns();
  await world.answers(TEACHER, second);
  await world.acknowledgements.command(HR, first, 'withdraw');
  const schools = trust.schools.map((one) => ({ ...one, roles: { ...one.roles, hr: [] } }));
  await world.instance({ trust: { ...trust, schools } }).work.sweep();
  expect(await laidBefore()).toEqual([]);
  await world.sweep();
  expect(await laidBefore()).toEqual([[TEACHER]]);
});

test('two processes that look at the same moment lay it before HR once', async () => {
  const { first, second } = await twoCampaigns();
  await world.answers(TEACHER, second);
  await world.acknowledgements.command(HR, first, 'withdraw');
  const other = world.instance();
  await Promise.all([world.acknowledgements.work.sweep(), other.work.sweep()]);
  await world.sweep();
  expect(await laidBefore()).toEqual([[TEACHER]]);
});

test('what HR had chosen of the withdrawn campaign holds for the one in its place: its questions, and how far is read', async () => {
  const { first, second } = await twoCampaigns();
  await world.acknowledgements.command(HR, first, 'withdraw');
  await sql`update campaign set uses_checks = false, reading = 'all' where id = ${first}`.execute(world.db);
  await world.answers(TEACHER, second);
  await world.sweep();
  const [draft] = await drafts();
  expect(await world.campaigns.find(draft?.campaign as CampaignId)).toMatchObject({
    usesQuizzes: false,
    reading: 'all',
  });
});

test('what was left to another before it was written down is found by an update, of a campaign that was withdrawn before it too', async () => {
  const { first, second } = await twoCampaigns();
  world.groups.get(STAFF)?.push(directoryPerson(21));
  world.library.inForce = [SOCIAL];
  const third = await world.started(DUE);
  expect(await world.campaigns.exclusions(third)).toHaveLength(6);
  await world.answers(TEACHER, second);
  await world.acknowledgements.command(HR, third, 'finish');
  await world.acknowledgements.command(HR, first, 'withdraw');
  const left = sql`select campaign_id, person_id, policy_id, left_to from campaign_left order by 1, 2, 3`;
  const { rows: before } = await left.execute(world.db);
  await sql`drop table campaign_left`.execute(world.db);
  await sql`alter table campaign drop column synced_at`.execute(world.db);
  await leftTo(world.db as unknown as Kysely<unknown>);
  expect((await left.execute(world.db)).rows).toEqual(before);
  await world.sweep();
  expect(await laidBefore()).toEqual([[TEACHER]]);
});

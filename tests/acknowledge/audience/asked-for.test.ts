import { afterEach, expect, test } from '@jest/globals';
import { addByNameCard } from '../../../src/acknowledge/audience/add-by-name.cards.ts';
import { missingCard, personCard } from '../../../src/acknowledge/campaign/asked-about.handlers.ts';
import { campaignCard } from '../../../src/acknowledge/campaign/campaign.cards.ts';
import { verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import { personIdOf } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId, GroupId, PolicyId, PolicyVersionId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { createPeopleWithoutTeams } from '../../../src/more/paper/without-teams.ts';
import { sqlTickets } from '../../../src/platform/postgres/people/tickets.store.ts';
import { randomIds } from '../../../src/platform/process/process-ids.ts';
import type { DirectoryPerson } from '../../../src/school/people.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, socialMedia, trust, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const SOCIAL = socialMedia('5.0');
const TRIPS = { ...SOCIAL, policyId: 'trips' as PolicyId, versionId: 't1' as PolicyVersionId, title: 'Visits Policy' };
const KEYS = { ...SOCIAL, policyId: 'keys' as PolicyId, versionId: 'k1' as PolicyVersionId, title: 'Keys Policy' };
const DUE = '2026-09-28' as IsoDay;
const WANTED = {
  policies: { [TRIPS.policyId]: { groups: ['Teaching'] }, [KEYS.policyId]: { groups: ['Site and office'] } },
};
/** Of Teaching; the third person is of Site and office. */
const [TEACHER, CARETAKER, JOINER, GWEN] = [userId(2), userId(3), userId(20), userId(40)];
const AGENCY = 'd0000000-0000-4000-8000-0000000000bb' as GroupId;

async function started(wanted: object = WANTED): Promise<CampaignId> {
  world = await given({ staff: 5 });
  world.library.inForce = [SOCIAL, TRIPS, KEYS];
  const id = await world.drafted(DUE);
  await world.acknowledgements.want(HR, id, wanted);
  await world.settle();
  return start(id);
}
async function start(id: CampaignId): Promise<CampaignId> {
  await world.acknowledgements.command(HR, id, 'start');
  await world.settle();
  return id;
}
const morning = async (day: string) => {
  for (const time of ['06:30', '09:00']) {
    world.at(new Date(`${day}T${time}:00Z`));
    await world.sweep();
  }
};
const titlesOf = async (user: UserId, id: CampaignId) =>
  (await world.acknowledgements.request(user, id))?.policies.map(({ title }) => title);
const change = (user: UserId, over: Partial<DirectoryPerson>) =>
  world.groups.set(
    STAFF,
    (world.groups.get(STAFF) ?? []).map((one) => (one.id === user ? { ...one, ...over } : one)),
  );
const personOf = async (user: UserId, id: CampaignId) => world.campaigns.person(id, personIdOf(user));
const chainOf = async (user: UserId, id: CampaignId) => {
  expect(verifyEvidence((await world.acknowledgements.evidence(HR, id)) ?? '').kind).toBe('unaltered');
  return (await world.campaigns.eventsOf(id, personIdOf(user))).map(({ kind, facts }) => [kind, facts.policies]);
};
/** Someone leaves the staff group for a day. */
async function goneUntil(user: UserId, day: string, over: Partial<DirectoryPerson>): Promise<void> {
  const staff = world.groups.get(STAFF) ?? [];
  world.groups.set(
    STAFF,
    staff.filter(({ id }) => id !== user),
  );
  await morning('2026-09-08');
  world.groups.set(STAFF, staff);
  change(user, over);
  await morning(day);
}

test('who comes back to another department reads what is for that one, on the card that they have', async () => {
  const id = await started();
  await goneUntil(CARETAKER, '2026-09-09', { department: 'Teaching' });
  await morning('2026-09-10');
  expect(await titlesOf(CARETAKER, id)).toEqual([SOCIAL.title, TRIPS.title]);
  expect(await personOf(CARETAKER, id)).toMatchObject({ state: 'asked', staffGroup: 'Teaching' });
  const cards = world.sent.filter(({ user }) => user === CARETAKER);
  expect(cards.map(({ view }) => view.policies.map(({ title }) => title))).toEqual([[SOCIAL.title, TRIPS.title]]);
  expect((await chainOf(CARETAKER, id)).at(-1)).toEqual(['returned', [SOCIAL.title, TRIPS.title]]);
});

test('who signed, and comes back to another department, has signed what they signed', async () => {
  const id = await started();
  await world.answers(CARETAKER, id);
  await goneUntil(CARETAKER, '2026-09-09', { department: 'Teaching' });
  expect(await personOf(CARETAKER, id)).toMatchObject({
    state: 'acknowledged',
    askedFor: [SOCIAL.policyId, KEYS.policyId],
  });
});

const gwen = (id: CampaignId, read: readonly number[]) =>
  world.acknowledgements.addByName(HR, id, { user: GWEN, isGuest: false, read });

test('who was added by name comes back with what HR chose for them, whatever the directory says', async () => {
  const id = await started();
  world.groups.set(AGENCY, [directoryPerson(40)]);
  await gwen(id, [2]);
  world.groups.set(AGENCY, []);
  await morning('2026-09-08');
  expect(await personOf(GWEN, id)).toMatchObject({ state: 'left' });
  world.groups.set(AGENCY, [directoryPerson(40)]);
  await morning('2026-09-09');
  expect(await titlesOf(GWEN, id)).toEqual([KEYS.title]);
});

test('a joiner whose department comes a day late is asked for its policies then, and counted in it', async () => {
  const id = await started();
  world.groups.get(STAFF)?.push(directoryPerson(20, { department: undefined }));
  await morning('2026-09-08');
  expect(await titlesOf(JOINER, id)).toEqual([SOCIAL.title]);
  const before = await personOf(JOINER, id);
  change(JOINER, { department: 'Teaching' });
  await morning('2026-09-09');
  expect(await titlesOf(JOINER, id)).toEqual([SOCIAL.title, TRIPS.title]);
  expect(await personOf(JOINER, id)).toMatchObject({
    state: 'asked',
    stateAt: before?.stateAt,
    staffGroup: 'Teaching',
  });
  expect((await chainOf(JOINER, id)).filter(([kind]) => kind === 'asked-for-more')).toEqual([
    ['asked-for-more', [SOCIAL.title, TRIPS.title]],
  ]);
  // What was not known is known now: from here on it is theirs, whatever their work becomes.
  change(JOINER, { department: 'Site and office' });
  await morning('2026-09-10');
  expect(await titlesOf(JOINER, id)).toEqual([SOCIAL.title, TRIPS.title]);
  expect(world.sent.filter(({ user }) => user === JOINER)).toHaveLength(1);
});

test('a paper of before someone was asked for more is no signature for it', async () => {
  const id = await started();
  world.groups.get(STAFF)?.push(directoryPerson(20, { department: undefined }));
  await morning('2026-09-08');
  change(JOINER, { department: 'Teaching' });
  await morning('2026-09-10');
  const witnessed = (day: string) =>
    world.acknowledgements.enter(HR, id, {
      person: personIdOf(JOINER),
      kind: 'witnessed',
      source: { who: 'Karen Osgood', day: day as IsoDay },
    });
  expect(await witnessed('2026-09-09')).toMatchObject({ kind: 'bad-day', earliest: '2026-09-10' });
  expect(await witnessed('2026-09-10')).toMatchObject({ kind: 'entered' });
});

test('a department that comes together with a Teams licence is not forgotten', async () => {
  const id = await started();
  world.groups.get(STAFF)?.push(directoryPerson(20, { department: undefined, plans: [] }));
  await morning('2026-09-08');
  expect(await personOf(JOINER, id)).toMatchObject({ state: 'paper' });
  change(JOINER, { department: 'Teaching', plans: directoryPerson(1).plans });
  world.at(new Date('2026-09-09T06:30:00Z'));
  await world.sweep();
  world.at(new Date('2026-09-09T09:00:00Z'));
  await world.sweep();
  expect(await titlesOf(JOINER, id)).toEqual([SOCIAL.title, TRIPS.title]);
});

test('who has signed before their department came is asked for no more: a campaign is signed once', async () => {
  const id = await started();
  world.groups.get(STAFF)?.push(directoryPerson(20, { department: undefined }));
  await morning('2026-09-08');
  await world.answers(JOINER, id);
  change(JOINER, { department: 'Teaching' });
  await morning('2026-09-09');
  expect(await personOf(JOINER, id)).toMatchObject({ state: 'acknowledged', askedFor: [SOCIAL.policyId] });
});

/** One campaign asks everyone for social media; a second has all three, for everyone. */
async function twoCampaigns() {
  world = await given({ staff: 5 });
  world.library.inForce = [SOCIAL];
  const first = await world.started(DUE);
  world.groups.get(STAFF)?.push(directoryPerson(20));
  world.library.inForce = [SOCIAL, TRIPS, KEYS];
  const second = await world.drafted(DUE);
  return { first, second };
}

test('another campaign that asks for one policy leaves the rest to this one, and every number says so', async () => {
  const { second } = await twoCampaigns();
  const before = await world.acknowledgements.campaign(HR, second);
  expect(before?.exclusions).toEqual([]);
  expect(before?.policies.map(({ audience }) => audience?.expected)).toEqual([1, 6, 6]);
  const drawn = before && JSON.stringify(campaignCard(before));
  expect(drawn).toContain(
    'Social Media Policy (version 5.0, 1 September 2026): the people this campaign asks for it, 1 person',
  );
  expect(drawn).toContain('Visits Policy (version 5.0, 1 September 2026): everyone who is asked, 6 people');
  await start(second);
  expect(await titlesOf(TEACHER, second)).toEqual([TRIPS.title, KEYS.title]);
  expect(await titlesOf(JOINER, second)).toEqual([SOCIAL.title, TRIPS.title, KEYS.title]);
  await world.answers(TEACHER, second);
  const register = await world.acknowledgements.register(HR, second);
  if (!register) throw new Error('no campaign');
  expect(JSON.stringify(missingCard([register], []))).toContain('Social Media Policy: 1 of 1 have not answered');
  expect(JSON.stringify(personCard([register], 'person 002'))).toContain('To read: Visits Policy, Keys Policy');
  const rows = ((await world.acknowledgements.csv(HR, second)) ?? '').split('\r\n');
  expect(rows.filter((row) => row.includes('Person 002'))).toHaveLength(2);
});

test('HR hears what of their choice another campaign asks of someone they add by name', async () => {
  const { second } = await twoCampaigns();
  await start(second);
  await world.enters(second, personIdOf(TEACHER), 'not-staff');
  const added = await world.acknowledgements.addByName(HR, second, { user: TEACHER, isGuest: false, read: [0, 1] });
  expect(added).toMatchObject({ kind: 'added', elsewhere: [SOCIAL.title] });
  expect(JSON.stringify(addByNameCard(second, [], added))).toContain(
    'Another campaign asks them for Social Media Policy.',
  );
  expect(await titlesOf(TEACHER, second)).toEqual([TRIPS.title]);
});

test('what a campaign left to another is asked here once that one is withdrawn, and not of those who signed it there', async () => {
  const { first, second } = await twoCampaigns();
  await start(second);
  await world.answers(CARETAKER, first);
  await world.acknowledgements.command(HR, first, 'withdraw');
  await morning('2026-09-08');
  expect(await titlesOf(TEACHER, second)).toEqual([SOCIAL.title, TRIPS.title, KEYS.title]);
  expect(await titlesOf(CARETAKER, second)).toEqual([TRIPS.title, KEYS.title]);
});

/** What waits for HR because of a campaign that was withdrawn. */
const drafts = async () =>
  (await world.acknowledgements.list(HR)).filter(
    ({ status, inPlaceOf }) => status === 'draft' && inPlaceOf !== undefined,
  );

test('what was left to a campaign that is withdrawn is laid before HR for those who have signed here, once, with why', async () => {
  const { first, second } = await twoCampaigns();
  await start(second);
  await world.answers(TEACHER, second);
  await world.acknowledgements.command(HR, first, 'withdraw');
  await world.sweep();
  await morning('2026-09-08');
  const [draft, ...more] = await drafts();
  expect(more).toEqual([]);
  expect(draft).toMatchObject({ total: { expected: 1 }, policies: [{ title: SOCIAL.title }] });
  expect(draft && JSON.stringify(campaignCard(draft))).toMatch(/was withdrawn.*nobody asks them for this now/);
  expect(world.campaignCards.some(({ view }) => view.campaign === draft?.campaign)).toBe(true);
  const third = draft?.campaign as CampaignId;
  await start(third);
  expect(await titlesOf(TEACHER, third)).toEqual([SOCIAL.title]);
  await world.acknowledgements.command(HR, third, 'withdraw');
  await world.sweep();
  // Nobody had left it to that one but the same campaign: it is theirs once more, and not silently nobody's.
  expect((await drafts()).map(({ total }) => total.expected)).toEqual([1]);
});

test('of a campaign that is withdrawn nobody hears who is asked elsewhere, has signed, or was asked by that one alone', async () => {
  const { first, second } = await twoCampaigns();
  await start(second);
  await world.answers(CARETAKER, first);
  await world.answers(CARETAKER, second);
  await world.acknowledgements.command(HR, first, 'withdraw');
  await world.sweep();
  expect(await drafts()).toEqual([]);
});

test('who was left to it by a campaign that has finished since is among them, whether they signed there or not', async () => {
  const { first, second } = await twoCampaigns();
  await start(second);
  await world.answers(TEACHER, second);
  await world.acknowledgements.command(HR, second, 'finish');
  await world.acknowledgements.command(HR, first, 'withdraw');
  await world.sweep();
  const [draft] = await drafts();
  expect(draft?.policies.map(({ title }) => title)).toEqual([SOCIAL.title]);
  expect(draft?.total.expected).toBeGreaterThan(1);
});

test('what was signed in another campaign this year, at any time, is not asked here when that one has finished', async () => {
  world = await given({ staff: 5 });
  world.library.inForce = [SOCIAL];
  const first = await world.started(DUE);
  await world.answers(TEACHER, first);
  world.library.inForce = [SOCIAL, TRIPS, KEYS];
  const second = await world.started(DUE);
  expect(await titlesOf(TEACHER, second)).toEqual([TRIPS.title, KEYS.title]);
  await world.acknowledgements.command(HR, first, 'finish');
  await morning('2026-09-08');
  expect(await titlesOf(CARETAKER, second)).toEqual([SOCIAL.title, TRIPS.title, KEYS.title]);
  expect(await titlesOf(TEACHER, second)).toEqual([TRIPS.title, KEYS.title]);
  await goneUntil(TEACHER, '2026-09-10', {});
  expect(await titlesOf(TEACHER, second)).toEqual([TRIPS.title, KEYS.title]);
});

test('who was left out because another campaign asks everything of them, and signed there, does not join when that has finished', async () => {
  world = await given({ staff: 5 });
  world.library.inForce = [SOCIAL];
  const first = await world.started(DUE);
  world.groups.get(STAFF)?.push(directoryPerson(20));
  const second = await world.started(DUE);
  for (const n of [1, 2, 3]) await world.answers(userId(n), first);
  await world.acknowledgements.command(HR, first, 'finish');
  await morning('2026-09-08');
  const asked = (await world.campaigns.people(second)).map(({ user }) => user).sort();
  expect(asked).toEqual([4, 5, 20].map(userId));
});

test('what HR asks of everyone again is asked of who left and is back, though they had signed it', async () => {
  world = await given({ staff: 5 });
  world.library.inForce = [SOCIAL];
  const first = await world.started(DUE);
  await world.answers(TEACHER, first);
  await world.acknowledgements.command(HR, first, 'finish');
  const second = await world.started(DUE);
  expect(await titlesOf(TEACHER, second)).toEqual([SOCIAL.title]);
  await goneUntil(TEACHER, '2026-09-09', {});
  expect(await personOf(TEACHER, second)).toMatchObject({ state: 'asked' });
});

test('the yearly campaign keeps whom each policy is for, and so does one version that is adopted', async () => {
  const id = await started();
  await world.acknowledgements.command(HR, id, 'finish');
  const next = { ...KEYS, versionId: 'k2' as PolicyVersionId };
  world.library.inForce = [SOCIAL, TRIPS, next];
  world.library.changes = { isMaterial: true, sections: [] };
  const wantedOf = async (policies: number) =>
    (await world.campaigns.list('all')).find((one) => one.status === 'draft' && one.policies.length === policies)
      ?.wanted;
  world.at(new Date('2026-11-09T10:00:00Z'));
  await world.sweep();
  expect(await wantedOf(1)).toEqual({ policies: { [KEYS.policyId]: WANTED.policies[KEYS.policyId] } });
  world.at(new Date('2027-09-01T09:00:00Z'));
  await world.sweep();
  expect(await wantedOf(3)).toEqual(WANTED);
});

test('who signed, left and is added by name for something else is not said to be asked for it', async () => {
  const id = await started();
  world.groups.set(AGENCY, [directoryPerson(40, { name: 'Gwen Pryce' })]);
  expect(await gwen(id, [0])).toMatchObject({ kind: 'added' });
  await world.settle();
  await world.answers(GWEN, id);
  world.groups.set(AGENCY, []);
  await morning('2026-09-08');
  world.groups.set(AGENCY, [directoryPerson(40, { name: 'Gwen Pryce' })]);
  const again = await gwen(id, [0, 2]);
  expect(again).toEqual({ kind: 'signed', name: 'Gwen Pryce', at: expect.any(Date), lacking: [KEYS.title] });
  expect(JSON.stringify(addByNameCard(id, [], again))).toContain('That was not for Keys Policy');

  expect(await personOf(GWEN, id)).toMatchObject({ state: 'acknowledged', askedFor: [SOCIAL.policyId] });
  const view = await world.acknowledgements.campaign(HR, id);
  expect(view?.policies.map(({ audience }) => [audience?.acknowledged, audience?.expected])).toEqual([
    [1, 6],
    [0, 4],
    [0, 1],
  ]);
});

test('a page or card that shows other policies than someone is asked for by now signs nothing, and is shown again', async () => {
  const id = await started();
  world.groups.set(AGENCY, [directoryPerson(40, { plans: [] }), directoryPerson(41)]);
  await gwen(id, [0]);
  const tickets = sqlTickets(world.db, randomIds);
  const { campaigns, host, now: clock } = world;
  const jobs = { wake: async () => undefined };
  const paper = createPeopleWithoutTeams({ trust, campaigns, tickets, host, clock, jobs });
  const made = await paper.makeLinks(HR, id);
  if (typeof made !== 'object') throw new Error('no links');
  const secret = made.letters.find(({ person }) => person.user === GWEN)?.secret ?? '';
  const open = await paper.open(secret);
  if (open.kind !== 'asked') throw new Error(open.kind);
  await world.enters(id, personIdOf(GWEN), 'not-staff');
  await gwen(id, [1]);
  const again = await paper.answer(secret, { read: [0], shown: open.view.shown });
  expect(again.kind === 'asked' && again.policies.map(({ title }) => title)).toEqual([TRIPS.title]);
  // Not even that its end was reached is kept: it was the end of another text.
  expect((await campaigns.opened(id, personIdOf(GWEN))).size).toBe(0);
  const shown = again.kind === 'asked' ? again.view.shown : '';
  expect(await paper.answer(secret, { read: [0], shown })).toMatchObject({
    ...{ kind: 'answered', signature: { policies: [{ title: TRIPS.title }] } },
  });

  const card = await world.acknowledgements.request(TEACHER, id);
  await world.enters(id, personIdOf(TEACHER), 'not-staff');
  await world.acknowledgements.addByName(HR, id, { user: TEACHER, isGuest: false, read: [0] });
  await world.acknowledgements.read(TEACHER, id, 0, 'text');
  const pressed = await world.acknowledgements.acknowledge(TEACHER, id, card?.shown);
  expect(pressed).toEqual({ kind: 'shown-other' });
  const now = await world.acknowledgements.request(TEACHER, id);
  expect(await world.acknowledgements.acknowledge(TEACHER, id, now?.shown)).toMatchObject({ kind: 'recorded' });
});

test('what is changed between an answer and its signature is not signed', async () => {
  const id = await started();
  await world.acknowledgements.read(TEACHER, id, 0, 'text');
  await world.acknowledgements.read(TEACHER, id, 1, 'text');
  const { signOnce } = world.campaigns;
  const campaigns = {
    ...world.campaigns,
    signOnce: async (...signing: Parameters<typeof signOnce>) => {
      await world.enters(id, personIdOf(TEACHER), 'not-staff');
      await world.acknowledgements.addByName(HR, id, { user: TEACHER, isGuest: false, read: [0] });
      return signOnce(...signing);
    },
  };
  expect(await world.instance({ campaigns }).acknowledge(TEACHER, id)).toEqual({ kind: 'shown-other' });
  expect(await world.campaigns.signature(id, personIdOf(TEACHER))).toBeUndefined();
  expect(await world.acknowledgements.acknowledge(TEACHER, id)).toMatchObject({
    ...{ kind: 'recorded', signature: { policies: [{ title: SOCIAL.title }] } },
  });
});

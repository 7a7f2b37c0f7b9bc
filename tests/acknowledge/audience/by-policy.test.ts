import { afterEach, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import { missingCard, personCard } from '../../../src/acknowledge/campaign/asked-about.handlers.ts';
import { campaignCard } from '../../../src/acknowledge/campaign/campaign.cards.ts';
import { campaignPage } from '../../../src/acknowledge/evidence/campaign-page.pdf.ts';
import { verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import type { CampaignId, PolicyId, PolicyVersionId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { personalLinksPdf } from '../../../src/more/paper/personal-links.pdf.ts';
import { signatureListPdf } from '../../../src/more/paper/signature-list.pdf.ts';
import { createPeopleWithoutTeams } from '../../../src/more/paper/without-teams.ts';
import { sqlTickets } from '../../../src/platform/postgres/people/tickets.store.ts';
import { randomIds } from '../../../src/platform/process/process-ids.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, school, socialMedia, trust, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const policy = (name: string, title: string) => ({
  ...socialMedia('1.0'),
  ...{ policyId: name as PolicyId, versionId: `${name}-1` as PolicyVersionId, title },
});
const SOCIAL = socialMedia('5.0');
const TRIPS = policy('trips', 'Educational Visits Policy');
const KEYS = policy('keys', 'Keys and Alarms Policy');
const DUE = '2026-09-28' as IsoDay;

/** Social media for everyone, visits for Teaching, keys for Site and office. */
const TEACHING = { groups: ['Teaching'] };
const SITE = { groups: ['Site and office'] };
const WANTED = { policies: { [TRIPS.policyId]: TEACHING, [KEYS.policyId]: SITE } };
/** Of Teaching; the third person is of Site and office. */
const [TEACHER, CARETAKER] = [userId(2), userId(3)];

async function drafted(wanted: object = WANTED): Promise<CampaignId> {
  world = await given({ staff: 5 });
  world.library.inForce = [SOCIAL, TRIPS, KEYS];
  const id = await world.drafted(DUE);
  expect(await world.acknowledgements.want(HR, id, wanted)).toBe(true);
  await world.settle();
  return id;
}
async function started(wanted?: object): Promise<CampaignId> {
  const id = await drafted(wanted);
  await world.acknowledgements.command(HR, id, 'start');
  await world.settle();
  return id;
}
const titlesOf = async (user: UserId, id: CampaignId) =>
  (await world.acknowledgements.request(user, id))?.policies.map(({ title }) => title);
const packOf = async (id: CampaignId) => {
  const text = (await world.acknowledgements.evidence(HR, id)) ?? '';
  expect(verifyEvidence(text).kind).toBe('unaltered');
  return text
    .trim()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line) as { kind?: string; person?: string; policies?: object; facts?: { policies?: string[] } },
    );
};

test('before anyone is asked HR sees whom each policy is for, with how many, and whom none is for', async () => {
  const id = await drafted({ policies: { ...WANTED.policies, [SOCIAL.policyId]: TEACHING } });
  world.groups.get(STAFF)?.push(directoryPerson(20, { department: 'Catering' }));
  await world.acknowledgements.prepareAgain(HR, id);
  await world.settle();
  const view = await world.acknowledgements.campaign(HR, id);
  expect(view?.policies.map(({ audience }) => [audience?.words, audience?.expected])).toEqual([
    ['Teaching', 4],
    ['Teaching', 4],
    ['Site and office', 1],
  ]);
  expect(view?.exclusions).toEqual([{ user: userId(20), name: 'Person 020', reason: 'no-policy' }]);
  const drawn = view && JSON.stringify(campaignCard(view));
  expect(drawn).toContain('Keys and Alarms Policy (version 1.0, 1 September 2026): Site and office, 1 person');
  expect(drawn).toContain('None of these policies is for them.');
});

test('a policy that is for nobody who is there is said before it is sent', async () => {
  const id = await drafted({ policies: { [KEYS.policyId]: { groups: ['Lifeguards'] } } });
  const view = await world.acknowledgements.campaign(HR, id);
  expect(view && JSON.stringify(campaignCard(view))).toContain('Nobody would be asked to read Keys and Alarms Policy.');
});

test('a card asks for exactly the policies whose audience the person is in, in their words, and so is what they sign', async () => {
  const id = await started();
  expect(await titlesOf(TEACHER, id)).toEqual([SOCIAL.title, TRIPS.title]);
  expect(await titlesOf(CARETAKER, id)).toEqual([SOCIAL.title, KEYS.title]);
  const sent = world.sent.find(({ user }) => user === CARETAKER)?.view;
  expect(sent?.title).toBe('Social Media Policy and Keys and Alarms Policy, 2026');
  expect(sent?.wording.slice(0, 3)).toEqual([
    'I have read the Social Media Policy (version 5.0, 1 September 2026).',
    'I have read the Keys and Alarms Policy (version 1.0, 1 September 2026).',
    'I understand what they ask of me.',
  ]);
  // The second place on their card is the keys, and not the visits.
  expect((await world.acknowledgements.read(CARETAKER, id, 1, 'text'))?.policy.title).toBe(KEYS.title);
  expect(await world.acknowledgements.read(CARETAKER, id, 2, 'text')).toBeUndefined();
  expect(await world.acknowledgements.acknowledge(CARETAKER, id)).toEqual({
    kind: 'open-first',
    titles: [SOCIAL.title],
  });
  expect(await world.answers(CARETAKER, id)).toMatchObject({ kind: 'recorded' });
  const [signature] = await world.acknowledgements.signed(CARETAKER);
  expect(signature?.policies.map(({ title }) => title)).toEqual([SOCIAL.title, KEYS.title]);
  expect(signature?.wording).toEqual(sent?.wording);
});

test('one policy is asked for in the singular, and a question is about no other', async () => {
  const id = await started({ policies: { [SOCIAL.policyId]: TEACHING, [TRIPS.policyId]: TEACHING } });
  const view = await world.acknowledgements.request(CARETAKER, id);
  expect(view?.wording.slice(0, 2)).toEqual([
    'I have read the Keys and Alarms Policy (version 1.0, 1 September 2026).',
    'I understand what it asks of me.',
  ]);
  await world.acknowledgements.query(CARETAKER, id, 'queried');
  expect(await world.acknowledgements.inQuestion(CARETAKER)).toEqual([KEYS.policyId]);
});

test('register, card, PDF and typed answers tell the same of each policy', async () => {
  const id = await started();
  await world.answers(TEACHER, id);
  const [header = '', ...rows] = ((await world.acknowledgements.csv(HR, id)) ?? '').trim().split('\r\n');
  const [nameAt, policyAt] = ['"Name', 'Policy'].map((name) => header.split('","').indexOf(name));
  const asked = rows
    .map((row) => row.split('","'))
    .map((cells) => [cells[nameAt ?? 0], cells[policyAt ?? 0]].join(': '));
  expect(asked.filter((line) => line.includes('003'))).toEqual([
    '"Person 003: Social Media Policy',
    '"Person 003: Keys and Alarms Policy',
  ]);
  expect(asked.filter((line) => line.includes('Educational'))).toHaveLength(4);
  const view = await world.acknowledgements.campaign(HR, id);
  const register = await world.acknowledgements.register(HR, id);
  if (!view || !register) throw new Error('no campaign');
  expect(view.total).toMatchObject({ expected: 5, acknowledged: 1, outstanding: 4 });
  expect(view.policies.map(({ audience }) => [audience?.acknowledged, audience?.expected])).toEqual([
    [1, 5],
    [1, 4],
    [0, 1],
  ]);
  expect(JSON.stringify(campaignCard(view))).toContain('1 of 4 (Teaching)');
  const missing = JSON.stringify(missingCard([register], []));
  expect(missing).toContain('**4 people** of 5,');
  expect(missing).toContain('Educational Visits Policy: 3 of 4 have not answered');
  expect(JSON.stringify(personCard([register], 'person 003'))).toContain(
    'To read: Social Media Policy, Keys and Alarms Policy',
  );
  const page = await campaignPage(world.campaigns, register.campaign, view);
  const { text } = await extractText(page, { mergePages: true });
  expect(text).toContain('Educational Visits Policy (version 1.0, 1 September 2026), for Teaching');
  expect(text).toContain('1 of 5 have acknowledged, 4 have not yet.');
});

test('the chain says what each was asked for, and the pack whom each policy is for', async () => {
  const id = await started();
  await world.answers(CARETAKER, id);
  const [head, ...events] = await packOf(id);
  expect(head?.policies).toMatchObject([{ title: SOCIAL.title }, { for: 'Teaching' }, { for: 'Site and office' }]);
  const of = (kind: string) => events.find((event) => event.kind === kind && event.person === CARETAKER);
  expect(of('added')?.facts?.policies).toEqual([SOCIAL.title, KEYS.title]);
  expect(of('acknowledged')?.facts?.policies).toEqual([SOCIAL.title, KEYS.title]);
});

test('where every policy is for everyone, nothing is said of audiences', async () => {
  const id = await started({});
  await world.answers(TEACHER, id);
  const [head, ...events] = await packOf(id);
  expect(Object.keys(Object(head?.policies)[0])).toEqual(['document', 'text', 'title', 'version']);
  expect(events.filter(({ kind, facts }) => kind === 'added' && facts && 'policies' in facts)).toEqual([]);
  expect(await titlesOf(TEACHER, id)).toEqual([SOCIAL.title, TRIPS.title, KEYS.title]);
  expect((await world.acknowledgements.campaign(HR, id))?.policies.some(({ audience }) => audience)).toBe(false);
});

test('a joiner is asked for what is for them; who changes group keeps what they were asked', async () => {
  const id = await started({ policies: { ...WANTED.policies, [SOCIAL.policyId]: TEACHING } });
  world.groups
    .get(STAFF)
    ?.push(directoryPerson(20, { department: 'Site and office' }), directoryPerson(21, { department: 'Catering' }));
  const staff = world.groups.get(STAFF) ?? [];
  world.groups.set(
    STAFF,
    staff.map((one) => (one.id === CARETAKER ? { ...one, department: 'Teaching' } : one)),
  );
  for (const at of ['2026-09-08T06:30:00Z', '2026-09-08T09:00:00Z']) {
    world.at(new Date(at));
    await world.sweep();
  }
  expect(await titlesOf(userId(20), id)).toEqual([KEYS.title]);
  expect(await titlesOf(userId(21), id)).toBeUndefined();
  expect(await titlesOf(CARETAKER, id)).toEqual([KEYS.title]);
  const added = (await packOf(id)).find(({ kind, person }) => kind === 'added' && person === userId(20));
  expect(added?.facts?.policies).toEqual([KEYS.title]);
});

test('people added by hand are asked for what HR chooses, which has to be something', async () => {
  const id = await started();
  world.groups.get(STAFF)?.splice(4, 1);
  const add = (read: readonly number[]) =>
    world.acknowledgements.addByName(HR, id, { user: userId(40), isGuest: false, read });
  world.groups.set('d0000000-0000-4000-8000-0000000000bb' as never, [directoryPerson(40)]);
  expect(await add([])).toEqual({ kind: 'nothing-to-read' });
  expect(await add([1])).toMatchObject({ kind: 'added' });
  await world.settle();
  expect(await titlesOf(userId(40), id)).toEqual([TRIPS.title]);

  expect(await world.addsOnPaper(id, 'Beryl Tranter', 'Cook')).toEqual({ kind: 'nothing-to-read' });
  const beryl = await world.addsOnPaper(id, 'Beryl Tranter', 'Cook', HR, [0, 2]);
  if (beryl.kind !== 'entered') throw new Error(beryl.kind);
  expect(await world.enters(id, beryl.person.id, 'witnessed')).toBe('entered');
  expect((await world.campaigns.signature(id, beryl.person.id))?.policies.map(({ title }) => title)).toEqual([
    SOCIAL.title,
    KEYS.title,
  ]);
  // Taken off and put on again with something else: nothing was signed, so that counts which was chosen last.
  await world.enters(id, userId(40) as never, 'not-staff');
  expect(await add([2])).toMatchObject({ kind: 'added' });
  expect(await titlesOf(userId(40), id)).toEqual([KEYS.title]);
});

test('another campaign stands in the way only of what it asks the person for', async () => {
  await started({ policies: { [TRIPS.policyId]: TEACHING, [SOCIAL.policyId]: SITE, [KEYS.policyId]: SITE } });
  world.library.inForce = [SOCIAL];
  const second = await world.drafted(DUE);
  const register = await world.acknowledgements.register(HR, second);
  expect(register?.people.map(({ user }) => user)).toEqual([1, 2, 4, 5].map(userId));
  expect((await world.acknowledgements.campaign(HR, second))?.exclusions).toMatchObject([
    { user: CARETAKER, reason: 'asked-elsewhere' },
  ]);
});

test('people who are asked for the same sign one list, under what they are asked for', async () => {
  const id = await drafted();
  const [campaign, people] = [await world.campaigns.find(id), await world.campaigns.people(id)];
  if (!campaign) throw new Error('no campaign');
  const { text } = await extractText(await signatureListPdf({ campaign, school, people }, world.now()));
  expect(text).toHaveLength(2);
  const site = text.find((page) => page.includes('Person 003')) ?? '';
  expect(site).toContain('I have read the Keys and Alarms Policy');
  expect(site).not.toContain('Educational Visits');
  expect(site).not.toContain('Person 002');
});

test('a personal link shows, prints and signs what is for that person', async () => {
  const id = await started();
  world.groups.get(STAFF)?.push(directoryPerson(21, { plans: [], department: 'Site and office' }));
  for (const at of ['2026-09-08T06:30:00Z', '2026-09-08T09:00:00Z']) {
    world.at(new Date(at));
    await world.sweep();
  }
  const { campaigns, host, now: clock } = world;
  const tickets = sqlTickets(world.db, randomIds);
  const paper = createPeopleWithoutTeams({
    trust,
    campaigns,
    tickets,
    host,
    clock,
    jobs: { wake: async () => undefined },
  });
  const made = await paper.makeLinks(HR, id);
  if (typeof made !== 'object') throw new Error('no links');
  const { text } = await extractText(
    await personalLinksPdf(made, (secret) => `https://x.example/a/${secret}`, clock()),
  );
  expect(text).toHaveLength(1);
  expect(text[0]).toContain(KEYS.title);
  expect(text[0]).not.toContain(TRIPS.title);
  const secret = made.letters[0]?.secret ?? '';
  const titles = (policies: readonly { readonly title: string }[]) => policies.map(({ title }) => title);
  const linked = await paper.open(secret);
  if (linked.kind !== 'asked') throw new Error(linked.kind);
  expect([titles(linked.policies), titles(linked.view.policies)]).toEqual([
    [SOCIAL.title, KEYS.title],
    [SOCIAL.title, KEYS.title],
  ]);
  const answered = await paper.answer(secret, { read: [], shown: linked.view.shown });
  expect(answered.kind === 'answered' && titles(answered.signature.policies)).toEqual([SOCIAL.title, KEYS.title]);
});

test('training that goes with a policy is not lacked by someone for whom the policy is not', async () => {
  const id = await started();
  const kind = { id: 'visits', name: 'Visits training', everyMonths: 12, soonDays: 30, beside: [TRIPS.title] };
  const trained = { ...school, acknowledgement: { ...school.acknowledgement, training: [kind] } };
  const campaign = await world.campaigns.find(id);
  const columns = await world.training.extension.goesWith?.columns(trained, campaign?.policies ?? []);
  const people = await world.campaigns.people(id);
  const lacking = people.filter((person) => columns?.of(person).isLacking).map(({ user }) => user);
  expect(lacking).toEqual([1, 2, 4, 5].map(userId));
  const cells = people.filter(({ user }) => user === CARETAKER).map((person) => columns?.of(person).cells);
  expect(cells).toEqual([['', '']]);
  expect(columns?.totals(people)[0]?.words).toContain('4');
});

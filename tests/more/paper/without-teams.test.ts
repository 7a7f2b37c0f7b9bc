import { afterEach, expect, test } from '@jest/globals';
import { sqlCampaignStore } from '../../../src/acknowledge/campaign/campaign.store.ts';
import { campaignPack, verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId, PolicyId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { LARGEST_SHEET } from '../../../src/more/paper/links.ts';
import { createPeopleWithoutTeams } from '../../../src/more/paper/without-teams.ts';
import { sqlTickets } from '../../../src/platform/postgres/people/tickets.store.ts';
import { randomIds } from '../../../src/platform/process/process-ids.ts';
import { given } from '../../acknowledge/given.ts';
import { directoryPerson, HR, OAKFIELD, STAFF, trust, userId } from '../../acknowledge/school.ts';
import { harmless } from '../../support/harmless.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

/** Two members of staff in Teams, one without a licence, and a governor without an account. */
async function campaign(options: { questions?: number; reading?: 'opened' | 'all' } = {}) {
  world = await given({ staff: 2 });
  for (let n = 1; n <= (options.questions ?? 0); n += 1) await writeQuestion(n);
  world.groups.get(STAFF)?.push(directoryPerson(12, { plans: [], name: 'Doreen Tapley' }));
  const versions = world.library.inForce.map(({ versionId }) => versionId);
  const wish = { school: OAKFIELD, versions, dueDay: '2026-09-28' as IsoDay, reading: options.reading ?? 'opened' };
  const planned = await world.acknowledgements.plan(HR, wish);
  if (planned.kind !== 'planned') throw new Error(planned.kind);
  const id = planned.campaign;
  await world.settle();
  await world.acknowledgements.command(HR, id, 'start');
  await world.settle();
  await world.addsOnPaper(id, 'Jean Cook', 'Governor');
  const campaigns = sqlCampaignStore(world.db);
  const paper = createPeopleWithoutTeams({
    trust,
    campaigns,
    tickets: sqlTickets(world.db, randomIds),
    clock: world.now,
    host: world.host,
    jobs: { wake: async () => undefined },
  });
  const links = async (): Promise<Record<string, string>> => {
    const made = await paper.makeLinks(HR, id);
    if (typeof made !== 'object') throw new Error('no links');
    return Object.fromEntries(made.letters.map(({ person, secret }) => [person.name, secret]));
  };
  return { id, campaigns, paper, links };
}

/** Presses the button of the page as it is now. @param read places of the policies whose end was ticked */
async function answers(
  paper: Awaited<ReturnType<typeof campaign>>['paper'],
  secret: string,
  read: readonly number[] = [],
) {
  const linked = await paper.open(secret);
  return paper.answer(secret, { read, shown: linked.kind === 'asked' ? linked.view.shown : '' });
}

/** By the policy's owner: the second answer is right. */
const writeQuestion = (n: number) =>
  world.quizzes.saveQuestion(
    userId(3),
    { school: OAKFIELD, policy: 'social-media' as PolicyId },
    {
      scenario: harmless(`Situation ${n}: what now?`),
      answers: [harmless('Accept'), harmless('Decline'), harmless(''), harmless('')],
      right: 1,
      section: 's2',
    },
  );

const stateOf = async (id: CampaignId, name: string) =>
  (await world.acknowledgements.register(HR, id))?.people.find((person) => person.name === name)?.state;

test('a sheet is for those Teams does not reach, and for nobody else', async () => {
  const { id, paper, links } = await campaign();
  expect(Object.keys(await links()).sort()).toEqual(['Doreen Tapley', 'Jean Cook']);
  expect((await paper.list(HR, id, 'Without an account'))?.people.map(({ name }) => name)).toEqual(['Jean Cook']);
  // Not for someone who runs nothing, and not for a campaign that is over.
  expect(await paper.makeLinks(userId(2), id)).toBeUndefined();
  await world.acknowledgements.command(HR, id, 'finish');
  expect(await paper.makeLinks(HR, id)).toBeUndefined();
});

test('someone who never used Teams gets a link; someone Microsoft merely keeps waiting does not', async () => {
  world = await given({ staff: 3 });
  world.decide.install = (user) => (user === userId(2) ? 'no-teams' : undefined);
  const id = await world.started();
  const paper = createPeopleWithoutTeams({
    trust,
    campaigns: sqlCampaignStore(world.db),
    tickets: sqlTickets(world.db, randomIds),
    clock: world.now,
    host: world.host,
    jobs: { wake: async () => undefined },
  });
  expect((await paper.list(HR, id))?.people.map(({ user, reason }) => [user, reason])).toEqual([
    [userId(2), 'never-used-teams'],
  ]);
});

test('an answer through a link is in the same register, bound to the same facts, and stays the first', async () => {
  const { id, campaigns, paper, links } = await campaign();
  const secret = (await links())['Doreen Tapley'] ?? '';
  await world.answers(userId(1), id);
  expect(await paper.open(secret)).toMatchObject({ kind: 'asked', name: 'Doreen Tapley' });
  expect(await stateOf(id, 'Doreen Tapley')).toBe('paper');

  const answered = await answers(paper, secret);
  const inTeams = await world.acknowledgements.signature(userId(1), id);
  expect(answered).toMatchObject({
    kind: 'answered',
    signature: {
      name: 'Doreen Tapley',
      method: 'link',
      at: world.now(),
      language: inTeams?.language,
      wording: inTeams?.wording,
      policies: inTeams?.policies,
    },
  });
  expect(await stateOf(id, 'Doreen Tapley')).toBe('acknowledged');

  const first = world.now();
  world.at(new Date(first.getTime() + 3_600_000));
  expect(await answers(paper, secret)).toMatchObject({ kind: 'answered', signature: { at: first } });
  expect((await campaigns.events(id)).filter(({ kind }) => kind === 'acknowledged')).toHaveLength(2);
  expect(await world.acknowledgements.csv(HR, id)).toContain('through a personal link');
});

test('the questions come before an answer through a link too: unlimited tries, the passage shown, no score kept', async () => {
  const { id, campaigns, paper, links } = await campaign({ questions: 3 });
  const secret = (await links())['Doreen Tapley'] ?? '';
  const asked = await answers(paper, secret);
  if (asked.kind !== 'asked') throw new Error(asked.kind);
  expect(await stateOf(id, 'Doreen Tapley')).toBe('paper');
  expect(asked.questions).toHaveLength(3);
  expect(JSON.stringify(asked.questions)).not.toContain('right');

  const [first, second, third] = asked.questions.map(({ name }) => name) as [string, string, string];
  for (let tries = 0; tries < 4; tries += 1) {
    const wrong = await paper.answerQuiz(secret, { [first]: '0', [second]: '7', [third]: 'x' });
    expect(wrong).toMatchObject({
      questions: [
        { name: first, last: { kind: 'wrong', part: { heading: 'Friends' } } },
        { name: second, last: { kind: 'wrong' } },
        { name: third, last: { kind: 'missing' } },
      ],
    });
  }
  expect(await paper.answerQuiz(secret, { [first]: '1' })).toMatchObject({
    questions: [{ name: second }, { name: third }],
  });
  expect(await paper.answerQuiz(secret, { [second]: '1', [third]: '1', '9.other': '1' })).toMatchObject({
    questions: [],
  });
  expect(await answers(paper, secret)).toMatchObject({
    kind: 'answered',
    signature: { policies: [{ check: 'answered' }] },
  });
  // Passing is kept once, and no try.
  const kinds = (await campaigns.events(id)).filter(({ facts }) => 'questions' in facts).map(({ kind }) => kind);
  expect(kinds).toEqual(['check-passed']);

  const rest = (await paper.list(HR, id))?.people.map((person) => person.id) ?? [];
  await paper.enter(HR, id, { people: rest, witness: harmless('Karen Osgood'), signedOn: '2026-09-07' as IsoDay });
  const csv = ((await world.acknowledgements.csv(HR, id)) ?? '').split('\r\n');
  expect(csv.find((line) => line.includes('Doreen Tapley'))).toContain('"through a personal link","","","answered"');
  expect(csv.find((line) => line.includes('Jean Cook'))).toContain('"not asked: on paper"');
});

test('where every page has to be shown, a link asks for the end of each policy first; the register says which rule it was', async () => {
  const { id, paper, links } = await campaign({ reading: 'all' });
  const { 'Doreen Tapley': doreen = '', 'Jean Cook': jean = '' } = await links();
  expect(await answers(paper, doreen)).toMatchObject({ kind: 'asked', view: { policies: [{ mustOpen: true }] } });
  expect(await stateOf(id, 'Doreen Tapley')).toBe('paper');
  expect(await answers(paper, doreen, [0])).toMatchObject({ kind: 'answered' });
  const csv = await world.acknowledgements.csv(HR, id);
  expect(csv).toMatch(/"Doreen Tapley".*"through a personal link".*"people had to open every page"/);
  // On paper a witness’s word stands for it.
  const people = (await paper.list(HR, id))?.people.map((person) => person.id) ?? [];
  await paper.enter(HR, id, { people, witness: harmless('Karen Osgood'), signedOn: '2026-09-07' as IsoDay });
  expect(await world.acknowledgements.csv(HR, id)).toMatch(/"Jean Cook".*"on paper, as the witness confirmed"/);
  expect(await paper.open(jean)).toMatchObject({ kind: 'answered' });
});

test('a link that is dead answers no question', async () => {
  const { id, paper, links } = await campaign({ questions: 3 });
  const old = (await links())['Jean Cook'] ?? '';
  const asked = await paper.open(old);
  const name = asked.kind === 'asked' ? (asked.questions[0]?.name ?? '') : '';
  await links();
  expect(await paper.answerQuiz(old, { [name]: '1' })).toEqual({ kind: 'replaced' });
  await world.acknowledgements.command(HR, id, 'withdraw');
  expect(await world.db.selectFrom('campaign_opened').selectAll().execute()).toEqual([]);
});

test('a new sheet ends the links of the one before, for those who are still on it', async () => {
  const { paper, links } = await campaign();
  const old = await links();
  await answers(paper, old['Jean Cook'] ?? '');
  const fresh = await links();
  expect(Object.keys(fresh)).toEqual(['Doreen Tapley']);
  expect(await paper.open(old['Doreen Tapley'] ?? '')).toEqual({ kind: 'replaced' });
  expect(await answers(paper, old['Doreen Tapley'] ?? '')).toEqual({ kind: 'replaced' });
  expect(await paper.open(fresh['Doreen Tapley'] ?? '')).toMatchObject({ kind: 'asked' });
  // Who has answered keeps the receipt.
  expect(await paper.open(old['Jean Cook'] ?? '')).toMatchObject({ kind: 'answered' });
});

test('expired, guessed, withdrawn, left: each says no more than its holder must know', async () => {
  const { id, paper, links } = await campaign();
  const made = await links();
  const doreen = made['Doreen Tapley'] ?? '';
  const jean = made['Jean Cook'] ?? '';
  expect(await paper.open(randomIds.reference(28))).toEqual({ kind: 'unknown' });

  const governor = (await paper.list(HR, id))?.people.find(({ name }) => name === 'Jean Cook');
  await world.enters(id, governor?.id as PersonId, 'not-staff');
  expect(await answers(paper, jean)).toMatchObject({ kind: 'left' });
  expect(await stateOf(id, 'Jean Cook')).toBe('left');

  await world.acknowledgements.command(HR, id, 'withdraw');
  expect(await answers(paper, doreen)).toMatchObject({ kind: 'withdrawn' });
  expect(await world.acknowledgements.signature(userId(12), id)).toBeUndefined();

  // A month after the due date, 28 September.
  world.at(new Date('2026-10-28T22:00:00Z'));
  expect(await paper.open(doreen)).toMatchObject({ kind: 'withdrawn' });
  world.at(new Date('2026-10-29T00:00:00Z'));
  expect(await paper.open(doreen)).toEqual({ kind: 'expired' });
});

test('a link that HR takes back opens nothing, and a new sheet has another', async () => {
  const { id, campaigns, paper, links } = await campaign();
  const first = (await links())['Doreen Tapley'] ?? '';
  const doreen = userId(12) as string as PersonId;
  const entry = (await world.acknowledgements.entries(HR, id, doreen)).at(-1);
  expect(entry).toMatchObject({ kind: 'link', by: HR });
  const ended = { campaign: id, person: doreen, seq: entry?.seq ?? 0 };
  world.more.push({ takingBack: paper.takingBack });
  const why = 'The sheet was left in the staff room';
  expect((await world.acknowledgements.takeBack(HR, id, { ...ended, why })).kind).toBe('taken-back');
  expect(await paper.open(first)).toEqual({ kind: 'replaced' });
  expect(await campaigns.person(id, doreen)).toMatchObject({ state: 'paper', reason: 'no-teams-licence' });
  const second = (await links())['Doreen Tapley'] ?? '';
  expect(await paper.open(second)).toMatchObject({ kind: 'asked' });
});

test('a corrected due date shows behind a link that is already on paper', async () => {
  const { id, paper, links } = await campaign();
  const secret = (await links())['Doreen Tapley'] ?? '';
  await world.acknowledgements.correct(HR, id, {
    dueDay: '2026-10-09' as IsoDay,
    note: harmless('More time for everyone.'),
  });
  expect(await paper.open(secret)).toMatchObject({
    kind: 'asked',
    view: { dueDay: '2026-10-09', note: 'More time for everyone.' },
  });
});

test('a signed list is entered with witness and day, once, and nobody witnesses themself', async () => {
  const { id, campaigns, paper } = await campaign();
  const people = (await paper.list(HR, id))?.people.map((person) => person.id) ?? [];
  const sheet = { people, witness: harmless('Karen Osgood'), signedOn: '2026-09-08' as IsoDay };
  world.at(new Date('2026-09-10T09:00:00Z'));
  expect(await paper.enter(userId(2), id, sheet)).toEqual({ kind: 'not-allowed' });
  expect(await paper.enter(HR, id, { ...sheet, signedOn: '2026-09-11' as IsoDay })).toMatchObject({
    kind: 'bad-day',
    earliest: '2026-09-01',
    latest: '2026-09-10',
  });
  expect(await paper.enter(HR, id, { ...sheet, witness: harmless(' jean  COOK ') })).toEqual({
    kind: 'own-witness',
    name: 'Jean Cook',
  });
  expect(await paper.enter(HR, id, sheet)).toEqual({
    kind: 'entered',
    names: ['Doreen Tapley', 'Jean Cook'],
    already: 0,
  });
  expect(await paper.enter(HR, id, { ...sheet, witness: harmless('Someone Else') })).toEqual({
    kind: 'entered',
    names: [],
    already: 2,
  });
  expect(await campaigns.signature(id, people[0] as PersonId)).toMatchObject({
    method: 'witnessed',
    witness: 'Karen Osgood',
    signedOn: '2026-09-08',
    at: world.now(),
  });
  expect(await world.acknowledgements.csv(HR, id)).toContain('"on paper, witnessed","2026-09-08","Karen Osgood"');
});

test('the evidence has that links were made, used and witnessed, proves it, and holds no secret', async () => {
  const { id, campaigns, paper, links } = await campaign();
  const made = await links();
  await answers(paper, made['Jean Cook'] ?? '');
  const rest = (await paper.list(HR, id))?.people.map((person) => person.id) ?? [];
  await paper.enter(HR, id, { people: rest, witness: harmless('Karen Osgood'), signedOn: '2026-09-07' as IsoDay });
  const found = await campaigns.find(id);
  if (!found) throw new Error('no campaign');
  const events = await campaigns.events(id);
  const pack = campaignPack(found, events, world.now());
  expect(verifyEvidence(pack)).toMatchObject({ kind: 'unaltered' });
  const linked = events.filter(({ kind, by }) => kind === 'links-made' && by === HR).map(({ person }) => person);
  expect(linked).toEqual(expect.arrayContaining(rest));
  const how = events.filter(({ kind }) => kind === 'acknowledged').map(({ by, facts }) => [facts.method, by]);
  expect(how).toEqual([
    ['link', undefined],
    ['witnessed', HR],
  ]);
  for (const secret of Object.values(made)) expect(pack).not.toContain(secret);
});

test('a sheet has an end: beyond it HR chooses a staff group', async () => {
  world = await given({ staff: 1 });
  world.groups
    .get(STAFF)
    ?.push(...Array.from({ length: LARGEST_SHEET + 1 }, (_, n) => directoryPerson(n + 10, { plans: [] })));
  const id = await world.started();
  const paper = createPeopleWithoutTeams({
    trust,
    campaigns: sqlCampaignStore(world.db),
    tickets: sqlTickets(world.db, randomIds),
    clock: world.now,
    host: world.host,
    jobs: { wake: async () => undefined },
  });
  expect(await paper.makeLinks(HR, id)).toBe('too-many');
  const made = await paper.makeLinks(HR, id, 'Teaching');
  expect(typeof made === 'object' && made.letters.length).toBeGreaterThan(100);
});

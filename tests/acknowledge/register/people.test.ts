import { afterEach, expect, test } from '@jest/globals';
import { awayCard, personCard, showMissing } from '../../../src/acknowledge/campaign/asked-about.handlers.ts';
import { verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId, PolicyId, PolicyVersionId, UserId } from '../../../src/kernel/ids.ts';
import { addDays, type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import type { Turn } from '../../../src/platform/teams/turn.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, socialMedia, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const idOf = (n: number): PersonId => userId(n) as string as PersonId;
const verified = async (id: CampaignId) =>
  verifyEvidence((await world.acknowledgements.evidence(HR, id)) ?? '').kind === 'unaltered';
const personIn = async (id: CampaignId, n: number) =>
  (await world.acknowledgements.register(HR, id))?.people.find((person) => person.user === userId(n));

test('someone who is away hears nothing, shows no reason, and has days of their own when they are back', async () => {
  world = await given({ staff: 3 });
  const id = await world.started('2026-09-30' as IsoDay);
  expect(await world.enters(id, idOf(2), 'away')).toBe('entered');
  expect(await world.enters(id, idOf(2), 'away')).toBe('not-now');
  for (const day of ['16', '23', '30']) {
    world.at(new Date(`2026-09-${day}T09:00:00Z`));
    await world.sweep();
  }
  expect(world.reminders.some(({ user }) => user === userId(2))).toBe(false);
  expect(await personIn(id, 2)).toMatchObject({ state: 'paused', reason: undefined });
  expect((await world.acknowledgements.campaign(HR, id))?.total).toMatchObject({ expected: 2, outstanding: 2 });

  world.at(new Date('2026-10-05T09:00:00Z'));
  await world.enters(id, idOf(2), 'back');
  expect(await personIn(id, 2)).toMatchObject({ state: 'asked', dueDay: '2026-10-15' });
});

test('back after months, nobody is reminded of what fell into their absence, and their days are school days', async () => {
  world = await given({ staff: 3 });
  const id = await world.started('2026-09-30' as IsoDay);
  await world.enters(id, idOf(2), 'away');
  // A Saturday evening: their days begin on Monday.
  world.at(new Date('2027-02-06T20:00:00Z'));
  await world.enters(id, idOf(2), 'back');
  expect(await personIn(id, 2)).toMatchObject({ state: 'asked', dueDay: '2027-02-18' });
  const heard: string[] = [];
  for (let day = '2027-02-07' as IsoDay; day <= '2027-02-18'; day = addDays(day, 1)) {
    world.at(instantOf(day, '09:00'));
    await world.sweep();
    if (world.reminders.splice(0).some(({ user }) => user === userId(2))) heard.push(day);
  }
  // A week, three days and one day before, and the day itself.
  expect(heard).toEqual(['2027-02-11', '2027-02-15', '2027-02-17', '2027-02-18']);
});

test('who is away is away from every campaign that runs and from the next, until HR says that they are back', async () => {
  world = await given({ staff: 3 });
  const [first] = world.library.inForce;
  if (!first) throw new Error('no policy');
  world.library.inForce = [{ ...first, policyId: 'phones' as PolicyId, versionId: 'phones-1' as PolicyVersionId }];
  const phones = await world.started('2026-09-30' as IsoDay);
  world.library.inForce = [first];
  const code = await world.started('2026-09-30' as IsoDay);
  await world.enters(code, idOf(2), 'away');
  const states = async () => Promise.all([phones, code].map(async (id) => (await personIn(id, 2))?.state));
  expect(await states()).toEqual(['paused', 'paused']);
  // Taken back it is so in both, and entered once more again in both.
  const [entry] = await world.acknowledgements.entries(HR, code, idOf(2));
  const back = { person: idOf(2), seq: entry?.seq ?? 0, why: 'Another Person 002' };
  expect((await world.acknowledgements.takeBack(HR, code, back)).kind).toBe('taken-back');
  expect(await states()).toEqual(['asked', 'asked']);
  await world.enters(code, idOf(2), 'away');
  expect(await states()).toEqual(['paused', 'paused']);

  await world.acknowledgements.command(HR, code, 'finish');
  const sent = world.sent.length;
  const next = await world.started('2026-10-15' as IsoDay);
  expect((await world.acknowledgements.campaign(HR, next))?.total.expected).toBe(2);
  expect(await personIn(next, 2)).toMatchObject({ state: 'paused', stateBefore: 'waiting' });
  expect(world.sent.slice(sent).map(({ user }) => user)).not.toContain(userId(2));
  expect(await verified(next)).toBe(true);

  await world.enters(next, idOf(2), 'back');
  await world.settle();
  expect([(await personIn(next, 2))?.state, (await personIn(phones, 2))?.state]).toEqual(['asked', 'asked']);
  expect(world.sent.slice(sent).filter(({ user }) => user === userId(2))).toHaveLength(1);
});

test('people without an account or a licence are in the same register, and a witnessed form counts', async () => {
  world = await given({ staff: 2 });
  world.groups.get(STAFF)?.push(directoryPerson(12, { plans: [], name: 'Doreen Tapley' }));
  const id = await world.started();
  await world.addsOnPaper(id, 'Jean Cook', 'Kitchen assistant');
  const register = (await world.acknowledgements.register(HR, id))?.people ?? [];
  const jean = register.find(({ name }) => name === 'Jean Cook');
  expect(jean).toMatchObject({ state: 'paper', reason: 'no-account' });
  expect(await world.enters(id, jean?.id as PersonId, 'witnessed')).toBe('entered');
  expect(await world.enters(id, idOf(12), 'witnessed')).toBe('entered');
  expect((await world.acknowledgements.campaign(HR, id))?.total).toMatchObject({ expected: 4, acknowledged: 2 });
  const csv = (await world.acknowledgements.csv(HR, id)) ?? '';
  expect(csv).toMatch(/"on paper, witnessed","[\d-]+","Karen Osgood"/);
  // The next look at the directory does not take off someone it never knew.
  world.at(new Date('2026-09-10T06:30:00Z'));
  await world.sweep();
  expect((await world.acknowledgements.campaign(HR, id))?.total).toMatchObject({ expected: 4, acknowledged: 2 });
});

test('who is paused is told to HR without a reason, and to nobody else', async () => {
  world = await given({ staff: 3 });
  const id = await world.started();
  await world.enters(id, idOf(2), 'away');
  const said = async (user: UserId) => JSON.stringify(awayCard(await world.acknowledgements.registers(user), '0123'));
  expect(await said(HR)).toMatch(/I don’t hold why.*1 person\*\* is paused.*Person 002/);
  expect(await said(HR)).not.toContain('Person 003');
  expect(await said(userId(3))).toMatch(/I don’t hold why.*0123/);
  expect(await said(userId(3))).not.toContain('Person');
});

test('nobody but HR can change anyone', async () => {
  world = await given();
  const id = await world.started();
  for (const change of ['away', 'witnessed', 'not-staff'] as const)
    expect(await world.enters(id, idOf(2), change, userId(3))).toBe('not-allowed');
  expect(await (await world.addsOnPaper(id, 'Jean Cook', '', userId(3))).kind).toBe('not-allowed');
  expect((await personIn(id, 2))?.state).toBe('asked');
});

test('who has not signed is told about the last campaign where none runs, and of none to anyone but HR', async () => {
  world = await given({ staff: 3 });
  const shown: string[] = [];
  const asks = async (user: UserId): Promise<string> => {
    const turn = {
      sender: { userId: user },
      replyPrivately: async (out: unknown) => void shown.push(JSON.stringify(out)),
    } as unknown as Turn;
    await showMissing(world.acknowledgements, turn);
    return shown.at(-1) ?? '';
  };
  expect(await asks(HR)).toMatch(/No campaign is running.*to start one/);
  const noneYet = JSON.stringify(personCard([], 'gareth bevan'));
  expect(noneYet).toContain('There has been no campaign yet');
  expect(noneYet).not.toContain('with that name');
  const first = await world.started();
  const nameOf = async (n: number): Promise<string> => (await personIn(first, n))?.name ?? 'nobody';
  for (const n of [1, 2]) await world.answers(userId(n), first);
  expect(await asks(HR)).not.toContain('No campaign is running');
  await world.acknowledgements.command(HR, first, 'finish');
  const after = await asks(HR);
  expect(after).toMatch(new RegExp(`No campaign is running.*${await nameOf(3)}`));
  expect(after).not.toContain(await nameOf(1));

  world.at(new Date('2027-09-06T09:00:00Z'));
  await world.started('2027-09-30' as IsoDay);
  expect(await asks(HR)).toMatch(new RegExp(`Who has not answered.*${await nameOf(1)}`));
  expect(await asks(userId(3))).not.toContain(await nameOf(1));
});

test('next year: unchanged is one tap, a small change is one tap, a material change has to be opened', async () => {
  world = await given({ staff: 3 });
  const first = await world.started();
  for (const n of [1, 2]) await world.answers(userId(n), first);
  await world.acknowledgements.command(HR, first, 'finish');

  world.at(new Date('2027-09-06T09:00:00Z'));
  const second = await world.started('2027-09-30' as IsoDay);
  expect((await world.acknowledgements.request(userId(1), second))?.policies[0]?.novelty).toEqual({
    kind: 'unchanged',
  });
  expect(await world.acknowledgements.acknowledge(userId(1), second)).toMatchObject({ kind: 'recorded' });
  // Person 3 never signed anything.
  expect(await world.acknowledgements.acknowledge(userId(3), second)).toMatchObject({ kind: 'open-first' });
  await world.acknowledgements.command(HR, second, 'finish');

  world.library.inForce = [socialMedia('6.0', ' Not even after they leave.')];
  const section = {
    heading: '2 Friends',
    kind: 'changed',
    before: 'Do not befriend pupils.',
    after: 'Not even after they leave.',
  } as const;
  world.library.changes = { isMaterial: true, sections: [section] };
  world.at(new Date('2028-09-04T09:00:00Z'));
  const third = await world.started('2028-09-29' as IsoDay);
  expect(await world.acknowledgements.acknowledge(userId(1), third)).toMatchObject({ kind: 'open-first' });
  const reading = await world.acknowledgements.read(userId(1), third, 0, 'changes');
  expect(reading).toMatchObject({
    part: 'changes',
    lines: [{ words: section.heading }, { words: 'Changed' }, { words: section.after }, { words: section.before }],
  });
  expect(await world.acknowledgements.acknowledge(userId(1), third)).toMatchObject({ kind: 'recorded' });
  // What was signed in the first year is what it was.
  expect((await world.acknowledgements.signature(userId(1), first))?.policies[0]?.version).toBe('5.0');
});

import { afterEach, expect, test } from '@jest/globals';
import { verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { CampaignId, GroupId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { DirectoryPerson } from '../../../src/school/people.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, PUPILS, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const AGENCY = 'd0000000-0000-4000-8000-0000000000bb' as GroupId;
const DUE = '2026-09-30' as IsoDay;
const GWEN = userId(40);

/** A campaign that runs, and an account that is in none of the staff groups. */
async function withAccount(over: Partial<DirectoryPerson> = {}): Promise<CampaignId> {
  world = await given({ staff: 3 });
  world.groups.set(AGENCY, [directoryPerson(40, { name: 'Gwen Pryce', ...over })]);
  return world.started(DUE);
}
const add = async (id: CampaignId, user: UserId = GWEN, isGuest = false) => {
  const result = await world.acknowledgements.addByName(HR, id, { user, isGuest, read: [] });
  await world.settle();
  return result;
};
const personIn = async (id: CampaignId, user: UserId = GWEN) =>
  (await world.acknowledgements.register(HR, id))?.people.find((person) => person.user === user);
const cardsOf = (user: UserId) => world.sent.filter((one) => one.user === user).length;
const nextMorning = async (day: string) => {
  world.at(new Date(`${day}T06:30:00Z`));
  await world.sweep();
  world.at(new Date(`${day}T09:00:00Z`));
  await world.sweep();
};

test('someone in no staff group is asked once, stays on the list, and is counted like anyone', async () => {
  const id = await withAccount();
  expect(await add(id)).toMatchObject({ kind: 'added', name: 'Gwen Pryce', dueDay: DUE });
  expect(await add(id)).toEqual({ kind: 'already', name: 'Gwen Pryce' });
  for (const day of ['2026-09-08', '2026-09-09']) await nextMorning(day);
  expect(await personIn(id)).toMatchObject({ state: 'asked' });
  expect(cardsOf(GWEN)).toBe(1);
  expect(await world.acknowledgements.isAdded(GWEN)).toBe(true);
  expect(await world.acknowledgements.isAdded(userId(2))).toBe(false);
  expect(await world.answers(GWEN, id)).toMatchObject({ kind: 'recorded' });
  expect((await world.acknowledgements.campaign(HR, id))?.total).toMatchObject({ expected: 4, acknowledged: 1 });
});

test('a pupil of any school is never added, and someone who becomes one hears nothing more', async () => {
  const id = await withAccount();
  expect(await add(id, userId(900), true)).toEqual({ kind: 'not-them', reason: 'pupil' });
  expect(cardsOf(userId(900))).toBe(0);
  await add(id);
  world.groups.get(PUPILS)?.push(directoryPerson(40));
  await nextMorning('2026-09-08');
  expect(await personIn(id)).toMatchObject({ state: 'left', reason: 'pupil' });
  expect(await world.acknowledgements.isAdded(GWEN)).toBe(false);
});

test.each([PUPILS])('while a group cannot be read, nobody is added', async (group) => {
  const id = await withAccount();
  world.fails.set(group, new Fault('unavailable', 'the directory is away'));
  expect(await add(id)).toMatchObject({ kind: 'cannot-check', problem: { kind: 'cannot-read', what: 'pupils' } });
  expect(await personIn(id)).toBeUndefined();
});

test('a guest is added by HR’s word alone, which the chain keeps with the name of who gave it', async () => {
  const id = await withAccount({ isGuest: true, userPrincipalName: 'gwen_council#EXT#@oakfield.example' });
  expect(await add(id)).toEqual({ kind: 'not-them', reason: 'guest' });
  expect(await add(id, GWEN, true)).toMatchObject({ kind: 'added' });
  await nextMorning('2026-09-08');
  expect(await personIn(id)).toMatchObject({ state: 'asked' });
  const pack = (await world.acknowledgements.evidence(HR, id)) ?? '';
  const added = pack.split('\n').find((line) => line.includes('"guest":true')) ?? '';
  expect(JSON.parse(added)).toMatchObject({ kind: 'added', by: HR, facts: { name: 'Gwen Pryce', named: true } });
  expect(verifyEvidence(pack).kind).toBe('unaltered');
});

test('without Teams they are on the paper list; an account that is switched off or unknown is not added', async () => {
  const id = await withAccount({ plans: [] });
  expect(await add(id)).toMatchObject({ kind: 'added', askedAt: undefined });
  expect(await personIn(id)).toMatchObject({ state: 'paper', reason: 'no-teams-licence' });
  expect(await add(id, userId(77))).toEqual({ kind: 'not-them', reason: 'unknown' });
  world.groups.get(AGENCY)?.push(directoryPerson(41, { isEnabled: false }));
  expect(await add(id, userId(41))).toEqual({ kind: 'not-them', reason: 'disabled' });
});

test('taken off, they stay off whatever the directory says, and can be put on once more', async () => {
  const id = await withAccount();
  await add(id);
  await world.enters(id, GWEN as string as PersonId, 'not-staff');
  await nextMorning('2026-09-08');
  expect(await personIn(id)).toMatchObject({ state: 'left', reason: 'not-staff' });
  expect(await add(id)).toMatchObject({ kind: 'added' });
  await nextMorning('2026-09-09');
  expect(await personIn(id)).toMatchObject({ state: 'asked' });
  expect(cardsOf(GWEN)).toBe(1);
  // Being put on the list is no return from an absence, which HR could take back.
  const entries = await world.acknowledgements.entries(HR, id, GWEN as string as PersonId);
  expect(entries.map(({ kind }) => kind)).toEqual(['not-staff']);
});

test('being taken off cannot be taken back once someone was put on again and left by themselves', async () => {
  const id = await withAccount();
  await add(id);
  await world.enters(id, GWEN as string as PersonId, 'not-staff');
  await add(id);
  await world.answers(GWEN, id);
  world.groups.set(AGENCY, []);
  await nextMorning('2026-09-08');
  expect(await personIn(id)).toMatchObject({ state: 'left', reason: 'no-longer-in-staff-group' });
  const [entry] = await world.acknowledgements.entries(HR, id, GWEN as string as PersonId);
  const about = { person: GWEN as string as PersonId, seq: entry?.seq ?? 0, why: 'A mistake' };
  expect(await world.acknowledgements.takeBack(HR, id, about)).toEqual({ kind: 'not-now' });
});

test('nobody but HR adds anyone, and to no campaign that has ended', async () => {
  const id = await withAccount();
  expect(await world.acknowledgements.addByName(userId(2), id, { user: GWEN, isGuest: false, read: [] })).toEqual({
    kind: 'not-allowed',
  });
  await world.acknowledgements.command(HR, id, 'finish');
  expect(await add(id)).toEqual({ kind: 'not-now' });
});

import { afterEach, expect, test } from '@jest/globals';
import type { Campaign } from '../../../src/acknowledge/campaign/campaign.ts';
import { campaignPack, verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import { registerEntries } from '../../../src/acknowledge/register/entries.handlers.ts';
import { wrongSource } from '../../../src/acknowledge/register/entries.ts';
import type { EntryKind, PersonId } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { Routes } from '../../../src/platform/teams/routes.ts';
import type { DialogTurn } from '../../../src/platform/teams/turn.ts';
import { harmless } from '../../support/harmless.ts';
import { given } from '../given.ts';
import { HR, OAKFIELD, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const idOf = (n: number): PersonId => userId(n) as string as PersonId;
const WHY = 'It was the other Person 002';

async function taken(id: CampaignId, who: PersonId, why = WHY, by = HR): Promise<string> {
  const last = (await world.acknowledgements.entries(HR, id, who)).findLast(({ takenBack }) => !takenBack);
  return (await world.acknowledgements.takeBack(by, id, { person: who, seq: last?.seq ?? 0, why })).kind;
}

async function verdict(id: CampaignId) {
  const campaign = await world.campaigns.find(id);
  if (!campaign) throw new Error('no campaign');
  return verifyEvidence(campaignPack(campaign, await world.campaigns.events(id), world.now()));
}

const where = async (id: CampaignId, who: PersonId) => {
  const { state, reason, dueDay, acknowledgedAt } = (await world.campaigns.person(id, who)) ?? {};
  return { state, reason, dueDay, acknowledgedAt };
};

const AFTER: readonly (readonly [EntryKind, before: readonly EntryKind[] | 'asks', string])[] = [
  ['away', [], 'paused'],
  ['back', ['away'], 'asked'],
  ['answered', 'asks', 'asked'],
  ['to-paper', [], 'paper'],
  ['not-staff', [], 'left'],
  ['not-staff', ['to-paper'], 'left'],
  ['witnessed', [], 'acknowledged'],
  ['witnessed', ['away'], 'acknowledged'],
  ['witnessed', ['to-paper'], 'acknowledged'],
];

test.each(AFTER)(
  '“%s” after %j is taken back: they are where they were, and the chain has why',
  async (kind, before, then) => {
    world = await given({ staff: 3 });
    const id = await world.started();
    if (before === 'asks') await world.acknowledgements.query(userId(2), id, 'queried');
    else for (const one of before) expect(await world.enters(id, idOf(2), one)).toBe('entered');
    const was = await where(id, idOf(2));
    world.at(new Date('2026-09-09T09:00:00Z'));
    expect(await world.enters(id, idOf(2), kind)).toBe('entered');
    expect((await where(id, idOf(2))).state).toBe(then);
    expect((await world.acknowledgements.entries(HR, id, idOf(2))).at(-1)).toMatchObject({
      ...{ kind, by: HR, who: 'Karen Osgood', day: '2026-09-09', takenBack: undefined },
    });
    world.at(new Date('2026-09-10T09:00:00Z'));
    expect(await taken(id, idOf(2))).toBe('taken-back');
    expect(await where(id, idOf(2))).toEqual(was);
    expect((await world.acknowledgements.entries(HR, id, idOf(2))).at(-1)?.takenBack).toEqual({
      ...{ at: world.now(), by: HR, why: WHY },
    });
    expect((await world.campaigns.events(id)).at(-1)).toMatchObject({
      ...{ kind: 'taken-back', by: HR, person: idOf(2), facts: { why: WHY, entry: kind } },
    });
    expect(await verdict(id)).toMatchObject({ kind: 'unaltered' });
  },
);

test('a signature that is taken back counts nowhere, and they can sign it themselves', async () => {
  world = await given({ staff: 3 });
  const id = await world.started();
  await world.enters(id, idOf(2), 'witnessed');
  expect((await world.acknowledgements.campaign(HR, id))?.total.acknowledged).toBe(1);
  await taken(id, idOf(2));
  expect((await world.acknowledgements.campaign(HR, id))?.total).toMatchObject({ acknowledged: 0, outstanding: 3 });
  expect(await world.campaigns.signatures(id)).toEqual([]);
  expect(await world.acknowledgements.csv(HR, id)).not.toContain('Karen Osgood');
  const policies = world.library.inForce.map(({ policyId }) => policyId);
  expect(await world.campaigns.lastSigned(OAKFIELD, policies)).toEqual(new Map());
  expect(await world.answers(userId(2), id)).toMatchObject({ kind: 'recorded', signature: { method: 'teams' } });
  // What they signed themselves is nobody's to take back.
  expect(await taken(id, idOf(2))).toBe('not-now');
  await expect(world.db.deleteFrom('campaign_signature').execute()).rejects.toThrow('are kept as they were written');
  expect(await verdict(id)).toMatchObject({ kind: 'unaltered' });
});

test('the database lets no witnessed signature go without the event that takes it back', async () => {
  world = await given({ staff: 2 });
  const id = await world.started();
  await world.enters(id, idOf(1), 'witnessed');
  await world.enters(id, idOf(2), 'witnessed');
  await taken(id, idOf(2));
  await expect(world.db.deleteFrom('campaign_signature').execute()).rejects.toThrow('are kept as they were written');
  await expect(world.db.updateTable('campaign_signature').set({ name: 'X' }).execute()).rejects.toThrow('are kept');
});

test('once, by HR, the last one first, and not after they have answered since', async () => {
  world = await given({ staff: 3 });
  const id = await world.started();
  await world.enters(id, idOf(2), 'away');
  await world.enters(id, idOf(2), 'back');
  const [away, back] = await world.acknowledgements.entries(HR, id, idOf(2));
  const take = async (seq: number | undefined, by = HR) =>
    (await world.acknowledgements.takeBack(by, id, { person: idOf(2), seq: seq ?? 0, why: WHY })).kind;
  expect(await take(back?.seq, userId(3))).toBe('not-allowed');
  expect(await world.acknowledgements.entries(userId(3), id, idOf(2))).toEqual([]);
  expect(await take(away?.seq)).toBe('not-now');
  const both = await Promise.all([take(back?.seq), take(back?.seq)]);
  expect(both.toSorted()).toEqual(['not-now', 'taken-back']);
  expect(await take(away?.seq)).toBe('taken-back');
  expect((await world.campaigns.events(id)).filter(({ kind }) => kind === 'taken-back')).toHaveLength(2);
  await world.enters(id, idOf(3), 'to-paper');
  await world.enters(id, idOf(3), 'not-staff');
  expect(await taken(id, idOf(3))).toBe('taken-back');
  expect(await taken(id, idOf(3))).toBe('taken-back');
  await world.enters(id, idOf(3), 'away');
  await world.enters(id, idOf(3), 'back');
  await world.answers(userId(3), id);
  expect(await taken(id, idOf(3))).toBe('not-now');
});

test('someone added by mistake is on no list and in no number; they can be taken off only while they have not signed', async () => {
  world = await given({ staff: 2 });
  const id = await world.started();
  await world.addsOnPaper(id, 'Beryl Tranter', 'Midday supervisor');
  const beryl = (await world.campaigns.people(id)).find(({ name }) => name === 'Beryl Tranter')?.id as PersonId;
  await world.enters(id, beryl, 'witnessed');
  expect(await world.acknowledgements.entries(HR, id, beryl)).toHaveLength(2);
  const [added] = await world.acknowledgements.entries(HR, id, beryl);
  const early = await world.acknowledgements.takeBack(HR, id, { person: beryl, seq: added?.seq ?? 0, why: WHY });
  expect(early.kind).toBe('not-now');
  expect(await taken(id, beryl)).toBe('taken-back');
  expect(await taken(id, beryl)).toBe('taken-back');
  expect(await where(id, beryl)).toMatchObject({ state: 'left', reason: 'added-by-mistake' });
  expect((await world.acknowledgements.campaign(HR, id))?.total).toMatchObject({ expected: 2, outstanding: 2 });
});

test('nobody is the witness of their own signature, and no day lies ahead or before the version that is signed', async () => {
  world = await given({ staff: 2 });
  const id = await world.started();
  const enter = (who: string, day: string) =>
    world.acknowledgements.enter(HR, id, {
      ...{ person: idOf(2), kind: 'witnessed', source: { who, day: day as IsoDay } },
    });
  expect(await enter(' person  002', '2026-09-07')).toEqual({ kind: 'own-witness', name: 'Person 002' });
  expect(await enter('Karen Osgood', '2026-09-08')).toMatchObject({ kind: 'bad-day', latest: '2026-09-07' });
  expect(await enter('Karen Osgood', '2026-08-31')).toMatchObject({ kind: 'bad-day', earliest: '2026-09-01' });
  expect(await world.campaigns.signatures(id)).toEqual([]);
  // Of the version that is asked for, before anyone was asked.
  expect(await enter('Karen Osgood', '2026-09-04')).toMatchObject({ kind: 'entered' });
});

test('what a line manager said is HR’s to take back', async () => {
  world = await given({ staff: 5 });
  world.managers.set(userId(3), userId(2));
  const id = await world.started('2026-09-28' as IsoDay);
  world.at(new Date('2026-09-14T09:00:00Z'));
  await world.sweep();
  const said = await world.acknowledgements.managerSays({ campaign: id, user: userId(2) }, idOf(3), 'away');
  expect(said.kind).toBe('entered');
  expect((await world.acknowledgements.entries(HR, id, idOf(3))).at(-1)).toMatchObject({ by: userId(2) });
  expect(await taken(id, idOf(3))).toBe('taken-back');
  expect((await where(id, idOf(3))).state).toBe('asked');
});

/** The forms, with what was typed already heard. */
function forms() {
  type Handle = (data: unknown, turn: DialogTurn) => Promise<unknown>;
  const handlers = new Map<string, Handle>();
  const keep = (verb: string, entry: { handle: Handle }) => void handlers.set(verb, entry.handle);
  const opened = (verb: string, entry: { handle: Handle }) => keep(`open ${verb}`, entry);
  registerEntries({ dialog: opened, submit: keep } as unknown as Routes, world.acknowledgements);
  return async (verb: string, data: object, by = HR): Promise<string> => {
    const turn = { sender: { userId: by }, now: world.now() } as unknown as DialogTurn;
    return JSON.stringify(await handlers.get(verb)?.(data, turn));
  };
}

test('a message that said it all opens the form filled in; who has signed already is shown as they are', async () => {
  world = await given({ staff: 3 });
  const id = await world.started();
  const press = forms();
  const said = { campaign: id, person: idOf(2), change: 'witnessed', witness: idOf(3), day: '2026-09-07' };
  const filled = await press('open campaign.find', said);
  expect(filled).toMatch(/Has signed on paper.*Person 002.*"value":"Person 003".*"value":"2026-09-07"/);
  const open = await press('open campaign.find', { campaign: id, person: idOf(2), change: 'witnessed' });
  expect(open).toContain('Who saw them sign?');
  expect(open).not.toContain('"value":"2026');
  expect(await press('open campaign.find', said, userId(3))).not.toContain('Person 00');
  expect((await where(id, idOf(2))).state).toBe('asked');
  await world.answers(userId(2), id);
  const answered = await press('open campaign.find', said);
  expect(answered).not.toContain('Who saw them sign?');
  expect(answered).toContain('Person 002');
});

test('the form asks who saw it and when, says what was entered for which person, and why it is taken back', async () => {
  world = await given({ staff: 3 });
  const id = await world.started();
  const press = forms();
  const one = { campaign: id, person: idOf(2), change: 'witnessed' };
  const asked = await press('campaign.change', one);
  expect(asked).toContain('Who saw them sign?');
  // Nobody is taken for the witness who was not named: HR’s own name least of all.
  expect(asked).not.toContain('Sunita Rao');
  expect(await press('campaign.change', { ...one, change: 'away' })).toContain('Sunita Rao');
  expect(asked).toContain('Person 002');
  expect((await where(id, idOf(2))).state).toBe('asked');
  const nobody = await press('campaign.enter-one', { ...one, who: harmless(''), day: '2026-09-07' });
  expect(nobody).toContain('Please fill in who saw it');
  const noDay = await press('campaign.enter-one', { ...one, who: harmless('Karen Osgood'), day: undefined });
  expect(noDay).toContain('Please fill in who saw it');
  expect((await where(id, idOf(2))).state).toBe('asked');
  const done = await press('campaign.enter-one', { ...one, who: harmless('Karen Osgood'), day: '2026-09-07' });
  expect(done).toContain('Entered for Person 002: signed on paper on 7 September 2026, seen by Karen Osgood.');
  const event = (await world.acknowledgements.entries(HR, id, idOf(2)))[0]?.seq;
  const why = { campaign: id, person: idOf(2), event };
  expect(await press('campaign.ask-back', why)).toContain('Why is it taken back?');
  expect(await press('campaign.take-back', { ...why, why: harmless('') })).toContain('Please write why');
  expect((await where(id, idOf(2))).state).toBe('acknowledged');
  expect(await press('campaign.take-back', { ...why, why: harmless(WHY) })).toContain('Taken back for Person 002');
  expect((await where(id, idOf(2))).state).toBe('asked');
  for (const verb of ['campaign.change', 'campaign.ask-back'])
    expect(await press(verb, { ...one, event }, userId(3))).not.toContain('Person 002');
});

test('a refused date is told its rule, and never a day to enter instead', async () => {
  world = await given({ staff: 2 });
  const id = await world.started();
  const one = { campaign: id, person: idOf(2), change: 'witnessed', who: harmless('Karen Osgood') };
  const early = await forms()('campaign.enter-one', { ...one, day: '2026-08-31' });
  expect(early).toMatch(/Nothing was entered.*not before 1 September 2026: what they sign is [^"]*1 September 2026/);
  expect(early).toContain('"value":"2026-08-31"');
  expect(early).not.toMatch(/must be 7|must be between/);
});

test('where a version does not say its day, paper counts from the day it was asked for', async () => {
  world = await given({ staff: 1 });
  const startedAt = new Date('2026-09-07T09:00:00Z');
  const policy = { policyId: 'p', title: 'Trips', version: undefined, date: 'Autumn 2026' };
  const campaign = { startedAt, createdAt: startedAt, policies: [policy] } as unknown as Campaign;
  const on = (day: string) =>
    wrongSource(
      'witnessed',
      campaign,
      { name: 'Sam Reed', askedFor: undefined },
      { who: 'Karen Osgood', day: day as IsoDay },
      startedAt,
    );
  expect(on('2026-09-07')).toBeUndefined();
  expect(on('2026-09-06')).toMatchObject({ kind: 'bad-day', from: { kind: 'asked', policy: 'Trips (Autumn 2026)' } });
});

test('that someone who has signed leaves can be noted, and taken back; what they signed stays', async () => {
  world = await given({ staff: 3 });
  const id = await world.started();
  await world.answers(userId(2), id);
  const shown = await forms()('open campaign.find', { campaign: id, person: idOf(2) });
  expect(shown).toContain('"title":"Has left, or is not staff"');
  expect(await world.enters(id, idOf(2), 'not-staff')).toBe('entered');
  expect(await where(id, idOf(2))).toMatchObject({ state: 'left', reason: 'not-staff' });
  expect(await world.campaigns.signatures(id)).toHaveLength(1);
  const total = async () => (await world.acknowledgements.campaign(HR, id))?.total;
  expect(await total()).toMatchObject({ expected: 2, acknowledged: 0 });
  expect(await taken(id, idOf(2))).toBe('taken-back');
  expect((await where(id, idOf(2))).state).toBe('acknowledged');
  expect(await total()).toMatchObject({ expected: 3, acknowledged: 1 });
  const campaign = await world.campaigns.find(id);
  if (!campaign) throw new Error('no campaign');
  expect(verifyEvidence(campaignPack(campaign, await world.campaigns.events(id), world.now())).kind).toBe('unaltered');
});

import { afterEach, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import { campaignCard } from '../../../src/acknowledge/campaign/campaign.cards.ts';
import { campaignPage } from '../../../src/acknowledge/evidence/campaign-page.pdf.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { CampaignId, PolicyId, PolicyVersionId } from '../../../src/kernel/ids.ts';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import type { Directory, DirectoryPerson } from '../../../src/school/people.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, school, socialMedia, trust, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const SOCIAL = socialMedia('5.0');
const TRIPS = { ...SOCIAL, policyId: 'trips' as PolicyId, versionId: 't1' as PolicyVersionId, title: 'Visits Policy' };
const KEYS = { ...SOCIAL, policyId: 'keys' as PolicyId, versionId: 'k1' as PolicyVersionId, title: 'Keys Policy' };
const DUE = '2026-09-28' as IsoDay;
const TEACHING = { policies: { [TRIPS.policyId]: { groups: ['Teaching'] } } };
const SITE = { policies: { [KEYS.policyId]: { groups: ['Site and office'] } } };
const at = (day: string, time: string) => instantOf(day as IsoDay, time);

async function drafted(staff = 5): Promise<CampaignId> {
  world = await given({ staff });
  world.library.inForce = [SOCIAL, TRIPS, KEYS];
  return world.drafted(DUE);
}
const acknowledgements = () => world.acknowledgements;
/** The cards of a campaign that HR was sent: what changes in place is no new one. */
const cardsOf = (id: CampaignId) => world.campaignCards.filter(({ view }) => view.campaign === id);
const statusOf = async (id: CampaignId) => (await acknowledgements().campaign(HR, id))?.status;
const titlesOf = async (n: number, id: CampaignId) =>
  (await acknowledgements().request(userId(n), id))?.policies.map(({ title }) => title);
const changed = (change: (person: DirectoryPerson) => DirectoryPerson) =>
  world.groups.set(STAFF, (world.groups.get(STAFF) ?? []).map(change));

test('a send that is pressed before the list for others was read sends nothing, and the card says why', async () => {
  const id = await drafted();
  await acknowledgements().want(HR, id, TEACHING);
  expect(await acknowledgements().command(HR, id, 'start')).toMatchObject({ kind: 'not-now' });
  const moment = { at: at('2026-09-08', '09:00'), spreadMinutes: 0 };
  expect(await acknowledgements().schedule(HR, id, moment)).toEqual({ kind: 'list-unread' });
  const view = await acknowledgements().campaign(HR, id);
  expect(view && JSON.stringify(campaignCard(view))).toContain('Reading the staff list.');
  await world.settle();
  expect(world.sent).toEqual([]);
  expect(cardsOf(id).at(-1)?.view.status).toBe('draft');
  await acknowledgements().command(HR, id, 'start');
  await world.settle();
  expect([await titlesOf(2, id), await titlesOf(3, id)]).toEqual([
    [SOCIAL.title, TRIPS.title, KEYS.title],
    [SOCIAL.title, KEYS.title],
  ]);
});

test('a list that was being read for others when the choice changed is not the one that is sent', async () => {
  const id = await drafted();
  let isFirst = true;
  const choosing: Pick<Directory, 'groupMembers'> = {
    async *groupMembers(group) {
      if (isFirst) {
        isFirst = false;
        await acknowledgements().want(HR, id, { policies: { ...TEACHING.policies, ...SITE.policies } });
      }
      yield* world.groups.get(group) ?? [];
    },
  };
  await acknowledgements().want(HR, id, TEACHING);
  await world.instance({ directory: choosing as Directory }).work.prepare(id);
  expect(await statusOf(id)).toBe('preparing');
  await world.settle();
  await acknowledgements().command(HR, id, 'start');
  await world.settle();
  expect(await titlesOf(2, id)).toEqual([SOCIAL.title, TRIPS.title]);
});

test('what was planned is planned still when other people were chosen, and goes to those', async () => {
  const id = await drafted();
  await acknowledgements().schedule(HR, id, { at: at('2026-09-08', '09:00'), spreadMinutes: 0 });
  await acknowledgements().want(HR, id, SITE);
  expect(await acknowledgements().command(HR, id, 'start')).toMatchObject({ kind: 'not-now' });
  await world.settle();
  expect(await statusOf(id)).toBe('planned');
  world.at(at('2026-09-08', '09:01'));
  await world.sweep();
  expect([await titlesOf(2, id), await statusOf(id)]).toEqual([[SOCIAL.title, TRIPS.title], 'running']);
});

test('what HR no longer wants to send is not planned again by the list that was being read', async () => {
  const id = await drafted();
  await acknowledgements().schedule(HR, id, { at: at('2026-09-08', '09:00'), spreadMinutes: 0 });
  await acknowledgements().want(HR, id, SITE);
  expect(await acknowledgements().command(HR, id, 'unplan')).toMatchObject({ campaign: { status: 'preparing' } });
  await world.settle();
  world.at(at('2026-09-08', '09:01'));
  await world.sweep();
  expect([await statusOf(id), world.sent.length]).toEqual(['draft', 0]);
});

test('a list that nobody read after the process ended is read by the next look', async () => {
  const id = await drafted();
  const dies = new Fault('unavailable', 'ended');
  const silent = world.instance({ jobs: { wake: () => Promise.reject(dies) } });
  await expect(silent.want(HR, id, SITE)).rejects.toBe(dies);
  expect(await statusOf(id)).toBe('preparing');
  await world.sweep();
  expect(await statusOf(id)).toBe('draft');
});

test('a choice that the directory could not be asked about is read again when HR says so, and its plan stands', async () => {
  const id = await drafted();
  await acknowledgements().schedule(HR, id, { at: at('2026-09-08', '09:00'), spreadMinutes: 0 });
  world.fails.set(STAFF, new Fault('unavailable', 'busy'));
  await acknowledgements().want(HR, id, SITE);
  await world.settle();
  const view = await acknowledgements().campaign(HR, id);
  expect(view?.status).toBe('refused');
  expect(view && JSON.stringify(campaignCard(view))).toContain('Check again');
  world.fails.clear();
  await acknowledgements().prepareAgain(HR, id);
  await world.settle();
  expect(await statusOf(id)).toBe('planned');
});

/** Planned for the Friday, with keys for a group that has a single person. */
async function plannedFor(wanted: Parameters<typeof world.acknowledgements.want>[2]): Promise<CampaignId> {
  const id = await drafted();
  await acknowledgements().want(HR, id, wanted);
  await world.settle();
  await acknowledgements().schedule(HR, id, { at: at('2026-09-11', '09:00'), spreadMinutes: 0 });
  await world.settle();
  return id;
}
const renamed = () =>
  changed((one) => (one.department === 'Site and office' ? { ...one, department: 'Premises' } : one));

test('a department that is renamed after the plan stops it on the next day, and HR hears which policy is for nobody', async () => {
  const id = await plannedFor(SITE);
  renamed();
  world.at(at('2026-09-07', '12:00'));
  await world.sweep();
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['planned', 1]);
  world.at(at('2026-09-08', '12:00'));
  await world.sweep();
  const told = cardsOf(id).at(-1);
  expect([await statusOf(id), cardsOf(id).length, told?.user]).toEqual(['draft', 2, HR]);
  const card = told && JSON.stringify(campaignCard(told.view));
  expect(card).toContain('It is no longer planned for');
  expect(card).toContain('Nobody would be asked to read Keys Policy.');
  world.at(at('2026-09-11', '09:01'));
  await world.sweep();
  expect(world.sent).toEqual([]);
  expect(await acknowledgements().evidence(HR, id)).toContain('"held":["Keys Policy"]');
});

test('a department that is renamed in the night before is found at the start, which waits for HR', async () => {
  const id = await plannedFor(SITE);
  for (const day of ['2026-09-08', '2026-09-09', '2026-09-10']) {
    world.at(at(day, '12:00'));
    await world.sweep();
  }
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['planned', 1]);
  renamed();
  world.at(at('2026-09-11', '09:01'));
  await world.sweep();
  expect([world.sent.length, await statusOf(id), cardsOf(id).length]).toEqual([0, 'draft', 2]);
  expect(JSON.stringify(campaignCard(cardsOf(id).at(-1)?.view as never))).toContain('and was not.');
});

test('nobody left to ask drops a plan days before its moment, and HR is told', async () => {
  const id = await plannedFor({ groups: ['Site and office'] });
  renamed();
  world.at(at('2026-09-08', '12:00'));
  await world.sweep();
  const told = cardsOf(id).at(-1);
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['refused', 2]);
  expect(told && JSON.stringify(campaignCard(told.view))).toContain('Nobody is left to ask');
  expect(await acknowledgements().evidence(HR, id)).toContain('"why":"nobody-to-ask"');
  // HR has to plan it again.
  await acknowledgements().want(HR, id, {});
  await world.settle();
  world.at(at('2026-09-11', '09:01'));
  await world.sweep();
  expect([await statusOf(id), world.sent.length, cardsOf(id).length]).toEqual(['draft', 0, 2]);
});

test('HR hears once of a list that cannot be read days before it is sent, and again when it is another time', async () => {
  const id = await plannedFor({});
  world.fails.set(STAFF, new Fault('unavailable', 'busy'));
  for (const time of ['12:00', '12:01', '12:02']) {
    world.at(at('2026-09-08', time));
    await world.sweep();
  }
  const told = cardsOf(id).at(-1);
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['planned', 2]);
  expect(told && JSON.stringify(campaignCard(told.view))).toContain('I try again every minute while');
  world.fails.clear();
  world.at(at('2026-09-08', '12:03'));
  await world.sweep();
  world.fails.set(STAFF, new Fault('unavailable', 'busy'));
  world.at(at('2026-09-10', '12:00'));
  await world.sweep();
  expect(cardsOf(id).length).toBe(3);
});

/** Planned, and the list for the others whom HR chose cannot be read. */
async function unread(): Promise<CampaignId> {
  const id = await plannedFor({});
  world.fails.set(STAFF, new Fault('unavailable', 'busy'));
  await acknowledgements().want(HR, id, SITE);
  await world.settle();
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['refused', 2]);
  return id;
}

test('a list for others that could not be read is read again by itself, and sent at the moment that HR planned', async () => {
  const id = await unread();
  world.fails.clear();
  await world.sweep();
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['planned', 3]);
  world.at(at('2026-09-11', '09:01'));
  await world.sweep();
  expect([await statusOf(id), await titlesOf(2, id)]).toEqual(['running', [SOCIAL.title, TRIPS.title]]);
});

test('a moment that passes while there is no list is told, and sends nothing when the list is there days later', async () => {
  const id = await unread();
  world.at(at('2026-09-11', '09:01'));
  await world.sweep();
  await world.sweep();
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['refused', 3]);
  expect(await acknowledgements().evidence(HR, id)).toContain('"why":"missed"');
  world.fails.clear();
  world.at(at('2026-09-14', '10:00'));
  await acknowledgements().prepareAgain(HR, id);
  await world.settle();
  await world.sweep();
  expect([await statusOf(id), world.sent.length]).toEqual(['draft', 0]);
});

test('a list that is there only after the moment is laid before HR, who has not seen it', async () => {
  const id = await unread();
  world.fails.clear();
  world.at(at('2026-09-14', '10:00'));
  await acknowledgements().prepareAgain(HR, id);
  await world.settle();
  await world.sweep();
  expect([await statusOf(id), world.sent.length, cardsOf(id).length]).toEqual(['draft', 0, 3]);
  expect(JSON.stringify(campaignCard(cardsOf(id).at(-1)?.view as never))).toContain(
    'the staff list could not be read in time',
  );
});

test('a process that ends between dropping a plan and telling HR leaves it to be told', async () => {
  const id = await plannedFor(SITE);
  renamed();
  world.at(at('2026-09-08', '12:00'));
  const dies = new Fault('unavailable', 'ended');
  const silent = world.instance({ jobs: { wake: () => Promise.reject(dies) } });
  await expect(silent.work.sweep()).rejects.toBe(dies);
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['draft', 1]);
  await world.sweep();
  await world.sweep();
  expect(cardsOf(id).length).toBe(2);
});

test('a list that changes by a few each day is compared with the one that HR planned with', async () => {
  world = await given({ staff: 40 });
  world.library.inForce = [SOCIAL];
  const id = await world.drafted(DUE);
  await acknowledgements().schedule(HR, id, { at: at('2026-09-16', '09:00'), spreadMinutes: 0 });
  const statuses: unknown[] = [];
  for (const [n, day] of ['2026-09-08', '2026-09-09', '2026-09-10'].entries()) {
    const out = [1, 2, 3].map((one) => userId(one + 10 + 3 * n));
    const staff = (world.groups.get(STAFF) ?? []).filter((one) => !out.includes(one.id));
    world.groups.set(STAFF, [...staff, ...[1, 2, 3].map((one) => directoryPerson(one + 50 + 3 * n))]);
    world.at(at(day, `12:0${n}`));
    await world.sweep();
    statuses.push(await statusOf(id));
  }
  expect(statuses).toEqual(['planned', 'draft', 'draft']);
  // Planned again with what HR has seen by now, the next few are a few.
  await acknowledgements().schedule(HR, id, { at: at('2026-09-16', '09:00'), spreadMinutes: 0 });
  world.groups.get(STAFF)?.push(directoryPerson(70));
  world.at(at('2026-09-16', '09:01'));
  await world.sweep();
  expect([await statusOf(id), world.sent.length]).toEqual(['running', 41]);
});

test('who was chosen after the plan is what later readings are compared with', async () => {
  world = await given({ staff: 40 });
  world.library.inForce = [SOCIAL];
  const id = await world.drafted(DUE);
  await acknowledgements().schedule(HR, id, { at: at('2026-09-16', '09:00'), spreadMinutes: 0 });
  await acknowledgements().want(HR, id, { groups: ['Site and office'] });
  await world.settle();
  world.at(at('2026-09-16', '09:01'));
  await world.sweep();
  expect([await statusOf(id), world.sent.length]).toEqual(['running', 13]);
});

test('what could not be told for now is told within hours', async () => {
  const id = await plannedFor(SITE);
  renamed();
  world.decide.install = () => 'blocked-by-policy';
  world.installed.splice(0);
  for (const time of ['12:00', '12:01']) {
    world.at(at('2026-09-08', time));
    await world.sweep();
  }
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['draft', 1]);
  delete world.decide.install;
  world.at(at('2026-09-08', '13:30'));
  await world.sweep();
  await world.sweep();
  expect(cardsOf(id).length).toBe(2);
});

test('a policy that was for nobody when HR planned it stops nothing', async () => {
  const id = await plannedFor({ policies: { [KEYS.policyId]: { groups: ['Lifeguards'] } } });
  world.at(at('2026-09-11', '09:01'));
  await world.sweep();
  expect(await statusOf(id)).toBe('running');
});

test('half of those whom a policy is for, gone from it at once, stop the plan as half of the staff would', async () => {
  world = await given({ staff: 30 });
  world.library.inForce = [SOCIAL, TRIPS, KEYS];
  const id = await world.drafted(DUE);
  await acknowledgements().want(HR, id, SITE);
  await world.settle();
  await acknowledgements().schedule(HR, id, { at: at('2026-09-11', '09:00'), spreadMinutes: 0 });
  const half = [3, 6, 9, 12, 15].map(userId);
  changed((one) => (half.includes(one.id) ? { ...one, department: 'Premises' } : one));
  world.at(at('2026-09-11', '09:01'));
  await world.sweep();
  expect(await statusOf(id)).toBe('draft');
  expect(world.sent).toEqual([]);
});

test('training that goes with a policy for some is in no number of the page for an inspector', async () => {
  const id = await drafted(12);
  await acknowledgements().want(HR, id, TEACHING);
  await world.settle();
  await acknowledgements().command(HR, id, 'start');
  await world.settle();
  const kind = (name: string, beside: string) => ({ id: name, name, everyMonths: 12, soonDays: 30, beside: [beside] });
  const training = [kind('Minibus training', TRIPS.title), kind('Online safety', SOCIAL.title)];
  const trained = { ...school, acknowledgement: { ...school.acknowledgement, training } };
  const read = world.instance({ trust: { ...trust, schools: [trained] } });
  const [campaign, view] = [await world.campaigns.find(id), await read.campaign(HR, id)];
  if (!campaign || !view) throw new Error('no campaign');
  // HR's own card has the numbers.
  expect(JSON.stringify(campaignCard(view))).toContain('0 of 8 in date');
  const { text } = await extractText(await campaignPage(world.campaigns, campaign, view), { mergePages: true });
  expect(text).toContain('Online safety: 0 signed and in date. Of everyone: 0 of 12 in date');
  expect(text).toContain('Minibus training: for some of these people only.');
  expect(text).not.toMatch(/Minibus training: \d| of 8 /);
});

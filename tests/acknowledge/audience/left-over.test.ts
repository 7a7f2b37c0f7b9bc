import { afterEach, expect, test } from '@jest/globals';
import { personIdOf } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId, PolicyId, PolicyVersionId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { given } from '../given.ts';
import { HR, socialMedia, userId } from '../school.ts';

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

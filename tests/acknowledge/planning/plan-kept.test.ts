import { afterEach, expect, test } from '@jest/globals';
import type { CampaignId, PolicyId, UserId } from '../../../src/kernel/ids.ts';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import type { DirectoryPerson } from '../../../src/school/people.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, socialMedia, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const SOCIAL = socialMedia('5.0');
const at = (day: string, time: string) => instantOf(day as IsoDay, time);
const MOMENT = at('2026-09-16', '09:00');
const acknowledgements = () => world.acknowledgements;
/** The cards of a campaign that were sent: what changes in place is no new one. */
const cardsOf = (id: CampaignId) => world.campaignCards.filter(({ view }) => view.campaign === id);
const statusOf = async (id: CampaignId) => (await acknowledgements().campaign(HR, id))?.status;
const sweepAt = async (moment: Date) => {
  world.at(moment);
  await world.sweep();
};
const staff = (...people: DirectoryPerson[]) =>
  world.groups.set(STAFF, [...(world.groups.get(STAFF) ?? []), ...people]);
const plan = (id: CampaignId, by: UserId = HR) => acknowledgements().schedule(by, id, { at: MOMENT, spreadMinutes: 0 });

/** Planned on Monday 7 September for Wednesday the 16th, by whom. */
async function planned(count = 40): Promise<CampaignId> {
  world = await given({ staff: count });
  world.library.inForce = [SOCIAL];
  const id = await world.drafted('2026-09-28' as IsoDay);
  await plan(id);
  await world.settle();
  return id;
}
/** An account that looks like a room's. */
const reception = (n: number): DirectoryPerson => {
  const { jobTitle: _job, department: _department, ...bare } = directoryPerson(n);
  return { ...bare, name: `Reception ${n}`, userPrincipalName: `reception${n}@oakfield.example` } as DirectoryPerson;
};

test('what HR decides about accounts after they planned it is no change that stops it', async () => {
  world = await given({ staff: 30 });
  world.library.inForce = [SOCIAL];
  staff(...Array.from({ length: 8 }, (_, n) => reception(100 + n)));
  const id = await world.drafted('2026-09-28' as IsoDay);
  const [first, ...others] = (await acknowledgements().accounts(HR, id)) ?? [];
  expect(others).toHaveLength(7);
  // Decided, and planned before that was read.
  await acknowledgements().decideAccount(HR, id, first?.user as UserId, true);
  await plan(id);
  await world.settle();
  world.at(at('2026-09-07', '12:00'));
  for (const { user } of others) {
    await acknowledgements().decideAccount(HR, id, user, true);
    await world.settle();
  }
  expect([await statusOf(id), (await world.campaigns.people(id)).length, cardsOf(id).length]).toEqual([
    'planned',
    38,
    1,
  ]);
  for (const { user } of others) await acknowledgements().decideAccount(HR, id, user, false);
  await world.settle();
  expect([await statusOf(id), (await world.campaigns.people(id)).length]).toEqual(['planned', 31]);
  // What HR did not decide counts as before.
  staff(...Array.from({ length: 6 }, (_, n) => directoryPerson(200 + n)));
  await sweepAt(at('2026-09-09', '12:00'));
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['draft', 2]);
});

test('"Who is asked" saved as it was takes nothing as planned that the directory says', async () => {
  const id = await planned();
  // As the form sends it where nothing is chosen.
  const unchanged = { groups: [], sites: [], roles: [], people: [], leftOut: [], startedFrom: undefined };
  await acknowledgements().want(HR, id, unchanged);
  await world.settle();
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['planned', 1]);
  staff(...Array.from({ length: 300 }, (_, n) => directoryPerson(1000 + n)));
  await acknowledgements().want(HR, id, { ...unchanged, policies: {} });
  await world.settle();
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['draft', 2]);
  await sweepAt(MOMENT);
  expect(world.sent).toEqual([]);
});

test('what HR chose otherwise after they planned it is what the next readings are compared with, once it could be read', async () => {
  const id = await planned();
  await acknowledgements().want(HR, id, {
    policies: { [SOCIAL.policyId as PolicyId]: { groups: ['Site and office'] } },
  });
  // Saved once more before it is read.
  await acknowledgements().want(HR, id, {
    policies: { [SOCIAL.policyId as PolicyId]: { groups: ['Site and office'] } },
  });
  await world.settle();
  await sweepAt(at('2026-09-09', '12:00'));
  expect([await statusOf(id), (await world.campaigns.people(id)).length]).toEqual(['planned', 13]);
  await sweepAt(MOMENT);
  expect([await statusOf(id), world.sent.map(({ user }) => user).includes(userId(3))]).toEqual(['running', true]);
});

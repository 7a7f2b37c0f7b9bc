import { afterEach, expect, test } from '@jest/globals';
import { campaignCard, campaignSummary } from '../../../src/acknowledge/campaign/campaign.cards.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { CampaignId, PolicyId, UserId } from '../../../src/kernel/ids.ts';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import type { DirectoryPerson } from '../../../src/school/people.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, school, socialMedia, trust, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const SOCIAL = socialMedia('5.0');
const at = (day: string, time: string) => instantOf(day as IsoDay, time);
const MOMENT = at('2026-09-16', '09:00');
const acknowledgements = () => world.acknowledgements;
/** The cards of a campaign that were sent: what changes in place is no new one. */
const cardsOf = (id: CampaignId) => world.campaignCards.filter(({ view }) => view.campaign === id);
const cardOf = (id: CampaignId) => JSON.stringify(campaignCard(cardsOf(id).at(-1)?.view as never));
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

const cannotBeRead = () => world.fails.set(STAFF, new Fault('unavailable', 'busy'));
const OTHERS = { groups: ['Site and office'] };
/** HR chose others, and their list could not be read. */
async function unread(): Promise<CampaignId> {
  const id = await planned();
  cannotBeRead();
  await acknowledgements().want(HR, id, OTHERS);
  expect(JSON.stringify(campaignCard((await acknowledgements().campaign(HR, id)) as never))).toContain(
    'It is still planned for **Wednesday 16 September 2026, 09:00**.',
  );
  await world.settle();
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['refused', 2]);
  return id;
}

test('a plan whose list cannot be read says that it stands, and how to stop it; HR hears once the list is there', async () => {
  const id = await unread();
  expect(cardOf(id)).toContain(
    'It is still planned for **Wednesday 16 September 2026, 09:00**. I try to read the list',
  );
  expect(cardOf(id)).toContain('Don’t send yet');
  expect(cardOf(id)).not.toContain('cannot start');
  expect(campaignSummary(cardsOf(id).at(-1)?.view as never)).toContain('Planned, but the staff list could not be read');
  await sweepAt(at('2026-09-15', '12:00'));
  world.fails.clear();
  await sweepAt(at('2026-09-15', '12:01'));
  await world.sweep();
  expect([cardsOf(id).length, cardsOf(id).at(-1)?.view.status, cardsOf(id).at(-1)?.user]).toEqual([3, 'planned', HR]);
  await sweepAt(MOMENT);
  expect(await statusOf(id)).toBe('running');
});

test('what HR stops while its list cannot be read says that it cannot start, and is not sent', async () => {
  const id = await unread();
  await acknowledgements().command(HR, id, 'unplan');
  const view = await acknowledgements().campaign(HR, id);
  expect(JSON.stringify(campaignCard(view as never))).toMatch(/cannot start(?!.*Don’t send yet)/);
  world.fails.clear();
  await acknowledgements().prepareAgain(HR, id);
  await world.settle();
  await sweepAt(MOMENT);
  expect([await statusOf(id), cardsOf(id).length, world.sent.length]).toEqual(['draft', 2, 0]);
});

test('a directory that fails for the whole of its day drops the plan on the next, and not before', async () => {
  const id = await planned();
  cannotBeRead();
  await sweepAt(MOMENT);
  await sweepAt(at('2026-09-16', '16:59'));
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['planned', 2]);
  expect(cardOf(id)).toContain('I try again every minute while the school is open.');
  world.fails.clear();
  await sweepAt(at('2026-09-17', '00:01'));
  expect([await statusOf(id), cardsOf(id).length]).toEqual(['planned', 2]);
  await sweepAt(at('2026-09-17', '08:00'));
  expect([await statusOf(id), cardsOf(id).length, world.sent.length]).toEqual(['draft', 3, 0]);
  expect(cardOf(id)).toContain('It was due to be sent on Wednesday 16 September 2026, 09:00, and was not.');
  expect(cardOf(id)).toContain('I do not try again until you press Check again');
  expect(await acknowledgements().evidence(HR, id)).toContain('"why":"missed"');
});

test('a directory that answers later on its day sends it then', async () => {
  await planned();
  cannotBeRead();
  await sweepAt(MOMENT);
  world.fails.clear();
  await sweepAt(at('2026-09-16', '16:50'));
  expect(world.sent).toHaveLength(40);
});

test('a list that failed at "Check again" is read again every minute, although one was read that day', async () => {
  const id = await planned();
  world.at(at('2026-09-07', '15:00'));
  cannotBeRead();
  await acknowledgements().prepareAgain(HR, id);
  await world.settle();
  expect((await acknowledgements().campaign(HR, id))?.problem?.kind).toBe('cannot-read');
  world.fails.clear();
  await sweepAt(at('2026-09-07', '15:01'));
  const view = await acknowledgements().campaign(HR, id);
  expect([view?.status, view?.problem]).toEqual(['planned', undefined]);
});

test('who planned it last hears that the plan is dropped, or a colleague where they are HR no longer', async () => {
  for (const [hr, told] of [
    [[HR, userId(2)], userId(2)],
    [[userId(3)], userId(3)],
  ] as const) {
    world = await given({ staff: 40 });
    world.library.inForce = [SOCIAL];
    const withHr = (...ids: readonly UserId[]) => {
      const roles = { ...school.roles, hr: ids.map((id) => ({ id, name: `HR ${id.slice(-1)}` })) };
      return world.instance({ trust: { ...trust, schools: [{ ...school, roles }] } });
    };
    const id = await world.drafted('2026-09-28' as IsoDay);
    await withHr(userId(2)).schedule(userId(2), id, { at: MOMENT, spreadMinutes: 0 });
    world.woken.splice(0);
    world.groups.set(STAFF, (world.groups.get(STAFF) ?? []).slice(0, 20));
    world.at(at('2026-09-09', '12:00'));
    const now = withHr(...hr);
    await now.work.sweep();
    await now.work.progress(id);
    expect([await statusOf(id), cardsOf(id).map(({ user }) => user)]).toEqual(['draft', [HR, told]]);
    if (told === userId(2)) await world.close();
  }
});

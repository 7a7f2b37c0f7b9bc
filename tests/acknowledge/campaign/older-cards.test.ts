import { afterEach, expect, test } from '@jest/globals';
import { AUDIENCE, WANT } from '../../../src/acknowledge/audience/audience.cards.ts';
import { registerCampaignAudience } from '../../../src/acknowledge/audience/audience.handlers.ts';
import { keyOf } from '../../../src/acknowledge/audience/wanted.ts';
import { CORRECT, PEOPLE } from '../../../src/acknowledge/campaign/buttons.ts';
import { campaignCard } from '../../../src/acknowledge/campaign/campaign.cards.ts';
import { SAVE_CORRECTION } from '../../../src/acknowledge/campaign/form.cards.ts';
import { registerCampaignForms } from '../../../src/acknowledge/campaign/form.handlers.ts';
import { registerCampaignPeople } from '../../../src/acknowledge/register/people.handlers.ts';
import { personIdOf } from '../../../src/acknowledge/register/person.ts';
import { CONFIRM } from '../../../src/acknowledge/request/request.cards.ts';
import { registerAcknowledgements } from '../../../src/acknowledge/request/request.handlers.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, userId } from '../school.ts';
import { pressed } from './pressed.ts';

/** Cards and windows that were drawn some time ago: what they show may be another thing by now. */
let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const DUE = '2026-09-28' as IsoDay;

test('an older card that does not say what it shows signs nothing: the card comes up to date, and signs then', async () => {
  world = await given({ staff: 3 });
  const campaign = await world.started(DUE);
  const by = userId(2) as UserId;
  await world.acknowledgements.read(by, campaign, 0, 'text');
  const press = (data: object) => pressed(registerAcknowledgements, world, 'action', CONFIRM, by, data);
  const answer = await press({ campaign });
  expect(answer).toContain('an old one, so no answer was kept');
  expect(await world.campaigns.signature(campaign, personIdOf(by))).toBeUndefined();
  const shown = /"shown":"([^"]+)"/.exec(answer)?.[1];
  expect(await press({ campaign, shown })).toContain('Your answer is recorded');
  // Anyone who has answered gets the receipt, from any card.
  expect(await press({ campaign })).toContain('Your answer is recorded');
});

/** A school of two groups, with a campaign that is not out. */
async function ofGroups() {
  world = await given({ staff: 0 });
  const people = [1, 2, 3, 4].map((n) => directoryPerson(n, { department: n < 3 ? 'Office' : 'Teaching' }));
  world.groups.set(STAFF, people);
  const campaign = await world.drafted(DUE);
  const choose = (groups: string) => pressed(registerCampaignAudience, world, 'submit', WANT, HR, { campaign, groups });
  const wanted = async () => (await world.campaigns.find(campaign))?.wanted.groups;
  return { campaign, choose, wanted, people };
}

test('a group that HR ticks is that group, though the list was read again and it has another place on it', async () => {
  const { campaign, choose, wanted, people } = await ofGroups();
  const form = await pressed(registerCampaignAudience, world, 'dialog', AUDIENCE, HR, { campaign });
  expect(form).toContain(`"title":"Teaching (2)","value":"${keyOf('Teaching')}"`);
  // Catering comes before the two, in the alphabet.
  world.groups.set(STAFF, [...people, directoryPerson(9, { department: 'Catering' })]);
  await world.acknowledgements.prepareAgain(HR, campaign);
  await world.settle();
  expect(await choose(keyOf('Teaching'))).toContain('I am reading the staff list again');
  expect(await wanted()).toEqual(['Teaching']);
});

test('a group that is no longer there, or a place from an older form, is asked about and never taken for another', async () => {
  const { campaign, choose, wanted } = await ofGroups();
  for (const gone of [keyOf('Catering'), '1', `${keyOf('Teaching')},0`]) {
    expect(await choose(gone)).toContain('no longer on it. Please choose once more.');
    expect(await wanted()).toBeUndefined();
  }
  expect(campaign).toBeDefined();
});

test('the next page begins with the person with whom it would have begun, though others joined before them', async () => {
  world = await given({ staff: 90 });
  const campaign = await world.drafted(DUE);
  const page = (where: object) =>
    pressed(registerCampaignPeople, world, 'submit', PEOPLE, HR, { campaign, which: 'all', ...where });
  const first = await page({});
  const next = JSON.parse(/\{[^{}]*"from"[^{}]*\}/.exec(first)?.[0] ?? '{}') as { from?: string; page?: number };
  expect(next).toMatchObject({ page: 1 });
  const staff = world.groups.get(STAFF) ?? [];
  world.groups.set(STAFF, [...staff, directoryPerson(200, { name: 'Aaron Abbott' })]);
  await world.acknowledgements.prepareAgain(HR, campaign);
  await world.settle();
  const second = await page(next);
  expect(second).toContain('Person 041');
  expect(second).not.toContain('Person 040');
  // Who is not on the list any more: the page that it was.
  expect(await page({ ...next, from: 'gone' })).toContain('Person 045');
});

test('the window that changes the date says so where the card that was pressed has another', async () => {
  world = await given({ staff: 3 });
  const campaign = await world.started(DUE);
  const open = (data: object) => pressed(registerCampaignForms, world, 'dialog', CORRECT, HR, { campaign, ...data });
  expect(await open({ shown: DUE })).not.toContain('still says');
  const saved = await pressed(registerCampaignForms, world, 'submit', SAVE_CORRECTION, HR, {
    campaign,
    due: '2026-10-05',
  });
  expect(saved).toMatch(/It is due on 5 October 2026 now\. .*answers that I gave you before keep the day/);
  expect(await open({ shown: DUE })).toContain(
    'It is due on 5 October 2026 now. The card that you pressed still says 28 September 2026.',
  );
  expect(await open({})).not.toContain('still says');
  const view = await world.acknowledgements.campaign(HR, campaign);
  expect(view && JSON.stringify(campaignCard(view))).toContain('"shown":"2026-10-05"');
});

test('a card that another has come after says so, and keeps no number or date', async () => {
  world = await given({ staff: 5 });
  const campaign = await world.drafted(DUE);
  const first = world.campaignCards.at(-1)?.ref.activityId;
  await world.acknowledgements.schedule(HR, campaign, { at: new Date('2026-09-14T07:00:00Z'), spreadMinutes: 0 });
  await world.settle();
  expect(world.replaced).toEqual([]);
  // The list is quite another one when it is read again: the plan is dropped, and HR gets a new card.
  world.groups.set(
    STAFF,
    [1, 11, 12, 13, 14, 15, 16].map((n) => directoryPerson(n)),
  );
  await world.acknowledgements.prepareAgain(HR, campaign);
  await world.settle();
  expect(world.campaignCards.at(-1)?.ref.activityId).not.toBe(first);
  expect(world.replaced).toEqual([first]);
});

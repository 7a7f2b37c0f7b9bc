import { afterEach, expect, test } from '@jest/globals';
import { AUDIENCE, MOST_BY_NAME, WANT } from '../../../src/acknowledge/audience/audience.cards.ts';
import { registerCampaignAudience } from '../../../src/acknowledge/audience/audience.handlers.ts';
import { keyOf, type Wanted } from '../../../src/acknowledge/audience/wanted.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { pressed } from '../campaign/pressed.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const DUE = '2026-10-05' as IsoDay;

/** Thirteen groups of two, and one of a single person. */
async function ofManyGroups() {
  world = await given({ staff: 0 });
  const groups = Array.from({ length: 13 }, (_, at) => [`Group ${String(at).padStart(2, '0')}`, 2] as const);
  const departments = [...groups, ['Governors', 1] as const].flatMap(([name, count]) => Array(count).fill(name));
  world.groups.set(
    STAFF,
    departments.map((department, at) => directoryPerson(at + 1, { department })),
  );
  return world.drafted(DUE);
}

interface Field {
  readonly id?: string;
  readonly value?: string;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
}

/** What Teams sends of a window: of each list the ticked ones among those that it shows. */
function asShown(answer: string): { readonly [id: string]: string } {
  const fields: Field[] = [];
  JSON.parse(answer, (_key, value: Field) => {
    if (value?.id !== undefined) fields.push(value);
    return value;
  });
  return Object.fromEntries(
    fields.map(({ id, value = '', choices }) => {
      const ticked = value.split(',').filter((one) => choices?.some((choice) => choice.value === one));
      return [id, choices ? ticked.join(',') : value];
    }),
  );
}

const open = (campaign: string) =>
  pressed(registerCampaignAudience, world, 'dialog', AUDIENCE, HR, { campaign }).then(asShown);
const save = (campaign: string, typed: object) =>
  pressed(registerCampaignAudience, world, 'submit', WANT, HR, { campaign, ...typed });
async function wantedAs(campaign: Awaited<ReturnType<typeof ofManyGroups>>, wanted: Wanted): Promise<void> {
  await world.acknowledgements.want(HR, campaign, wanted);
  await world.settle();
}

test('a group that is chosen is among those offered, however small it is: saving the window as it is changes nobody', async () => {
  const campaign = await ofManyGroups();
  await wantedAs(campaign, { groups: ['Governors'] });
  const shown = await open(campaign);
  expect(shown.groups).toBe(keyOf('Governors'));
  await save(campaign, shown);
  await world.settle();
  expect((await world.acknowledgements.campaign(HR, campaign))?.total.expected).toBe(1);
});

test('a chosen group that the list has no longer stays chosen until HR unticks it', async () => {
  const campaign = await ofManyGroups();
  await wantedAs(campaign, { groups: ['Governors', 'Group 00'] });
  const staff = world.groups.get(STAFF) ?? [];
  world.groups.set(STAFF, staff.slice(0, -1));
  await world.acknowledgements.prepareAgain(HR, campaign);
  await world.settle();
  const shown = await open(campaign);
  expect(shown.groups?.split(',').sort()).toEqual([keyOf('Governors'), keyOf('Group 00')].sort());
  await save(campaign, shown);
  await world.settle();
  expect((await world.campaigns.find(campaign))?.wanted.groups).toEqual(['Governors', 'Group 00']);
  await save(campaign, { ...shown, groups: keyOf('Group 00') });
  expect((await world.campaigns.find(campaign))?.wanted.groups).toEqual(['Group 00']);
});

test('people for whom the window has no room stay chosen when it is saved, others can be added, and HR can let them go', async () => {
  world = await given({ staff: MOST_BY_NAME + 5 });
  const campaign = await world.drafted(DUE);
  const people = Array.from({ length: MOST_BY_NAME + 1 }, (_, at) => userId(at + 1));
  await wantedAs(campaign, { people });
  const shown = await open(campaign);
  expect(shown).toMatchObject({ kept: 'true', people: '' });
  await save(campaign, { ...shown, from: '2020-01-01' });
  expect((await world.campaigns.find(campaign))?.wanted).toMatchObject({ people, startedFrom: '2020-01-01' });
  await save(campaign, { ...shown, people: `${userId(1)},${userId(MOST_BY_NAME + 3)}` });
  expect((await world.campaigns.find(campaign))?.wanted.people).toEqual([...people, userId(MOST_BY_NAME + 3)]);
  await save(campaign, { ...shown, kept: 'false', people: userId(2) });
  expect((await world.campaigns.find(campaign))?.wanted.people).toEqual([userId(2)]);
});

test('a window that is asked about once more has what was typed into it, but for what is gone', async () => {
  const campaign = await ofManyGroups();
  const typed = { groups: `${keyOf('Group 01')},abcdef`, out: userId(3), why: 'leaves-soon', from: '2026-09-01' };
  const answer = await save(campaign, typed);
  expect(answer).toContain('Please choose once more');
  expect(asShown(answer)).toMatchObject({ groups: keyOf('Group 01'), out: userId(3), from: '2026-09-01' });
  expect((await world.campaigns.find(campaign))?.wanted.leftOut).toBeUndefined();
});

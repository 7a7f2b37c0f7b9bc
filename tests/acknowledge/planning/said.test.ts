import { afterEach, expect, test } from '@jest/globals';
import { keyOf } from '../../../src/acknowledge/audience/wanted.ts';
import { NEW, PLAN } from '../../../src/acknowledge/campaign/form.cards.ts';
import { registerCampaignPlanning, showCampaigns } from '../../../src/acknowledge/planning/plan.handlers.ts';
import { saidOf } from '../../../src/acknowledge/planning/said.ts';
import type { GroupId, PolicyVersionId, SchoolId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { pressed } from '../campaign/pressed.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, OAKFIELD, STAFF, school, trust } from '../school.ts';

const policy = (versionId: string, title: string) => ({ versionId: versionId as PolicyVersionId, title });
const oakfield = {
  school: { id: 'oakfield' as SchoolId, name: 'Oakfield Academy' },
  policies: [
    policy('s', 'Social Media Policy for Staff'),
    policy('c', 'Staff Code of Conduct'),
    policy('k', 'Safeguarding and Child Protection: Summary for All Staff'),
    policy('v', 'Educational Visits Policy'),
    policy('w', 'Visits to Homes'),
    policy('m', 'Media Policy'),
    policy('send', 'SEND Policy'),
    policy('r', 'Supporting Children to Read'),
    policy('h', 'Staff Handbook'),
    policy('n', 'New Starters Guidance'),
    policy('cp', 'Complaints Policy'),
    policy('cr', 'Complaints Procedure'),
    policy('cs', 'Serial Complaints Procedure'),
  ],
  groups: ['Teaching', 'Support staff', 'Site and office', 'Kitchen', 'Maths', 'English', 'Science'],
};
const millbrook = { ...oakfield, school: { id: 'millbrook' as SchoolId, name: 'Millbrook Primary' } };

test.each<[string, readonly string[], readonly string[] | undefined]>([
  ['ask all staff to read the social media policy by 11 december', ['s'], []],
  ['get teaching staff to sign the code of conduct', ['c'], ['Teaching']],
  ['I want the kitchen and support staff to read the safeguarding policy', ['k'], ['Support staff', 'Kitchen']],
  [
    'ask the site and office team to sign the social media policy and the code of conduct',
    ['s', 'c'],
    ['Site and office'],
  ],
  ['send the code of conduct out to the kitchen by friday', ['c'], ['Kitchen']],
  // The verb that asks is no title, and neither is a title that stands in a longer one.
  ['send the complaints policy to all staff by 11 december', ['cp'], []],
  ['send the bullying policy to staff', [], undefined],
  ['send the SEND policy to the kitchen', ['send'], ['Kitchen']],
  ['ask all staff to read the staff handbook', ['h'], []],
  ['ask all staff to read the complaints procedure', ['cr'], []],
  ['ask all staff to read the serial complaints procedure', ['cs'], []],
  ['ask all staff to read the social media policy and the media policy', ['s', 'm'], []],
  ['ask everyone to read the new expenses policy', [], undefined],
  // Groups are named in many ways.
  ['ask all staff in science to read the complaints policy', ['cp'], ['Science']],
  ['ask the maths and english teams to read the complaints policy', ['cp'], ['Maths', 'English']],
  ['ask the science, maths, and english staff to read the complaints policy', ['cp'], ['Maths', 'English', 'Science']],
  ['the kitchen need to read the complaints policy by friday', ['cp'], ['Kitchen']],
  ['send the complaints policy to the kitchen for signing by friday', ['cp'], ['Kitchen']],
  ['i need to get all staff to sign the complaints policy within two weeks please', ['cp'], []],
  ['ask all staff at Oakfield Academy to read the complaints policy', ['cp'], []],
  // Whom it names and we do not know is never taken for everyone.
  ['ask the governors to read the complaints policy by 5 october', ['cp'], undefined],
  ['ask Priya Nair to read the complaints policy by 5 october', ['cp'], undefined],
  ['ask everyone except the kitchen to read the complaints policy by 5 october', ['cp'], undefined],
  ['ask all staff to read the complaints policy by friday, but not the kitchen', ['cp'], undefined],
  ['ask my team to read the complaints policy', ['cp'], undefined],
  ['ask staff in year 6 to read the complaints policy', ['cp'], undefined],
  ['send the complaints policy to all staff and the governors', ['cp'], undefined],
  ['send the complaints policy to be signed by all teaching staff', ['cp'], undefined],
  ['send the governors the complaints policy', ['cp'], undefined],
  ['please could the kitchen read the complaints policy', ['cp'], undefined],
  ['ask teaching staff to read the complaints policy and the kitchen to read the media policy', ['cp', 'm'], undefined],
  // What is not sure is left for HR to choose.
  ['ask teaching assistants to read the social media policy', ['s'], undefined],
  ['ask teaching staff and governors to sign the social media policy', ['s'], undefined],
  ['ask all staff to sign the visits policy', [], undefined],
  ['ask everyone to sign the new policy', [], []],
  ['start a new campaign', [], []],
])('“%s”', (text, versions, groups) => {
  const found = saidOf(text, [oakfield]);
  expect([...found.policies].sort()).toEqual(versions.map((version) => `oakfield/${version}`).sort());
  expect(found.groups?.toSorted()).toEqual(groups?.toSorted());
});

test('of several schools nothing is sure unless the sentence names one, or the writer has one of their own', () => {
  const both = [oakfield, millbrook];
  expect(saidOf('ask all staff to read the social media policy', both)).toEqual({ policies: [], groups: [] });
  expect(saidOf('ask all staff to read the social media policy', both, millbrook.school.id).policies).toEqual([
    'millbrook/s',
  ]);
  expect(saidOf('ask Millbrook Primary teaching staff to read the social media policy', both).policies).toEqual([
    'millbrook/s',
  ]);
});

let world: Awaited<ReturnType<typeof given>> | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

test('HR’s sentence leads to a form with its policy, day and group, which makes that campaign; what it does not say is suggested', async () => {
  const here = await given({ staff: 0 });
  world = here;
  here.groups.set(
    STAFF,
    [1, 2, 3, 4].map((n) => directoryPerson(n, { department: n < 3 ? 'Kitchen' : 'Teaching' })),
  );
  const first = await here.drafted('2026-09-28' as IsoDay);
  const shown: unknown[] = [];
  const turn = { sender: { userId: HR }, replyPrivately: async (sent: unknown) => void shown.push(sent) } as never;
  const text = 'ask the kitchen to read the social media policy by 12 october';
  await showCampaigns(here.acknowledgements, turn, { text, own: OAKFIELD, dueDay: '2026-10-12' as IsoDay });
  const card = JSON.stringify(shown);
  expect(card).toContain('A new campaign: Social Media Policy; Kitchen; by 12 October 2026');
  const data = { policies: `${OAKFIELD}/version-5.0`, due: '2026-10-12', groups: keyOf('Kitchen') };
  expect(card).toContain(JSON.stringify(data).slice(1, 30));

  const press = (kind: 'dialog' | 'submit', verb: string, typed: object) =>
    pressed(registerCampaignPlanning, here, kind, verb, HR, typed);
  const form = await press('dialog', NEW, data);
  expect(form).toMatch(/"title":"Kitchen".*"value":"2026-10-12"/);
  expect(form).toContain(`"value":"${OAKFIELD}/version-5.0"`);
  expect(await press('dialog', NEW, {})).not.toContain('as you said');
  expect(await press('submit', PLAN, { ...data, groups: `${data.groups},${keyOf('Boarding')}` })).toContain(
    'no longer on the list',
  );
  await press('submit', PLAN, data);
  await here.settle();
  const made = (await here.acknowledgements.list(HR)).find(({ campaign }) => campaign !== first);
  expect(made).toMatchObject({ dueDay: '2026-10-12', asked: 'Kitchen', total: { expected: 2 } });
});

/** What the campaigns’ card makes of a sentence, and what its button sends. */
async function begunBy(
  here: Awaited<ReturnType<typeof given>>,
  text: string,
  acknowledgements = here.acknowledgements,
  dueDay: IsoDay | 'unsure' = '2026-10-05' as IsoDay,
) {
  const shown: unknown[] = [];
  const turn = { sender: { userId: HR }, replyPrivately: async (sent: unknown) => void shown.push(sent) } as never;
  await showCampaigns(acknowledgements, turn, { text, own: OAKFIELD, dueDay });
  const card = JSON.stringify(shown);
  return { card, data: JSON.parse(`${/\{"policies":"[^{}]*?"(?:due|day)":"[^"]*"/.exec(card)?.[0]}}`) as object };
}
const UNSURE = 'I could not tell for sure who you mean';

test('whom HR names and nobody knows is said on the card, on the form, and when the form comes back', async () => {
  const here = await given({ staff: 3 });
  world = here;
  const { card, data } = await begunBy(here, 'ask the governors to read the social media policy by 5 october');
  expect(card).toContain(UNSURE);
  const press = (kind: 'dialog' | 'submit', verb: string, typed: object) =>
    pressed(registerCampaignPlanning, here, kind, verb, HR, typed);
  const form = await press('dialog', NEW, data);
  expect(form).toContain(UNSURE);
  expect(form).toContain('"whom":"unsure"');
  expect(await press('submit', PLAN, { ...data, due: '2026-10-04' })).toContain(UNSURE);
  expect((await begunBy(here, 'ask all staff to read the social media policy')).card).not.toContain(UNSURE);
  // A group that the list has lost since the card was drawn.
  expect(await press('dialog', NEW, { ...data, whom: undefined, groups: keyOf('Boarding') })).toContain(UNSURE);
});

test('a day that cannot be told is asked about, and not taken for none', async () => {
  const here = await given({ staff: 3 });
  world = here;
  const said = 'I could not tell for sure which day you mean';
  const text = 'ask all staff to read the social media policy by friday 13th';
  const { card, data } = await begunBy(here, text, here.acknowledgements, 'unsure');
  expect(card).toContain(said);
  expect(await pressed(registerCampaignPlanning, here, 'dialog', NEW, HR, data)).toContain(said);
});

test('a group that two schools have is one group of one school, and another that has gone is not made up for by it', async () => {
  const here = await given({ staff: 0 });
  world = here;
  const theirs = 'd0000000-0000-4000-8000-0000000000cc' as GroupId;
  const mill = { ...school, id: 'millbrook' as SchoolId, name: 'Millbrook Primary', staffGroups: [theirs] };
  const staff = (from: number, ...departments: readonly string[]) =>
    departments.map((department, at) => directoryPerson(from + at, { department }));
  here.groups.set(STAFF, staff(1, 'Teaching', 'Teaching', 'Kitchen'));
  here.groups.set(theirs, staff(31, 'Teaching', 'Office'));
  const acknowledgements = here.instance({ trust: { ...trust, schools: [school, mill] } });
  const readAll = async () => {
    for (const { campaign } of await acknowledgements.list(HR)) await acknowledgements.work.prepare(campaign);
  };
  const versions = here.library.inForce.map(({ versionId }) => versionId);
  for (const id of [OAKFIELD, mill.id])
    await acknowledgements.plan(HR, { school: id, versions, dueDay: '2026-10-05' as IsoDay });
  await readAll();
  const press = (kind: 'dialog' | 'submit', verb: string, typed: object) =>
    pressed(registerCampaignPlanning, { ...here, acknowledgements }, kind, verb, HR, typed);

  const { data } = await begunBy(here, 'ask teaching and kitchen to read the social media policy', acknowledgements);
  const form = await press('dialog', NEW, data);
  expect(form.match(/"title":"Teaching"/g)).toHaveLength(1);
  here.groups.set(STAFF, staff(1, 'Teaching', 'Teaching', 'Catering'));
  await readAll();
  expect(await press('submit', PLAN, { ...data })).toContain('no longer on the list of Oakfield Academy');
  const both = [OAKFIELD, mill.id].map((id) => `${id}/version-5.0`).join(',');
  const office = { ...data, policies: both, groups: keyOf('Office') };
  expect(await press('submit', PLAN, office)).toContain('no longer on the list of Oakfield Academy');
  expect(await acknowledgements.list(HR)).toHaveLength(2);
});

test('a sentence in which no policy is sure leads to the campaigns, as before', async () => {
  const here = await given({ staff: 3 });
  world = here;
  const shown: unknown[] = [];
  const turn = { sender: { userId: HR }, replyPrivately: async (sent: unknown) => void shown.push(sent) } as never;
  await showCampaigns(here.acknowledgements, turn, {
    ...{ text: 'start a new campaign by friday', own: OAKFIELD, dueDay: undefined },
  });
  expect(JSON.stringify(shown)).not.toContain('A new campaign: ');
  expect(JSON.stringify(shown)).toContain('New campaign');
});

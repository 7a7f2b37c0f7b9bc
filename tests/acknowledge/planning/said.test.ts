import { afterEach, expect, test } from '@jest/globals';
import { keyOf } from '../../../src/acknowledge/audience/wanted.ts';
import { NEW, PLAN } from '../../../src/acknowledge/campaign/form.cards.ts';
import { registerCampaignPlanning, showCampaigns } from '../../../src/acknowledge/planning/plan.handlers.ts';
import { saidOf } from '../../../src/acknowledge/planning/said.ts';
import type { PolicyVersionId, SchoolId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { pressed } from '../campaign/pressed.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, OAKFIELD, STAFF } from '../school.ts';

const policy = (versionId: string, title: string) => ({ versionId: versionId as PolicyVersionId, title });
const oakfield = {
  school: { id: 'oakfield' as SchoolId, name: 'Oakfield Academy' },
  policies: [
    policy('s', 'Social Media Policy for Staff'),
    policy('c', 'Staff Code of Conduct'),
    policy('k', 'Safeguarding and Child Protection: Summary for All Staff'),
    policy('v', 'Educational Visits Policy'),
    policy('w', 'Visits to Homes'),
  ],
  groups: ['Teaching', 'Support staff', 'Site and office', 'Kitchen'],
};
const millbrook = { ...oakfield, school: { id: 'millbrook' as SchoolId, name: 'Millbrook Primary' } };

test.each<[string, readonly string[], readonly string[]]>([
  ['ask all staff to read the social media policy by 11 december', ['s'], []],
  ['get teaching staff to sign the code of conduct', ['c'], ['Teaching']],
  ['I want the kitchen and support staff to read the safeguarding policy', ['k'], ['Support staff', 'Kitchen']],
  [
    'ask the site and office team to sign the social media policy and the code of conduct',
    ['s', 'c'],
    ['Site and office'],
  ],
  ['send the code of conduct out to the kitchen by friday', ['c'], ['Kitchen']],
  // What is not sure is left for HR to choose.
  ['ask teaching assistants to read the social media policy', ['s'], []],
  ['ask teaching staff and governors to sign the social media policy', ['s'], []],
  ['ask all staff to sign the visits policy', [], []],
  ['ask everyone to sign the new policy', [], []],
  ['start a new campaign', [], []],
])('“%s”', (text, versions, groups) => {
  const found = saidOf(text, [oakfield]);
  expect(found.policies).toEqual(versions.map((version) => `oakfield/${version}`));
  expect([...found.groups].sort()).toEqual([...groups].sort());
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

import { afterEach, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import { campaignPage } from '../../../src/acknowledge/evidence/campaign-page.pdf.ts';
import { campaignRegister } from '../../../src/acknowledge/evidence/register.pdf.ts';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import { signedPdf } from '../../../src/acknowledge/request/signed.pdf.ts';
import type { CampaignId, PolicyId, PolicyVersionId } from '../../../src/kernel/ids.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, OAKFIELD, STAFF, socialMedia, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

/** Each page with its lines joined: where a line breaks says nothing. */
async function pagesOf(bytes: Uint8Array): Promise<readonly string[]> {
  const { text } = await extractText(bytes);
  return text.map((page) => page.replaceAll(/\s+/g, ' '));
}

async function inspectors(id: CampaignId): Promise<readonly string[]> {
  const campaign = await world.campaigns.find(id);
  const view = await world.acknowledgements.campaign(HR, id);
  if (!campaign || !view) throw new Error('no campaign');
  return pagesOf(await campaignPage(world.campaigns, campaign, view));
}

/** The register by the names of its columns. */
async function register(id: CampaignId): Promise<readonly Readonly<Record<string, string>>[]> {
  const csv = (await world.acknowledgements.csv(HR, id)) ?? '';
  const [header = [], ...rows] = csv
    .trim()
    .split('\r\n')
    .map((line) => line.slice(1, -1).split('","'));
  return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

const guidance = (title: string) => ({
  ...socialMedia('1.10'),
  policyId: 'conduct' as PolicyId,
  versionId: 'conduct-1' as PolicyVersionId,
  title,
});

test('the register has a row for each person and policy, with what payroll knows them by, and days that a spreadsheet can read', async () => {
  world = await given({ staff: 2 });
  world.groups.set(STAFF, [
    directoryPerson(1, { email: 'sunita@oakfield.example', staffNumber: 'T-0017', jobTitle: 'HR manager' }),
    directoryPerson(2),
  ]);
  world.library.inForce = [socialMedia('5.0'), guidance('Code of conduct')];
  const id = await world.started();
  for (const index of [0, 1]) await world.acknowledgements.read(HR, id, index, 'text');
  await world.acknowledgements.acknowledge(HR, id);
  await world.enters(id, userId(2) as string as PersonId, 'witnessed');

  const rows = await register(id);
  expect(rows.map(({ Name, Policy }) => [Name, Policy])).toEqual([
    ['Person 001', 'Social Media Policy'],
    ['Person 001', 'Code of conduct'],
    ['Person 002', 'Social Media Policy'],
    ['Person 002', 'Code of conduct'],
  ]);
  expect(rows[1]).toMatchObject({
    ...{ Email: 'sunita@oakfield.example', 'Staff number': 'T-0017', Job: 'HR manager', 'Staff group': 'Teaching' },
    ...{ Status: 'Acknowledged', Due: '2026-09-28', Asked: '2026-09-07 10:00', Acknowledged: '2026-09-07 10:00' },
    ...{ How: 'in Teams', Version: 'version 1.10' },
  });
  expect(rows[2]).toMatchObject({
    ...{ How: 'on paper, witnessed', 'Signed on paper': '2026-09-07', 'Seen by': 'Karen Osgood' },
  });
});

test('address and number that IT adds later are in the register from the next morning, and what was there stays', async () => {
  world = await given({ staff: 0 });
  world.groups.set(STAFF, [directoryPerson(1), directoryPerson(2, { email: 'two@oakfield.example' })]);
  const id = await world.started();
  world.groups.set(STAFF, [
    directoryPerson(1, { email: 'one@oakfield.example', staffNumber: '88' }),
    directoryPerson(2, { email: 'married@oakfield.example', staffNumber: '89' }),
  ]);
  world.at(new Date('2026-09-08T07:00:00Z'));
  await world.sweep();
  expect((await register(id)).map((row) => [row.Email, row['Staff number']])).toEqual([
    ['one@oakfield.example', '88'],
    ['two@oakfield.example', '89'],
  ]);
});

test('nothing in the register runs, where cells are parted by commas or by semicolons', async () => {
  world = await given({ staff: 1 });
  world.groups
    .get(STAFF)
    ?.push(
      directoryPerson(2, { jobTitle: 'Cook;=1+1', name: '\t=2+2', staffNumber: '@SUM(A1)', department: 'Kitchen -1' }),
    );
  const csv = (await world.acknowledgements.csv(HR, await world.started())) ?? '';
  expect(csv).toContain(`"Cook;'=1+1"`);
  expect(csv).toContain(`"'@SUM(A1)"`);
  expect(csv).toContain('"Kitchen -1"');
  expect(csv).not.toMatch(/(^|[",;])\s*[=@]/m);
});

test('the inspector’s page puts small groups together and cuts no title, and the next says how it was counted', async () => {
  world = await given({ staff: 24 });
  const head = directoryPerson(30, { department: 'Senior leadership' });
  world.groups.get(STAFF)?.push(head, directoryPerson(31, { department: 'Катерна Ünit', site: 'Annexe' }));
  const long = `Guidance for safer working practice ${'for adults who work with children '.repeat(9)}in schools`;
  world.library.inForce = [guidance(long)];
  const id = await world.started();
  for (let n = 1; n <= 12; n += 1) await world.answers(userId(n), id);
  await world.enters(id, userId(13) as string as PersonId, 'witnessed');
  await world.enters(id, userId(14) as string as PersonId, 'away');
  const seq = (await world.acknowledgements.entries(HR, id, userId(13) as string as PersonId)).at(-1)?.seq ?? 0;
  await world.acknowledgements.takeBack(HR, id, { person: userId(13) as string as PersonId, seq, why: 'Wrong person' });

  const [page = '', counted = '', ...more] = await inspectors(id);
  expect(more).toEqual([]);
  expect(page).toContain(`${long} (version 1.10`);
  expect(page).toContain('12 of 25 have acknowledged, 13 have not yet.');
  expect(page).not.toMatch(/Senior leadership|Ünit|Annexe/);
  expect(page).toMatch(/Paused|Anywhere else: fewer than 5/);
  // Who is away is in that number, and in no other.
  expect(page).toContain('leave out people who are away or have left. “Where everyone is” has them.');
  expect(`${page}${counted}`).not.toContain('is in no number');
  expect(page).not.toMatch(/Paused: 1/);
  expect(counted).toContain('How this was counted');
  expect(counted).toContain('Acknowledged: 12 in Teams. Before that people had to open each policy.');
  expect(counted).toContain('Away, or no longer on the list: fewer than 5.');
  expect(counted).toContain('Entries that were taken back: fewer than 5.');
});

test('that there is no table by staff group is told with its reason', async () => {
  world = await given({ staff: 0 });
  world.groups.set(
    STAFF,
    [1, 2, 3, 4, 5, 6].map((n) => directoryPerson(n, { department: 'Teaching' })),
  );
  const id = await world.started();
  for (let n = 1; n <= 3; n += 1) await world.answers(userId(n), id);
  expect((await inspectors(id))[0]).toContain('There is no table by staff group: everyone is in one.');
  world.groups.get(STAFF)?.push(directoryPerson(30, { department: 'Kitchen' }));
  world.at(new Date('2026-09-08T07:00:00Z'));
  await world.sweep();
  expect((await inspectors(id))[0]).toContain('of the 2 groups, too many have fewer than five people');
});

test('many groups and a campaign with many policies go on over pages, and nothing is left out', async () => {
  world = await given({ staff: 0 });
  for (let n = 10; n < 210; n += 1)
    world.groups.get(STAFF)?.push(directoryPerson(n, { department: `Група ${n % 14} ${'long '.repeat(20)}end` }));
  world.library.inForce = Array.from({ length: 9 }, (_, n) => ({
    ...guidance(`Policy number ${n}`),
    versionId: `conduct-${n}` as PolicyVersionId,
    policyId: `conduct-${n}` as PolicyId,
  }));
  const id = await world.started();
  for (let n = 10; n < 110; n += 1) {
    for (let index = 0; index < 9; index += 1) await world.acknowledgements.read(userId(n), id, index, 'text');
    await world.acknowledgements.acknowledge(userId(n), id);
  }
  const text = (await inspectors(id)).join(' ');
  for (let n = 0; n < 9; n += 1) expect(text).toContain(`Policy number ${n} (`);
  for (let n = 0; n < 14; n += 1) expect(text).toContain(`Група ${n} long`);
  expect(text).not.toContain('…');
});

test('what someone has signed is one file of theirs alone, for themselves and for HR when they leave', async () => {
  world = await given({ staff: 3 });
  const first = await world.started();
  await world.answers(userId(2), first);
  await world.answers(userId(3), first);
  world.groups.set(STAFF, [directoryPerson(1), directoryPerson(3)]);
  world.at(new Date('2026-09-08T07:00:00Z'));
  await world.sweep();

  const who = userId(2) as string as PersonId;
  expect((await world.campaigns.person(first, who))?.state).toBe('left');
  const found = await world.acknowledgements.signedOf(HR, first, who);
  expect(await world.acknowledgements.signedOf(userId(3), first, who)).toBeUndefined();
  expect(found?.signed).toEqual(await world.acknowledgements.signed(userId(2)));
  const about = { name: found?.person.name ?? '', school: found?.school.name ?? '' };
  const [page = ''] = await pagesOf(await signedPdf(about, found?.signed ?? [], world.now()));
  expect(page).toContain('What Person 002 has acknowledged');
  expect(page).toContain('Acknowledged on Monday 7 September 2026, 10:00, in Teams.');
  expect(page).toContain('I have read the Social Media Policy (version 5.0, 1 September 2026).');
  expect(page).not.toContain('Person 003');
  expect(found?.signed.map(({ school }) => school)).toEqual([OAKFIELD]);
});

test('the register on paper has every name, when and how they signed what, and who was not asked', async () => {
  world = await given({ staff: 3 });
  world.groups.set(STAFF, [
    directoryPerson(1, { name: 'Zoe Abbot', jobTitle: 'HR manager' }),
    directoryPerson(2, { name: 'Adam Yardley' }),
    directoryPerson(3, { name: 'Carys Morgan' }),
    directoryPerson(4, { name: 'Natalie Brandt', isGuest: true }),
  ]);
  const id = await world.started();
  await world.answers(userId(1), id);
  await world.enters(id, userId(2) as string as PersonId, 'witnessed');
  const campaign = await world.campaigns.find(id);
  if (!campaign) throw new Error('no campaign');
  const bytes = await campaignRegister(world.campaigns, campaign, 'Oakfield Academy', world.now());
  const all = (await pagesOf(bytes)).join(' ');
  expect(all).toMatch(/Site and office: 0 of 1 signed .* Teaching: 2 of 2 signed/);
  expect(all).toMatch(/Zoe Abbot HR manager Signed 7 September 2026, in Teams: .*version 5\.0/);
  expect(all).toMatch(/Adam Yardley .*Signed on paper on 7 September 2026, seen by Karen Osgood/);
  expect(all).toMatch(/Carys Morgan .*Asked, due 28 September 2026/);
  expect(all).toMatch(/Not asked Natalie Brandt/);
  // By the last name.
  expect(all.indexOf('Zoe Abbot')).toBeLessThan(all.indexOf('Adam Yardley'));
});

import { afterEach, expect, test } from '@jest/globals';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import { pagesOf, readSoFar } from '../../../src/acknowledge/request/pages.ts';
import type { CampaignId } from '../../../src/kernel/ids.ts';
import { MINUTE_MS } from '../../../src/kernel/time.ts';
import { harmless } from '../../support/harmless.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, OAKFIELD, STAFF, school, socialMedia, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
let isOpen = false;
afterEach(async () => {
  if (isOpen) await world.close();
  isOpen = false;
});

async function opened(options?: Parameters<typeof given>[0]) {
  const made = await given(options);
  isOpen = true;
  return made;
}

/** About ten minutes to read: five pages. */
const LONG = {
  ...socialMedia('5.0'),
  parts: Array.from({ length: 40 }, (_, n) => ({
    id: `s${n}`,
    number: String(n + 1),
    heading: `Section ${n + 1}`,
    depth: 0,
    paragraphs: ['Think before you post, and keep your own account apart from the school’s. '.repeat(12)],
  })),
};
const PAGES = 5;

async function running(reading: 'opened' | 'all'): Promise<CampaignId> {
  world = await opened();
  world.library.inForce = [LONG];
  const wish = { school: OAKFIELD, versions: [LONG.versionId], dueDay: '2026-09-28' as never, reading };
  const planned = await world.acknowledgements.plan(HR, wish);
  if (planned.kind !== 'planned') throw new Error(planned.kind);
  await world.settle();
  await world.acknowledgements.command(HR, planned.campaign, 'start');
  await world.settle();
  return planned.campaign;
}
const ann = userId(4);
const open = (id: CampaignId, page: number) => world.acknowledgements.read(ann, id, 0, 'text', page);
const later = (ms: number) => world.at(new Date(world.now().getTime() + ms));
const readOf = async (id: CampaignId) => (await world.acknowledgements.request(ann, id))?.policies[0]?.read;

test('who skims is told how far they are, and answers once every page has been shown', async () => {
  const id = await running('all');
  await open(id, 1);
  later(1000);
  expect(await world.acknowledgements.acknowledge(ann, id)).toEqual({
    kind: 'open-first',
    titles: ['Social Media Policy'],
  });
  expect(await readOf(id)).toMatchObject({ pages: PAGES, seen: 1 });
  for (const page of [2, 3, 4, 5]) {
    await open(id, page);
    later(1000);
  }
  expect(await readOf(id)).toEqual({ pages: PAGES, seen: PAGES, seconds: 5 });
  // How long is shown, and never decides.
  expect(await world.acknowledgements.acknowledge(ann, id)).toMatchObject({
    kind: 'recorded',
    signature: { policies: [{ rule: 'all', pages: PAGES, seen: PAGES }] },
  });
});

test('who reads is told about how long; a page left open all day counts no longer than it takes to read twice', async () => {
  const id = await running('all');
  for (const page of [1, 2, 3, 4, 5]) {
    await open(id, page);
    later(page === 3 ? 600 * MINUTE_MS : 2 * MINUTE_MS);
  }
  const read = await readOf(id);
  expect(read?.seen).toBe(PAGES);
  expect(read?.seconds).toBeGreaterThan(8 * 60);
  expect(read?.seconds).toBeLessThan(26 * 60);
});

test('where the school asks for one opening, one page is enough, and the register says which rule it was', async () => {
  const id = await running('opened');
  await open(id, 1);
  expect(await world.acknowledgements.acknowledge(ann, id)).toMatchObject({
    kind: 'recorded',
    signature: { policies: [{ rule: 'opened', pages: PAGES, seen: 1 }] },
  });
  const csv = (await world.acknowledgements.csv(HR, id)) ?? '';
  expect(csv.split('\r\n').find((line) => line.includes('Person 004'))).toContain('"people had to open each policy"');
  const pack = (await world.acknowledgements.evidence(HR, id)) ?? '';
  expect(pack).toContain('"seen":["1 of 5 pages"]');
});

test('on paper a witness’s word stands for it', async () => {
  const id = await running('all');
  const who = ann as string as PersonId;
  expect(await world.enters(id, who, 'witnessed')).toBe('entered');
  const csv = (await world.acknowledgements.csv(HR, id)) ?? '';
  expect(csv.split('\r\n').find((line) => line.includes('Person 004'))).toMatch(/on paper, .*the witness/);
});

test('the pages are the same for the same policy, and hold every line once', () => {
  const pages = pagesOf(LONG as never, 'text', []);
  expect(pages).toHaveLength(PAGES);
  expect(pages.flat()).toHaveLength(80);
  expect(readSoFar(LONG.versionId, 'text', pages, new Map(), new Date())).toEqual({
    pages: PAGES,
    seen: 0,
    seconds: 0,
  });
});

test('a message goes on every card with its writer’s name, and cannot be changed once it is out', async () => {
  world = await opened();
  const id = await world.drafted();
  expect(await world.acknowledgements.setMessage(userId(4), id, harmless('Hello'))).toBe('not-allowed');
  expect(await world.acknowledgements.setMessage(HR, id, harmless('Please read this before Friday.'))).toBe('set');
  expect((await world.acknowledgements.preview(HR, id))?.view.message).toEqual({
    words: 'Please read this before Friday.',
    from: 'Sunita Rao, HR',
  });
  expect(await world.acknowledgements.preview(userId(4), id)).toBeUndefined();
  await world.acknowledgements.command(HR, id, 'start');
  await world.settle();
  expect(new Set(world.sent.map(({ view }) => view.message?.words))).toEqual(
    new Set(['Please read this before Friday.']),
  );
  expect(await world.acknowledgements.setMessage(HR, id, harmless('Something else'))).toBe('too-late');
});

test('two groups are asked, one person is left out with a reason, and everyone else is named as not chosen', async () => {
  world = await opened({ staff: 9 });
  world.groups.get(STAFF)?.push(directoryPerson(20, { department: 'Catering', site: 'Sixth form' }));
  const id = await world.drafted();
  const draft = await world.acknowledgements.register(HR, id);
  expect(draft?.campaign.choices.groups).toEqual([
    ['Catering', 1],
    ['Site and office', 3],
    ['Teaching', 6],
  ]);
  const leftOut = [{ user: userId(3), reason: 'leaves-soon' as const }];
  expect(await world.acknowledgements.want(HR, id, { groups: ['Site and office', 'Catering'], leftOut })).toBe(true);
  await world.settle();
  const view = await world.acknowledgements.campaign(HR, id);
  expect(view?.asked).toBe('Site and office, Catering');
  expect(view?.total.expected).toBe(3);
  const reasons = Object.groupBy(view?.exclusions ?? [], ({ reason }) => reason);
  expect([reasons['leaves-soon']?.length, reasons['not-chosen']?.length]).toEqual([1, 6]);
  await world.acknowledgements.command(HR, id, 'start');
  await world.settle();
  expect(world.sent.map(({ user }) => user).sort()).toEqual([6, 9, 20].map(userId));
  // A joiner of another group is not asked; one of these is.
  world.groups
    .get(STAFF)
    ?.push(directoryPerson(30, { department: 'Teaching' }), directoryPerson(33, { department: 'Catering' }));
  world.at(new Date('2026-09-08T09:00:00Z'));
  await world.sweep();
  expect(world.sent.map(({ user }) => user)).toContain(userId(33));
  expect(world.sent.map(({ user }) => user)).not.toContain(userId(30));
});

test('by site, by role, by first day and by name', async () => {
  world = await opened({ staff: 4 });
  world.groups
    .get(STAFF)
    ?.push(
      directoryPerson(20, { site: 'Sixth form', jobTitle: 'Cook', startsOn: '2026-09-01' as never }),
      directoryPerson(21, { site: 'Sixth form', startsOn: '2019-09-01' as never }),
    );
  const id = await world.drafted();
  const asked = async (wanted: Parameters<typeof world.acknowledgements.want>[2]) => {
    await world.acknowledgements.want(HR, id, wanted);
    await world.settle();
    return (await world.acknowledgements.register(HR, id))?.people.map(({ user }) => user).sort();
  };
  expect(await asked({ sites: ['Sixth form'] })).toEqual([userId(20), userId(21)]);
  expect(await asked({ roles: ['Cook'] })).toEqual([userId(20)]);
  expect(await asked({ startedFrom: '2026-01-01' as never })).toEqual([userId(20)]);
  expect(await asked({ people: [userId(2), userId(21)] })).toEqual([userId(2), userId(21)]);
  expect(await asked({})).toHaveLength(6);
  expect(school.hours.opens).toBe('08:00');
});

test('a room that appears in a running campaign is proposed and not asked; a person who loses a field stays', async () => {
  world = await opened({ staff: 6 });
  const id = await world.started();
  const room = {
    name: 'Main Hall',
    userPrincipalName: 'mainhall@oakfield.example',
    plans: [],
    jobTitle: undefined,
    department: undefined,
  };
  const staff = world.groups.get(STAFF) ?? [];
  staff.push(directoryPerson(40, { ...room, hasNames: false }));
  staff[0] = directoryPerson(1, { ...room, name: 'Site Office' });
  world.at(new Date('2026-09-08T09:00:00Z'));
  await world.sweep();
  expect(await world.acknowledgements.accounts(HR, id)).toMatchObject([{ name: 'Main Hall' }, { name: 'Site Office' }]);
  const people = (await world.acknowledgements.register(HR, id))?.people ?? [];
  expect(people.map(({ user, state }) => [user, state])).not.toContainEqual([userId(40), expect.anything()]);
  expect(people.find(({ user }) => user === userId(1))?.state).toBe('asked');
  await world.acknowledgements.decideAccount(HR, id, userId(40), true);
  await world.settle();
  expect((await world.acknowledgements.register(HR, id))?.people.find(({ user }) => user === userId(40))?.state).toBe(
    'paper',
  );
});

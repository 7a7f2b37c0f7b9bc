import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Act } from '../../src/concern/triage.ts';
import { Fault } from '../../src/core/fault.ts';
import { type ConcernId, parseGuid, type TenantId, type UserId } from '../../src/core/ids.ts';
import { DAY_MS } from '../../src/core/time.ts';
import { PEOPLE } from '../../src/sandbox/sample-school.ts';
import {
  ANIL,
  COLIN,
  DANIEL,
  ELEANOR,
  GUEST,
  given,
  JOANNA,
  LEWIS,
  MIRIAM,
  membersOf,
  PRIYA,
  person,
  TENANT,
  TOM,
  type World,
} from './support.ts';

/** Everybody who might try, by what they are to a concern about a child that stands in the DSL's channel. */
const PEOPLE_WHO_TRY = {
  dsl: MIRIAM,
  deputy: TOM,
  headteacher: JOANNA,
  'senior manager': DANIEL,
  chair: COLIN,
  dpo: ANIL,
  reporter: PRIYA,
  'any teacher': LEWIS,
  guest: GUEST,
  'DSL of another school': person(PEOPLE.bethanLloyd),
  'head of another school': ELEANOR,
  pupil: person(PEOPLE.pupilInStaffGroup),
} as const;
type Who = keyof typeof PEOPLE_WHO_TRY;

const words = { reason: 'Because.' };
const ACTS: readonly Act[] = [
  { kind: 'acknowledge' },
  { kind: 'take' },
  { kind: 'hand-over', to: TOM, words },
  { kind: 'note', words },
  { kind: 'ask', words },
  { kind: 'decide', decision: 'early-help', reviewOn: undefined, words },
  { kind: 'review', reviewOn: '2027-01-11' as never, words },
  { kind: 'reroute', to: 'headteacher', about: { kind: 'staff', people: [LEWIS] }, words },
  { kind: 'reroute', to: 'headteacher', words },
  { kind: 'link', reference: 'NOSUCH', words },
  { kind: 'close', outcome: 'resolved', words },
  { kind: 'reopen', words },
  { kind: 'transfer', to: 'cpoms', words: { reference: 'X', receivedBy: 'Y' } },
  { kind: 'retain', until: '2030-01-11' as never, born: undefined, words },
  { kind: 'hold', words },
  { kind: 'release', words },
  { kind: 'reduce', typed: 'NOSUCH', words },
];
/** Besides acting: each is checked and refused by itself. */
const TAKING = ['export', 'reduce'] as const;

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());
beforeEach(() => {
  world.directory.place = membersOf(MIRIAM, TOM);
  world.directory.trouble = undefined;
  world.directory.people.clear();
});

/** Tries everything; answers with what was not refused. */
async function whatIsOpenTo(id: ConcernId, actor: { user: UserId; tenant: TenantId }): Promise<string[]> {
  const { concerns } = world;
  const open: string[] = [];
  const before = await world.find(id);
  if ((await concerns.open(id, actor)).kind === 'open') open.push('open');
  if ((await concerns.look(id, actor)).kind === 'open') open.push('look');
  for (const wanted of ACTS) {
    const { kind } = await concerns.act(id, actor, 0, wanted);
    if (kind !== 'not-available') open.push(wanted.kind);
  }
  if ((await concerns.exportRecord(id, actor, 'json')).kind !== 'not-available') open.push('export');
  if ((await concerns.reducible(id, actor)).kind !== 'not-available') open.push('reducible');
  if ((await concerns.chronology(id, actor)).length > 0) open.push('chronology');
  if ((await concerns.list(actor)).outlines.some((outline) => outline.id === id)) open.push('list');
  if ((await concerns.search(actor, before.reference)).outlines.some((outline) => outline.id === id))
    open.push('search');
  return open;
}

const EVERYTHING = [
  'open',
  'look',
  ...ACTS.map(({ kind }) => kind),
  'export',
  'reducible',
  'chronology',
  'list',
  'search',
];

test.each(Object.keys(PEOPLE_WHO_TRY) as Who[])('a concern in the DSL’s channel: %s', async (who) => {
  const user = PEOPLE_WHO_TRY[who];
  const { id } = await world.report('child');
  await world.after(0);
  const open = await whatIsOpenTo(id, world.as(user));
  // Passing it on by hand ends their own way in, so what comes after it is for the next test.
  if (who === 'dsl' || who === 'deputy') expect(open.slice(0, 10)).toEqual(EVERYTHING.slice(0, 10));
  else expect(open).toEqual([]);
});

test.each(Object.keys(PEOPLE_WHO_TRY) as Who[])('a concern about staff, with the headteacher: %s', async (who) => {
  const { id } = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  const open = await whatIsOpenTo(id, world.as(PEOPLE_WHO_TRY[who]));
  if (who === 'headteacher') expect(open).toEqual(expect.arrayContaining(['open', 'note', 'decide', 'list', 'search']));
  else expect(open).toEqual([]);
});

test('a refusal changes nothing but the trail, and names who tried what', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const before = await world.find(id);
  await whatIsOpenTo(id, world.as(LEWIS));
  const after = await world.find(id);
  expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 });
  const refused = (await world.parts.store.entries(after)).filter(({ kind }) => kind === 'refused');
  expect(refused.map(({ actor, facts }) => [actor, facts?.action])).toEqual(
    // Once each, however often: reducing was tried twice, and the chronology is an opening.
    [...new Set(['open', 'look', ...ACTS.map(({ kind }) => kind), ...TAKING])].map((action) => [LEWIS, action]),
  );
});

test('removed from the channel a minute ago: refused at the next click', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  expect((await world.concerns.open(id, world.as(TOM))).kind).toBe('open');
  world.directory.place = membersOf(MIRIAM);
  expect(await whatIsOpenTo(id, world.as(TOM))).toEqual([]);
});

test('an account that was switched off, or became a guest: refused', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  world.directory.people.set(MIRIAM, { isEnabled: false });
  expect(await whatIsOpenTo(id, world.as(MIRIAM))).toEqual([]);
  world.directory.people.set(MIRIAM, { isGuest: true });
  expect(await whatIsOpenTo(id, world.as(MIRIAM))).toEqual([]);
});

test('the right person from another tenant: refused', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const elsewhere = parseGuid<TenantId>('a0000000-0000-4000-8000-0000000000ff') ?? TENANT;
  expect(await whatIsOpenTo(id, { user: MIRIAM, tenant: elsewhere })).toEqual([]);
});

test('the subject holds the role that it would go to: every door is shut for them', async () => {
  for (const [kind, subject] of [
    ['dsl', MIRIAM],
    ['dsl', TOM],
    ['headteacher', JOANNA],
    ['staff', LEWIS],
    ['chair', COLIN],
  ] as const) {
    const { id } = await world.report(kind, { about: kind === 'staff' ? [subject] : [] });
    await world.after(0);
    expect(await whatIsOpenTo(id, world.as(subject))).toEqual([]);
  }
});

test('a concern that is not there answers exactly like one that is not theirs, and the attempt is kept', async () => {
  const nowhere = '00000000-0000-4000-8000-000000000000' as ConcernId;
  const { id } = await world.report('child');
  expect(await world.concerns.open(nowhere, world.as(LEWIS))).toEqual(await world.concerns.open(id, world.as(LEWIS)));
  expect(await world.concerns.act(nowhere, world.as(LEWIS), 0, { kind: 'take' })).toEqual({ kind: 'not-available' });
  const kept = await world.db.selectFrom('concern_refusal').selectAll().where('about', '=', '').execute();
  expect(kept.map(({ actor, action }) => [actor, action])).toEqual([
    [LEWIS, 'open'],
    [LEWIS, 'take'],
  ]);
});

test('while the directory is down the channel shows nothing, and each of the DSL’s team can read in their own chat', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  world.directory.trouble = new Fault('unavailable', 'down');
  expect(await world.concerns.open(id, world.as(MIRIAM))).toEqual({ kind: 'cannot-check', what: 'place' });
  await world.after(0);
  expect(world.teams.to(TOM).filter(({ notice }) => notice.kind === 'alert')).not.toEqual([]);
  const opened = await world.concerns.open(id, world.as(MIRIAM));
  expect(opened.kind === 'open' && opened.entries.at(-1)).toMatchObject({
    kind: 'opened',
    actor: MIRIAM,
    facts: { isPresumed: true },
  });
  expect((await world.concerns.open(id, world.as(JOANNA))).kind).toBe('not-available');
});

test('lanyard.yml alone lets nobody in: a day after the directory last confirmed them they must wait for it', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  await world.parts.watch.confirm(MIRIAM, new Date(world.now().getTime() - DAY_MS));
  await world.parts.watch.confirm(TOM, new Date(world.now().getTime() - DAY_MS - 1));
  world.directory.trouble = new Fault('unavailable', 'down');
  await world.concerns.open(id, world.as(MIRIAM));
  expect((await world.concerns.open(id, world.as(MIRIAM))).kind).toBe('open');
  expect(await world.concerns.open(id, world.as(TOM))).toEqual({ kind: 'cannot-check', what: 'person' });
  expect(await world.concerns.list(world.as(TOM))).toMatchObject({ outlines: [], isPartial: true });
  world.directory.trouble = undefined;
  expect((await world.concerns.open(id, world.as(TOM))).kind).toBe('open');
});

test('who was switched off stays out when the directory goes down a minute later', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  expect((await world.concerns.open(id, world.as(TOM))).kind).toBe('open');
  world.directory.people.set(TOM, { isEnabled: false });
  expect((await world.concerns.open(id, world.as(TOM))).kind).toBe('not-available');
  world.directory.trouble = new Fault('unavailable', 'down');
  expect(await world.concerns.open(id, world.as(TOM))).toEqual({ kind: 'cannot-check', what: 'person' });
});

test('trying a thousand times writes one event and one counted row, and takes no report from anybody', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const version = (await world.find(id)).version;
  for (let turn = 0; turn < 50; turn += 1) {
    await world.concerns.open(id, world.as(LEWIS));
    await world.concerns.ownReport(id, world.as(LEWIS));
    await world.concerns.open(`00000000-0000-4000-8000-${String(turn).padStart(12, '0')}` as ConcernId, world.as(ANIL));
    await world.concerns.mayList(world.as(LEWIS));
  }
  expect((await world.find(id)).version).toBe(version + 2);
  const rows = await world.db
    .selectFrom('concern_refusal')
    .select(['actor', 'action', 'about', 'times'])
    .where((where) => where.or([where('about', '=', id), where('times', '>=', 50)]))
    .orderBy('action')
    .execute();
  expect(rows).toEqual(
    expect.arrayContaining([
      { actor: LEWIS, action: 'list', about: '', times: 50 },
      { actor: LEWIS, action: 'open', about: id, times: 50 },
      { actor: ANIL, action: 'open', about: '', times: 50 },
      { actor: LEWIS, action: 'own-report', about: id, times: 50 },
    ]),
  );
  expect((await world.report('child', { by: LEWIS })).receipt.reference).toMatch(/^R/);
});

test('a refusal does not touch the card: nobody makes the DSL’s channel flicker by trying', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const card = world.teams.told.find(
    ({ to, notice }) => to === 'place' && notice.kind === 'alert' && notice.outline.id === id,
  );
  const shown = card?.shown;
  expect(shown).toBeDefined();
  await world.concerns.open(id, world.as(LEWIS));
  await world.after(0);
  expect(card?.shown).toBe(shown);
  await world.concerns.act(id, world.as(MIRIAM), 0, { kind: 'acknowledge' });
  await world.after(0);
  expect(card?.shown).not.toEqual(shown);
});

test('a reporter sees the receipt of their own report and of no other', async () => {
  const mine = await world.report('child');
  expect((await world.concerns.ownReport(mine.id, world.as(PRIYA))).kind).toBe('receipt');
  for (const user of [LEWIS, MIRIAM, JOANNA])
    expect(await world.concerns.ownReport(mine.id, world.as(user))).toEqual({ kind: 'not-available' });
  expect(await world.concerns.addToOwn(mine.id, world.as(LEWIS), 'added', { text: 'Words.' })).toEqual({
    kind: 'not-available',
  });
});

test('two people at once: one acts, the other is told who was first', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const seen = (await world.find(id)).version;
  const outcomes = await Promise.all(
    [MIRIAM, TOM].map((user) => world.concerns.act(id, world.as(user), seen, { kind: 'take' })),
  );
  const kinds = outcomes.map(({ kind }) => kind).sort();
  expect(kinds).toEqual(['done', 'overtaken']);
  const owner = (await world.find(id)).owner;
  const overtaken = outcomes.find(({ kind }) => kind === 'overtaken');
  expect(overtaken).toMatchObject({ did: 'taken', by: owner === MIRIAM ? 'Miriam Hale' : 'Tom Ashworth' });
});

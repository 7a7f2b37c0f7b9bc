/**
 * What a refusal leaves behind, and what becomes of two at once. Who may do what: docs/access.md, tried by
 * tests/report/opening/access-matrix.test.ts.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { ConcernId, TenantId } from '../../../src/kernel/ids.ts';
import { DAY_MS } from '../../../src/kernel/time.ts';
import { sqlScreenshotStore } from '../../../src/more/screenshots/screenshot.store.ts';
import { createScreenshots } from '../../../src/more/screenshots/screenshot.ts';
import type { Actor } from '../../../src/report/actor.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import {
  ANIL,
  concernsOf,
  featuresOf,
  given,
  JOANNA,
  LEWIS,
  MIRIAM,
  membersOf,
  TOM,
  type World,
  type WorldDeps,
} from '../support.ts';

const words = { reason: 'Because.' };
const nowhere = '00000000-0000-4000-8000-000000000000' as ConcernId;
const ACTS: readonly Act[] = [
  { kind: 'acknowledge' },
  { kind: 'take' },
  { kind: 'hand-over', to: TOM, words },
  { kind: 'note', words },
  { kind: 'ask', words },
  { kind: 'decide', decision: 'early-help', reviewOn: undefined, words },
  { kind: 'review', reviewOn: '2027-01-11' as never, words },
  { kind: 'reroute', to: 'headteacher', about: { kind: 'staff', people: [LEWIS] }, words },
  { kind: 'reroute', to: 'headteacher', about: 'same', words },
  { kind: 'link', reference: 'NOSUCH', words },
  { kind: 'close', outcome: 'resolved', left: 'done', words },
  { kind: 'reopen', words },
  { kind: 'transfer', to: 'cpoms', words: { reference: 'X', receivedBy: 'Y', receivedOn: '2026-11-20' } },
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

/** Everything that may be tried on one report, one after the other. */
async function tryAll(id: ConcernId, actor: Actor): Promise<readonly unknown[]> {
  const { concerns } = world;
  const answers: unknown[] = [await concerns.record.open(id, actor), await concerns.record.look(id, actor)];
  for (const wanted of ACTS) answers.push(await concerns.record.act(id, actor, 0, wanted));
  answers.push(await concerns.keeping.exportRecord(id, actor, 'json'), await concerns.keeping.reducible(id, actor));
  answers.push(await concerns.keeping.confirmable(id, actor, words));
  expect(await world.more.stories.chronology(id, actor)).toEqual({ kind: 'not-available' });
  return answers;
}

test('a refusal changes nothing but the trail, and names who tried what', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const before = await world.find(id);
  for (const answer of await tryAll(id, world.as(LEWIS))) expect(answer).toEqual({ kind: 'not-available' });
  const after = await world.find(id);
  expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 });
  const refused = (await world.deps.store.entries(after)).filter(({ kind }) => kind === 'refused');
  expect(refused.map(({ actor, facts }) => [actor, facts?.action])).toEqual(
    // Once each, however often: reducing was tried twice, and the chronology is an opening.
    [...new Set(['open', 'look', ...ACTS.map(({ kind }) => kind), ...TAKING])].map((action) => [LEWIS, action]),
  );
});

test('who tries the pictures of someone else’s report is written down in it', async () => {
  const screenshots = createScreenshots(world.deps, sqlScreenshotStore(world.db, world.wrap));
  const { id } = await world.report('online-abuse');
  expect(await screenshots.mayAdd(id, world.as(LEWIS))).toBe(false);
  expect(await screenshots.await(id, world.as(LEWIS), { young: 'no', intimate: 'no' })).toEqual({ kind: 'not-here' });
  expect(await screenshots.show(id, nowhere, world.as(LEWIS))).toEqual({ kind: 'not-available' });
  const refused = (await world.deps.store.entries(await world.find(id))).filter(({ kind }) => kind === 'refused');
  expect(refused.map(({ actor, facts }) => [actor, facts?.action])).toEqual([
    [LEWIS, 'own-picture'],
    [LEWIS, 'screenshot'],
  ]);
});

test('a concern that is not there answers exactly like one that is not theirs, and the attempt is kept', async () => {
  const { id } = await world.report('child');
  expect(await world.concerns.record.open(nowhere, world.as(LEWIS))).toEqual(
    await world.concerns.record.open(id, world.as(LEWIS)),
  );
  expect(await world.concerns.record.act(nowhere, world.as(LEWIS), 0, { kind: 'take' })).toEqual({
    kind: 'not-available',
  });
  const kept = await world.db.selectFrom('concern_refusal').selectAll().where('about', '=', '').execute();
  expect(kept.map(({ actor, action }) => [actor, action])).toEqual([
    [LEWIS, 'open'],
    [LEWIS, 'take'],
  ]);
});

test('lanyard.yml alone lets nobody in: a day after the directory last confirmed them they must wait for it', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  await world.deps.watch.confirm(MIRIAM, new Date(world.now().getTime() - DAY_MS + 1));
  await world.deps.watch.confirm(TOM, new Date(world.now().getTime() - DAY_MS));
  world.directory.trouble = new Fault('unavailable', 'down');
  await world.concerns.record.open(id, world.as(MIRIAM));
  expect((await world.concerns.record.open(id, world.as(MIRIAM))).kind).toBe('open');
  const cannotCheck = { kind: 'cannot-check', what: 'person' };
  expect(await world.concerns.record.open(id, world.as(TOM))).toMatchObject(cannotCheck);
  // He is told who to phone, himself not among them; those it is not for hear as little as ever.
  const chronology = await world.more.stories.chronology(id, world.as(TOM));
  expect(chronology).toMatchObject(cannotCheck);
  const phones = chronology.kind === 'cannot-check' ? chronology.phones.map(({ name }) => name) : [];
  expect(phones).toContain('Miriam Hale');
  expect(phones).not.toContain('Tom Ashworth');
  expect(await world.more.stories.chronology(id, world.as(LEWIS))).toEqual({ kind: 'not-available' });
  expect(await world.concerns.lists.list(world.as(TOM))).toMatchObject({ outlines: [], isPartial: true });
  world.directory.trouble = undefined;
  expect((await world.concerns.record.open(id, world.as(TOM))).kind).toBe('open');
});

/** Every way to a report, to its receipt and to a list on which it could stand. */
async function found(deps: WorldDeps, id: ConcernId, actor: Actor): Promise<readonly string[]> {
  const concerns = concernsOf(deps);
  const { stories } = featuresOf(deps, concerns);
  const { reference } = await world.find(id);
  const due = (await concerns.keeping.due(actor)).records.map(({ outline }) => outline);
  const sought = await concerns.lists.search(actor, reference);
  const outlines = [
    ...due,
    ...(await concerns.lists.list(actor)).outlines,
    ...('outlines' in sought ? sought.outlines : []),
  ];
  const ways = {
    open: (await concerns.record.open(id, actor)).kind,
    look: (await concerns.record.look(id, actor)).kind,
    act: (await concerns.record.act(id, actor, 0, { kind: 'note', words })).kind,
    export: (await concerns.keeping.exportRecord(id, actor, 'json')).kind,
    reducible: (await concerns.keeping.reducible(id, actor)).kind,
    receipt: (await concerns.own.report(id, actor)).kind,
    addition: (await concerns.own.add(id, actor, 'added', { text: 'More.' })).kind,
  };
  return [
    ...Object.entries(ways).flatMap(([way, kind]) => (kind === 'not-available' ? [] : [way])),
    ...(outlines.some((outline) => outline.id === id) ? ['lists'] : []),
    ...((await concerns.own.all(actor)).receipts.length > 0 ? ['own'] : []),
    ...((await stories.chronology(id, actor)).kind === 'not-available' ? [] : ['chronology']),
  ];
}

test('the right person’s id from another tenant opens nothing, of the record and of the receipt', async () => {
  const { id } = await world.report('child', { by: MIRIAM });
  await world.after(0);
  const everything = [
    'open',
    'look',
    'act',
    'export',
    'reducible',
    'receipt',
    'addition',
    'lists',
    'own',
    'chronology',
  ];
  expect(await found(world.deps, id, world.as(MIRIAM))).toEqual(everything);
  const tenant = 'a0000000-0000-4000-8000-0000000000ff' as TenantId;
  expect(await found(world.deps, id, { user: MIRIAM, tenant })).toEqual([]);
  expect(await world.concerns.lists.mayList({ user: MIRIAM, tenant })).toBe(false);
});

test('an account that is gone has no list, no matter who asks for it', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  expect((await world.concerns.lists.list(world.as(TOM))).outlines).not.toEqual([]);
  for (const gone of [{ isEnabled: false }, { isGuest: true }]) {
    world.directory.people.set(TOM, gone);
    expect(await found(world.deps, id, world.as(TOM))).toEqual([]);
    expect(await world.concerns.lists.mayList(world.as(TOM))).toBe(false);
  }
});

test('the person it is about is given the role afterwards, and is in its channel: still shut, and on no list', async () => {
  const now = (role: 'deputy-dsl' | 'headteacher'): WorldDeps => {
    const schools = world.trust.schools.map((school) => {
      const holders = [...school.roles[role], { id: LEWIS, name: 'Lewis Grant' }];
      return { ...school, roles: { ...school.roles, [role]: holders } };
    });
    return { ...world.deps, trust: { ...world.trust, schools } };
  };
  const [child, staff] = [
    await world.report('child', { about: [LEWIS] }),
    await world.report('staff', { about: [LEWIS] }),
  ];
  await world.after(0);
  world.directory.place = membersOf(MIRIAM, TOM, LEWIS);
  expect(await found(now('headteacher'), staff.id, world.as(LEWIS))).toEqual([]);
  expect((await concernsOf(now('headteacher')).record.open(staff.id, world.as(JOANNA))).kind).toBe('open');
  // The others of the channel do not read it there either while he is in it.
  const { outlines } = await concernsOf(now('deputy-dsl')).lists.list(world.as(MIRIAM));
  expect(outlines.map(({ id }) => id)).not.toContain(child.id);
  expect(await found(now('deputy-dsl'), child.id, world.as(LEWIS))).toEqual([]);
  expect((await concernsOf(now('deputy-dsl')).record.open(child.id, world.as(MIRIAM))).kind).toBe('moved');
});

test('a stranger who tries everything at the same moment learns nothing from it, and stops nobody', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const at = (actor: Actor) =>
    Array.from({ length: 3 }, () => ACTS.map((wanted) => world.concerns.record.act(id, actor, 0, wanted)));
  const answers = await Promise.all([LEWIS, JOANNA].flatMap((user) => at(world.as(user)).flat()));
  for (const answer of answers) expect(answer).toEqual({ kind: 'not-available' });
  expect((await world.concerns.record.open(id, world.as(MIRIAM))).kind).toBe('open');
});

test('trying a thousand times writes one event and one counted row, and takes no report from anyone', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const version = (await world.find(id)).version;
  for (let turn = 0; turn < 50; turn += 1) {
    await world.concerns.record.open(id, world.as(LEWIS));
    await world.concerns.own.report(id, world.as(LEWIS));
    await world.concerns.record.open(
      `00000000-0000-4000-8000-${String(turn).padStart(12, '0')}` as ConcernId,
      world.as(ANIL),
    );
    await world.concerns.lists.mayList(world.as(LEWIS));
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

test('a refusal does not touch the card: nobody makes the DSL channel flicker by trying', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const card = world.teams.told.find(
    ({ to, notice }) => to === 'place' && notice.kind === 'alert' && notice.outline.id === id,
  );
  const shown = card?.shown;
  expect(shown).toBeDefined();
  await world.concerns.record.open(id, world.as(LEWIS));
  await world.after(0);
  expect(card?.shown).toBe(shown);
  await world.concerns.record.act(id, world.as(MIRIAM), 0, { kind: 'acknowledge' });
  await world.after(0);
  expect(card?.shown).not.toEqual(shown);
});

test('two people at once: one acts, the other is told who was first', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const seen = (await world.find(id)).version;
  const outcomes = await Promise.all(
    [MIRIAM, TOM].map((user) => world.concerns.record.act(id, world.as(user), seen, { kind: 'take' })),
  );
  const kinds = outcomes.map(({ kind }) => kind).sort();
  expect(kinds).toEqual(['done', 'overtaken']);
  const owner = (await world.find(id)).owner;
  const overtaken = outcomes.find(({ kind }) => kind === 'overtaken');
  expect(overtaken).toMatchObject({ did: 'taken', by: owner === MIRIAM ? 'Miriam Hale' : 'Tom Ashworth' });
});

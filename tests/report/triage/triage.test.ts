import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createDeliveryEngine } from '../../../src/report/delivery/engine.ts';
import { resolvingNames } from '../../../src/report/naming/resolved-names.ts';
import { toOutgoing } from '../../../src/report/notice/notice.cards.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { sqlConcernStore } from '../../../src/report/shelves/concerns.store.ts';
import {
  concernsOf,
  DANIEL,
  GUEST,
  given,
  JOANNA,
  LEWIS,
  MIRIAM,
  membersOf,
  PRIYA,
  TOM,
  type World,
} from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const words = { reason: 'Because.' };
const act = async (id: Parameters<World['find']>[0], who: Parameters<World['as']>[0], wanted: unknown) =>
  world.concerns.record.act(id, world.as(who), (await world.find(id)).version, wanted as never);
const referenceOf = async (id: Parameters<World['find']>[0]) => (await world.find(id)).reference;

test('passed on by hand: the card of those who have it now acknowledges it, and of two the second is told who was first', async () => {
  const { id } = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  await act(id, JOANNA, { kind: 'acknowledge' });
  expect((await act(id, JOANNA, { kind: 'reroute', to: 'dsl', about: 'same', words })).kind).toBe('done');
  await world.after(0);
  const byCard = (who: typeof MIRIAM) =>
    world.concerns.record.act(id, world.as(who), undefined, { kind: 'acknowledge' });
  expect((await byCard(MIRIAM)).kind).toBe('done');
  expect(await byCard(TOM)).toMatchObject({ kind: 'overtaken', did: 'acknowledged', by: 'Miriam Hale' });
});

test('anyone who opened a report before it was passed on decides nothing on what they saw then', async () => {
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(0);
  await world.after(10);
  await world.after(10);
  const { version, alsoOpenTo } = await world.find(id);
  expect(alsoOpenTo).toEqual(['headteacher']);
  await act(id, MIRIAM, { kind: 'reroute', to: 'headteacher', about: 'same', words });
  expect(await world.concerns.record.act(id, world.as(JOANNA), version, { kind: 'take' })).toMatchObject({
    kind: 'overtaken',
    did: 'rerouted',
  });
});

test('a link names one report in another, and never lets a reader learn about a report about themselves', async () => {
  const child = await world.report('child');
  const sibling = await world.report('child', { by: LEWIS });
  const aboutTheDsl = await world.report('child', { about: [MIRIAM] });
  const aboutStaff = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  // Nobody of the DSL's team acts, so the headteacher may open both a child's report and the one about the DSL.
  for (let round = 0; round < 4; round += 1) await world.after(60);
  expect((await world.find(child.id)).alsoOpenTo).toContain('headteacher');
  for (const other of [aboutTheDsl, aboutStaff]) {
    const reference = await referenceOf(other.id);
    expect(await act(child.id, JOANNA, { kind: 'link', reference, words })).toEqual({
      kind: 'not-now',
      why: 'kept-apart',
    });
    expect(await act(other.id, JOANNA, { kind: 'link', reference: await referenceOf(child.id), words })).toEqual({
      kind: 'not-now',
      why: 'kept-apart',
    });
  }
  const trail = await world.deps.store.entries(await world.find(child.id));
  expect(trail.filter(({ kind }) => kind === 'linked')).toEqual([]);

  const reference = await referenceOf(sibling.id);
  expect((await act(child.id, MIRIAM, { kind: 'link', reference, words })).kind).toBe('done');
  const found = await world.more.stories.chronology(child.id, world.as(TOM));
  if (found.kind !== 'chronology') throw new Error(found.kind);
  const { lines } = found;
  // A link alone puts nobody's story into another's.
  expect(new Set(lines.map(({ concern }) => concern.id))).toEqual(new Set([child.id]));
  // For nobody else: neither the one nor the other.
  for (const outsider of [DANIEL, PRIYA])
    expect(await world.more.stories.chronology(child.id, world.as(outsider))).toEqual({ kind: 'not-available' });
});

test('a list unseals what may be shown in it and nothing else, several at a time', async () => {
  for (let count = 0; count < 5; count += 1) await world.report('child');
  for (let count = 0; count < 3; count += 1) await world.report('staff', { about: [LEWIS] });
  const otherSchool = world.trust.schools.find(({ id }) => id === 'millbrook');
  for (let count = 0; count < 4; count += 1)
    await world.report('child', { ...(otherSchool && { school: otherSchool }) });
  await world.after(0);
  let asked = 0;
  let underWay = 0;
  let most = 0;
  const vault: typeof world.wrap = {
    ...world.wrap,
    async unwrap(...key) {
      asked += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      return world.wrap.unwrap(...key);
    },
  };
  const concerns = concernsOf({
    ...world.deps,
    store: resolvingNames(sqlConcernStore(world.db, vault), world.trust),
  });
  expect((await concerns.lists.list(world.as(MIRIAM), true)).outlines).toHaveLength(5);
  expect(asked).toBe(5);
  expect(most).toBe(5);
  asked = 0;
  expect((await concerns.lists.list(world.as(JOANNA), true)).outlines).toHaveLength(3);
  expect(asked).toBe(3);
});

test('the person it is about stays shut out when they take over the role that holds it', async () => {
  const { id } = await world.report('child', { about: [LEWIS] });
  await world.after(0);
  const deputies = world.school.roles['deputy-dsl'];
  const grown = {
    ...world.school,
    roles: { ...world.school.roles, 'deputy-dsl': [...deputies, { id: LEWIS, name: 'Lewis Grant' }] },
  };
  const trust = { ...world.trust, schools: world.trust.schools.map((one) => (one.id === grown.id ? grown : one)) };
  const concerns = concernsOf({ ...world.deps, trust });
  world.directory.place = membersOf(MIRIAM, TOM);
  expect(await concerns.record.open(id, world.as(LEWIS))).toEqual({ kind: 'not-available' });
  expect((await concerns.lists.list(world.as(LEWIS))).outlines).toEqual([]);
  expect((await concerns.record.open(id, world.as(MIRIAM))).kind).toBe('open');
});

test('a DSL who reports themselves is not alerted to their own report while a deputy can be', async () => {
  world.directory.place = membersOf(MIRIAM, TOM, PRIYA);
  await world.report('child', { by: MIRIAM });
  await world.after(0);
  await world.after(0);
  expect(world.teams.to(TOM).map(({ notice }) => notice.kind)).toEqual(['alert']);
  expect(world.teams.to(MIRIAM).map(({ notice }) => notice.kind)).toEqual(['receipt']);
});

test('the subject is found in the channel and nobody is left who may have it: closed to all, and the reporter is told to phone', async () => {
  const { id } = await world.report('child', { about: [LEWIS] });
  await world.after(0);
  const none = { headteacher: [], 'chair-of-governors': [], 'governance-officer': [], 'senior-manager': [], dpo: [] };
  const nobody = { ...world.school, roles: { ...world.school.roles, ...none } };
  const trust = { ...world.trust, schools: world.trust.schools.map((one) => (one.id === nobody.id ? nobody : one)) };
  const deps = { ...world.deps, trust };
  const concerns = concernsOf(deps);
  const engine = createDeliveryEngine(deps, world.sendUntracked);
  world.directory.place = membersOf(MIRIAM, TOM, LEWIS);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    expect((await concerns.record.open(id, world.as(MIRIAM))).kind).toBe('not-available');
    await engine.runOnce();
  }
  const told = world.teams.to(PRIYA).map(({ notice }) => notice);
  // Delivered it was; to say that it was not would be untrue.
  expect(told).toMatchObject([{ kind: 'receipt' }, { kind: 'late', why: 'nobody-left' }]);
});

test.each([
  ['guest', { ...membersOf(MIRIAM, TOM, GUEST) }],
  ['unexpected-member', membersOf(MIRIAM, TOM, PRIYA)],
  ['public', { ...membersOf(MIRIAM, TOM), openness: 'public' as const }],
])(
  'a place that is too open (%s): told one by one and the next in line too; card, receipt and trail say so, nobody else hears',
  async (why, place) => {
    world.directory.place = place;
    const { id } = await world.report('child', { by: LEWIS });
    for (let round = 0; round < 3; round += 1) await world.after(0);
    const alerts = world.teams.told.filter(({ notice }) => notice.kind === 'alert');
    expect(alerts.map(({ to }) => to).sort()).toEqual([MIRIAM, TOM, JOANNA].sort());
    for (const { to, shown } of alerts) {
      const card = JSON.stringify(toOutgoing(shown, world.now()).card);
      expect(card).toContain(
        to === JOANNA
          ? 'You are told as well, because someone needs to put that channel right'
          : 'It is not in the DSL channel',
      );
    }
    const receipt = world.teams.to(LEWIS).at(-1);
    const card = receipt && JSON.stringify(toOutgoing(receipt.shown, world.now()).card);
    expect(card).toContain('It is not in their usual place in Teams');
    expect(card).toContain('the headteacher, Joanna Okafor');
    const trail = await world.deps.store.entries(await world.find(id));
    expect(
      trail.filter(({ kind }) => kind === 'redirected' || kind === 'escalated').map(({ facts }) => facts),
    ).toMatchObject([
      { to: 'dsl', via: 'people', why },
      { to: 'headteacher', why },
    ]);
    // Put right again, the next report is in the channel.
    world.directory.place = membersOf(MIRIAM, TOM);
    await world.report('child');
    await world.after(0);
    expect(world.teams.to('place')).toHaveLength(1);
  },
);

test('acknowledged and not opened: the reporter is told exactly that, and still who to phone', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  await world.concerns.record.act(id, world.as(MIRIAM), undefined, { kind: 'acknowledge' });
  await world.after(0);
  const card = JSON.stringify(world.teams.to(PRIYA).map(({ shown }) => toOutgoing(shown, world.now()).card));
  expect(card).toContain('Not yet. The DSL has known about it since 10:31 today');
  expect(card).toContain('01632 960 201');
});

test('beside a report that cannot be read any more, or that its readers may not know of, a report is taken in all the same', async () => {
  const first = await world.report('child');
  const beside = async (about: readonly (typeof LEWIS)[]) => {
    const draft = await world.concerns.form.beginBeside(first.id, world.as(PRIYA));
    if (!draft) throw new Error('not begun');
    await world.concerns.form.keep(draft.id, PRIYA, { subject: { kind: 'child', people: about } });
    const sent = await world.concerns.form.send(draft.id, PRIYA, { urgent: 'no', words: { seen: 'Words.' } });
    if (sent.kind !== 'raised') throw new Error(sent.kind);
    return world.find(sent.receipt.id);
  };
  const linksOf = async (concern: Awaited<ReturnType<typeof beside>>) =>
    (await world.deps.store.entries(concern)).filter(({ kind }) => kind === 'linked').map(({ facts }) => facts?.to);
  const plain = await beside([]);
  expect(await linksOf(plain)).toEqual([first.id]);
  expect(await linksOf(await world.find(first.id))).toEqual([plain.id]);
  // This one is about the DSL as well, so it went to the headteacher: neither record names the other.
  const apart = await beside([MIRIAM]);
  expect(apart.holder).toBe('headteacher');
  expect(await linksOf(apart)).toEqual([]);
  expect(await linksOf(await world.find(first.id))).toEqual([plain.id]);

  const draft = await world.concerns.form.beginBeside(first.id, world.as(PRIYA));
  await world.db
    .withSchema('concerns_child')
    .updateTable('concern')
    .set({ key_id: 'gone' })
    .where('id', '=', first.id)
    .execute();
  const sent = await world.concerns.form.send(draft?.id ?? '', PRIYA, { urgent: 'no', words: { seen: 'Words.' } });
  expect(sent.kind).toBe('raised');
});

test('who has a report is not asked to take it on; another of the team is', async () => {
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(0);
  expect((await act(id, MIRIAM, { kind: 'take' })).kind).toBe('done');
  const offered = async (reader: typeof MIRIAM) => {
    const record = await world.concerns.record.open(id, world.as(reader));
    if (record.kind !== 'open') throw new Error(record.kind);
    return JSON.stringify(recordCard(record, world.now(), { reader })).includes('"title":"Take it on"');
  };
  expect([await offered(MIRIAM), await offered(TOM)]).toEqual([false, true]);
});

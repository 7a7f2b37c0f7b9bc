import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { createDeliveryEngine } from '../../../src/report/delivery/engine.ts';
import { createLiveTrust } from '../../../src/report/naming/live-trust.ts';
import { resolvingNames } from '../../../src/report/naming/resolved-names.ts';
import { sqlConcernStore } from '../../../src/report/shelves/concerns.store.ts';
import type { School, Trust } from '../../../src/school/school.ts';
import { concernsOf, given, JOANNA, LEWIS, MIRIAM, membersOf, oakfield, PRIYA, TOM, type World } from '../support.ts';

/** The trust after someone was made deputy DSL, and the process was started again. */
const withDeputy = (trust: Trust, id: UserId, name: string): Trust => ({
  ...trust,
  schools: trust.schools.map(
    (school): School =>
      school.id === 'oakfield' ? { ...school, roles: { ...school.roles, 'deputy-dsl': [{ id, name }] } } : school,
  ),
});

describe('a subject who has a role later', () => {
  let world: World;
  beforeAll(async () => {
    world = await given();
  });
  afterAll(() => world.close());

  function startedAgain(trust: Trust) {
    const deps = { ...world.deps, trust, store: resolvingNames(sqlConcernStore(world.db, world.wrap), trust) };
    return { deps, concerns: concernsOf(deps), engine: createDeliveryEngine(deps, world.sendUntracked) };
  }

  const asked = (id: ConcernId) =>
    world.teams
      .to(PRIYA)
      .flatMap(({ notice }) => (notice.kind === 'question' && notice.id === id ? [notice.about] : []));

  test('opens nothing that was typed about them: the trail says that a match was found, and the next in the chain gets it', async () => {
    const { id } = await world.report('child', { name: 'Lewis Grant' });
    await world.after(0);
    await world.after(0);
    expect((await world.find(id)).holder).toBe('dsl');
    world.directory.place = membersOf(MIRIAM, LEWIS);
    const { concerns, engine, deps } = startedAgain(withDeputy(world.trust, LEWIS, 'Lewis Grant'));
    expect(await concerns.record.open(id, world.as(LEWIS))).toMatchObject({ kind: 'not-available' });
    expect((await concerns.lists.list(world.as(LEWIS))).outlines).toEqual([]);
    const concern = await deps.store.find(id);
    expect(concern).toMatchObject({ holder: 'headteacher', lateNamed: [] });
    expect(concern?.excluded).toContain(LEWIS);
    const kinds =
      concern && (await deps.store.entries(concern)).map(({ kind, actor }) => `${kind} ${actor === 'lanyard'}`);
    expect(kinds).toContain('matched true');
    await engine.runOnce();
    await engine.runOnce();
    expect(world.teams.to(JOANNA).map(({ notice }) => notice)).toContainEqual(
      expect.objectContaining({ kind: 'alert', because: 'named' }),
    );
    expect(asked(id)).toEqual(['elsewhere']);
    // Written down: whatever the names are next year, they stay shut out.
    expect((await world.find(id)).excluded).toContain(LEWIS);
    world.directory.place = membersOf(MIRIAM, TOM);
  });

  test('is found before they try anything, at the first look after the start', async () => {
    const { id } = await world.report('child', { name: 'Mr Grant' });
    await world.after(0);
    await world.after(0);
    const { engine } = startedAgain(withDeputy(world.trust, LEWIS, 'Lewis Grant'));
    await engine.runOnce();
    expect(await world.find(id)).toMatchObject({ holder: 'headteacher' });
  });

  test('named only in the words, and a deputy now: the DSL keeps it, out of the channel in which they read', async () => {
    const { id } = await world.report('child', {
      words: { who: 'Leo Marsden, 2C', seen: 'He bit himself. Mr Grant covering for me while I write this.' },
    });
    await world.after(0);
    await world.after(0);
    expect(await world.find(id)).toMatchObject({ holder: 'dsl', via: 'place' });
    world.directory.place = membersOf(MIRIAM, LEWIS);
    const { concerns, engine } = startedAgain(withDeputy(world.trust, LEWIS, 'Lewis Grant'));
    await engine.runOnce();
    await engine.runOnce();
    expect(await world.find(id)).toMatchObject({ holder: 'dsl', via: 'people' });
    expect(await concerns.record.open(id, world.as(LEWIS))).toMatchObject({ kind: 'not-available' });
    expect(await concerns.record.open(id, world.as(MIRIAM))).toMatchObject({ kind: 'open' });
    world.directory.place = membersOf(MIRIAM, TOM);
  });

  test('is not told about what waits for delivery either', async () => {
    const { id } = await world.report('child', { name: 'L Grant' });
    world.teams.told.length = 0;
    const { engine } = startedAgain(withDeputy(world.trust, LEWIS, 'Lewis Grant'));
    world.directory.place = membersOf(MIRIAM, LEWIS);
    await engine.runOnce('deliveries');
    await engine.runOnce('deliveries');
    world.directory.place = membersOf(MIRIAM, TOM);
    const alerts = world.teams.told.filter(({ notice }) => notice.kind === 'alert').map(({ to }) => to);
    expect(alerts).toEqual([JOANNA]);
    expect((await world.find(id)).holder).toBe('headteacher');
    // Only the reporter knows who was meant, and is asked, by a card that names nobody; their receipt says so, too.
    await engine.runOnce();
    expect(asked(id)).toEqual(['whom']);
    const receipts = world.teams
      .to(PRIYA)
      .filter(({ notice }) => notice.kind === 'receipt' && notice.receipt.id === id);
    expect(receipts.map(({ shown }) => shown)).toEqual([
      expect.objectContaining({ receipt: expect.objectContaining({ asksWhom: true }) }),
    ]);
  });

  test('a name that the directory alone has is read as well, and changes what was open', async () => {
    const live = createLiveTrust(world.trust);
    const { deps, concerns, engine } = startedAgain(live.trust);
    const { id } = await world.report('child', { name: 'Mrs Adeyemi' });
    await engine.runOnce();
    expect((await deps.store.find(id))?.holder).toBe('dsl');
    world.directory.people.set(MIRIAM, { name: 'Miriam Adeyemi' });
    await live.listening(world.deps.directory).person(MIRIAM);
    expect(await concerns.record.open(id, world.as(MIRIAM))).toMatchObject({ kind: 'not-available' });
    await engine.runOnce();
    expect(await world.find(id)).toMatchObject({ holder: 'headteacher' });
    expect(oakfield(live.trust).roles.dsl[0]).toMatchObject({ name: 'Miriam Hale', alsoCalled: ['Miriam Adeyemi'] });
    world.directory.people.clear();
  });
});

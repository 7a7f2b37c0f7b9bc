import { given, JOANNA, LEWIS, MIRIAM, membersOf, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

test('a report about a child goes to the DSL channel, and its reporter learns when it was read', async () => {
  const { concerns, teams } = world;
  const { id, receipt } = await world.report('child', { words: { seen: 'A mark on the arm.' } });
  expect(receipt).toMatchObject({
    to: { recipient: 'dsl', name: 'Miriam Hale' },
    deliveredAt: undefined,
    readAt: undefined,
  });

  await world.engine.runOnce();
  expect(teams.told.map(({ to, notice }) => [to, notice.kind])).toEqual(
    expect.arrayContaining([
      ['place', 'alert'],
      [PRIYA, 'receipt'],
    ]),
  );
  expect(teams.told).toHaveLength(2);
  expect((await world.find(id)).status).toBe('delivered');

  await world.after(11);
  const opened = await concerns.record.open(id, world.as(MIRIAM));
  expect(opened.kind).toBe('open');
  if (opened.kind === 'open') expect(opened.entries[0]?.words?.seen).toBe('A mark on the arm.');
  await world.engine.runOnce();
  const [card] = teams.to(PRIYA);
  expect(card?.shown).toMatchObject({
    kind: 'receipt',
    receipt: { readBy: 'dsl', readAt: '2026-11-23T10:42:00.000Z' },
  });
});

test('triage: acknowledge, take, note, decide with a reason, close; each step in the trail with its actor', async () => {
  const { concerns } = world;
  const { id } = await world.report('child');
  await world.engine.runOnce();
  const seen = async () => (await world.find(id)).version;
  const miriam = world.as(MIRIAM);
  expect((await concerns.record.act(id, miriam, await seen(), { kind: 'acknowledge' })).kind).toBe('done');
  expect((await concerns.record.act(id, miriam, await seen(), { kind: 'take' })).kind).toBe('done');
  expect(
    (await concerns.record.act(id, miriam, await seen(), { kind: 'note', words: { text: 'Spoke to her.' } })).kind,
  ).toBe('done');
  expect(
    await concerns.record.act(id, miriam, await seen(), {
      kind: 'close',
      outcome: 'resolved',
      left: 'done',
      words: { reason: 'Done.' },
    }),
  ).toEqual({ kind: 'not-now', why: 'status' });
  expect(
    await concerns.record.act(id, miriam, await seen(), {
      kind: 'decide',
      decision: 'no-further-action',
      reviewOn: undefined,
      words: { reason: '  ' },
    }),
  ).toEqual({ kind: 'not-now', why: 'no-reason' });
  expect(
    (
      await concerns.record.act(id, miriam, await seen(), {
        kind: 'decide',
        decision: 'early-help',
        reviewOn: undefined,
        words: { reason: 'The family agreed.' },
      })
    ).kind,
  ).toBe('done');
  expect(
    (
      await concerns.record.act(id, miriam, await seen(), {
        kind: 'close',
        outcome: 'support-in-place',
        left: 'done',
        words: { reason: 'In place.' },
      })
    ).kind,
  ).toBe('done');
  const entries = await world.deps.store.entries(await world.find(id));
  expect(entries.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['raised', PRIYA],
    ['delivered', 'lanyard'],
    ['acknowledged', MIRIAM],
    ['taken', MIRIAM],
    ['noted', MIRIAM],
    ['decided', MIRIAM],
    ['closed', MIRIAM],
  ]);
});

test('someone without the role learns nothing, and the attempt is recorded', async () => {
  const { concerns } = world;
  const { id } = await world.report('child');
  await world.engine.runOnce();
  expect(await concerns.record.open(id, world.as(LEWIS))).toEqual({ kind: 'not-available' });
  // The headteacher is not asked to read a concern about a child unless it comes to her.
  expect(await concerns.record.open(id, world.as(JOANNA))).toEqual({ kind: 'not-available' });
  const entries = await world.deps.store.entries(await world.find(id));
  expect(entries.filter(({ kind }) => kind === 'refused').map(({ actor }) => actor)).toEqual([LEWIS, JOANNA]);
});

test('a report about the DSL reaches the headteacher alone', async () => {
  const { id, receipt } = await world.report('dsl');
  await world.after(0);
  expect(receipt.to).toEqual({ recipient: 'headteacher', name: 'Joanna Okafor' });
  expect(world.teams.to('place')).toEqual([]);
  expect(world.teams.to(MIRIAM)).toEqual([]);
  expect(world.teams.to(TOM)).toEqual([]);
  expect(world.teams.to(JOANNA)).toHaveLength(1);
  expect((await world.concerns.record.open(id, world.as(MIRIAM))).kind).toBe('not-available');
});

test('the subject joins the channel after the report: at the next opening it goes to the headteacher', async () => {
  const { concerns, teams } = world;
  const { id } = await world.report('child', { about: [LEWIS] });
  await world.engine.runOnce();
  expect(teams.to('place')).toHaveLength(1);
  world.directory.place = membersOf(MIRIAM, TOM, LEWIS);
  expect(await concerns.record.open(id, world.as(MIRIAM))).toEqual({
    kind: 'moved',
    to: 'headteacher',
    isStillTheirs: false,
    isNextTold: false,
  });
  await world.engine.runOnce();
  expect(teams.to(JOANNA).map(({ notice }) => notice.kind)).toEqual(['alert']);
  expect(teams.to('place')[0]?.shown.kind).toBe('moved');
  expect((await concerns.record.open(id, world.as(JOANNA))).kind).toBe('open');
  expect((await concerns.record.open(id, world.as(LEWIS))).kind).toBe('not-available');
});

test('sending a draft twice makes one report', async () => {
  const { concerns } = world;
  const { receipt, draft } = await world.report('child');
  const again = await concerns.form.send(draft, PRIYA, { urgent: 'yes', words: { seen: 'Something else.' } });
  expect(again).toMatchObject({ kind: 'already-raised', receipt: { reference: receipt.reference } });
  expect((await concerns.own.all(world.as(PRIYA))).receipts).toHaveLength(1);
});

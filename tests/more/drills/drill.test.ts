import { afterEach, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { toOutgoing } from '../../../src/report/notice/notice.cards.ts';
import { COLIN, given, JOANNA, MIRIAM, PRIYA, TOM, type World } from '../../report/support.ts';

let world: World;
afterEach(() => world.close());

const ID = '00000000-0000-4000-8000-000000000001';

/** From the form, as the person who holds the drill sends it. */
async function held(): Promise<ConcernId> {
  const draft = await world.more.drills.begin(world.as(JOANNA));
  if (!draft) throw new Error('no drill was begun');
  await world.after(0.5);
  const sent = await world.concerns.form.send(draft.id, JOANNA, { urgent: 'yes', words: {} });
  if (sent.kind !== 'raised') throw new Error(`the drill was not taken in: ${sent.kind}`);
  return sent.receipt.id;
}

test('a drill rings who an urgent report rings, marked everywhere, and is timed from the form to a person', async () => {
  world = await given();
  const id = await held();
  await world.after(0);
  const alerts = world.teams.told.filter(({ notice }) => notice.kind === 'alert');
  expect(alerts.map(({ to }) => to).sort()).toEqual(['place', MIRIAM, TOM].sort());
  for (const { notice } of world.teams.told) {
    const { card, summary } = toOutgoing(notice, world.now());
    expect(JSON.stringify(card)).toContain('DRILL: a test, not a real report');
    if (notice.kind !== 'receipt') expect(summary).toMatch(/^DRILL/);
  }
  await world.after(2);
  world.teams.told.length = 0;
  const { version } = await world.find(id);
  await world.concerns.record.act(id, world.as(TOM), version, { kind: 'acknowledge' });
  await world.after(0);
  const done = world.teams.told.filter(({ notice }) => notice.kind === 'news');
  expect(done.map(({ to }) => to).sort()).toEqual([JOANNA, MIRIAM, TOM].sort());
  const words = JSON.stringify(done.map(({ notice }) => toOutgoing(notice, world.now()).card));
  for (const part of ['30 s', 'after 2 min 0 s, Tom Ashworth', 'All drills']) expect(words).toContain(part);
  expect(await world.more.drills.look(world.as(JOANNA))).toMatchObject({
    held: [{ sentAt: expect.any(Date), acknowledgedBy: TOM }],
  });
  // Nothing is to be decided on it, ever.
  world.teams.told.length = 0;
  for (let days = 0; days < 5; days += 1) await world.after(24 * 60);
  expect(world.teams.told).toEqual([]);
});

test('it is in no figure, no list and no search; nobody acknowledging, it goes up the chain as a drill', async () => {
  world = await given();
  const id = await held();
  await world.after(0);
  expect((await world.concerns.figures(world.as(MIRIAM))).children.open).toBe(0);
  expect((await world.concerns.lists.list(world.as(MIRIAM))).outlines).toEqual([]);
  expect(await world.concerns.lists.search(world.as(MIRIAM), 'DRILL')).toMatchObject({ outlines: [] });
  await world.after(10);
  const chases = world.teams.told.filter(({ notice }) => notice.kind === 'chase');
  expect(chases.map(({ to }) => to).sort()).toEqual([JOANNA, MIRIAM, TOM].sort());
  for (const { notice } of chases) expect(toOutgoing(notice, world.now()).summary).toMatch(/^DRILL/);
  expect(world.teams.nudged.every(({ reference }) => reference.endsWith('(a drill)'))).toBe(true);
  expect((await world.find(id)).drillBegunAt).toBeDefined();
});

test('a planned one is told of to the person who planned it, once and at its time; who takes no reports knows of none', async () => {
  world = await given();
  const { drills } = world.more;
  const at = new Date('2026-11-23T14:00:00Z');
  expect(await drills.plan(world.as(PRIYA), ID, at)).toEqual({ kind: 'not-available' });
  expect(await drills.begin(world.as(PRIYA))).toBeUndefined();
  expect(await drills.plan(world.as(MIRIAM), ID, new Date('2026-11-22T14:00:00Z'))).toEqual({ kind: 'past' });
  for (let twice = 0; twice < 2; twice += 1)
    expect(await drills.plan(world.as(MIRIAM), ID, at)).toMatchObject({ planned: [{ at }] });
  await world.after(60);
  expect(world.teams.told).toEqual([]);
  await world.after(180);
  await world.after(5);
  expect(world.teams.told.map(({ to, notice }) => [to, notice.kind])).toEqual([[MIRIAM, 'drill-due']]);
  expect(await drills.look(world.as(COLIN))).toMatchObject({ kind: 'drills', planned: [] });
});

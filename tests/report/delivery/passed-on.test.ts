import { afterEach, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { COLIN, GUEST, given, JOANNA, LEWIS, MIRIAM, membersOf, PRIYA, TOM, type World } from '../support.ts';

let world: World;
afterEach(() => world.close());

const words = { reason: 'Because.' };
const decide = (reviewOn?: string): Act => ({
  kind: 'decide',
  decision: reviewOn ? 'internal-support' : 'early-help',
  reviewOn: reviewOn as IsoDay | undefined,
  words,
});

/** Each by the same person, on what they see now. */
async function acts(id: ConcernId, user: UserId, ...wanted: Act[]): Promise<void> {
  for (const act of wanted) {
    const outcome = await world.concerns.record.act(id, world.as(user), (await world.find(id)).version, act);
    expect([act.kind, outcome.kind]).toEqual([act.kind, 'done']);
  }
}

const toldSince = (from: number) =>
  world.teams.told.slice(from).map(({ to, notice }) => [to, notice.kind, 'why' in notice ? notice.why : undefined]);

const guestJoins = () => {
  world.directory.place = membersOf(MIRIAM, TOM, GUEST);
};

test('a guest in the channel changes how a decided record is opened, and nothing of what was done', async () => {
  world = await given();
  const { id } = await world.report('child');
  await world.after(0);
  await world.concerns.record.open(id, world.as(MIRIAM));
  await acts(id, MIRIAM, { kind: 'acknowledge' }, { kind: 'take' }, decide('2027-03-01'));
  const before = await world.find(id);

  guestJoins();
  expect(await world.concerns.record.open(id, world.as(MIRIAM))).toMatchObject({
    kind: 'moved',
    isStillTheirs: true,
    isNextTold: false,
  });
  const { version: _, ...expected } = { ...before, via: 'people', whyElsewhere: 'guest' };
  expect(await world.find(id)).toMatchObject(expected);
  const from = world.teams.told.length;
  for (let hours = 0; hours < 24 * 10; hours += 4) await world.after(240);
  // The two get it in their own chats. Nobody is chased, the reporter is not alarmed, and no governor is let in.
  expect(toldSince(from).sort()).toEqual([
    [MIRIAM, 'alert', undefined],
    [TOM, 'alert', undefined],
  ]);
  expect((await world.find(id)).alsoOpenTo).toEqual([]);
  expect((await world.concerns.record.open(id, world.as(TOM))).kind).toBe('open');
  expect(await world.concerns.own.report(id, world.as(PRIYA))).toMatchObject({
    receipt: { readAt: before.readAt?.toISOString(), isDecided: true, isLate: false },
  });
});

test('what nobody has acknowledged goes to the next in line too, who is chased before anyone above them', async () => {
  world = await given();
  const { id } = await world.report('child');
  await world.after(0);
  guestJoins();
  expect(await world.concerns.record.open(id, world.as(MIRIAM))).toMatchObject({ kind: 'moved', isNextTold: true });
  expect(await world.find(id)).toMatchObject({ status: 'submitted', deliveredAt: undefined });
  await world.after(0);
  expect((await world.find(id)).alsoOpenTo).toEqual(['headteacher']);
  const chased = () =>
    world.teams.told.filter(({ notice }) => notice.kind === 'chase').map(({ to, notice }) => [to, notice.kind]);
  while (!chased().some(([to]) => to === JOANNA)) await world.after(30);
  expect((await world.find(id)).alsoOpenTo).toEqual(['headteacher']);
  // Two clocks would chase twice.
  expect(chased()).toHaveLength(5);
});

test('a closed record whose channel is too open is sent to its people, as the refusal says, and stays closed', async () => {
  world = await given();
  const { id } = await world.report('child');
  await world.after(0);
  await acts(id, MIRIAM, { kind: 'acknowledge' }, decide(), {
    kind: 'close',
    outcome: 'resolved',
    left: 'done',
    words,
  });
  guestJoins();
  const from = world.teams.told.length;
  expect(await world.concerns.record.open(id, world.as(MIRIAM))).toMatchObject({ kind: 'moved', isStillTheirs: true });
  await world.after(0);
  expect(toldSince(from).map(([to, kind]) => [to, kind])).toEqual(
    expect.arrayContaining([
      [MIRIAM, 'alert'],
      [TOM, 'alert'],
    ]),
  );
  expect(await world.find(id)).toMatchObject({ status: 'closed', holder: 'dsl', via: 'people' });
  expect((await world.concerns.record.open(id, world.as(MIRIAM))).kind).toBe('open');
});

test('a closed record whose subject has joined the channel goes to the next in line, closed as it is', async () => {
  world = await given();
  const { id } = await world.report('child', { about: [LEWIS] });
  await world.after(0);
  await acts(id, MIRIAM, { kind: 'acknowledge' }, decide(), {
    kind: 'close',
    outcome: 'resolved',
    left: 'done',
    words,
  });
  world.directory.place = membersOf(MIRIAM, TOM, LEWIS);
  expect(await world.concerns.record.open(id, world.as(MIRIAM))).toMatchObject({ kind: 'moved', to: 'headteacher' });
  await world.after(0);
  expect(await world.find(id)).toMatchObject({ status: 'closed', holder: 'headteacher' });
  expect((await world.concerns.record.open(id, world.as(JOANNA))).kind).toBe('open');
  expect((await world.concerns.record.open(id, world.as(MIRIAM))).kind).toBe('not-available');
  const from = world.teams.told.length;
  for (let hours = 0; hours < 72; hours += 4) await world.after(240);
  expect(toldSince(from)).toEqual([]);
});

test('passed on after a decision: the clocks of the new holder run, and the review of the old one is theirs', async () => {
  world = await given();
  const { id } = await world.report('child');
  await world.after(0);
  await acts(id, MIRIAM, { kind: 'acknowledge' }, decide('2026-11-30'), {
    kind: 'reroute',
    to: 'headteacher',
    about: { kind: 'staff', people: [LEWIS] },
    words,
  });
  await world.after(0);
  expect(await world.find(id)).toMatchObject({ holder: 'headteacher', decidedAt: undefined, reviewOn: '2026-11-30' });
  await acts(id, JOANNA, { kind: 'acknowledge' });
  const from = world.teams.told.length;
  for (let hours = 0; hours < 24 * 10; hours += 4) await world.after(240);
  const toJoanna = toldSince(from).filter(([to]) => to === JOANNA);
  expect(toJoanna).toContainEqual([JOANNA, 'chase', 'not-decided']);
  expect(toJoanna).toContainEqual([JOANNA, 'chase', 'review-due']);
  expect(toldSince(from).some(([to]) => to === MIRIAM)).toBe(false);
});

test('reopened: those who had it hear about it, nothing says "acted on" any more, and a new decision is chased', async () => {
  world = await given();
  const { id } = await world.report('child');
  await world.after(0);
  await acts(id, MIRIAM, { kind: 'take' }, decide(), { kind: 'close', outcome: 'resolved', left: 'done', words });
  await world.after(60);
  const from = world.teams.told.length;
  await acts(id, TOM, { kind: 'reopen', words });
  await world.after(0);
  expect(toldSince(from)).toContainEqual([MIRIAM, 'news', 'reopened']);
  expect(await world.concerns.own.report(id, world.as(PRIYA))).toMatchObject({ receipt: { isDecided: false } });
  const due = (await world.find(id)).decideDueAt;
  expect(due > world.now()).toBe(true);
  const chases = () => toldSince(from).filter(([, , why]) => why === 'not-decided');
  while (world.now() < due) {
    expect(chases()).toEqual([]);
    await world.after(30);
  }
  expect(chases()).toEqual([[MIRIAM, 'chase', 'not-decided']]);
  expect(toldSince(from).some(([to]) => to === COLIN)).toBe(false);
});

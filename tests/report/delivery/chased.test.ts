import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addDays, dayOf } from '../../../src/kernel/time.ts';
import { COLIN, given, JOANNA, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const kindsTo = (who: Parameters<World['teams']['to']>[0]) => world.teams.to(who).map(({ notice }) => notice.kind);

test('urgent, on a Saturday night: rung at once, chased after ten minutes with the headteacher; the reporter is told to phone', async () => {
  world.at('2026-11-21T21:40:00Z');
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(0);
  await world.after(9);
  expect(kindsTo(TOM)).toEqual(['alert']);
  await world.after(1);
  expect(kindsTo(TOM)).toEqual(['alert', 'chase']);
  expect(kindsTo(PRIYA)).toContain('late');
  expect(world.teams.to(JOANNA).map(({ notice }) => notice)).toMatchObject([{ kind: 'chase', isEscalation: true }]);
  expect((await world.concerns.record.open(id, world.as(JOANNA))).kind).toBe('open');
});

test('not urgent, on a Saturday night: nobody is chased before Monday 09:00', async () => {
  world.at('2026-11-21T21:40:00Z');
  await world.report('child');
  await world.after(0);
  world.at('2026-11-23T08:59:00Z');
  await world.after(0);
  expect(kindsTo(TOM)).toEqual([]);
  await world.after(1);
  expect(kindsTo(TOM)).toEqual(['chase']);
});

test('once acknowledged nobody is chased about it; without a decision the owner is', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  await world.concerns.record.act(id, world.as(MIRIAM), 0, { kind: 'take' });
  await world.after(120);
  expect(kindsTo(TOM)).toEqual([]);
  expect(kindsTo(JOANNA)).toEqual([]);
  // 24 school hours after Monday 10:31: nine a day.
  world.at('2026-11-25T16:31:00Z');
  await world.after(0);
  expect(world.teams.to(MIRIAM).map(({ notice }) => notice)).toMatchObject([{ kind: 'chase', why: 'not-decided' }]);
});

test('the person it is about is never chased, told or shown, however late it gets', async () => {
  const { id } = await world.report('child', { about: [JOANNA] });
  for (let round = 0; round < 30; round += 1) await world.after(120);
  expect(world.teams.to(JOANNA)).toEqual([]);
  expect(kindsTo(COLIN)).toContain('chase');
  expect((await world.concerns.record.open(id, world.as(JOANNA))).kind).toBe('not-available');
});

test('a review date comes back to its owner on that morning, and each week until something is decided', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  await world.concerns.record.act(id, world.as(MIRIAM), 0, { kind: 'take' });
  const { version } = await world.find(id);
  await world.concerns.record.act(id, world.as(MIRIAM), version, {
    kind: 'decide',
    decision: 'internal-support',
    reviewOn: '2026-12-01' as never,
    words: { reason: 'To see how it goes.' },
  });
  world.at('2026-11-30T17:00:00Z');
  await world.after(0);
  expect(kindsTo(MIRIAM)).toEqual([]);
  world.at('2026-12-01T08:00:00Z');
  for (let round = 0; round < 3; round += 1) await world.after(60);
  expect(world.teams.to(MIRIAM).map(({ notice }) => notice)).toMatchObject([{ kind: 'chase', why: 'review-due' }]);

  world.at('2026-12-08T08:00:00Z');
  for (let round = 0; round < 3; round += 1) await world.after(60);
  expect(kindsTo(MIRIAM)).toEqual(['chase', 'chase']);
  expect((await world.find(id)).reviewOn).toBe('2026-12-01');
  // Another day takes its place, and the reminders of the one before end.
  const found = await world.find(id);
  const words = { reason: 'After the holidays.' };
  await world.concerns.record.act(id, world.as(MIRIAM), found.version, {
    ...{ kind: 'review', reviewOn: '2027-01-20' as never, words },
  });
  world.at('2026-12-15T09:00:00Z');
  for (let round = 0; round < 3; round += 1) await world.after(60);
  expect(kindsTo(MIRIAM)).toEqual(['chase', 'chase']);
});

test('a decision without a day is looked at again: a referral on the next working day, others in four weeks, one that nothing follows from not', async () => {
  const decided = async (decision: 'early-help' | 'no-further-action' | 'child-protection' | 'lado') => {
    const { id } = await world.report('child');
    await world.after(0);
    await world.concerns.record.act(id, world.as(MIRIAM), 0, { kind: 'take' });
    const { version } = await world.find(id);
    const words = { reason: 'As agreed.' };
    await world.concerns.record.act(id, world.as(MIRIAM), version, {
      ...{ kind: 'decide', decision, reviewOn: undefined, words },
    });
    return (await world.find(id)).reviewOn;
  };
  expect(await decided('early-help')).toBe(addDays(dayOf(world.now()), 28));
  expect(await decided('no-further-action')).toBeUndefined();
  expect(await decided('child-protection')).toBe(addDays(dayOf(world.now()), 1));
  // A local authority works on a Monday of half-term, and not on a Saturday.
  world.at('2026-10-23T14:00:00Z');
  for (const decision of ['child-protection', 'lado'] as const) expect(await decided(decision)).toBe('2026-10-26');
});

test('once acknowledged the trail gains no escalation, and nobody more may open it', async () => {
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(0);
  await world.concerns.record.act(id, world.as(MIRIAM), undefined, { kind: 'acknowledge' });
  for (let round = 0; round < 6; round += 1) await world.after(10);
  expect((await world.find(id)).alsoOpenTo).toEqual([]);
  expect((await world.concerns.record.open(id, world.as(JOANNA))).kind).toBe('not-available');
  const trail = await world.deps.store.entries(await world.find(id));
  expect(trail.map(({ kind }) => kind)).not.toContain('escalated');
});

test('passed on by hand: the clocks of those who had it before chase nobody', async () => {
  const { id } = await world.report('child');
  await world.after(30);
  const { version } = await world.find(id);
  const words = { reason: 'It is hers.' };
  await world.concerns.record.act(id, world.as(MIRIAM), version, {
    kind: 'reroute',
    to: 'headteacher',
    about: 'same',
    words,
  });
  await world.after(0);
  await world.after(45);
  expect(kindsTo(JOANNA)).toEqual(['alert']);
  await world.after(20);
  expect(kindsTo(JOANNA)).toEqual(['alert', 'chase']);
});

test('nobody acts, hour after hour: the headteacher is told, then the chair, and nobody outside the chain', async () => {
  const { id } = await world.report('child', { isUrgent: true });
  for (let round = 0; round < 8; round += 1) await world.after(10);
  expect((await world.find(id)).alsoOpenTo).toEqual(['headteacher', 'chair-of-governors']);
  const told = new Set(world.teams.told.map(({ to }) => to));
  expect(told).toEqual(new Set(['place', PRIYA, MIRIAM, TOM, JOANNA, COLIN]));
});

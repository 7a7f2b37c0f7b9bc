import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import { createChannelBackoff } from '../../../src/report/delivery/channel-backoff.ts';
import { escalationCheck } from '../../../src/report/delivery/escalation-check.ts';
import { deliverNotice } from '../../../src/report/delivery/sending/deliver-notice.ts';
import type { Task } from '../../../src/report/task.ts';
import { given, JOANNA, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given({ at: '2026-11-23T11:30:00Z' });
});
afterEach(() => world.close());

const kindsTo = (who: Parameters<World['teams']['to']>[0]) => world.teams.to(who).map(({ notice }) => notice.kind);
const down = new Fault('unavailable', 'no answer');

test.each([
  ['two hours back', '2026-11-23T09:30:00Z'],
  ['fifty minutes back', '2026-11-23T10:40:00Z'],
  ['a day back', '2026-11-22T11:30:00Z'],
  ['two hours on', '2026-11-23T13:30:00Z'],
])('an urgent report that Teams did not take is sent within seconds, the clock %s', async (_how, then) => {
  const { teams } = world;
  teams.fail(down);
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(0);
  expect(teams.told).toEqual([]);
  teams.fail(undefined);
  world.at(then);
  await world.after(0);
  await world.after(3 / 60);
  expect(kindsTo('place')).toEqual(['alert']);
  expect((await world.find(id)).status).toBe('delivered');
});

test('anyone who is told in person is told within seconds too, where a process ended between planning that and the clock', async () => {
  await world.report('staff');
  const [task] = (await world.deps.store.claim(world.now(), new Date(world.now().getTime() + 20_000), 10)).filter(
    ({ kind }) => kind === 'tell-holder',
  );
  if (!task) throw new Error('nobody is to be told');
  await deliverNotice(world.deps, createChannelBackoff(), { ...task, hasLeft: false });
  expect(kindsTo(JOANNA)).toEqual([]);
  world.at('2026-11-23T09:30:00Z');
  await world.after(0);
  await world.after(3 / 60);
  expect(kindsTo(JOANNA)).toEqual(['alert']);
});

test('what a killed process had begun before the clock was set back comes back when its lease would have ended', async () => {
  await world.report('child', { isUrgent: true });
  await world.deps.store.claim(world.now(), new Date(world.now().getTime() + 20_000), 10);
  world.at('2026-11-23T09:30:00Z');
  await world.after(0);
  expect(world.teams.told).toEqual([]);
  await world.after(21 / 60);
  expect(world.teams.to('place').map(({ notice }) => notice)).toMatchObject([{ kind: 'alert', isRepeat: true }]);
});

test('nobody acknowledges, and the clock is set back: they are chased when the time from then on is over', async () => {
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(0);
  world.at('2026-11-23T09:30:00Z');
  await world.after(0);
  await world.after(9);
  expect(kindsTo(MIRIAM)).not.toContain('chase');
  await world.after(2);
  expect(kindsTo(MIRIAM)).toContain('chase');
  expect(kindsTo(TOM)).toContain('chase');
  expect(kindsTo(PRIYA)).toContain('late');
  expect((await world.find(id)).acknowledgedAt).toBeUndefined();
  expect(world.logged.join()).not.toContain('tasks-put-back');
});

test('Teams takes nothing, and the clock is set back: the reporter is told to phone within two minutes all the same', async () => {
  world.teams.fail(down, PRIYA);
  await world.report('child', { isUrgent: true });
  await world.after(0);
  world.at('2026-11-23T09:30:00Z');
  await world.after(0);
  await world.after(1.1);
  await world.after(0.5);
  expect(kindsTo(PRIYA)).toContain('late');
});

test('checks that were lost and are put back after the clock was set back wait no longer than the whole time', async () => {
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(0);
  await world.db.deleteFrom('concerns_child.concern_task' as never).execute();
  world.at('2026-11-23T09:30:00Z');
  await world.after(6);
  await world.after(11);
  expect((await world.find(id)).acknowledgedAt).toBeUndefined();
  expect(kindsTo(MIRIAM)).toContain('chase');
});

/** What is due by a clock that stands two hours ahead, taken by a process that follows it. */
const claimedAhead = (kind: Task['kind']) => async () => {
  world.at('2026-11-23T13:30:00Z');
  const lease = new Date(world.now().getTime() + 20_000);
  const task = (await world.deps.store.claim(world.now(), lease, 50)).find((one) => one.kind === kind);
  if (!task) throw new Error('the check has to be due');
  world.at('2026-11-23T11:30:05Z');
  return task;
};

describe.each<[Task['kind'], boolean, number, number]>([
  ['check-delivered', true, 0.8, 1.2],
  ['check-acknowledged', false, 9, 12],
])('%s, begun while a clock stood two hours ahead', (kind, isUndelivered, soon, due) => {
  const claim = claimedAhead(kind);
  const reported = async () => {
    if (isUndelivered) world.teams.fail(down, PRIYA);
    await world.report('child', { isUrgent: true });
    await world.after(0);
    expect(kindsTo(PRIYA)).not.toContain('late');
  };

  test('waits its time when it is carried out by the clock that was set back', async () => {
    await reported();
    await escalationCheck(world.deps, await claim());
    await world.after(soon);
    expect(kindsTo(PRIYA)).not.toContain('late');
    await world.after(due - soon);
    await world.after(0.5);
    expect(kindsTo(PRIYA)).toContain('late');
  });

  test('waits its time when the process that took it was killed and the clock set back', async () => {
    await reported();
    await claim();
    await world.after(0);
    await world.after(21 / 60);
    await world.after(soon - 21 / 60);
    expect(kindsTo(PRIYA)).not.toContain('late');
    await world.after(due - soon);
    await world.after(0.5);
    expect(kindsTo(PRIYA)).toContain('late');
  });

  test('waits its time when the clock was set back for a moment and is right again', async () => {
    await reported();
    world.at('2026-11-23T09:30:05Z');
    await world.after(0);
    world.at('2026-11-23T11:30:20Z');
    await world.after(0);
    await world.after(soon - 0.4);
    expect(kindsTo(PRIYA)).not.toContain('late');
    await world.after(due - soon);
    await world.after(0.5);
    expect(kindsTo(PRIYA)).toContain('late');
  });
});

test('a card is brought up to date although the clock was set back while it was being updated', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  await world.concerns.record.open(id, world.as(MIRIAM));
  await world.concerns.record.act(id, world.as(MIRIAM), undefined, { kind: 'acknowledge' });
  // Taken by a process that was killed.
  await world.deps.store.staleCards(world.now(), new Date(world.now().getTime() + 5_000), 100);
  world.at('2026-11-23T09:30:00Z');
  await world.after(0);
  expect(world.teams.to('place').at(-1)?.shown).toMatchObject({ outline: { acknowledgedBy: expect.any(String) } });
});

test('a limit of additions ends with its hour, wherever the clock was set meanwhile', async () => {
  const { id } = await world.report('child', { by: JOANNA });
  await world.after(0);
  const add = (text: string) => world.concerns.own.add(id, world.as(JOANNA), 'added', { text });
  for (let count = 0; count < 20; count += 1) expect((await add(`More ${count}.`)).kind).toBe('added');
  expect((await add('And more.')).kind).toBe('too-much');
  world.at('2026-11-23T09:30:00Z');
  expect((await add('And more.')).kind).toBe('added');
});

test.each([
  ['the hour that comes twice', '2026-10-25T00:20:00Z'],
  ['the hour that is missing', '2026-03-29T00:55:00Z'],
])('in %s an urgent report is chased after its ten minutes, once', async (_night, at) => {
  world.at(at);
  await world.report('child', { isUrgent: true });
  await world.after(0);
  await world.after(9);
  expect(kindsTo(MIRIAM)).not.toContain('chase');
  await world.after(2);
  await world.after(1);
  expect(kindsTo(MIRIAM).filter((kind) => kind === 'chase')).toHaveLength(1);
});

test('an unsent report is not removed before its writer was told, however far on the clock is set', async () => {
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await world.concerns.form.keep(draft.id, PRIYA, { subject: { kind: 'child', people: [] }, words: { seen: 'Seen.' } });
  world.at('2026-11-26T11:30:00Z');
  await world.after(0);
  await world.after(0);
  expect(kindsTo(PRIYA)).toEqual(['unsent']);
  expect(await world.concerns.form.draft(draft.id, PRIYA)).toMatchObject({ words: { seen: 'Seen.' } });
  await world.after(47 * 60);
  expect(await world.concerns.form.draft(draft.id, PRIYA)).toBeDefined();
  await world.after(2 * 60);
  const left = await world.db.selectFrom('concern_draft').select('id').execute();
  expect(left).toEqual([]);
});

test('an unsent report that nobody can be told of is not kept for ever', async () => {
  await world.concerns.form.begin(PRIYA, world.school);
  world.at('2026-12-24T11:30:00Z');
  await world.after(0);
  expect(await world.db.selectFrom('concern_draft').select('id').execute()).toEqual([]);
});

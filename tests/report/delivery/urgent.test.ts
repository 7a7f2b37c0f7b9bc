import { afterEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import { COLIN, given, JOANNA, MIRIAM, membersOf, TOM, type World } from '../support.ts';

let world: World;
afterEach(() => world.close());

const told = () => world.teams.told.filter(({ notice }) => notice.kind === 'alert').map(({ to }) => to);
const chased = () => world.teams.told.filter(({ notice }) => notice.kind === 'chase').map(({ to }) => to);
const away = async (who: typeof MIRIAM) =>
  world.deps.rota.add(
    {
      id: world.deps.ids.uuid(),
      school: world.school.id,
      kind: 'away',
      person: who,
      when: { kind: 'once', from: new Date('2026-11-23T00:00Z'), until: new Date('2026-11-24T00:00Z') },
    },
    TOM,
    world.now(),
  );

test('urgent: the channel and each of the team on duty at once; what can wait is in the channel only', async () => {
  world = await given();
  await world.report('child');
  await world.after(0);
  expect(told()).toEqual(['place']);
  await world.report('child', { urgency: 'unsure' });
  await world.after(0);
  expect(told().slice(1).sort()).toEqual(['place', MIRIAM, TOM].sort());
});

test('who is away is not rung; with nobody on duty all of them are', async () => {
  world = await given();
  await away(MIRIAM);
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(0);
  expect(told().sort()).toEqual(['place', TOM].sort());
  expect((await world.find(id)).onDuty).toEqual([TOM]);
  await away(TOM);
  const second = await world.report('child', { isUrgent: true });
  await world.after(0);
  expect(told().slice(2).sort()).toEqual(['place', MIRIAM, TOM].sort());
  expect((await world.find(second.id)).onDuty).toEqual([]);
});

test('the channel takes nothing: those on duty have it all the same, once, and keep it with them', async () => {
  world = await given();
  world.teams.failPlace(new Fault('unavailable', 'no', { mayBeDone: false }));
  const { id } = await world.report('child', { isUrgent: true });
  for (let minute = 0; minute < 5; minute += 1) await world.after(1);
  expect(told().sort()).toEqual([MIRIAM, TOM].sort());
  expect((await world.find(id)).status).toBe('delivered');
});

test('nobody on duty can be reached in their chats: the channel is still tried, and it is passed on to nobody', async () => {
  world = await given();
  world.teams.cannotReach(MIRIAM, 'blocked');
  world.teams.cannotReach(TOM, 'blocked');
  world.teams.failPlace(new Fault('unavailable', 'no', { mayBeDone: false }));
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(0);
  expect((await world.find(id)).holder).toBe('dsl');
  world.teams.failPlace(undefined);
  await world.after(1);
  expect(told()).toContain('place');
});

test('a place that is not safe rings nobody it should not', async () => {
  world = await given();
  world.directory.place = membersOf(MIRIAM, TOM, COLIN);
  // Someone who is not to see it is in the place: neither it nor its team is told.
  const { id } = await world.report('child', { isUrgent: true, about: [COLIN] });
  await world.after(0);
  expect((await world.find(id)).holder).toBe('headteacher');
  expect(told()).toEqual([JOANNA]);
  // A member of the team who is not in the place cannot open what is there, and is not rung for it.
  world.directory.place = membersOf(MIRIAM);
  await world.report('child', { isUrgent: true });
  await world.after(0);
  expect(told().slice(1).sort()).toEqual(['place', MIRIAM].sort());
});

test('not acknowledged in time: the next in the chain too, and a line in the feeds of those who have not read it', async () => {
  world = await given();
  const { id, receipt } = await world.report('child', { isUrgent: true });
  await world.after(0);
  expect(world.teams.nudged).toEqual([]);
  await world.after(10);
  expect(chased().sort()).toEqual([JOANNA, MIRIAM, TOM].sort());
  expect(world.teams.nudged.map(({ user }) => user).sort()).toEqual([JOANNA, MIRIAM, TOM].sort());
  expect(new Set(world.teams.nudged.map(({ reference }) => reference))).toEqual(new Set([receipt.reference]));
  expect((await world.find(id)).alsoOpenTo).toEqual(['headteacher']);
  // Read and not acknowledged: the message says so, and no feed.
  await world.concerns.record.open(id, world.as(MIRIAM));
  await world.after(10);
  expect(world.teams.nudged).toHaveLength(3);
});

test('what is not urgent is in nobody’s feed, and the headteacher hears about it the second time', async () => {
  world = await given();
  await world.report('child');
  await world.after(0);
  await world.after(60);
  expect(chased().sort()).toEqual([MIRIAM, TOM].sort());
  expect(world.teams.nudged).toEqual([]);
});

test('the card says which of the two the reporter said, and who was on duty; the receipt never promises what it denies', async () => {
  world = await given({ at: '2026-11-28T21:40:00Z' });
  const said = (urgency: 'yes' | 'unsure' | 'no') => world.report('child', { urgency });
  for (const urgency of ['yes', 'unsure', 'no'] as const) {
    const { id, receipt } = await said(urgency);
    expect(await world.find(id)).toMatchObject({ urgency, isUrgent: urgency !== 'no', onDuty: [] });
    expect(receipt.unwatched).toEqual({ until: '2026-11-30T08:00:00.000Z' });
    expect(receipt.next).toEqual({ recipient: 'headteacher', name: 'Joanna Okafor' });
  }
  await world.after(0);
  const alerts = world.teams.told.flatMap(({ notice }) => (notice.kind === 'alert' ? [notice.outline.urgency] : []));
  expect(new Set(alerts)).toEqual(new Set(['yes', 'unsure', 'no']));
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const kindsTo = (who: Parameters<World['teams']['to']>[0]) => world.teams.to(who).map(({ notice }) => notice.kind);
const down = new Fault('unavailable', 'no answer');

test('the Connector is down for an hour: nothing is lost, the reporter’s own view tells the truth, and then everyone hears', async () => {
  const { concerns, teams } = world;
  teams.fail(down);
  const { id } = await world.report('child');
  for (let minute = 0; minute < 60; minute += 5) await world.after(5);
  expect(teams.told).toEqual([]);
  const waiting = await concerns.own.report(id, world.as(PRIYA));
  expect(waiting).toMatchObject({ receipt: { deliveredAt: undefined, readAt: undefined } });
  expect(waiting.kind === 'receipt' && waiting.receipt.phones.map(({ number }) => number)).toContain('01632 960 201');

  teams.fail(undefined);
  await world.after(2);
  await world.after(2);
  expect((await world.find(id)).status).toBe('delivered');
  expect(kindsTo('place').filter((kind) => kind === 'alert')).toHaveLength(1);
  expect(kindsTo(PRIYA)).toContain('receipt');
  // Meanwhile the next in the chain was made able to act, and hears too.
  expect((await world.find(id)).alsoOpenTo).toContain('headteacher');
  expect(kindsTo(JOANNA)).not.toEqual([]);
});

test('a card whose answer was lost is sent again and says that it may be the second', async () => {
  const { teams } = world;
  teams.fail(down);
  await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  teams.fail(undefined);
  await world.after(1);
  expect(teams.to(JOANNA).map(({ notice }) => notice)).toMatchObject([{ kind: 'alert', isRepeat: true }]);
});

test('a refusal for now is certainly no delivery: what comes after it is no repeat', async () => {
  const { teams } = world;
  teams.fail(new Fault('throttled', 'slow down', { retryAfterMs: 5_000 }));
  await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  teams.fail(undefined);
  await world.after(1);
  expect(teams.to(JOANNA).map(({ notice }) => notice)).toMatchObject([{ kind: 'alert', isRepeat: false }]);
});

test('a process that ends while sending: the task is done again, named as a repeat', async () => {
  const { id } = await world.report('child');
  // What a killed process leaves behind: claimed, and never settled.
  await world.deps.store.claim(world.now(), new Date(world.now().getTime() + 30_000), 10);
  await world.after(0);
  expect(world.teams.told).toEqual([]);
  await world.after(1);
  expect(world.teams.to('place').map(({ notice }) => notice)).toMatchObject([{ kind: 'alert', isRepeat: true }]);
  expect((await world.find(id)).status).toBe('delivered');
});

test('told in person because the channel did not answer, and then the channel is gone: nobody gets a second card', async () => {
  const { teams } = world;
  teams.failPlace(down);
  const { id } = await world.report('child');
  await world.after(0);
  await world.after(3);
  expect(kindsTo(MIRIAM)).toEqual(['alert']);
  teams.failPlace(undefined);
  teams.cannotReach('place', 'gone');
  for (let round = 0; round < 4; round += 1) await world.after(2);
  expect((await world.find(id)).via).toBe('people');
  expect((await world.find(id)).status).toBe('delivered');
  expect(kindsTo(MIRIAM)).toEqual(['alert']);
  expect(kindsTo(TOM)).toEqual(['alert']);
});

test.each(['rejected', 'forbidden', 'not-found'] as const)(
  'a channel that refuses the card for good (%s): people hear at once, without waiting for the check',
  async (code) => {
    const { teams } = world;
    teams.failPlace(new Fault(code, 'no'));
    const { id } = await world.report('child');
    await world.after(0);
    await world.after(0);
    expect(kindsTo(MIRIAM)).toEqual(['alert']);
    expect(kindsTo(TOM)).toEqual(['alert']);
    expect(await world.find(id)).toMatchObject({ via: 'people', status: 'delivered' });
    expect(world.logged.filter((line) => line.includes('concern.send-failed'))).toHaveLength(1);
  },
);

test('a channel whose failure may pass is asked again first', async () => {
  world.teams.failPlace(new Fault('unavailable', 'put off', { mayBeDone: false }));
  const { id } = await world.report('child');
  await world.after(0);
  await world.after(0);
  expect(kindsTo(MIRIAM)).toEqual([]);
  expect((await world.find(id)).via).not.toBe('people');
});

test('nobody of the role can be reached: the next in the chain gets it and the reporter’s card says so', async () => {
  const { teams } = world;
  teams.cannotReach(JOANNA, 'blocked');
  const { id } = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  await world.after(0);
  expect(kindsTo(COLIN)).toEqual(['alert']);
  expect(teams.to(PRIYA).at(-1)?.shown).toMatchObject({
    kind: 'receipt',
    receipt: { to: { recipient: 'chair-of-governors' }, wasRedirected: true },
  });
  expect((await world.concerns.record.open(id, world.as(JOANNA))).kind).toBe('not-available');
});

test.each([{ isEnabled: false }, { isGuest: true }])(
  'a headteacher whose account cannot read it (%j) has not been told: the chair gets it at once',
  async (account) => {
    world.directory.people.set(JOANNA, account);
    const { id } = await world.report('staff', { about: [LEWIS] });
    await world.after(0);
    await world.after(0);
    expect(kindsTo(JOANNA)).toEqual([]);
    expect(kindsTo(COLIN)).toEqual(['alert']);
    expect(await world.find(id)).toMatchObject({ holder: 'chair-of-governors', status: 'delivered' });
    const own = await world.concerns.own.report(id, world.as(PRIYA));
    expect(own).toMatchObject({ receipt: { wasRedirected: true } });
  },
);

test('a directory that does not answer, or hangs, keeps nobody from being told', async () => {
  const { directory, report } = world;
  directory.trouble = down;
  await report('staff', { about: [LEWIS] });
  await world.after(0);
  expect(kindsTo(JOANNA)).toEqual(['alert']);
  directory.isHanging = true;
  await report('staff', { about: [LEWIS] });
  await world.after(0);
  expect(kindsTo(JOANNA)).toEqual(['alert', 'alert']);
});

test('nobody at all can be reached: the reporter is told to phone, and it goes on being tried', async () => {
  const { teams } = world;
  for (const user of [JOANNA, COLIN]) teams.cannotReach(user, 'not-installed');
  await world.report('staff', { about: [LEWIS] });
  for (let round = 0; round < 4; round += 1) await world.after(1);
  const late = teams.to(PRIYA).find(({ notice }) => notice.kind === 'late');
  expect(late?.notice).toMatchObject({ why: 'not-delivered' });
  teams.canReach(COLIN);
  await world.after(61);
  await world.after(1);
  expect(kindsTo(COLIN)).toContain('alert');
});

test('a record whose key is lost stops nobody else’s delivery, and is a loud error', async () => {
  const { id } = await world.report('child');
  await world.db
    .withSchema('concerns_child')
    .updateTable('concern')
    .set({ key_id: 'gone' })
    .where('id', '=', id)
    .execute();
  const other = await world.report('child');
  await world.after(0);
  expect((await world.find(other.id)).status).toBe('delivered');
  expect(world.logged.filter((line) => line.includes('concern.task-failed') && line.includes('gone'))).not.toEqual([]);
  expect((await world.concerns.lists.list(world.as(MIRIAM))).unreadable).toBe(1);
});

test('a question goes to the reporter alone and is answered once; the owner hears without a word of it', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  await world.concerns.record.act(id, world.as(MIRIAM), 0, { kind: 'take' });
  const { version } = await world.find(id);
  await world.concerns.record.act(id, world.as(MIRIAM), version, { kind: 'ask', words: { text: 'MARKED-QUESTION' } });
  await world.after(0);
  expect(kindsTo(PRIYA)).toContain('question');
  expect(await world.concerns.own.report(id, world.as(PRIYA))).toMatchObject({ question: 'MARKED-QUESTION' });
  await world.concerns.own.add(id, world.as(PRIYA), 'answered', { text: 'MARKED-ANSWER' });
  await world.after(0);
  expect(world.teams.to(MIRIAM).map(({ notice }) => notice)).toMatchObject([{ kind: 'news', why: 'answered' }]);
  expect(await world.concerns.own.report(id, world.as(PRIYA))).toMatchObject({ question: undefined });
  expect(JSON.stringify(world.teams.told)).not.toContain('MARKED');
});

test('whatever goes out again after an answer was lost says that it may be the second', async () => {
  const { teams, concerns } = world;
  /** Lost on its way the first time, and its result the second. */
  const lostFirst = async (what: () => Promise<unknown>) => {
    await what();
    teams.told.length = 0;
    teams.fail(down);
    await world.after(0);
    teams.fail(undefined);
    await world.after(1);
    return teams.told.map(({ to, notice }) => [to === 'place' ? to : 'person', notice.kind, notice.isRepeat]).sort();
  };
  const act = async (wanted: unknown) =>
    concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, wanted as never);
  const { id } = await world.report('child', { isUrgent: true });
  expect(await lostFirst(async () => {})).toEqual(
    expect.arrayContaining([
      ['place', 'alert', true],
      ['person', 'receipt', true],
    ]),
  );
  // Nobody acknowledges: the team and the reporter hear about it.
  const late = await lostFirst(async () => world.at(new Date(world.now().getTime() + 10 * 60_000).toISOString()));
  expect(late).toEqual([
    ['person', 'chase', true],
    ['person', 'chase', true],
    ['person', 'chase', true],
    ['person', 'late', true],
  ]);
  await act({ kind: 'take' });
  expect(await lostFirst(() => act({ kind: 'ask', words: { text: 'Where?' } }))).toEqual([
    ['person', 'question', true],
  ]);
  expect(await lostFirst(() => concerns.own.add(id, world.as(PRIYA), 'answered', { text: 'Here.' }))).toEqual([
    ['person', 'news', true],
  ]);
  // What was certainly not taken is no repeat.
  await act({ kind: 'ask', words: { text: 'When?' } });
  teams.told.length = 0;
  teams.fail(new Fault('unavailable', 'put off', { mayBeDone: false }));
  await world.after(0);
  teams.fail(undefined);
  await world.after(1);
  expect(teams.told.map(({ notice }) => [notice.kind, notice.isRepeat])).toEqual([['question', false]]);
});

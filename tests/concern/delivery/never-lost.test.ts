import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/core/calls/fault.ts';
import { addDays, dayOf } from '../../../src/core/time.ts';
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

/** Reports that came at once, and a channel that takes only a few a minute. */
async function flood(count: number, perMinute: number) {
  const { teams } = world;
  const ids = [];
  for (let at = 0; at < count; at += 1) ids.push((await world.report('child')).id);
  const round = async () => {
    const before = kindsTo('place').length;
    teams.closePlaceAfter(perMinute, new Fault('throttled', 'too many', { retryAfterMs: 58_000 }));
    await world.after(1);
    return kindsTo('place').length - before;
  };
  return { ids, round };
}

test('a flood: what only waits its turn in a channel that works is not sent to each person as well, nor called broken', async () => {
  const { ids, round } = await flood(12, 3);
  for (let minute = 0; minute < 4; minute += 1) expect(await round()).toBe(3);
  expect(kindsTo('place')).toHaveLength(12);
  for (const who of [MIRIAM, TOM, JOANNA]) expect(kindsTo(who)).toEqual([]);
  expect(kindsTo(PRIYA)).toEqual(Array(12).fill('receipt'));
  for (const id of ids) expect((await world.find(id)).status).toBe('delivered');
});

test('a flood: an urgent report gets the first free turn, and waits for no queue longer than its minute', async () => {
  const { round } = await flood(12, 2);
  await round();
  const urgent = await world.report('child', { isUrgent: true });
  await world.after(0);
  world.teams.closePlaceAfter(2, new Fault('throttled', 'too many', { retryAfterMs: 58_000 }));
  // The moment at which the channel said that it takes cards again.
  await world.after(58 / 60);
  expect((await world.find(urgent.id)).status).toBe('delivered');
  const order = world.teams.to('place').map(({ notice }) => notice.kind === 'alert' && notice.outline.reference);
  expect(order[2]).toBe((await world.find(urgent.id)).reference);

  // Each person on duty has it from the first moment, and only once, where the channel takes nothing at all.
  world.teams.closePlaceAfter(0, new Fault('throttled', 'too many', { retryAfterMs: 58_000 }));
  const second = await world.report('child', { isUrgent: true });
  for (let seconds = 0; seconds < 3; seconds += 1) await world.after(0.5);
  // Reports that are not urgent may come to each person too by now: a channel that takes nothing is no queue.
  const alerted = (who: typeof MIRIAM) =>
    world.teams
      .to(who)
      .flatMap(({ notice }) => (notice.kind === 'alert' && notice.outline.isUrgent ? [notice.outline.id] : []));
  expect(alerted(MIRIAM)).toEqual([urgent.id, second.id]);
  expect(alerted(TOM)).toEqual([urgent.id, second.id]);
});

test('a flood: a channel that has stopped taking anything is no queue', async () => {
  const { ids, round } = await flood(6, 2);
  await round();
  world.teams.failPlace(down);
  for (let minute = 0; minute < 6; minute += 1) await world.after(1);
  for (const id of ids) expect((await world.find(id)).status).toBe('delivered');
  expect(kindsTo(MIRIAM).filter((kind) => kind === 'alert')).toHaveLength(4);
  // People have each of them by the time at which anyone could be alarmed.
  expect(kindsTo(PRIYA)).toEqual(Array(6).fill('receipt'));
});

test.each([
  [false, 2],
  [true, 1],
])(
  'while Teams takes no card for those who should act, its reporter is asked to phone (urgent: %s)',
  async (isUrgent, minutes) => {
    world.teams.fail(down, PRIYA);
    const { id } = await world.report('child', { isUrgent });
    await world.after(minutes - 0.1);
    expect(kindsTo(PRIYA)).toEqual(['receipt']);
    await world.after(0.1);
    expect(world.teams.to(PRIYA).map(({ notice }) => notice)).toMatchObject([
      {},
      { kind: 'late', why: 'not-delivered' },
    ]);
    expect((await world.find(id)).status).toBe('submitted');
  },
);

test('a flood: nobody waits for a turn longer than a quarter of an hour', async () => {
  const { ids, round } = await flood(20, 1);
  for (let minute = 0; minute < 19; minute += 1) await round();
  for (const id of ids) expect((await world.find(id)).status).toBe('delivered');
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

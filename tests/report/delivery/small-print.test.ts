/** One condition each, of those on which it depends who gets a report, who opens it, and what may be destroyed. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { type IsoDay, parseDay } from '../../../src/kernel/time.ts';
import { sqlScreenshotStore } from '../../../src/more/screenshots/screenshot.store.ts';
import { acknowledgeDueAfter, decideDueAfter } from '../../../src/report/delivery/clocks.ts';
import { createCoalescingRunner } from '../../../src/report/delivery/coalescing-runner.ts';
import { holdsOn, keptByRule } from '../../../src/report/keeping/retention.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { tellable } from '../../../src/report/triage/hand-on.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, membersOf, oakfield, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.directory.place = membersOf(MIRIAM, TOM);
  world.directory.trouble = undefined;
  world.teams.fail(undefined);
  for (const one of [MIRIAM, TOM, JOANNA, COLIN, PRIYA]) world.teams.canReach(one);
  await world.after(0);
  world.teams.told.length = 0;
});

const words = { reason: 'Because.' };
const act = async (id: ConcernId, wanted: Act, user: UserId = MIRIAM) =>
  world.concerns.record.act(id, world.as(user), (await world.find(id)).version, wanted);
const closed = async (...before: Act[]) => {
  const { id, receipt } = await world.report('child');
  await world.after(0);
  await world.concerns.record.open(id, world.as(MIRIAM));
  for (const wanted of [
    { kind: 'take' },
    ...before,
    { kind: 'decide', decision: 'early-help', reviewOn: undefined, words },
    { kind: 'close', outcome: 'resolved', left: 'done', words },
  ] as const)
    expect((await act(id, wanted)).kind).toBe('done');
  return { id, reference: receipt.reference };
};
const RECEIVED: Act = {
  kind: 'transfer',
  to: 'cpoms',
  words: { reference: 'CP-1', receivedBy: 'M. Hale', receivedOn: '2026-11-20' },
};
const day = (text: string): IsoDay => parseDay(text) as IsoDay;

test('a pump asked while it works works once more, also after a failure, and again when it was idle', async () => {
  const failures: unknown[] = [];
  let runs = 0;
  const pump = createCoalescingRunner(
    async () => {
      runs += 1;
      if (runs <= 2) pump.wake();
      if (runs === 1) throw new Error('the first');
    },
    (error) => failures.push(error),
  );
  pump.wake();
  await pump.idle();
  expect([runs, failures.length]).toEqual([3, 1]);
  pump.wake();
  await pump.idle();
  expect(runs).toBe(4);
});

test('a reporter is told of their own report as its reader only where nobody else is, and the person it is about never', () => {
  const school = oakfield();
  const ids = (excluded: UserId[], reporter: UserId) =>
    tellable(school, { excluded, reporter, lockedTo: undefined }, 'dsl').map(({ id }) => id);
  expect(ids([], MIRIAM)).toEqual([TOM]);
  expect(ids([TOM], MIRIAM)).toEqual([MIRIAM]);
  expect(ids([TOM], PRIYA)).toEqual([MIRIAM]);
});

test('an urgent report has the short times, for noticing and for deciding', () => {
  const school = oakfield();
  const { acknowledgeWithinMinutes: notice, decideWithinHours: decide } = school.concerns;
  const monday = new Date('2026-11-23T09:00:00Z');
  const minutes = (due: Date) => (due.getTime() - monday.getTime()) / 60_000;
  expect(minutes(acknowledgeDueAfter(school, true, monday))).toBe(notice.urgent);
  expect(minutes(decideDueAfter(school, true, monday))).toBe(decide.urgent * 60);
  expect(decideDueAfter(school, false, monday) > decideDueAfter(school, true, monday)).toBe(true);
});

test('an order to keep holds from its first day; a birthday on the last day of the school year ends it that day', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  const held = (from: string) => {
    const holds = [{ name: 'Inquiry', source: 'letter', from: day(from), matters: ['child'] as const }];
    const school = oakfield();
    const { retention } = school.concerns;
    if (!retention) throw new Error('the sample school has no rules');
    return holdsOn(
      { ...school, concerns: { ...school.concerns, retention: { ...retention, holds } } },
      { kind: 'child', isHeld: false },
      now,
    ).length;
  };
  expect([held('2026-11-23'), held('2026-11-24')]).toEqual([1, 0]);
  const rule = oakfield().concerns.retention?.rules.find(({ untilAge }) => untilAge !== undefined);
  if (rule?.untilAge === undefined) throw new Error('the sample school has no rule by age');
  const until = keptByRule({ ...rule, decides: 'birthday' }, day('2026-11-23'), day('2012-08-31'));
  expect(until).toBe(`${2012 + rule.untilAge}-08-31`);
});

test('what is open is not kept until a day: the clock for keeping starts when it is closed', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const wanted: Act = { kind: 'retain', until: day('2040-01-01'), born: undefined, words };
  expect(await act(id, wanted)).toEqual({ kind: 'not-now', why: 'status' });
});

test('nothing is destroyed on a hope: someone there has confirmed it, the question is answered, and it was read', async () => {
  const { id, reference } = await closed({ kind: 'ask', words: { text: 'Was she alone?' } });
  for (const missing of ['reference', 'receivedBy']) {
    const sent: Act = {
      kind: 'transfer',
      to: 'cpoms',
      words: { reference: 'CP-1', receivedBy: 'M. Hale', receivedOn: '2026-11-20', [missing]: ' ' },
    };
    expect(await act(id, sent)).toEqual({ kind: 'not-now', why: 'no-receipt' });
  }
  for (const receivedOn of ['', 'last week', '2026-13-01']) {
    const sent: Act = {
      kind: 'transfer',
      to: 'cpoms',
      words: { reference: 'CP-1', receivedBy: 'M. Hale', receivedOn },
    };
    expect(await act(id, sent)).toEqual({ kind: 'not-now', why: 'no-day-received' });
  }
  await act(id, RECEIVED);
  const reduce: Act = { kind: 'reduce', typed: reference, words };
  expect(await act(id, reduce)).toEqual({ kind: 'not-now', why: 'open-question' });
  // Whether its reporter could still answer cannot be asked: then they could.
  await world.concerns.record.open(id, world.as(MIRIAM));
  const { directory } = world.deps;
  const { person } = directory;
  Object.assign(directory, {
    person: async (user: UserId) => {
      if (user === PRIYA) throw new Fault('unavailable', 'down');
      return person(user);
    },
  });
  expect(await act(id, reduce)).toEqual({ kind: 'not-now', why: 'open-question' });
  Object.assign(directory, { person });
});

test('what a DSL added to their own report has been read when someone else has opened it', async () => {
  const { id, receipt } = await world.report('child', { by: MIRIAM });
  await world.after(0);
  await world.concerns.record.open(id, world.as(TOM));
  for (const wanted of [
    { kind: 'take' },
    { kind: 'decide', decision: 'early-help', reviewOn: undefined, words },
    { kind: 'close', outcome: 'resolved', left: 'done', words },
  ] as const)
    expect((await act(id, wanted, TOM)).kind).toBe('done');
  await world.concerns.own.add(id, world.as(MIRIAM), 'added', { text: 'More.' });
  await world.concerns.record.open(id, world.as(MIRIAM));
  await act(id, RECEIVED);
  const reduce: Act = { kind: 'reduce', typed: receipt.reference, words };
  expect(await act(id, reduce)).toEqual({ kind: 'not-now', why: 'unread' });
});

test('the question that waits is the last one', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  await act(id, { kind: 'take' });
  await act(id, { kind: 'ask', words: { text: 'The first?' } });
  await world.concerns.own.add(id, world.as(PRIYA), 'answered', { text: 'Yes.' });
  await act(id, { kind: 'ask', words: { text: 'The second?' } });
  expect(await world.concerns.own.report(id, world.as(PRIYA))).toMatchObject({ question: 'The second?' });
});

test('once it may be a repeat it stays one, whatever becomes of the tries between', async () => {
  world.teams.fail(new Fault('unavailable', 'no answer'));
  await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  world.teams.fail(new Fault('throttled', 'slow down', { retryAfterMs: 1_000 }));
  await world.after(1);
  world.teams.fail(undefined);
  await world.after(2);
  expect(world.teams.to(JOANNA).map(({ notice }) => notice)).toMatchObject([{ kind: 'alert', isRepeat: true }]);
});

test('one of two who cannot be reached passes nothing on while the other’s card is under way', async () => {
  world.directory.place = { ...membersOf(MIRIAM, TOM), openness: 'public' };
  world.teams.cannotReach(MIRIAM, 'blocked');
  world.teams.fail(new Fault('throttled', 'slow down', { retryAfterMs: 1_000 }), MIRIAM);
  const { id } = await world.report('child');
  await world.after(0);
  await world.after(0);
  expect(await world.deps.store.tally(id, 'tell-person', 'dsl')).toMatchObject({ failed: 1, waiting: 1 });
  expect((await world.find(id)).holder).toBe('dsl');
  world.teams.fail(undefined);
  await world.after(1);
  expect(await world.find(id)).toMatchObject({ holder: 'dsl', status: 'delivered' });
});

test('the person it is about by now is not told by what was planned before that was known', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  await act(id, { kind: 'take' });
  // A channel that is too open: the headteacher is told as well, a moment before the record turns out to be about her.
  const change: Act = { kind: 'reroute', to: 'chair-of-governors', about: { kind: 'headteacher', people: [] }, words };
  expect((await act(id, change)).kind).toBe('done');
  const concern = await world.find(id);
  expect(concern.excluded).toContain(JOANNA);
  await world.deps.store.commit({
    before: concern,
    after: { ...concern, version: concern.version + 1 },
    entries: [{ at: world.now(), actor: 'lanyard', kind: 'found' }],
    tasks: [{ kind: 'news', dueAt: world.now(), person: JOANNA, holder: concern.holder, why: 'added' }],
  });
  await world.after(0);
  await world.after(0);
  expect(world.teams.to(JOANNA)).toEqual([]);
  expect(world.teams.to(COLIN).map(({ notice }) => notice.kind)).toEqual(['alert']);
  // What was planned on the shelf that it left went along, and none of it is done twice.
  const left = await world.db
    .withSchema('concerns_child')
    .selectFrom('concern_task')
    .select('id')
    .where('concern_id', '=', id)
    .execute();
  expect(left).toEqual([]);
});

test('someone who reports about themselves has the receipt of it', async () => {
  await world.report('staff', { by: LEWIS, about: [LEWIS] });
  await world.after(0);
  expect(world.teams.to(LEWIS).map(({ notice }) => notice.kind)).toEqual(['receipt']);
});

test('a report that was closed while a reminder of it waited reminds nobody', async () => {
  const { id } = await closed();
  const concern = await world.find(id);
  await world.deps.store.commit({
    before: concern,
    after: { ...concern, version: concern.version + 1 },
    entries: [{ at: world.now(), actor: 'lanyard', kind: 'found' }],
    tasks: [{ kind: 'chase', dueAt: world.now(), person: MIRIAM, holder: 'dsl', why: 'not-decided' }],
  });
  await world.after(0);
  expect(world.teams.to(MIRIAM)).toEqual([]);
});

test('the card in a channel that may not be used any more says nothing about it', async () => {
  await world.report('child');
  await world.after(0);
  const [card] = world.teams.to('place');
  world.directory.place = { ...membersOf(MIRIAM, TOM), openness: 'public' };
  const id = card?.notice.kind === 'alert' ? card.notice.outline.id : undefined;
  if (!id) throw new Error('there is no card in the channel');
  expect((await world.concerns.record.open(id, world.as(MIRIAM))).kind).toBe('moved');
  await world.after(0);
  await world.after(0);
  expect(card?.shown.kind).toBe('moved');
});

test('nobody writes into the draft of another', async () => {
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await world.deps.drafts.save({ ...draft, user: LEWIS, words: { seen: 'HIS' } }, world.now());
  expect((await world.concerns.form.draft(draft.id, PRIYA))?.words).toEqual({});
});

test('a picture that comes when its time is over belongs to nothing', async () => {
  const { id } = await world.report('online-abuse');
  const pictures = sqlScreenshotStore(world.db, world.wrap);
  await pictures.await(PRIYA, id, world.now());
  expect(await pictures.takeAwaited(PRIYA, world.now())).toBeUndefined();
});

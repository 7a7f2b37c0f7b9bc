import { afterEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sqlChaseStore } from '../../../src/acknowledge/delivery/chase.store.ts';
import { nextReminder } from '../../../src/acknowledge/delivery/reminder-days.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import { addDays, dayOf, formatWeekdayTime, type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { isOpen } from '../../../src/school/hours.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, school, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>> | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const settings = school.acknowledgement;

/** All reminders of someone who never answers, as they are noted and then asked for again. */
function reminders(due: IsoDay, asked: Date, count: number): Date[] {
  const at: Date[] = [];
  for (let last: Date | undefined = asked; at.length < count; ) {
    last = nextReminder(due, settings, school.hours, last);
    if (!last) break;
    at.push(last);
  }
  return at;
}

test('the missing are reminded 14, 7, 3, 1 and 0 days before and weekly after, on a school day', () => {
  const at = reminders('2026-09-30' as IsoDay, new Date('2026-09-07T10:00:00Z'), 9);
  expect(at.map((moment) => `${dayOf(moment)} ${formatWeekdayTime(moment)}`)).toEqual([
    '2026-09-16 Wednesday 08:00',
    '2026-09-23 Wednesday 08:00',
    // 27 September is a Sunday.
    '2026-09-25 Friday 08:00',
    '2026-09-29 Tuesday 08:00',
    '2026-09-30 Wednesday 08:00',
    '2026-10-07 Wednesday 08:00',
    '2026-10-14 Wednesday 08:00',
    '2026-10-21 Wednesday 08:00',
    // 28 October is in half-term.
    '2026-10-23 Friday 08:00',
  ]);
});

test('a reminder in the holidays comes the school day before, unless nobody was late then or it is the day of another', () => {
  const days = (due: string, asked: string) =>
    reminders(due as IsoDay, new Date(`${asked}T10:00:00Z`), 3).map((moment) => dayOf(moment));
  // A week after Friday 23 October is in half-term: they are reminded that they are late when they are back.
  expect(days('2026-10-23', '2026-10-22')).toEqual(['2026-10-23', '2026-11-02', '2026-11-06']);
  // Three and one day before Monday 2 November are in half-term, before which they were asked.
  expect(days('2026-11-02', '2026-10-23')).toEqual(['2026-11-02', '2026-11-09', '2026-11-16']);
});

test('the days may be in any order in lanyard.yml, and a year after the due date it is no message’s business any more', () => {
  const asked = new Date('2026-09-07T10:00:00Z');
  const shuffled = { ...settings, remindDaysBefore: [0, 3, 14, 1, 7] };
  const next = nextReminder('2026-09-30' as IsoDay, shuffled, school.hours, asked);
  expect(next && dayOf(next)).toBe('2026-09-16');
  expect(
    nextReminder('2026-09-30' as IsoDay, settings, school.hours, new Date('2027-10-02T10:00:00Z')),
  ).toBeUndefined();
});

test('no reminder is ever planned outside school hours and term, and never two on one day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 23 }),
      (start, length, hour) => {
        const asked = new Date(instantOf(addDays('2026-09-01' as IsoDay, start), '00:00').getTime() + hour * 3_600_000);
        const at = reminders(addDays(dayOf(asked), length), asked, 12);
        for (const moment of at) expect(isOpen(school.hours, moment)).toBe(true);
        const days = at.map(dayOf);
        expect(new Set(days).size).toBe(days.length);
        expect(days.every((day) => day > dayOf(asked))).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

test('only those who have not answered are reminded, once a planned day, however often the clock wakes', async () => {
  world = await given({ staff: 4 });
  const id = await world.started('2026-09-30' as IsoDay);
  await world.answers(userId(2), id);
  await world.acknowledgements.query(userId(3), id, 'queried');
  for (const hour of [6, 7, 8, 12, 15]) {
    world.at(new Date(`2026-09-16T${String(hour).padStart(2, '0')}:30:00Z`));
    await world.sweep();
    await world.sweep();
  }
  expect(world.reminders.map(({ user }) => user).sort()).toEqual([userId(1), userId(4)]);
});

test('two instances that wake at the same moment send one reminder each person', async () => {
  world = await given({ staff: 12 });
  await world.started('2026-09-30' as IsoDay);
  world.at(new Date('2026-09-16T09:00:00Z'));
  const other = world.instance();
  await Promise.all([world.acknowledgements.work.sweep(), other.work.sweep()]);
  expect(world.reminders).toHaveLength(12);
});

test('a reminder of which nobody can say whether it arrived comes again and says so; the next one says nothing', async () => {
  world = await given({ staff: 4 });
  const id = await world.started('2026-09-30' as IsoDay);
  // Number 2 gets it and the answer is lost; number 3 is told to come back; the process ends while number 4's is out.
  const faults = new Map<string, Error>([
    [userId(2), new Fault('unavailable', 'the answer was lost')],
    [userId(4), new Error('nothing after this ran')],
  ]);
  world.decide.afterwards = (user) => faults.get(user);
  const { remind } = world.courier;
  world.courier.remind = async (user, view, again) => {
    if (user === userId(3) && faults.size > 0) throw new Fault('throttled', '429');
    const delivery = await remind(user, view, again);
    return delivery;
  };
  world.at(new Date('2026-09-16T09:00:00Z'));
  await world.sweep();
  faults.clear();
  await world.sweep();
  await world.sweep();
  const got = (n: number) => world?.reminders.filter(({ user }) => user === userId(n)).map(({ again }) => again);
  expect([1, 2, 3, 4].map(got)).toEqual([[false], [false, true], [false], [false, true]]);
  const events = (await world.acknowledgements.evidence(HR, id)) ?? '';
  expect(events.split('\n').filter((line) => line.includes('"kind":"reminded"'))).toHaveLength(4);
  expect(events.match(/"again":true/g)).toHaveLength(2);

  world.at(new Date('2026-09-23T09:00:00Z'));
  await world.sweep();
  expect([1, 2, 3, 4].map((n) => got(n)?.at(-1))).toEqual([false, false, false, false]);
});

test('anyone who answers between two tries is not reminded again', async () => {
  world = await given({ staff: 2 });
  const id = await world.started('2026-09-30' as IsoDay);
  world.decide.afterwards = () => new Fault('unavailable', 'the answer was lost');
  world.at(new Date('2026-09-16T09:00:00Z'));
  await world.sweep();
  await world.answers(userId(2), id);
  world.decide.afterwards = () => undefined;
  await world.sweep();
  expect(world.reminders.filter(({ user }) => user === userId(2))).toHaveLength(1);
});

test('answering while the reminders are on their way spares those who have not had theirs', async () => {
  world = await given({ staff: 30 });
  const id = await world.started('2026-09-30' as IsoDay);
  world.at(new Date('2026-09-16T09:00:00Z'));
  const { remind } = world.courier;
  const answers = world.answers;
  world.courier.remind = async (user, view, again) => {
    // The last of them answers while the first are being reminded.
    if (world?.reminders.length === 0) await answers(userId(30), id);
    return remind(user, view, again);
  };
  await world.sweep();
  const late = new Set(world.reminders.map(({ user }) => user));
  expect([late.size, late.has(userId(30))]).toEqual([29, false]);
});

test('the reminder before makes room for the next', async () => {
  world = await given({ staff: 1 });
  await world.started('2026-09-30' as IsoDay);
  for (const day of ['2026-09-16', '2026-09-23']) {
    world.at(new Date(`${day}T09:00:00Z`));
    await world.sweep();
  }
  const [first, second] = world.reminders.map(({ ref }) => ref.activityId);
  expect(world.removed).toContain(first);
  expect(world.removed).not.toContain(second);
});

test('what fell due while the school was closed waits for its opening', async () => {
  world = await given({ staff: 2 });
  await world.started('2026-09-30' as IsoDay);
  // 16 September is a reminder day; the server wakes only that night, on the Saturday, and on Monday before school.
  for (const closed of ['2026-09-16T19:00:00Z', '2026-09-19T10:00:00Z', '2026-09-21T06:30:00Z']) {
    world.at(new Date(closed));
    await world.sweep();
    expect([closed, world.reminders.length]).toEqual([closed, 0]);
  }
  world.at(new Date('2026-09-21T07:30:00Z'));
  await world.sweep();
  expect(world.reminders).toHaveLength(2);
});

test('people with due days of their own are reminded on their own days', async () => {
  world = await given({ staff: 2 });
  const id = await world.started('2026-09-30' as IsoDay);
  await world.enters(id, userId(2) as never, 'away');
  world.at(new Date('2026-09-24T09:00:00Z'));
  await world.enters(id, userId(2) as never, 'back');
  world.reminders.length = 0;
  const days: string[] = [];
  for (let day = '2026-09-25' as IsoDay; day <= '2026-10-05'; day = addDays(day, 1)) {
    world.at(instantOf(day, '09:00'));
    await world.sweep();
    const users = [...world.reminders.splice(0).map(({ user }) => user), ...world.nudged.splice(0)];
    days.push(...users.sort().map((user) => `${day} ${user === userId(2) ? 'back' : 'all the time'}`));
  }
  // Anyone who is back has until 4 October, a Sunday: until the Friday before it, of which a week before is the 25th.
  expect(days).toEqual([
    '2026-09-25 all the time',
    '2026-09-25 back',
    '2026-09-29 all the time',
    '2026-09-29 back',
    '2026-09-30 all the time',
    '2026-10-01 back',
    '2026-10-02 back',
  ]);
});

test('overdue, the reminder is a nudge in the activity feed, and a message where that is not possible', async () => {
  world = await given({ staff: 2 });
  await world.started('2026-09-30' as IsoDay);
  world.at(new Date('2026-09-30T09:00:00Z'));
  await world.sweep();
  expect(world.reminders).toHaveLength(2);
  world.decide.nudge = (user) => (user === userId(2) ? 'not-possible' : 'nudged');
  world.at(new Date('2026-10-07T09:00:00Z'));
  await world.sweep();
  expect(world.nudged).toEqual([userId(1)]);
  expect(world.reminders.slice(2).map(({ user }) => user)).toEqual([userId(2)]);
});

test('a reminder that meets trouble goes out at the next look', async () => {
  world = await given({ staff: 2 });
  await world.started('2026-09-30' as IsoDay);
  const { remind } = world.courier;
  world.courier.remind = async () => {
    throw new Fault('unavailable', 'Connector 503');
  };
  world.at(new Date('2026-09-16T09:00:00Z'));
  await world.sweep();
  expect(world.reminders).toHaveLength(0);
  world.courier.remind = remind;
  await world.sweep();
  expect(world.reminders).toHaveLength(2);
});

test('a joiner is asked by themselves with a due date of their own; a leaver is frozen and out of the fraction', async () => {
  world = await given({ staff: 4 });
  const id = await world.started('2026-09-14' as IsoDay);
  await world.answers(userId(2), id);
  const staff = world.groups.get(STAFF) ?? [];
  world.groups.set(STAFF, [
    ...staff.filter(({ id: user }) => user !== userId(2) && user !== userId(3)),
    directoryPerson(20),
  ]);

  world.at(new Date('2026-09-10T05:30:00Z'));
  await world.sweep();
  // Known at 06:30, asked when the school opens.
  expect(world.sent.filter(({ user }) => user === userId(20))).toEqual([]);
  world.at(new Date('2026-09-10T07:00:00Z'));
  await world.sweep();
  const register = (await world.acknowledgements.register(HR, id))?.people ?? [];
  const states = Object.fromEntries(register.map((person) => [person.name, [person.state, person.dueDay]]));
  expect(states).toEqual({
    'Person 001': ['asked', '2026-09-14'],
    'Person 002': ['left', '2026-09-14'],
    'Person 003': ['left', '2026-09-14'],
    'Person 004': ['asked', '2026-09-14'],
    'Person 020': ['asked', '2026-09-18'],
  });
  expect((await world.acknowledgements.campaign(HR, id))?.total).toMatchObject({ expected: 3, acknowledged: 0 });
  // What a leaver signed is kept.
  expect(await world.acknowledgements.signature(userId(2), id)).toBeDefined();
  // Back again: what they had stands.
  world.groups.set(STAFF, [...staff, directoryPerson(20)]);
  world.at(new Date('2026-09-11T07:30:00Z'));
  await world.sweep();
  const back = (await world.acknowledgements.register(HR, id))?.people ?? [];
  expect(back.map(({ state }) => state)).toEqual(['asked', 'acknowledged', 'asked', 'asked', 'asked']);
  expect(world.sent).toHaveLength(5);
});

test('a member of staff who turns up in a pupil group is taken off at the next look and hears nothing more', async () => {
  world = await given({ staff: 3 });
  const id = await world.started('2026-09-30' as IsoDay);
  world.groups.set('d0000000-0000-4000-8000-000000000007' as never, [directoryPerson(900), directoryPerson(3)]);
  world.at(new Date('2026-09-16T09:00:00Z'));
  await world.sweep();
  expect(world.reminders.map(({ user }) => user).sort()).toEqual([userId(1), userId(2)]);
  const register = (await world.acknowledgements.register(HR, id))?.people ?? [];
  expect(register.find(({ user }) => user === userId(3))).toMatchObject({ state: 'left', reason: 'pupil' });
});

test('a leaver whose card is just on its way is taken off a minute later, not the next day', async () => {
  world = await given({ staff: 3 });
  const id = await world.started('2026-09-30' as IsoDay);
  const { db } = world;
  const put = (state: 'sending' | 'unreachable') =>
    db.updateTable('campaign_person').set({ state }).where('user_id', '=', userId(3)).execute();
  const chases = sqlChaseStore(db);
  // The push takes them up between the look at the register and the change.
  const busy = world.instance({
    chases: {
      ...chases,
      async changeRoster(...change) {
        await put('sending');
        return chases.changeRoster(...change);
      },
    },
  });
  const stateNow = async () =>
    (await world?.acknowledgements.register(HR, id))?.people.find(({ user }) => user === userId(3))?.state;
  await put('unreachable');
  world.groups.set('d0000000-0000-4000-8000-000000000007' as never, [directoryPerson(900), directoryPerson(3)]);
  world.at(new Date('2026-09-16T09:00:00Z'));
  await busy.work.sweep();
  expect(await stateNow()).toBe('sending');
  // Still under way: not yet.
  world.at(new Date('2026-09-16T09:01:00Z'));
  await world.acknowledgements.work.sweep();
  expect(await stateNow()).toBe('sending');

  await put('unreachable');
  world.at(new Date('2026-09-16T09:02:00Z'));
  await world.acknowledgements.work.sweep();
  expect(await stateNow()).toBe('left');
});

test('when many vanish from the groups at once, nobody is taken off until a person says so', async () => {
  world = await given({ staff: 40 });
  const id = await world.started('2026-09-30' as IsoDay);
  world.groups.set(STAFF, (world.groups.get(STAFF) ?? []).slice(0, 20));
  world.at(new Date('2026-09-10T06:30:00Z'));
  await world.sweep();
  expect((await world.acknowledgements.campaign(HR, id))?.held).toEqual({ leavers: 20, joiners: 0 });
  expect((await world.acknowledgements.campaign(HR, id))?.total.expected).toBe(40);
  expect(await world.acknowledgements.confirmRoster(userId(5), id, { leavers: 20 })).toBe(false);
  await world.acknowledgements.confirmRoster(HR, id, { leavers: 20 });
  expect(await world.acknowledgements.campaign(HR, id)).toMatchObject({
    held: { leavers: 0 },
    total: { expected: 20 },
  });
});

test('hundreds who are suddenly in a staff group are asked nothing until HR stands by their number', async () => {
  world = await given({ staff: 40 });
  const id = await world.started('2026-09-30' as IsoDay);
  const many = Array.from({ length: 200 }, (_, n) => directoryPerson(n + 300, { jobTitle: 'Year 9' }));
  world.groups.get(STAFF)?.push(...many);
  world.at(new Date('2026-09-08T07:30:00Z'));
  await world.sweep();
  const asked = () => world?.sent.filter(({ user }) => many.some(({ id }) => id === user)).length;
  expect([asked(), world.installed.length]).toEqual([0, 40]);
  expect((await world.acknowledgements.campaign(HR, id))?.held).toEqual({ leavers: 0, joiners: 200 });
  expect((await world.acknowledgements.campaign(HR, id))?.total.expected).toBe(40);

  // Someone who does not run the campaign cannot; a number that has grown since is a new question.
  expect(await world.acknowledgements.confirmRoster(userId(5), id, { joiners: 200 })).toBe(false);
  world.groups.get(STAFF)?.push(directoryPerson(600));
  await world.acknowledgements.confirmRoster(HR, id, { joiners: 200 });
  await world.settle();
  expect(asked()).toBe(0);
  expect((await world.acknowledgements.campaign(HR, id))?.held.joiners).toBe(201);

  // The group is mended: the one real joiner comes by the next day.
  world.groups.set(
    STAFF,
    (world.groups.get(STAFF) ?? []).filter(({ jobTitle }) => jobTitle !== 'Year 9'),
  );
  world.at(new Date('2026-09-09T07:30:00Z'));
  await world.sweep();
  expect(asked()).toBe(0);
  expect(world.sent.filter(({ user }) => user === userId(600))).toHaveLength(1);
  expect((await world.acknowledgements.campaign(HR, id))?.held.joiners).toBe(0);

  // A real intake: HR confirms, and they are asked.
  world.groups.get(STAFF)?.push(...Array.from({ length: 9 }, (_, n) => directoryPerson(n + 700)));
  world.at(new Date('2026-09-10T07:30:00Z'));
  await world.sweep();
  expect(world.sent).toHaveLength(41);
  await world.acknowledgements.confirmRoster(HR, id, { joiners: 9 });
  await world.settle();
  expect(world.sent).toHaveLength(50);
});

test('anyone who joins in the holidays is asked on the first day of term, with days to answer from then', async () => {
  world = await given({ staff: 2 });
  const id = await world.started('2026-09-30' as IsoDay);
  world.groups.get(STAFF)?.push(directoryPerson(20));
  for (const day of ['2026-12-19', '2026-12-25', '2027-01-03']) {
    world.at(instantOf(day as IsoDay, '09:00'));
    await world.sweep();
    expect(world.sent).toHaveLength(2);
  }
  world.at(instantOf('2027-01-04' as IsoDay, '08:00'));
  await world.sweep();
  expect(world.sent.at(-1)).toMatchObject({ user: userId(20), view: { dueDay: '2027-01-14' } });
  expect((await world.acknowledgements.register(HR, id))?.people.at(-1)).toMatchObject({ state: 'asked' });
});

test('a directory that cannot be read leaves the register as it is', async () => {
  world = await given({ staff: 4 });
  const id = await world.started('2026-09-30' as IsoDay);
  world.fails.set(STAFF, new Fault('unavailable', 'Graph 503'));
  world.at(new Date('2026-09-10T06:30:00Z'));
  await world.sweep();
  expect((await world.acknowledgements.campaign(HR, id))?.total.expected).toBe(4);
  world.fails.clear();
  world.groups.get(STAFF)?.push(directoryPerson(20));
  world.at(new Date('2026-09-10T08:00:00Z'));
  await world.sweep();
  expect((await world.acknowledgements.campaign(HR, id))?.total.expected).toBe(5);
});

test('the yearly campaign proposes itself once, and asks nobody before a person confirms', async () => {
  world = await given({ staff: 3 });
  world.at(new Date('2027-08-31T09:00:00Z'));
  await world.sweep();
  expect(world.campaignCards).toHaveLength(0);
  world.at(new Date('2027-09-01T09:00:00Z'));
  await world.sweep();
  await world.sweep();
  world.at(new Date('2027-09-02T09:00:00Z'));
  await world.sweep();
  expect(world.campaignCards.map(({ view }) => view.status)).toEqual(['draft']);
  expect(world.sent).toEqual([]);
});

import { afterEach, expect, test } from '@jest/globals';
import { DROP_REMINDER, handPreviewCard, remindCard } from '../../../src/acknowledge/by-hand/by-hand.cards.ts';
import { registerHandReminders } from '../../../src/acknowledge/by-hand/by-hand.handlers.ts';
import { EVERYONE, type HandPlan } from '../../../src/acknowledge/by-hand/by-hand.ts';
import { sqlChaseStore } from '../../../src/acknowledge/delivery/chase.store.ts';
import { verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId, UserId } from '../../../src/kernel/ids.ts';
import { addDays, type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { schoolDaysLater } from '../../../src/school/hours.ts';
import { harmless } from '../../support/harmless.ts';
import { pressed } from '../campaign/pressed.ts';
import { given } from '../given.ts';
import { HR, school, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
let isOpen = false;
async function closed(): Promise<void> {
  if (isOpen) await world.close();
  isOpen = false;
}
async function opened(staff: number): Promise<void> {
  await closed();
  world = await given({ staff });
  isOpen = true;
}
afterEach(closed);

const idOf = (n: number): PersonId => userId(n) as string as PersonId;
const remind = async (id: CampaignId, whom: string, words = '', by: UserId = HR) => {
  const sent = await world.acknowledgements.sendByHand(by, id, { whom, words: harmless(words) });
  await world.sweep();
  return sent;
};
const plan = (id: CampaignId, whom = EVERYONE) => world.acknowledgements.planByHand(HR, id, whom);
const reminded = () => world.reminders.splice(0).map(({ user, word }) => [user, word?.words] as const);
const morning = async (day: string) => {
  world.at(instantOf(day as IsoDay, '09:00'));
  await world.sweep();
};
/** Asked on Monday 7 September; the calendar's first reminder is two weeks before 15 October. */
async function asked(staff = 5): Promise<CampaignId> {
  await opened(staff);
  const id = await world.started('2026-10-15' as IsoDay);
  world.at(instantOf('2026-09-14' as IsoDay, '10:00'));
  return id;
}

test('one person, a staff group or everyone is reminded once, with HR’s words and name', async () => {
  const id = await asked();
  expect(await remind(id, 'p:nobody')).toMatchObject({ count: 0 });
  expect(await remind(id, `p:${idOf(2)}`, 'It takes five minutes.')).toMatchObject({ count: 1, waitsUntil: undefined });
  expect(world.reminders.map(({ user, word }) => [user, word])).toEqual([
    [userId(2), { words: 'It takes five minutes.', from: 'Sunita Rao' }],
  ]);
  world.reminders.length = 0;
  expect(await remind(id, 'g:Site and office')).toMatchObject({ count: 1 });
  expect(await remind(id, EVERYONE)).toMatchObject({ count: 3 });
  expect(
    reminded()
      .map(([user]) => user)
      .sort(),
  ).toEqual([1, 3, 4, 5].map(userId));
  expect(await remind(id, EVERYONE)).toMatchObject({ count: 0 });
  expect(reminded()).toEqual([]);
});

test('nobody who answered, is away, has a question or is on paper is reminded, nor who answers before it goes out', async () => {
  const id = await asked(6);
  await world.answers(userId(2), id);
  await world.enters(id, idOf(3), 'away');
  await world.acknowledgements.query(userId(4), id, 'queried');
  await world.enters(id, idOf(5), 'to-paper');
  expect((await plan(id))?.goesTo.map(({ user }) => user)).toEqual([userId(1), userId(6)]);
  // In the evening it waits for the school to open, and for nobody who has answered by then.
  world.at(instantOf('2026-09-14' as IsoDay, '19:00'));
  expect(await remind(id, EVERYONE)).toEqual({
    ...{ count: 2, waitsUntil: instantOf('2026-09-15' as IsoDay, '08:00') },
    ...{ countLater: 0, later: undefined },
  });
  expect(reminded()).toEqual([]);
  await world.enters(id, idOf(6), 'away');
  await morning('2026-09-15');
  expect(reminded()).toEqual([[userId(1), undefined]]);
  await world.enters(id, idOf(6), 'back');
  await morning('2026-09-16');
  expect(reminded()).toEqual([]);
});

interface Heard {
  readonly day: IsoDay;
  readonly isByHand: boolean;
}
/** What the only member of staff, asked on Monday 7 September for Thursday 1 October, hears each morning. @param isPressed whether HR presses on that day */
async function heard(isPressed: (day: IsoDay) => boolean): Promise<readonly Heard[]> {
  await opened(1);
  const id = await world.started('2026-10-01' as IsoDay);
  const all: Heard[] = [];
  for (let day = '2026-09-08' as IsoDay; day <= '2026-10-12'; day = addDays(day, 1)) {
    await morning(day);
    if (isPressed(day)) await remind(id, EVERYONE, 'Please.');
    all.push(...world.reminders.splice(0).map(({ word }) => ({ day, isByHand: word !== undefined })));
    all.push(...world.nudged.splice(0).map(() => ({ day, isByHand: false })));
  }
  return all;
}
const daysOf = (all: readonly Heard[]) => all.map(({ day }) => day);

test('whenever HR presses, nobody ever hears less than without it, nor more than once in five school days beside what is planned', async () => {
  const planned = daysOf(await heard(() => false));
  expect(planned.slice(0, 5)).toEqual(['2026-09-17', '2026-09-24', '2026-09-28', '2026-09-30', '2026-10-01']);
  for (const days of ['2026-09-15', '2026-09-28', 'every day']) {
    const all = await heard((day) => days === 'every day' || day === days);
    expect([days, all.some(({ isByHand }) => isByHand)]).toEqual([days, true]);
    for (const [at, { day }] of all.entries()) {
      const before = all[at - 1];
      const after = all.slice(0, at + 1);
      expect([days, day, after.length >= planned.filter((one) => one <= day).length]).toEqual([days, day, true]);
      if (!planned.includes(day) && before)
        expect([days, day, day >= schoolDaysLater(school.hours, before.day, 5)]).toEqual([days, day, true]);
    }
    // One that goes by itself is in the place of the next, where that is near; else it is one more.
    const alone = all.filter(({ day }) => !planned.includes(day));
    const near = alone.filter(({ day }) =>
      planned.some((one) => one > day && one < schoolDaysLater(school.hours, day, 5)),
    );
    expect([days, all.length]).toEqual([days, planned.length + alone.length - near.length]);
  }
});

test('HR’s words go with the next planned reminder, three days before it is due, and no planned one is lost', async () => {
  expect((await heard((day) => day === '2026-09-25')).map(({ day, isByHand }) => [day, isByHand])).toEqual([
    ['2026-09-17', false],
    ['2026-09-24', false],
    ['2026-09-28', true],
    ['2026-09-30', false],
    ['2026-10-01', false],
    ['2026-10-08', false],
  ]);
});

test('words that wait are replaced by a second press, and what is being sent meanwhile does not lose the new ones', async () => {
  const id = await asked(2);
  await remind(id, EVERYONE);
  reminded();
  await remind(id, EVERYONE, 'Come today until four.');
  const again = await plan(id);
  expect(again?.onItsWay.map(({ user }) => user)).toEqual([userId(1), userId(2)]);
  expect(again?.goesLater).toHaveLength(2);
  expect(JSON.stringify(handPreviewCard(again as HandPlan, EVERYONE, harmless('')))).toContain(
    'For **2 people** of these one waits to go out already. This one goes in its place, with these words.',
  );
  expect(await remind(id, EVERYONE, 'Until Friday, please.')).toMatchObject({ countLater: 2 });
  world.at(instantOf('2026-09-21' as IsoDay, '09:00'));
  // HR presses once more while the first is on its way.
  const chases = sqlChaseStore(world.db);
  let isFirst = true;
  const pressing = Object.assign(Object.create(null), chases, {
    beginReminder: async (...all: Parameters<typeof chases.beginReminder>) => {
      const begun = await chases.beginReminder(...all);
      if (isFirst) {
        isFirst = false;
        await world.acknowledgements.sendByHand(HR, id, { whom: EVERYONE, words: harmless('By Thursday.') });
      }
      return begun;
    },
  });
  await world.instance({ chases: pressing }).work.sweep();
  expect(reminded().map(([, words]) => words)).toEqual(Array(2).fill('Until Friday, please.'));
  await morning('2026-09-28');
  expect(reminded().map(([, words]) => words)).toEqual(Array(2).fill('By Thursday.'));
});

test('who is away for a day gets HR’s words once they are back; not after two school weeks, nor once they have answered', async () => {
  world = await given({ staff: 4 });
  isOpen = true;
  const id = await world.started('2026-10-15' as IsoDay);
  world.at(instantOf('2026-09-08' as IsoDay, '10:00'));
  await remind(id, EVERYONE, 'Please.');
  const preview = JSON.stringify(handPreviewCard((await plan(id)) as HandPlan, EVERYONE, harmless('')));
  expect(preview).toContain('until 22 September 2026 at the latest');
  world.at(instantOf('2026-09-09' as IsoDay, '10:00'));
  await world.enters(id, idOf(1), 'away');
  await world.enters(id, idOf(2), 'away');
  await world.answers(userId(3), id);
  await world.sweep();
  world.at(instantOf('2026-09-10' as IsoDay, '10:00'));
  await world.enters(id, idOf(1), 'back');
  const days: (readonly [string, UserId])[] = [];
  for (let day = '2026-09-10' as IsoDay; day <= '2026-09-30'; day = addDays(day, 1)) {
    if (day === '2026-09-21') await world.enters(id, idOf(2), 'back');
    await morning(day);
    days.push(...reminded().map(([user]) => [day, user] as const));
  }
  expect(days).toEqual([
    ['2026-09-14', userId(4)],
    ['2026-09-17', userId(1)],
  ]);
});

test('it is in the chain as HR’s, without the words, and only HR may, while the campaign runs', async () => {
  const id = await asked(2);
  await remind(id, EVERYONE, 'Please do this today.');
  const pack = (await world.acknowledgements.evidence(HR, id)) ?? '';
  expect(pack).not.toContain('Please do this today.');
  expect(verifyEvidence(pack).kind).toBe('unaltered');
  const line = pack.split('\n').find((one) => one.includes('"hand":true')) ?? '{}';
  expect(JSON.parse(line)).toMatchObject({ kind: 'reminded', by: HR, facts: { by: 'message', hand: true } });
  expect(await world.acknowledgements.planByHand(userId(2), id)).toBeUndefined();
  expect(await remind(id, EVERYONE, '', userId(2))).toBeUndefined();
  await world.acknowledgements.command(HR, id, 'pause');
  expect(await plan(id)).toBeUndefined();
});

test('a manager’s people are those of the lists that went out', async () => {
  const id = await asked(4);
  world.managers.set(userId(2), userId(4));
  world.managers.set(userId(3), userId(4));
  await morning('2026-10-01');
  world.at(instantOf('2026-10-09' as IsoDay, '10:00'));
  const choice = (await plan(id))?.choices.find(({ kind }) => kind === 'manager');
  expect(choice).toMatchObject({ name: 'Person 004', count: 2 });
});

test('whom it is too soon for gets HR’s words on the day that is named', async () => {
  const id = await asked();
  expect(await remind(id, `p:${idOf(2)}`)).toMatchObject({ count: 1 });
  reminded();
  const again = await plan(id, `p:${idOf(2)}`);
  expect(again).toMatchObject({ goesTo: [], later: { from: '2026-09-21', until: '2026-09-21' } });
  expect(JSON.stringify(handPreviewCard(again as HandPlan, EVERYONE, harmless('')))).toContain(
    'It goes to them with their next planned reminder, or once these days are over: on 21 September 2026.',
  );
  expect(await remind(id, `p:${idOf(2)}`, 'I am in my office until four.')).toMatchObject({ count: 0, countLater: 1 });
  await morning('2026-09-18');
  expect(reminded()).toEqual([]);
  await morning('2026-09-21');
  expect(reminded()).toEqual([[userId(2), 'I am in my office until four.']]);
  expect(verifyEvidence((await world.acknowledgements.evidence(HR, id)) ?? '')).toMatchObject({ kind: 'unaltered' });
});

test('a reminder by hand on the day of a planned one goes alone, with HR’s words', async () => {
  const id = await asked();
  // Two weeks before it is due the calendar reminds everyone.
  await morning('2026-09-28');
  expect(await remind(id, EVERYONE)).toMatchObject({ count: 5 });
  reminded();
  expect(await remind(id, EVERYONE, 'Last call.')).toMatchObject({
    count: 0,
    countLater: 5,
    later: { from: '2026-10-05' },
  });
  await morning('2026-10-01');
  expect(reminded()).toEqual([]);
  await morning('2026-10-05');
  expect(reminded().map(([, words]) => words)).toEqual(Array(5).fill('Last call.'));
});

test('what waits to go is found again with its day, whom it is for and its words, and taken back; the planned reminders go on', async () => {
  const id = await asked();
  expect(await remind(id, `p:${idOf(2)}`)).toMatchObject({ count: 1 });
  expect((await plan(id))?.waiting).toEqual([]);
  expect(await remind(id, EVERYONE, 'Last call.')).toMatchObject({ count: 4, countLater: 1 });
  reminded();
  const found = await plan(id);
  expect(found?.waiting).toMatchObject([
    { by: 'Sunita Rao', words: 'Last call.', people: [{ user: userId(2) }], from: '2026-09-21', until: '2026-09-21' },
  ]);
  const drawn = JSON.stringify(found && remindCard(found));
  expect(drawn).toMatch(/Waiting to go.*21 September 2026.*Person 002.*Last call\..*by Sunita Rao/);
  const at = found?.waiting[0]?.wantedAt as Date;
  const press = (by: UserId) =>
    pressed(registerHandReminders as never, world, 'submit', DROP_REMINDER, by, { campaign: id, at: at.toISOString() });
  expect(await press(userId(2))).toContain('for HR');
  expect((await plan(id))?.waiting).toHaveLength(1);
  expect(await press(HR)).toContain('Taken back: 1 person will not get it.');
  expect(await press(HR)).toContain('It has gone already, or was taken back.');
  expect((await plan(id))?.waiting).toEqual([]);
  await morning('2026-09-21');
  expect(reminded()).toEqual([]);
  await morning('2026-10-01');
  expect(reminded()).toHaveLength(5);
});

test('one that is taken back leaves what was sent before as it was: nobody hears twice in five school days', async () => {
  const id = await asked();
  world.at(instantOf('2026-09-29' as IsoDay, '10:00'));
  expect(await remind(id, EVERYONE)).toMatchObject({ count: 5 });
  reminded();
  await remind(id, EVERYONE, 'Last call.');
  expect(await world.acknowledgements.dropByHand(HR, id, world.now())).toEqual({ taken: 5, onTheirWay: 0 });
  // The calendar’s day, two weeks before it is due, is within five school days of what was sent.
  await morning('2026-10-01');
  expect(reminded()).toEqual([]);
});

/** A sweep in which `meanwhile` happens once a reminder to the first person is marked as going out, or just before. */
async function sweepWith(when: 'before' | 'after', meanwhile: () => Promise<unknown>): Promise<void> {
  const chases = sqlChaseStore(world.db);
  let happened: Promise<unknown> | undefined;
  const once = () => {
    happened ??= meanwhile();
    return happened;
  };
  const interrupted = {
    ...chases,
    async beginReminder(...all: Parameters<typeof chases.beginReminder>) {
      if (when === 'before') await once();
      const begun = await chases.beginReminder(...all);
      if (when === 'after') await once();
      return begun;
    },
  };
  await world.instance({ chases: interrupted }).work.sweep();
}
const drop = (id: CampaignId, at: Date) =>
  pressed(registerHandReminders as never, world, 'submit', DROP_REMINDER, HR, { campaign: id, at: at.toISOString() });

test('one that is taken back while it goes out tells who gets it, and what they got is known: they do not hear twice', async () => {
  const id = await asked(1);
  world.at(instantOf('2026-09-29' as IsoDay, '10:00'));
  await world.acknowledgements.sendByHand(HR, id, { whom: EVERYONE, words: harmless('Come.') });
  const at = world.now();
  let said = '';
  await sweepWith('after', async () => {
    said = await drop(id, at);
  });
  expect(said).toContain('1 person is getting it just now.');
  expect(said).not.toContain('Taken back');
  expect(reminded()).toEqual([[userId(1), 'Come.']]);
  // The calendar’s day, two weeks before it is due, is within five school days of what was sent.
  await morning('2026-10-01');
  expect(reminded()).toEqual([]);
});

test('one that is taken back once it was found due, and before it goes out, goes to nobody', async () => {
  const id = await asked(2);
  await world.acknowledgements.sendByHand(HR, id, { whom: EVERYONE, words: harmless('Come.') });
  const at = world.now();
  let said = '';
  await sweepWith('before', async () => {
    said = await drop(id, at);
  });
  expect(said).toContain('Taken back: 2 people will not get it. The planned reminders go on.');
  expect(reminded()).toEqual([]);
  // The planned one goes as ever, and says nothing of having come before.
  await morning('2026-10-01');
  expect(reminded()).toHaveLength(2);
});

test('one that is taken back while the campaign is paused is taken back, and says so', async () => {
  const id = await asked(2);
  await world.acknowledgements.sendByHand(HR, id, { whom: EVERYONE, words: harmless('Come.') });
  await world.acknowledgements.command(HR, id, 'pause');
  expect(await drop(id, world.now())).toContain('"Taken back: 2 people will not get it."');
  await world.acknowledgements.command(HR, id, 'resume');
  await world.sweep();
  expect(reminded()).toEqual([]);
});

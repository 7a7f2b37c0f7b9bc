import { afterEach, expect, test } from '@jest/globals';
import { handPreviewCard } from '../../../src/acknowledge/by-hand/by-hand.cards.ts';
import { EVERYONE, type HandPlan } from '../../../src/acknowledge/by-hand/by-hand.ts';
import { verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId, UserId } from '../../../src/kernel/ids.ts';
import { addDays, type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { schoolDaysLater } from '../../../src/school/hours.ts';
import { harmless } from '../../support/harmless.ts';
import { given } from '../given.ts';
import { HR, school, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

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
  world = await given({ staff });
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
    ...{ later: 0, laterFrom: undefined },
  });
  expect(reminded()).toEqual([]);
  await world.enters(id, idOf(6), 'away');
  await morning('2026-09-15');
  expect(reminded()).toEqual([[userId(1), undefined]]);
  await world.enters(id, idOf(6), 'back');
  await morning('2026-09-16');
  expect(reminded()).toEqual([]);
});

test('in five school days nobody hears twice: not by hand after the calendar, nor by the calendar after one by hand', async () => {
  const id = await asked(1);
  const heard: { readonly day: IsoDay; readonly isByHand: boolean }[] = [];
  for (let day = '2026-09-14' as IsoDay; day <= '2026-11-13'; day = addDays(day, 1)) {
    await morning(day);
    // HR presses every day.
    await remind(id, EVERYONE, 'Please.');
    heard.push(...world.reminders.splice(0).map(({ word }) => ({ day, isByHand: word !== undefined })));
    heard.push(...world.nudged.splice(0).map(() => ({ day, isByHand: false })));
  }
  expect(heard.filter(({ isByHand }) => isByHand).length).toBeGreaterThan(3);
  // The calendar's own days, such as three and one before the due date, may lie nearer to each other.
  const tooSoon = heard.slice(1).filter(({ day, isByHand }, at) => {
    const before = heard[at];
    return before && (isByHand || before.isByHand) && day < schoolDaysLater(school.hours, before.day, 5);
  });
  expect(tooSoon).toEqual([]);
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

test('whom it is too soon for gets HR’s words on the day that is named, in place of the planned reminder', async () => {
  const id = await asked();
  expect(await remind(id, `p:${idOf(2)}`)).toMatchObject({ count: 1 });
  reminded();
  const again = await plan(id, `p:${idOf(2)}`);
  expect(again).toMatchObject({ goesTo: [], laterFrom: '2026-09-21' });
  expect(JSON.stringify(handPreviewCard(again as HandPlan, EVERYONE, harmless('')))).toContain(
    'It goes to them from **21 September 2026**, in place of the reminder that is planned until then.',
  );
  expect(await remind(id, `p:${idOf(2)}`, 'I am in my office until four.')).toMatchObject({ count: 0, later: 1 });
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
  expect(await remind(id, EVERYONE, 'Last call.')).toMatchObject({ count: 0, later: 5, laterFrom: '2026-10-05' });
  await morning('2026-10-01');
  expect(reminded()).toEqual([]);
  await morning('2026-10-05');
  expect(reminded().map(([, words]) => words)).toEqual(Array(5).fill('Last call.'));
});

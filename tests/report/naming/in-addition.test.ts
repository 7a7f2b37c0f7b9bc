import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import type { Kind } from '../../../src/report/concern.ts';
import type { AnswerSent } from '../../../src/report/naming/question.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { COLIN, given, JOANNA, MIRIAM, PRIYA, TOM, type World } from '../support.ts';
import { sayWhom } from './say-whom.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());
beforeEach(() => {
  world.teams.told.length = 0;
});

/** A report that those who hold it have, and have opened. */
async function opened(kind: Kind, seen = 'Maisie had a bruise.') {
  const { id } = await world.report(kind, { words: { who: 'Tom Turner, 5B', seen } });
  await world.after(0);
  await world.after(0);
  const reader = kind === 'child' ? MIRIAM : JOANNA;
  expect(await world.concerns.record.open(id, world.as(reader))).toMatchObject({ kind: 'open' });
  world.teams.told.length = 0;
  return id;
}
async function add(id: ConcernId, text: string, isUrgent = false) {
  const added = await world.concerns.own.add(id, world.as(PRIYA), 'added', { text }, isUrgent);
  await world.after(0);
  await world.after(0);
  if (added.kind !== 'added') throw new Error(added.kind);
  return added;
}
const answer = (id: ConcernId, said: Partial<AnswerSent>) => sayWhom(world, id, said);
const told = () => world.teams.told.map(({ to, notice }) => [to, notice.kind]);
const opens = async (id: ConcernId, user: typeof TOM) =>
  (await world.concerns.record.open(id, world.as(user))).kind === 'open';
const holder = async (id: ConcernId) => (await world.find(id)).holder;

test('a deputy who is named in an addition hears nothing about it, opens nothing, and after ten minutes the DSL has it alone', async () => {
  const id = await opened('child');
  const { whom, waitsUntil } = await add(id, 'Today she said that Mr Ashworth hit her.');
  expect(whom?.mentioned.map(({ name }) => name)).toEqual(['Tom Ashworth']);
  expect(waitsUntil).toEqual(new Date(world.now().getTime() + 10 * 60_000));
  expect(told()).toEqual(
    expect.arrayContaining([
      [MIRIAM, 'news'],
      [JOANNA, 'there-is-one'],
    ]),
  );
  expect(told()).toHaveLength(2);
  expect(await opens(id, TOM)).toBe(false);
  await world.after(9);
  expect(await world.find(id)).toMatchObject({ holder: 'dsl', via: 'place' });
  await world.after(1);
  await world.after(0);
  expect(await world.find(id)).toMatchObject({ holder: 'dsl', via: 'people' });
  expect(await opens(id, TOM)).toBe(false);
  expect(await opens(id, MIRIAM)).toBe(true);
  expect(await opens(id, JOANNA)).toBe(false);
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

test('an urgent one goes on at once', async () => {
  const id = await opened('staff');
  await add(id, 'It was Mrs Okafor herself who slapped him.', true);
  expect(await holder(id)).toBe('chair-of-governors');
  expect(told()).toContainEqual([COLIN, 'alert']);
  expect(told().some(([to]) => to === JOANNA)).toBe(false);
  expect(await opens(id, JOANNA)).toBe(false);
});

test('“only mentioned” leaves it with those who have it, and tells the person who was left out meanwhile', async () => {
  const id = await opened('staff');
  await add(id, 'It was after Mrs Okafor shouted at the others.');
  expect(told()).toEqual([]);
  expect(await answer(id, { mentioned: 'none' })).toBe('said');
  expect(told()).toEqual([[JOANNA, 'news']]);
  await world.after(11);
  expect(await holder(id)).toBe('headteacher');
  expect(await opens(id, JOANNA)).toBe(true);
});

test('who was cleared of other words is asked about again', async () => {
  const id = await opened('staff');
  await add(id, 'It was after Mrs Okafor shouted at the others.');
  await answer(id, { mentioned: 'none' });
  const { whom } = await add(id, 'Now he says that Mrs Okafor slaps him.');
  expect(whom?.mentioned.map(({ name }) => name)).toEqual(['Joanna Okafor']);
  expect(await opens(id, JOANNA)).toBe(false);
  expect(await answer(id, { mentioned: '0' })).toBe('said');
  expect(await world.find(id)).toMatchObject({ holder: 'chair-of-governors', kind: 'headteacher' });
});

test('what the child is called, and who was told, is nobody to ask about', async () => {
  const id = await opened('child');
  const { whom } = await add(id, 'Tom cried again. I told Mr Ashworth and Mrs Hale at break.');
  expect(whom).toBeUndefined();
  expect(await opens(id, TOM)).toBe(true);
});

test('who was told of it is shut out once an addition may mean them by “her”, and is asked about', async () => {
  const id = await opened('child', 'Maisie had a bruise. I told Mrs Hale at break.');
  const { whom, waitsUntil } = await add(id, 'The girl says now that it was her who did it.');
  expect(whom?.mentioned.map(({ name }) => name)).toEqual(['Miriam Hale']);
  expect(waitsUntil).toEqual(new Date(world.now().getTime() + 10 * 60_000));
  expect(await opens(id, MIRIAM)).toBe(false);
  expect(told().some(([to]) => to === MIRIAM)).toBe(false);
  await world.after(10);
  await world.after(0);
  expect(await holder(id)).toBe('headteacher');
  expect(await opens(id, MIRIAM)).toBe(false);
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

test('“only mentioned” lets them in again, and the same “her” in the next addition asks about nobody', async () => {
  const id = await opened('child', 'Maisie had a bruise. I told Mrs Hale at break.');
  await add(id, 'It was her.');
  expect(await opens(id, MIRIAM)).toBe(false);
  expect(await answer(id, { mentioned: 'none' })).toBe('said');
  expect(await opens(id, MIRIAM)).toBe(true);
  const { whom } = await add(id, 'Her friends say as well that it was her.');
  expect(whom).toBeUndefined();
  expect(await opens(id, MIRIAM)).toBe(true);
});

test('an addition that gives it to someone else keeps nothing from those who were told', async () => {
  const id = await opened('child', 'Maisie had a bruise. I told Mrs Hale and Mr Ashworth.');
  for (const text of ['Her dad hit her again.', 'It was her brother who did it.', 'Another boy pushed her at break.']) {
    const { whom } = await add(id, text);
    expect([text, whom]).toEqual([text, undefined]);
  }
  expect(await opens(id, MIRIAM)).toBe(true);
});

test('a closed report that is added to asks as well, and is opened by nobody who could be meant', async () => {
  const id = await opened('child');
  for (const act of [
    { kind: 'acknowledge' },
    { kind: 'decide', decision: 'early-help', reviewOn: undefined, words: { reason: 'Because.' } },
    { kind: 'close', outcome: 'no-further-action', left: 'done', words: { reason: 'Because.' } },
  ] as const)
    expect([act.kind, (await world.concerns.record.act(id, world.as(MIRIAM), undefined, act as never)).kind]).toEqual([
      act.kind,
      'done',
    ]);
  const { whom } = await add(id, 'She says now that it was Mrs Hale.');
  expect(whom?.mentioned).toHaveLength(1);
  expect(await opens(id, MIRIAM)).toBe(false);
  await world.after(10);
  await world.after(0);
  expect(await world.find(id)).toMatchObject({ holder: 'headteacher', status: 'closed' });
  expect(await opens(id, JOANNA)).toBe(true);
});

/** What stands now in the team's channel and in the own chats of its people about one report, without the time it came. */
const standing = (id: ConcernId) =>
  ['place' as const, MIRIAM, TOM].flatMap((who) =>
    world.teams
      .to(who)
      .filter(({ notice }) => 'outline' in notice && notice.outline.id === id)
      .map(({ shown }) => [who, shown.kind]),
  );

test('where one of the team is named, no card of it is left that they could press, from that moment', async () => {
  const id = (await world.report('child', { words: { who: 'Ivy Chapman, 3C', seen: 'Ivy was in tears.' } })).id;
  await world.after(0);
  await add(id, 'She has stopped eating lunch.');
  expect(standing(id)).toEqual([
    ['place', 'alert'],
    [MIRIAM, 'news'],
    [TOM, 'news'],
  ]);
  await add(id, 'She says that Mrs Hale shakes her.');
  // In the channel nobody has it, and who is not meant has heard in their own chat.
  expect(standing(id)).toEqual([
    ['place', 'moved'],
    [MIRIAM, 'moved'],
    [TOM, 'news'],
  ]);
  const before = standing(id);
  await world.after(10);
  await world.after(0);
  expect(await holder(id)).toBe('headteacher');
  // Going on to the next changes nothing that she can see.
  expect(standing(id).filter(([to]) => to !== TOM)).toEqual(before.filter(([to]) => to !== TOM));
});

test('what was passed on by hand leaves the same behind as what someone was named in', async () => {
  const id = (await world.report('child', { words: { who: 'Ivy Chapman, 3C', seen: 'Ivy was in tears.' } })).id;
  await world.after(0);
  await add(id, 'She has stopped eating lunch.');
  await world.concerns.record.act(id, world.as(TOM), undefined, {
    kind: 'reroute',
    to: 'headteacher',
    about: 'same',
    words: { reason: 'Because.' },
  });
  await world.after(0);
  expect(standing(id)).toEqual([
    ['place', 'moved'],
    [MIRIAM, 'moved'],
    [TOM, 'moved'],
  ]);
});

test('who turns out not to be meant has the card back', async () => {
  const id = (await world.report('child', { words: { who: 'Ivy Chapman, 3C', seen: 'Ivy was in tears.' } })).id;
  await world.after(0);
  await add(id, 'Mrs Hale shook her, I think.');
  expect(standing(id)[0]).toEqual(['place', 'moved']);
  await answer(id, { mentioned: 'none' });
  await world.after(0);
  expect(standing(id)[0]).toEqual(['place', 'alert']);
});

/** As they are written while a report is being looked after. */
const WHILE_AT_IT = [
  'Mrs Hale asked me to write down what I saw.',
  'Mrs Hale asked me to add this.',
  'As Mrs Hale asked, here are the times.',
  'As discussed with Mrs Hale, I will keep an eye on her.',
  'I spoke to Mrs Hale this morning and she will ring home.',
  'I have given my notes to Mr Ashworth.',
  'Mr Ashworth is dealing with it now.',
  'Mr Ashworth rang mum at lunch.',
  'Mrs Hale has spoken to the family.',
  'Mrs Hale phoned social care at ten.',
  'Mr Ashworth said to put this on here.',
  'Mrs Hale knows about this already.',
  'Mrs Hale has the original note.',
  'I left the drawing on Mrs Hale’s desk.',
  'She is now with Mrs Hale.',
  'Mrs Hale came to see her in class.',
  'Miriam asked me to log this.',
  'Mrs Hale is aware.',
];

test('what is added about those who look after it is hardly ever asked about', () => {
  const asked = WHILE_AT_IT.filter((text) =>
    mentionsIn({ who: 'Maisie Turner', text: text.replace('’', "'") }).some(
      ({ said, isTold }) => !isTold && /Hale|Ashworth|Miriam|Tom/.test(said),
    ),
  );
  expect(asked).toEqual([]);
});

test('what someone may have done to the child is asked about, no matter who they phoned', () => {
  const all = [
    'Mr Ashworth spoke to her on her own.',
    'Mr Ashworth rang mum and told her to keep quiet.',
    'Mr Ashworth has her phone and shouted at her.',
    'Mr Ashworth called her stupid.',
    'Mr Ashworth phoned home and then hit him.',
    'As Mr Ashworth grabbed her, she fell.',
    'She said it was Mr Ashworth.',
  ];
  expect(all.filter((text) => mentionsIn({ text }).every(({ isTold }) => isTold))).toEqual([]);
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { given, LEWIS, MIRIAM, PRIYA, type World } from '../support.ts';

let world: World;
let id: ConcernId;
beforeEach(async () => {
  world = await given();
  ({ id } = await world.report('child'));
  await world.after(0);
});
afterEach(() => world.close());

const add = (text: string, kind: 'added' | 'answered' = 'added') =>
  world.concerns.own.add(id, world.as(PRIYA), kind, { text });
const written = async () =>
  (await world.deps.store.entries(await world.find(id))).filter(({ kind }) => kind === 'added' || kind === 'answered');
const news = () => world.teams.to(MIRIAM).filter(({ notice }) => notice.kind === 'news');
const ask = async (text: string) => {
  const { version } = await world.find(id);
  await world.concerns.record.act(id, world.as(MIRIAM), version, { kind: 'ask', words: { text } });
};

test('a stuck client that sends the same again and again writes it once', async () => {
  for (let count = 0; count < 10; count += 1) expect((await add('She said more.')).kind).toBe('added');
  expect(await written()).toHaveLength(1);
  await world.after(11);
  await add('She said more.');
  expect(await written()).toHaveLength(2);
});

test('two questions may have the same answer', async () => {
  await world.concerns.record.act(id, world.as(MIRIAM), 0, { kind: 'take' });
  await ask('Was she alone?');
  await add('Yes', 'answered');
  await ask('Is she safe?');
  await add('Yes', 'answered');
  expect(await written()).toHaveLength(2);
  expect((await world.find(id)).status).toBe('working');
});

test('an answer to a question that has been answered already is kept as an addition', async () => {
  await world.concerns.record.act(id, world.as(MIRIAM), 0, { kind: 'take' });
  await ask('Was she alone?');
  await Promise.all([add('Yes', 'answered'), add('No, wait', 'answered')]);
  expect((await written()).map(({ kind }) => kind)).toEqual(['answered', 'added']);
});

test('someone who wants to bury a report adds twenty times in an hour, and is told when there is room and who to phone', async () => {
  const outcomes = [];
  for (let count = 0; count < 30; count += 1) outcomes.push(await add(`Text ${count}`));
  expect(outcomes.map(({ kind }) => kind)).toEqual([...Array(20).fill('added'), ...Array(10).fill('too-much')]);
  expect(await written()).toHaveLength(20);
  const refused = outcomes.at(-1);
  expect(refused).toMatchObject({ again: new Date('2026-11-23T11:31:00Z') });
  expect(refused?.kind === 'too-much' && refused.receipt.phones.map(({ number }) => number)).toContain('01632 960 201');
  await world.after(60);
  expect((await add('After an hour')).kind).toBe('added');
});

test('sixty in a day, however they are spread', async () => {
  let taken = 0;
  for (let hour = 0; hour < 6; hour += 1) {
    for (let count = 0; count < 20; count += 1) if ((await add(`${hour}, ${count}`)).kind === 'added') taken += 1;
    await world.after(60);
  }
  expect(taken).toBe(60);
});

test('the DSL hears once until someone has looked, and then of the next', async () => {
  for (let count = 0; count < 5; count += 1) {
    await add(`Text ${count}`);
    await world.after(0);
  }
  expect(news()).toHaveLength(1);
  await world.concerns.record.open(id, world.as(MIRIAM));
  await add('Something new');
  await world.after(0);
  expect(news()).toHaveLength(2);
  await world.after(15);
  await add('Nobody has looked for a quarter of an hour');
  await world.after(0);
  expect(news()).toHaveLength(3);
});

test('nobody else adds to a report, nor learns that it exists', async () => {
  expect(await world.concerns.own.add(id, world.as(LEWIS), 'added', { text: 'Mine.' })).toEqual({
    kind: 'not-available',
  });
  const elsewhere = { user: PRIYA, tenant: 'a0000000-0000-4000-8000-00000000ffff' as never };
  expect(await world.concerns.own.add(id, elsewhere, 'added', { text: 'Mine.' })).toEqual({ kind: 'not-available' });
  expect(await written()).toEqual([]);
});

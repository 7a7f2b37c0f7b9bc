import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { sayWhom } from '../naming/say-whom.ts';
import { COLIN, given, JOANNA, LEWIS, PRIYA, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());

const shown = async (id: ConcernId, reader: UserId) => {
  const record = await world.concerns.record.open(id, world.as(reader));
  if (record.kind !== 'open') throw new Error(record.kind);
  return JSON.stringify(recordCard(record, world.now(), { reader }));
};
const IN_FORM = 'Named in the form, because it is about them or they must not see it';
const SAID = 'Shut out, because the reporter said that the words mean them, or something that they did';

test('who opens a matter about an adult sees who was named in the form, and who is shut out by what the words mean', async () => {
  const { id } = await world.report('staff', {
    about: [LEWIS],
    by: PRIYA,
    words: { named: 'Lewis Grant', seen: 'He pushed a boy. Mrs Okafor pushed him too.' },
  });
  await world.after(0);
  expect(await sayWhom(world, id, { mentioned: '0' })).toBe('said');
  const lewis = (await world.deps.directory.person(LEWIS))?.name;
  const joanna = (await world.deps.directory.person(JOANNA))?.name;
  const card = await shown(id, COLIN);
  expect(card).toContain(`${IN_FORM}: ${lewis}"`);
  expect(card).toContain(`${SAID}: ${joanna}"`);
});

test('of two who were named in one box the record says that it does not know which is which', async () => {
  const { id } = await world.report('staff', {
    about: [LEWIS],
    name: 'a lunchtime volunteer',
    by: PRIYA,
    words: { named: 'Lewis Grant, a lunchtime volunteer', seen: 'They shouted at a boy.' },
  });
  await world.after(0);
  expect(await shown(id, JOANNA)).toContain(`${IN_FORM}. One box asks for both, and it does not say which: `);
});

test('who holds the role that it is about is told from anyone else', async () => {
  const { id } = await world.report('headteacher', { by: PRIYA, words: { named: '', seen: 'A slap.' } });
  await world.after(0);
  const card = await shown(id, COLIN);
  expect(card).toContain('Shut out, because they hold the role that it is about: ');
  for (const other of [IN_FORM, SAID]) expect(card).not.toContain(other);
});

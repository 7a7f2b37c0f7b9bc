import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, next, reportByClicking, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { heldBack, notTheirs, seen, takenOnInChat, typed, typedInVain } from './pressing.ts';

const { priyaNair: teacher, lewisGrant: colleague, miriamHale: dsl, tomAshworth: deputy } = PEOPLE;
const { joannaOkafor: head } = PEOPLE;

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const openIn = (said: string): string => /"(\d+) open, /.exec(said)?.[1] ?? said;

test('the head’s overview and “reports” say the same number, after one is closed and after it is opened again', async () => {
  const staff = (seen: string) =>
    reportByClicking(world, teacher, { about: 'staff', people: colleague, words: { seen } });
  const [first] = [await staff('He shouted at a class.'), await staff('He shouted at it again.')];
  const alike = async () => {
    const counts = [openIn(await typed(world, head, 'reports')), openIn(await typed(world, head, 'overview'))];
    expect(counts[1]).toBe(counts[0]);
    return counts[0];
  };
  const record = await takenOnInChat(world, head, first);
  expect(await alike()).toBe('2');
  const form = await next(world, head, record, 'No further action and close');
  const closed = await next(world, head, form, 'No further action and close', { reason: 'It was a fire drill.' });
  expect(await alike()).toBe('1');
  const again = await next(world, head, await next(world, head, closed, 'Open it again'), 'Open it again', {
    reason: 'A parent rang.',
  });
  expect(shown(again)).toContain('A parent rang.');
  expect(await alike()).toBe('2');
  await typedInVain(world, { 'the reporter': teacher, 'a deputy': deputy, 'the DSL': dsl }, 'overview', [first]);
  await heldBack(world, 'fire drill', 'A parent rang');
});

test('a report is passed on while a deputy writes in it and its clock runs out: it is in one place, and no word is lost', async () => {
  const { sandbox } = world;
  const inputs = { to: 'headteacher', about: 'staff', people: colleague, reason: 'It was an adult.' };
  for (const at of ['10:45', '12:00', '13:15', '14:30']) {
    const reference = await reportByClicking(world, teacher, { about: 'child', words: { seen: 'Something.' } });
    const card = await channelCard(world, reference);
    const formOf = async (user: string, title: string) =>
      next(world, user, await sandbox.openDialog(user, card.id, 'Open'), title);
    const [passing, noting] = [await formOf(dsl, 'Pass to another role'), await formOf(deputy, 'Add a note')];
    // Its check of an hour is due in this moment.
    sandbox.clock.set(new Date(`2026-11-23T${at}:00Z`));
    const [first, note] = await Promise.all([
      sandbox.submitDialog(dsl, passing, 'Pass to another role', inputs),
      sandbox.submitDialog(deputy, noting, 'Add a note', { reason: 'I saw him too.' }),
    ]);
    // Where the note was first, the DSL is told so and presses again.
    const isFirst = shown(first).includes('Passed to the headteacher');
    if (!isFirst) expect(shown(first)).toContain('before you');
    const passed = isFirst
      ? first
      : await sandbox.submitDialog(dsl, await formOf(dsl, 'Pass to another role'), 'Pass to another role', inputs);
    expect(shown(passed)).toContain('Passed to the headteacher');

    const moved = await sandbox.until(() => sandbox.messages(head).find((one) => shown(one).includes(reference)));
    const record = await sandbox.openDialog(head, moved.id, 'Open');
    expect(shown(record)).toContain('Something.');
    expect([at, shown(record).includes('I saw him too.') || seen(note).includes('I saw him too.')]).toEqual([at, true]);
    await notTheirs(world, { 'the DSL': dsl, 'a deputy': deputy, 'who it is about': colleague }, record, 'Chronology');
  }
  expect(world.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

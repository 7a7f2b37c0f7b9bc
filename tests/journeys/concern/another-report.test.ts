import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { next, reportByClicking, shown, through } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running({ at: new Date('2026-11-23T10:05:00Z') });
});
afterAll(() => world.close());

const { priyaNair: teacher, miriamHale: dsl } = PEOPLE;
const about = (who: string, seen: string) =>
  reportByClicking(world, teacher, { about: 'child', first: { who }, words: { seen } });

/** The list of open reports, from its card in the chat. */
async function listOf(): Promise<Dialog> {
  await world.sandbox.say(dsl, 'reports');
  const [list] = await world.sandbox.until(() => {
    const found = world.sandbox.messages(dsl).filter((one) => shown(one).includes('The list, with who each is about'));
    return found.length > 0 && found;
  });
  return world.sandbox.openDialog(dsl, list?.id ?? '', 'The list, with who each is about');
}

test('another report of the same child leads back to where it was opened from, says which it is, and so does every form that decides', async () => {
  const first = await about('Kai Turner, 7B', 'A bruise on his left wrist.');
  const second = await about('Kai Turner, 7B', 'He was asleep in maths, and hungry.');
  const open = await next(world, dsl, await listOf(), `Open ${second}`);
  const taken = await next(world, dsl, open, 'Acknowledge and take it on');
  const person = await next(world, dsl, taken, 'Reports about this person');
  // One of them may be about the same child until someone says so.
  const joined = shown(person.card).includes('"The same"') ? await next(world, dsl, person, 'The same') : person;
  const other = await next(world, dsl, joined, `Open ${first}`);
  expect(shown(other.card)).toContain('By date this is number 1 of 2.');
  for (const dialog of [other, await through(world, dsl, other, 'Chronology', 'Back to the report')]) {
    expect(shown(dialog.card)).toContain('"Back to reports about this person"');
    expect(shown(dialog.card)).toContain('"Back to the list"');
  }
  // Any number of steps later too, and also after something is done with it.
  const done = await next(world, dsl, other, 'Acknowledge and take it on');
  const back = await next(world, dsl, done, 'Back to reports about this person');
  expect(shown(back.card)).toContain(`"text":"This report"`);
  expect(shown(back.card)).toContain(`"Open ${first}"`);
  expect(shown(back.card)).toContain(`${first}, 23 November 2026, 10:05: `);
  expect(shown(back.card)).not.toContain('"Back to reports about this person"');
  const own = await next(world, dsl, back, 'Back to the report');
  expect(shown(own.card)).toContain('By date this is number 2 of 2.');
  expect(shown(own.card)).not.toContain('"Back to reports about this person"');

  for (const form of [
    await next(world, dsl, own, 'Record a decision'),
    await through(world, dsl, own, 'Record a decision', 'Refer: child in need'),
    await next(world, dsl, own, 'No further action and close'),
  ]) {
    expect(shown(form.card)).toContain('"Kai Turner, 7B"');
    expect(shown(form.card)).toContain('“He was asleep in maths, and hungry.”');
    expect(shown(form.card)).not.toContain('bruise');
  }
  // What stays open beside it is looked at and left again, and the form is there.
  const closing = await next(world, dsl, own, 'No further action and close');
  const beside = await next(world, dsl, closing, `Open ${first}`);
  const again = await next(world, dsl, beside, 'Back to the form of the other report');
  expect(shown(again.card)).toContain(`No further action and close: report ${second}`);
});

test('a routine report is closed from the list by five presses and one text', async () => {
  const reference = await about('Una Doyle, 5B', 'She forgot her glasses again.');
  const record = await through(world, dsl, await listOf(), `Open ${reference}`, 'Acknowledge and take it on');
  const form = await next(world, dsl, record, 'No further action and close');
  expect(shown(form.card).match(/\(required\)"/g)).toHaveLength(1);
  const closed = await next(world, dsl, form, 'No further action and close', { reason: 'Home was told.' });
  expect(shown(closed.card)).toContain('Closed');
});

test('words of a forced marriage bring what to do before anything is decided, and a referral that stands is asked about', async () => {
  const reference = await about('Ivy Rowe, 9C', 'Ivy says that she has to marry a cousin in the holidays.');
  const taken = await through(world, dsl, await listOf(), `Open ${reference}`, 'Acknowledge and take it on');
  const decide = await next(world, dsl, taken, 'Record a decision');
  const correct = await next(world, dsl, taken, 'It is about another child');
  for (const { card } of [taken, decide]) expect(shown(card)).toContain('You may have only one chance');
  expect(shown(taken.card)).toContain('020 7008 0151');
  expect(shown(correct.card)).toContain(
    'The words of this report name Ivy: check that they are about the child you choose.',
  );

  const form = await next(world, dsl, decide, 'Refer: child protection (significant harm)');
  const decided = await next(world, dsl, form, 'Record a decision', { reason: 'One chance.' });
  const closing = await next(world, dsl, decided, 'No further action and close');
  expect(shown(closing.card)).toContain('was decided on 23 November 2026, and stands.');
  const said = { left: 'done', reason: 'She is with her aunt.' };
  const again = await next(world, dsl, closing, 'No further action and close', said);
  expect(shown(again.card)).toContain('Someone outside was asked to act on this report, and that stands.');
  expect(shown(again.card)).toContain('"value":"She is with her aunt."');
  const closed = await next(world, dsl, again, 'No further action and close', { ...said, referral: 'taken' });
  expect(shown(closed.card)).toContain('What someone outside was asked: they have taken it on');
});

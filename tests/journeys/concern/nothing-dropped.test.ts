import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, next, reportByClicking, shown, through } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { fillsIn, heldBack, notTheirs, openTyped, printed, takenOn, typedInVain } from './pressing.ts';

const { priyaNair: teacher, miriamHale: dsl, joannaOkafor: head, anilKapoor: dpo, sunitaRao: hr } = PEOPLE;
const OTHERS = { 'the reporter': teacher, 'the headteacher': head, 'the DPO': dpo, HR: hr };

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const titles = (dialog: unknown) => [...shown(dialog).matchAll(/"title":"([^"]+)"/g)].map(([, title]) => title ?? '');

test('after a referral what comes next stands before closing, and closing names what is open: kept, it is still to be done', async () => {
  const reference = await reportByClicking(world, teacher, {
    about: 'child',
    first: { who: 'Noor Ellwood 6A' },
    words: { seen: 'She said she sleeps in the car.' },
  });
  const taken = await takenOn(world, dsl, reference);
  const kinds = await through(world, dsl, taken, 'Record a decision', 'Refer: child in need');
  const decided = await next(world, dsl, kinds, 'Record a decision', { reason: 'They have no home.' });
  expect(shown(decided)).toContain('Nothing here says that this referral was made');
  const places = ['Referral confirmed in writing', 'Who was told', 'Close the report'].map((one) =>
    titles(decided).indexOf(one),
  );
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((left, right) => left - right));

  const confirming = await next(world, dsl, decided, 'Referral confirmed in writing');
  const words = { agency: 'Northbury front door, 10:40', ref: 'CIN-88', reason: 'A visit on Thursday.' };
  const confirmed = await next(world, dsl, confirming, 'Referral confirmed in writing', words);
  expect(titles(confirmed)).not.toContain('Referral confirmed in writing');
  expect(shown(confirmed)).not.toContain('Nothing here says that this referral was made');
  const told = await fillsIn(world, dsl, confirmed, 'Who was told', { reason: 'Her mother, by me, at 11:00.' });
  const action = { reason: 'Find her a bed for the week.', to: dsl, due: '2026-11-27' };
  const open = await fillsIn(world, dsl, told, 'Record an action', action);

  const closing = await next(world, dsl, open, 'Close the report');
  for (const words of ['Find her a bed for the week.', '27 November 2026', 'Review on 24 November 2026'])
    expect([words, shown(closing).includes(words)]).toEqual([words, true]);
  const why = { outcome: 'passed-to-agency', reason: 'They have it now.' };
  const silent = await next(world, dsl, closing, 'Close the report', why);
  expect(shown(silent)).toContain('Please choose what becomes of what is still open.');
  const nobody = await next(world, dsl, silent, 'Close the report', { left: 'handed-on' });
  expect(shown(nobody)).toContain('If it is handed on, write to whom.');
  expect(shown(nobody)).toContain('They have it now.');
  await notTheirs(world, OTHERS, open, 'Close the report');
  await notTheirs(world, OTHERS, closing, 'Close the report', { ...why, left: 'done' });
  await notTheirs(world, OTHERS, decided, 'Referral confirmed in writing');
  await notTheirs(world, OTHERS, confirming, 'Referral confirmed in writing', words);

  const closed = await next(world, dsl, nobody, 'Close the report', { left: 'kept' });
  for (const words of ['Closed', 'Find her a bed for the week.', 'Another agency has taken it on'])
    expect([words, shown(closed).includes(words)]).toEqual([words, true]);
  const mine = await openTyped(world, dsl, 'my actions', 'My actions');
  expect(shown(mine)).toContain(`Open ${reference}`);
  expect(shown(mine)).toContain('By 27 November 2026');
  await typedInVain(world, OTHERS, 'my actions', [reference, 'Ellwood']);
  await heldBack(world, 'Ellwood', 'in the car', 'door, 10:40', 'CIN-88', 'a bed for', 'Her mother');
});

test('what is finished or handed on at closing is nobody’s any more; nothing more to do is one form with one reason', async () => {
  const reportAbout = (who: string) =>
    reportByClicking(world, teacher, { about: 'child', first: { who }, words: { seen: 'He was in tears.' } });
  const referenceOf = { done: await reportAbout('Jay Stanton 3B'), 'handed-on': await reportAbout('Kit Stanton 4B') };
  for (const [left, reference] of Object.entries(referenceOf)) {
    const kinds = await through(world, dsl, await takenOn(world, dsl, reference), 'Record a decision');
    const form = await next(world, dsl, kinds, 'Early help or Family Help');
    const decided = await next(world, dsl, form, 'Record a decision', { reason: 'They want help.' });
    const action = { reason: 'Ring home.', to: dsl, due: '2026-11-30' };
    const open = await fillsIn(world, dsl, decided, 'Record an action', action);
    const closed = await fillsIn(world, dsl, open, 'Close the report', {
      ...{ left, outcome: 'support-in-place', reason: 'A worker comes each week.' },
      ...(left === 'handed-on' && { handedTo: 'Jo Birch, Family Help, FH-12' }),
    });
    expect(shown(closed).includes('Jo Birch, Family Help, FH-12')).toBe(left === 'handed-on');
    expect(shown(closed)).not.toContain('To do by');
    expect(shown(await openTyped(world, dsl, 'my actions', 'My actions'))).not.toContain(`Open ${reference}`);
  }
  const last = await takenOn(world, dsl, await reportAbout('Lou Stanton 5B'));
  const at = await next(world, dsl, last, 'No further action and close');
  await notTheirs(world, OTHERS, last, 'No further action and close');
  const ended = await next(world, dsl, at, 'No further action and close', {
    ...{ reason: 'It was hay fever.', parents: 'His father, by phone.' },
  });
  for (const words of ['No further action by school', 'It was hay fever.', 'His father, by phone.', 'Closed'])
    expect([words, shown(ended).includes(words)]).toEqual([words, true]);
  await heldBack(world, 'Stanton', 'hay fever', 'Jo Birch', 'in tears');
});

test('recorded for someone else, and from the sheet of a day without Teams: who told whom, and both times, stay apart', async () => {
  const { sandbox } = world;
  sandbox.clock.set(new Date('2026-11-24T08:15:00Z'));
  const reference = await reportByClicking(world, teacher, {
    about: 'child',
    first: { who: 'Zac Underhill 2D' },
    words: {
      seen: 'He was left alone on Sunday.',
      learned: 'Monday 23 November, 15:40: from the sheet',
      toldBy: 'His aunt, Carys Underhill, at the gate',
    },
  });
  const record = await sandbox.openDialog(dsl, (await channelCard(world, reference)).id, 'Open');
  const story = await next(world, dsl, record, 'Chronology');
  const page = await next(world, dsl, record, 'Reports about this person');
  const asked = await next(world, dsl, page, 'Print it');
  // Her name may be another child's: it is asked about, and nobody is left out unasked.
  const print = await printed(
    world,
    titles(asked).includes('Make the print') ? await next(world, dsl, asked, 'Make the print') : asked,
  );
  for (const text of [shown(record), shown(story), print])
    for (const words of [
      ...['Priya Nair', 'His aunt, Carys Underhill, at the gate', 'Monday 23 November, 15:40: from the sheet'],
      ...['Tuesday 24 November 2026, 08:15'],
    ])
      expect([words, text.includes(words)]).toEqual([words, true]);
  await notTheirs(world, OTHERS, record, 'Chronology');
  await notTheirs(world, OTHERS, page, 'Print it');
  await typedInVain(world, OTHERS, 'reports', [reference, 'Underhill']);
  await heldBack(world, 'Underhill', 'left alone', '15:40: from');
});

test('subject access: the DPO enters it, the DSL decides with the names of others ticked, and the print has none of them', async () => {
  const reference = await reportByClicking(world, teacher, {
    about: 'child',
    first: { who: 'Isla Penhale 9C' },
    words: { seen: 'Isla Penhale was pushed by Max Orme at the bus stop.' },
  });
  await channelCard(world, reference);
  const list = await openTyped(world, dpo, 'subject access request', 'Open the requests');
  const words = { accessName: 'Isla Penhale', accessAsker: 'Her mother', received: '2026-11-23', proof: 'known' };
  const entered = await fillsInAs(dpo, list, words);
  // Who entered it sees nothing of what the DSL has.
  expect(shown(entered)).not.toContain(reference);
  const request = await next(world, dsl, await openTyped(world, dsl, 'sar', 'Open the requests'), 'Open the request');
  expect(shown(request)).toContain('working days left');
  const report = await next(world, dsl, request, `Decide on ${reference}`);
  expect(shown(report)).toContain('Max Orme');
  const people = { 'the reporter': teacher, 'the DPO': dpo, HR: hr, 'the headteacher': head };
  await notTheirs(world, people, request, `Decide on ${reference}`);
  await notTheirs(world, people, report, 'Record the decision', { decision: 'give', reason: 'Because.' });
  const decided = await next(world, dsl, report, 'Record the decision', { decision: 'give', reason: 'It is hers.' });
  const finished = await next(world, dsl, decided, 'Mine are all decided on');
  const paper = await printed(world, await next(world, dsl, finished, 'What is given, as a PDF'));
  expect(paper).toContain('Isla Penhale was pushed by [name removed] at the bus stop.');
  expect(paper).not.toMatch(/Max|Orme|Priya|It is hers/);
  await typedInVain(world, { 'the reporter': teacher }, 'subject access request', [reference, 'Penhale']);
  await heldBack(world, 'Penhale', 'Orme', 'bus stop');
});

const fillsInAs = async (user: string, list: Parameters<typeof next>[2], words: Record<string, string>) =>
  next(world, user, await next(world, user, list, 'Enter a request'), 'Enter it', words);

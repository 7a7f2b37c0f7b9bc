import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, next, reportByClicking, shown, through } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { fillsIn, heldBack, notTheirs, openTyped, takenOn, takenOnInChat, typedInVain } from './pressing.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const { priyaNair: teacher, lewisGrant: colleague, miriamHale: dsl, tomAshworth: deputy } = PEOPLE;
const { joannaOkafor: head, anilKapoor: dpo, sunitaRao: hr } = PEOPLE;
const OTHERS = { 'the reporter': teacher, 'who it is about': colleague, 'the DPO': dpo, HR: hr };

/** Records one of the four steps, and what came of it. */
const step = async (record: Dialog, title: string, reason: string) =>
  next(world, head, await through(world, head, record, 'Record a step', title), 'Record a step', { reason });

test('what a child said about an adult is split: the matter goes to the headteacher, the child’s part stays with the DSL', async () => {
  const { sandbox } = world;
  const reference = await reportByClicking(world, teacher, {
    about: 'child',
    first: { who: 'Ivy Harrowgate 5D' },
    words: { seen: 'She had a red mark on her arm at lunch.', said: 'It hurt and I want my mum.' },
  });
  const taken = await takenOn(world, dsl, reference);
  const form = await next(world, dsl, taken, 'Pass to another role');
  // What the child said is in the box already; nothing is typed again.
  expect(shown(form.card)).toContain('It hurt and I want my mum.');
  const inputs = { to: 'headteacher', about: 'staff', people: colleague, reason: 'She named him.' };
  await notTheirs(world, { ...OTHERS, 'the headteacher': head }, taken, 'Pass to another role');
  await notTheirs(world, { ...OTHERS, 'the headteacher': head }, form, 'Pass to another role', inputs);
  const passed = await sandbox.submitDialog(dsl, form, 'Pass to another role', inputs);
  expect(shown(passed)).toContain('Passed to the headteacher. You can no longer open it.');

  // The team has a record of the child's own, with nobody chased for it, and no longer the matter about the adult.
  await notTheirs(world, { 'the DSL': dsl, 'a deputy': deputy }, taken, 'Add a note');
  await notTheirs(world, { 'the DSL': dsl, 'a deputy': deputy }, taken, 'Chronology');
  const [childs = ''] = await sandbox.until(() => {
    const said = sandbox.channel(CHANNELS.dsl).flatMap(({ messages }) => messages);
    const others = said.flatMap((one) => /Report ([A-Z0-9]{6})/.exec(shown(one))?.[1] ?? []);
    const own = others.filter((one) => one !== reference);
    return own.length > 0 && own;
  });
  const kept = shown((await sandbox.openDialog(dsl, (await channelCard(world, childs)).id, 'Open')).card);
  for (const words of ['Ivy Harrowgate 5D', 'It hurt and I want my mum.', 'an adult, with the headteacher'])
    expect([words, kept.includes(words)]).toEqual([words, true]);
  expect(kept).not.toContain('Lewis Grant');

  const matter = shown((await takenOnInChat(world, head, reference)).card);
  for (const words of ['Lewis Grant', 'Ivy Harrowgate 5D', 'It hurt and I want my mum.', 'She named him.'])
    expect([words, matter.includes(words)]).toEqual([words, true]);
  await typedInVain(world, OTHERS, 'reports', [reference, childs, 'Harrowgate']);
  await heldBack(world, 'Harrowgate', 'It hurt', 'red mark', 'She named him');
});

test('an allegation: the LADO is asked, four steps are recorded, and it ends with one of five outcomes', async () => {
  const reference = await reportByClicking(world, teacher, {
    about: 'staff',
    people: colleague,
    words: { seen: 'He pulled a pupil out of the queue by the collar.' },
  });
  const taken = await takenOnInChat(world, head, reference);
  expect(shown(taken)).toContain('Named in the form, because it is about them or they must not see it: Lewis Grant');
  const lado = await through(world, head, taken, 'Record a decision', 'LADO asked');
  expect(shown(lado.card)).toContain('Do not interview anyone, and do not investigate, until the LADO has advised.');
  const asked = { reason: 'It may meet the threshold.', who: 'Dana Fell, Northbury, ref 4471', askedOn: '2026-11-23' };
  const refused = await next(world, head, lado, 'Record a decision', { ...asked, threshold: 'met' });
  expect(shown(refused.card)).toContain('once the LADO has advised, what they said');
  expect(shown(refused.card)).toContain('Dana Fell, Northbury, ref 4471');
  let record = await next(world, head, refused, 'Record a decision', { advice: 'Keep him away from that class.' });
  for (const words of ['It meets the harm threshold', 'Keep him away from that class.', 'Not recorded yet'])
    expect([words, shown(record.card).includes(words)]).toEqual([words, true]);

  record = await step(record, 'Alternatives to suspension considered', 'He teaches elsewhere this week.');
  record = await step(record, 'Employer of supply staff, or contractor, told', 'He is employed by us.');
  record = await step(record, 'Named contact for the member of staff', 'Helen Whitcombe rings him each day.');
  record = await step(record, 'Referral to the DBS or TRA considered', 'Not while it is open.');
  expect(shown(record.card)).not.toContain('Not recorded yet');

  // What meets the threshold is closed as no low-level concern, and with no outcome of a child's report.
  const closing = await next(world, head, record, 'Close the report');
  expect(shown(closing.card)).not.toContain('Support is in place');
  const end = { left: 'done', reason: 'The LADO’s meeting was on it.' };
  const over = await next(world, head, closing, 'Close the report', { ...end, outcome: 'low-level' });
  expect(shown(over.card)).toContain('it is an allegation and no low-level concern');
  const closed = await next(world, head, over, 'Close the report', { ...end, outcome: 'unsubstantiated' });
  expect(shown(closed.card)).toContain('Unsubstantiated: not enough evidence either way');

  const team = { 'the DSL': dsl, 'a deputy': deputy };
  for (const button of ['Record a step', 'Record a decision', 'Close the report'])
    await notTheirs(world, { ...OTHERS, ...team }, record, button);
  await notTheirs(world, { ...OTHERS, ...team }, lado, 'Record a decision', asked);
  await heldBack(world, 'collar', 'Dana Fell', 'Helen Whitcombe rings', 'teaches elsewhere');
});

test('a low-level concern is recorded, closed and found in the headteacher’s log by person, and in nobody else’s', async () => {
  const references: string[] = [];
  for (const seen of ['He gave a pupil a lift home.', 'He messaged a pupil about the match.']) {
    const reference = await reportByClicking(world, teacher, { about: 'staff', people: colleague, words: { seen } });
    references.push(reference);
    const taken = await takenOnInChat(world, head, reference);
    const form = await through(world, head, taken, 'Record a decision', 'Low-level concern, recorded');
    expect(shown(form.card)).toContain('Not sure whether it meets the threshold? Ask the LADO first.');
    const refused = await next(world, head, form, 'Record a decision', { reason: 'Kind, and unwise.' });
    expect(shown(refused.card)).toContain('Please write the context, what is done about it, and who shared it.');
    const words = { context: 'After the away match.', taken: 'Spoken to, code of conduct.', sharedBy: 'Priya Nair' };
    const decided = await next(world, head, refused, 'Record a decision', words);
    const closed = await fillsIn(world, head, decided, 'Close the report', {
      ...{ outcome: 'low-level', left: 'done', reason: 'He knows what is expected.' },
    });
    expect(shown(closed.card)).toContain('Not an allegation: kept as a low-level concern');
  }
  const log = await openTyped(world, head, 'low-level concerns', 'Low-level concerns');
  expect(shown(log.card)).toContain('Lewis Grant: 2');
  for (const reference of references) expect(shown(log.card)).toContain(`Open ${reference}`);

  // The DSL's team takes other reports: their log is theirs, and empty of this.
  for (const user of [dsl, deputy]) {
    const own = shown(await openTyped(world, user, 'low-level concerns', 'Low-level concerns'));
    expect(own).toContain('None is recorded.');
    expect(own).not.toContain('Grant');
  }
  await typedInVain(world, { ...OTHERS, 'the DSL': dsl }, 'low-level concerns', [...references, 'Lewis Grant: 2']);
  for (const reference of references)
    await notTheirs(world, { 'the DSL': dsl, 'a deputy': deputy, ...OTHERS }, log, `Open ${reference}`);
  await heldBack(world, 'lift home', 'away match', 'what is expected');
});

test('a report about the headteacher is the chair’s, with the same decisions; the headteacher and the DSL find nothing of it', async () => {
  const chair = PEOPLE.colinMarsh;
  const reference = await reportByClicking(world, teacher, {
    about: 'headteacher',
    words: { seen: 'She slammed a door on a pupil’s hand.' },
  });
  const taken = await takenOnInChat(world, chair, reference);
  const form = await through(world, chair, taken, 'Record a decision', 'LADO asked');
  const decided = await next(world, chair, form, 'Record a decision', {
    ...{ reason: 'A child was hurt.', who: 'Dana Fell, Northbury', askedOn: '2026-11-23', threshold: 'awaited' },
  });
  expect(shown(decided)).toContain('The LADO has not said yet');
  expect(shown(decided)).toContain('Alternatives to suspension considered');
  const others = { ...OTHERS, 'the headteacher': head, 'the DSL': dsl, 'a deputy': deputy };
  for (const button of ['Record a decision', 'Record a step', 'Chronology', 'Export and keeping'])
    await notTheirs(world, others, decided, button);
  for (const words of ['reports', 'overview', 'low-level concerns', `search reports for ${reference}`])
    await typedInVain(world, { 'the headteacher': head, 'the DSL': dsl, HR: hr }, words, [
      `Report ${reference}`,
      'slammed',
    ]);
  await heldBack(world, 'slammed', 'A child was hurt');
});

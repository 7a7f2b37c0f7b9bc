import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Dialog } from '../../src/sandbox/inbound/results.ts';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../support/running.ts';
import { channelCard, next, reportByClicking, shown, through } from './support-sandbox.ts';

const { priyaNair: reporter, miriamHale: dsl, tomAshworth: deputy } = PEOPLE;

let world: Running;
let database: pg.Client;
beforeAll(async () => {
  world = await running();
  database = new pg.Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await world.close();
});

/** What someone would not want to write twice. */
const RATIONALE = 'TEN LINES OF RATIONALE';
const DECISION = { reason: RATIONALE, agency: 'THE FRONT DOOR', parents: 'HER MOTHER' };
const MONITOR = 'Support in school and monitor, with a review date';
const HELP = 'Early help or Family Help';

const opened = async (reference: string, by: string): Promise<Dialog> =>
  world.sandbox.openDialog(by, (await channelCard(world, reference)).id, 'Open');
/** A report that the DSL has taken on. */
async function taken(): Promise<{ reference: string; record: Dialog }> {
  const reference = await reportByClicking(world, reporter, { about: 'child' });
  const record = await next(world, dsl, await opened(reference, dsl), 'Acknowledge and take it on');
  return { reference, record };
}
const submit = async (by: string, dialog: Dialog, button: string, inputs: Record<string, string> = {}) =>
  shown((await next(world, by, dialog, button, inputs)).card);

async function without<T>(table: string, work: () => Promise<T>): Promise<T> {
  await database.query(`alter table ${table} rename to away`);
  try {
    return await work();
  } finally {
    await database.query(
      `alter table ${table.includes('.') ? 'concerns_child.' : ''}away rename to ${table.split('.').at(-1)}`,
    );
  }
}

test('a record shows how it was delivered and who read it to a DSL who asks', async () => {
  const { record } = await taken();
  expect(shown(record.card)).not.toContain('delivered the card');
  const title = /"title":"(Show deliveries[^"]+)"/.exec(shown(record.card))?.[1] ?? '';
  const whole = await submit(dsl, record, title);
  expect(whole).toContain('delivered the card');
  expect(whole).toContain('Miriam Hale read it');
});

describe('a form of the DSL', () => {
  test.each<[string, Record<string, string>, string, ...string[]]>([
    ['Record a decision', DECISION, 'Monitoring needs a review date', MONITOR],
    ['Record a decision', { ...DECISION, reviewOn: '2026-11-20' }, 'must be in the future', MONITOR],
    ['Record an action', { reason: RATIONALE, due: '2026-12-01' }, 'what is marked as required'],
    ['Record a decision', { agency: 'THE FRONT DOOR' }, 'Please give the reason', 'Prevent referral'],
    ['Set a review date', { reason: RATIONALE }, 'Please choose a date'],
    [
      'Pass to another role',
      { to: 'headteacher', reason: RATIONALE, people: PEOPLE.lewisGrant },
      'what is marked as required',
    ],
    ['Link another report', { reference: 'ZZZZZZ', reason: RATIONALE }, 'cannot find a report'],
  ])('%s, refused: %j comes back whole', async (title, typed, why, ...kind) => {
    const form = await through(world, dsl, (await taken()).record, title, ...kind);
    const again = await submit(dsl, form, title, typed);
    expect(again).toContain(why);
    for (const value of Object.values(typed)) expect(again).toContain(`"value":"${value}"`);
    if ('people' in typed) expect(again).toContain('"title":"Lewis Grant"');
  });

  test('going back with something written asks first, and without anything does not', async () => {
    const { reference, record } = await taken();
    const form = await next(world, dsl, record, 'Add a note');
    expect(await submit(dsl, form, 'Back')).toContain('What has happened since');
    const asked = await next(world, dsl, form, 'Back', { reason: RATIONALE });
    expect(shown(asked.card)).toContain('not saved yet');
    expect(shown(asked.card)).toContain(RATIONALE);
    expect(await submit(dsl, asked, 'Leave without saving')).not.toContain(RATIONALE);
    expect(await submit(dsl, asked, 'Add a note', { reason: RATIONALE })).toContain('Done, and recorded');
    expect(shown((await opened(reference, deputy)).card)).toContain(RATIONALE);
  });

  test('nothing can be written down: every word comes back, and trying again writes it down', async () => {
    const form = await through(world, dsl, (await taken()).record, 'Record a decision', HELP);
    const typed = DECISION;
    const held = await without('concerns_child.concern', () => next(world, dsl, form, 'Record a decision', typed));
    expect(shown(held.card)).toContain('NOT saved');
    for (const value of Object.values(typed)) expect(shown(held.card)).toContain(value);
    expect(await submit(dsl, held, 'Try again', typed)).toContain('Done, and recorded');
    expect(world.logged.join()).not.toMatch(/TEN LINES|FRONT DOOR|HER MOTHER/);
  });

  test('a colleague was first: the second is told who, keeps what they wrote, and can send it knowing that', async () => {
    const { reference, record } = await taken();
    const form = await through(world, dsl, record, 'Record a decision', HELP);
    const theirs = await through(world, deputy, await opened(reference, deputy), 'Record a decision', 'LADO asked');
    await next(world, deputy, theirs, 'Record a decision', { reason: 'So.' });
    const typed = DECISION;
    const late = await next(world, dsl, form, 'Record a decision', typed);
    expect(shown(late.card)).toContain('Tom Ashworth decided at');
    for (const value of Object.values(typed)) expect(shown(late.card)).toContain(`"value":"${value}"`);
    expect(await submit(dsl, late, 'Record a decision', typed)).toContain('Done, and recorded');
  });

  test('a colleague passed it on: the words come back, and nothing else of it', async () => {
    const { reference, record } = await taken();
    const form = await next(world, dsl, record, 'Add a note');
    const theirs = await next(world, deputy, await opened(reference, deputy), 'Pass to another role');
    const passed = { to: 'headteacher', about: 'staff', name: 'Mr Nobody', reason: 'So.' };
    await world.sandbox.submitDialog(deputy, theirs, 'Pass to another role', passed);
    const refused = await submit(dsl, form, 'Add a note', { reason: RATIONALE });
    expect(refused).toContain('This is not available to you');
    expect(refused).toContain(RATIONALE);
    expect(refused).not.toContain(reference);
  });

  test('what is written about an export is kept in the same ways', async () => {
    const keeping = await next(world, dsl, (await taken()).record, 'Export and keeping');
    const form = await next(world, dsl, keeping, 'Received elsewhere');
    const typed = {
      to: 'cpoms',
      receiver: 'THE ARCHIVE',
      reference: '',
      receivedBy: 'A CLERK',
      receivedOn: '2026-11-20',
    };
    const refused = await next(world, dsl, form, 'Received elsewhere', typed);
    const asked = await next(world, dsl, refused, 'Back', typed);
    const held = await without('concerns_child.concern', () => next(world, dsl, asked, 'Received elsewhere', typed));
    for (const { card } of [refused, asked, held])
      for (const value of Object.values(typed)) expect(shown(card)).toContain(value);
    expect(await submit(dsl, held, 'Try again', typed)).toContain('Please give their reference');
  });
});

describe('what a reporter adds', () => {
  const mine = async (): Promise<Dialog> => {
    const reference = await reportByClicking(world, reporter, { about: 'child' });
    const receipt = await world.sandbox.until(() =>
      world.sandbox.messages(reporter).find((message) => shown(message).includes(`Your report ${reference}`)),
    );
    return world.sandbox.openDialog(reporter, receipt.id, 'Add something');
  };

  test('is given back whole when something is missing, and when it cannot be saved with numbers to phone', async () => {
    const form = await mine();
    const missing = await submit(reporter, form, 'Add it', { text: RATIONALE, urgent: '' });
    expect(missing).toContain('what is marked as required');
    expect(missing).toContain(RATIONALE);
    const typed = { text: RATIONALE, urgent: 'no' };
    const held = await without('concerns_child.concern', () => next(world, reporter, form, 'Add it', typed));
    for (const words of ['NOT saved', RATIONALE, '01632 960 200']) expect(shown(held.card)).toContain(words);
    const added = await world.sandbox.submitDialog(reporter, held, 'Try again', typed);
    expect(added).toMatchObject({ kind: 'message', text: expect.stringContaining('It is added to your report') });
    expect(world.logged.join()).not.toContain(RATIONALE);
  });
});

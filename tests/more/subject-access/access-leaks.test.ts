import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { extractText } from 'unpdf';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { callsWith, next, reportByClicking, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';

/** A request, clicked through from the typed words to the file with a phrase in every box; then every exit is looked at. */
const MARK = 'ZQMARK';
const { priyaNair: reporter, anilKapoor: dpo, miriamHale: dsl, joannaOkafor: head, lewisGrant: teacher } = PEOPLE;

let world: Running;
let list: Dialog;
let report: Dialog;
let decided: Dialog;
let ofHead: Dialog;
let foreign: readonly Dialog[];
let added: Dialog;
let file: string;

const open = async (user: string, typed: string) => {
  const { sandbox } = world;
  await sandbox.say(user, typed);
  const card = sandbox.messages(user).findLast((one) => shown(one).includes('"Open the requests"'));
  return sandbox.openDialog(user, card?.id ?? '', 'Open the requests');
};

beforeAll(async () => {
  world = await running();
  const { sandbox } = world;
  const child = await reportByClicking(world, reporter, {
    about: 'child',
    first: { who: `${MARK} Begum 8C` },
    words: { seen: `${MARK} Begum was hit by Kai Turner. Mr Grant saw it.` },
  });
  const staff = await reportByClicking(world, reporter, {
    about: 'staff',
    people: teacher,
    words: { seen: `ADULTSHELF: he shouted at ${MARK} Begum.` },
  });
  const unnamed = await reportByClicking(world, reporter, {
    about: 'child',
    first: { who: 'not known' },
    words: { seen: 'The child with the red bag sat alone.' },
  });
  for (const [user, reference] of [
    [dsl, child],
    [head, staff],
  ] as const)
    await sandbox.until(() => shown(world.sandbox.messages(user)).includes(reference) || user === dsl);
  const form = await next(world, dpo, await open(dpo, 'subject access request'), 'Enter a request');
  const [received = ''] = sandbox.clock.now().toISOString().split('T');
  const words = { accessName: `${MARK} Begum`, accessCalled: `${MARK} called`, received, proof: 'known' };
  const refused = await next(world, dpo, form, 'Enter it', { ...words, accessAsker: '' });
  expect(shown(refused.card)).toContain('Please say who asks');
  expect(shown(refused.card)).toContain(`${MARK} Begum`);
  await next(world, dpo, refused, 'Enter it', { ...words, accessAsker: `${MARK} asker` });
  await sandbox.until(() => sandbox.messages(dsl).find((one) => shown(one).includes('A subject access request waits')));

  list = await next(world, dsl, await open(dsl, 'sar'), 'Open the request');
  report = await next(world, dsl, list, `Decide on ${child}`);
  decided = await next(world, dsl, report, 'Record the decision', {
    decision: 'give',
    accessAlso: `${MARK} also`,
    reason: `${MARK} reason`,
  });
  // One that is about them without their name, and one of the other shelf.
  const asked = (reference: string) =>
    next(world, dsl, list, 'Decide on another report', { accessReference: reference });
  foreign = [await asked(staff), await asked('NOSUCH')];
  added = await asked(unnamed.toLowerCase());
  decided = await next(world, dsl, added, 'Record the decision', { decision: 'give' });
  decided = await next(world, dsl, decided, 'Mine are all decided on');
  const link = await next(world, dsl, decided, 'What is given, as a PDF');
  const url = /"url":"([^"]+\/d\/[^"]+)"/.exec(shown(link.card))?.[1] ?? '';
  const response = await fetch(url.replace(/^http:\/\/localhost:\d+/, world.url), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  const { text } = await extractText(new Uint8Array(await response.arrayBuffer()), { mergePages: true });
  file = text.replaceAll(/\s+/g, ' ');

  ofHead = await next(world, head, await open(head, 'subject access requests'), 'Open the request');
});
afterAll(() => world.close());

test('the DSL sees the child’s report and nothing of the other shelf; the head the other way round', () => {
  expect(shown(list.card)).toContain('is about them');
  expect(shown(list.card)).toContain('working days left');
  expect(shown(report.card)).toContain('Kai Turner');
  expect(shown([list, report, decided])).not.toContain('ADULTSHELF');
  expect(shown(ofHead.card)).toContain('names them');
  expect(shown(ofHead.card)).not.toContain('is about them');
});

test('what is decided is said, and what is given has no other name in it', () => {
  expect(shown(decided.card)).toContain('Recorded: your reports are decided on.');
  expect(shown(decided.card)).toContain('Given, without the names taken out');
  expect(file).toContain(`${MARK} Begum was hit by [name removed]. Mr [name removed] saw it.`);
  for (const word of ['Kai', 'Turner', 'Grant', 'Priya', 'ADULTSHELF', 'reason']) expect(file).not.toContain(word);
});

test('what does not name them is added by its reference; one that is not theirs is as if it were not there', () => {
  expect(shown(added.card)).toContain('red bag');
  expect(shown(decided.card)).toContain('was added by its reference');
  expect(file).toContain('The child with the red bag sat alone.');
  const [of = '', none = ''] = foreign.map(({ card }) => shown(card));
  expect(of).toContain('No report that you may open has that reference.');
  expect(of).toBe(none);
});

test.each(['subject access request', 'sars', 'subject access'])(
  '“%s” of someone who has no reports is how to ask for their own data, and no refusal',
  async (typed) => {
    await world.sandbox.say(teacher, typed);
    const said = shown(world.sandbox.messages(teacher).at(-1));
    expect(said).toContain('You have a right to a copy');
    expect(said).not.toContain('not available');
    const client = new pg.Client({ connectionString: world.databaseUrl });
    await client.connect();
    const { rowCount } = await client.query('select 1 from concern_refusal where actor = $1', [teacher]);
    await client.end();
    expect(rowCount).toBe(0);
  },
);

test('it ends only once that was asked and said', async () => {
  const request = await next(world, dpo, await open(dpo, 'sar'), 'Open the request');
  const [day = ''] = world.sandbox.clock.now().toISOString().split('T');
  const asked = await next(world, dpo, request, 'Answered on that day', { day });
  expect(shown(asked.card)).toContain('It ends for everyone');
  const back = await next(world, dpo, asked, 'Back');
  expect(shown(back.card)).toContain('They withdrew it');
  const ended = await next(world, dpo, asked, 'Yes, end it');
  expect(shown(ended.card)).toContain('Recorded as answered.');
  expect(shown(ended.card)).toContain('by Anil Kapoor');
});

test('nothing typed is in a message, a log, or a readable column', async () => {
  expect(callsWith(world, MARK)).toEqual([]);
  expect(callsWith(world, 'Begum')).toEqual([]);
  expect(world.logged.filter((line) => line.includes(MARK))).toEqual([]);
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const { rowCount } = await client.query(`select 1 from ${name} t where t::text ~ $1 limit 1`, [`${MARK}|Begum`]);
    if (rowCount) found.push(name);
  }
  await client.end();
  expect(found).toEqual([]);
});

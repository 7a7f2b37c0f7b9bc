import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { CHANNELS, PEOPLE, pupilId } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';
import { until } from '../../support/until.ts';
import {
  callsWith,
  channelCard,
  concernIn,
  next,
  reportByClicking,
  shown,
  through,
  withoutBoxes,
} from '../support-sandbox.ts';

/** Typed into every box on the way of a record out of Lanyard; it may be in the file that was asked for, and nowhere else. */
const MARK = 'ZQMARK';
/** Sent in hand-made data. It may come back to the person who typed it, in the box where they did. */
const WRONG = 'ZQWRONG';
const { priyaNair: reporter, miriamHale: dsl, tomAshworth: deputy } = PEOPLE;

let world: Running;
let id: string;
let reference: string;
let card: { id: string };
const links: string[] = [];
const answers: unknown[] = [];

const keeping = async (user = dsl) => {
  const record = await world.sandbox.openDialog(user, card.id, 'Open');
  return next(world, user, record, 'Export and keeping');
};
/** Asks for a file and returns its link. */
async function linkTo(format: 'PDF' | 'data (JSON)', user = dsl): Promise<string> {
  const asked = await next(world, user, await keeping(user), `Export as ${format}`);
  const url = /"url":"([^"]+)"/.exec(shown(asked.card))?.[1] ?? '';
  links.push(url);
  return `${world.url}${new URL(url).pathname}`;
}
/** Until it is written down that the card which is there has arrived. */
async function delivered(concern: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const isWritten = async () => {
    const { rows } = await client.query(
      'select 1 from concerns_child.concern where id = $1 and delivered_at is not null',
      [concern],
    );
    return rows.length > 0;
  };
  await until(isWritten, 'it is written that the card has arrived', 30_000).finally(() => client.end());
}
const post = (url: string) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' });

beforeAll(async () => {
  world = await running();
  reference = await reportByClicking(world, reporter, {
    about: 'child',
    words: { who: `${MARK} who`, seen: `${MARK} seen`, said: `${MARK} said 😢` },
    last: { opinion: `${MARK} opinion` },
  });
  card = await channelCard(world, reference);
  id = concernIn(card);
  await delivered(id);
  const record = await world.sandbox.openDialog(dsl, card.id, 'Open');
  await next(world, dsl, record, 'Acknowledge and take it on');
});
afterAll(() => world.close());

test('the PDF and the JSON file come by a link that works once, for someone who may open the record at that moment', async () => {
  const url = await linkTo('data (JSON)');
  const page = await (await fetch(url)).text();
  expect(page).not.toContain(MARK);
  expect(page).not.toContain(reference);
  const file = await post(url);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-disposition')).toContain(`report-${reference}.json`);
  expect(file.headers.get('cache-control')).toContain('no-store');
  const json: unknown = await file.json();
  expect(json).toMatchObject({ format: 'lanyard-concern', concern: { reference } });
  expect(shown(json)).toContain(`${MARK} said`);
  const again = await post(url);
  answers.push(await again.text());
  expect(again.status).not.toBe(200);

  const pdf = await post(await linkTo('PDF'));
  expect(pdf.headers.get('content-type')).toContain('application/pdf');
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

test('anyone who leaves the channel between asking and fetching gets nothing', async () => {
  const { sandbox } = world;
  const url = await linkTo('PDF', deputy);
  sandbox.tenant.removeFromChannel(CHANNELS.dsl, deputy);
  // What was read of the channel's members counts for a moment only, by the clock of the product.
  sandbox.clock.pass(5_000);
  const refused = await post(url);
  expect(refused.status).toBe(403);
  answers.push(await refused.text());
  sandbox.tenant.addToChannel(CHANNELS.dsl, deputy);
  sandbox.clock.pass(5_000);
});

test('received elsewhere, then reduced in two steps; a wrong reference destroys nothing', async () => {
  const { sandbox } = world;
  let dialog = await sandbox.openDialog(dsl, card.id, 'Open');
  const write = async (form: string, inputs: Record<string, string>, ...kind: readonly string[]) => {
    dialog = await next(world, dsl, await through(world, dsl, dialog, form, ...kind), form, inputs);
  };
  await write('Record a decision', { reason: `${MARK} reason` }, 'Early help or Family Help');
  await write('Close the report', {
    ...{ outcome: 'passed-to-other-record', left: 'done', reason: `${MARK} closing` },
  });
  dialog = await next(world, dsl, dialog, 'Export and keeping');
  await write('Put on hold', { reason: `${MARK} hold` });
  await write('End the hold', { reason: `${MARK} release` });
  await write('Keep it longer', { until: '2060-12-24', reason: `${MARK} keep` });

  const early = await next(world, dsl, dialog, 'Reduce to a stub');
  expect(shown(early.card)).toContain('not been received elsewhere, and');
  dialog = early;
  await write('Received elsewhere', {
    to: 'cpoms',
    receiver: `${MARK} receiver`,
    reference: `${MARK} CP-4471`,
    receivedBy: `${MARK} by`,
    receivedOn: '2026-11-23',
  });
  const first = await next(world, dsl, dialog, 'Reduce to a stub');
  expect(shown(first.card)).toContain('This cannot be undone');
  const second = await next(world, dsl, first, 'Go on', { reason: `${MARK} reduce`, agreed: `${MARK} agreed` });
  const wrong = await next(world, dsl, second, 'Destroy the text', { typed: 'WRONG' });
  expect(shown(wrong.card)).toContain('Nothing was done');
  const done = await next(world, dsl, wrong, 'Destroy the text', { typed: reference });
  expect(shown(done.card)).toContain('The text is destroyed');

  const stub = await next(world, dsl, done, 'Back to the report');
  expect(shown(stub.card)).toContain('The text of this report is no longer kept here');
  expect(shown(stub.card)).toContain('CPOMS');
  expect(shown(stub.card)).toContain(`${MARK} CP-4471`);
  expect(shown(stub.card)).not.toContain(`${MARK} seen`);
});

test('it turned out to be about an adult: asked before it is passed on, gone from the DSL, and apart in the store', async () => {
  const { sandbox } = world;
  const { joannaOkafor: head, lewisGrant: subject } = PEOPLE;
  const moved = await reportByClicking(world, reporter, { about: 'child', words: { seen: `${MARK} adult` } });
  const alert = await channelCard(world, moved);
  await delivered(concernIn(alert));
  let dialog = await sandbox.openDialog(dsl, alert.id, 'Open');
  dialog = await next(world, dsl, dialog, 'Acknowledge and take it on');
  dialog = await next(world, dsl, dialog, 'Pass to another role');
  // Not answered, and answered without a name: nothing is passed on.
  const inputs = { to: 'headteacher', reason: `${MARK} why` };
  dialog = await next(world, dsl, dialog, 'Pass to another role', { ...inputs, about: '' });
  dialog = await next(world, dsl, dialog, 'Pass to another role', { ...inputs, about: 'staff' });
  expect(shown(dialog.card)).toContain('Please say who it is about');
  const passed = await sandbox.submitDialog(dsl, dialog, 'Pass to another role', {
    ...inputs,
    about: 'staff',
    people: subject,
    name: `${MARK} name`,
  });
  expect(shown(passed)).toContain('Passed to the headteacher');

  const told = await sandbox.until(() => sandbox.messages(head).find((message) => shown(message).includes(moved)));
  expect(shown((await sandbox.openDialog(head, told.id, 'Open')).card)).toContain(`${MARK} adult`);
  const value = { data: { dialog: 'concern.open', concern: concernIn(told) } };
  for (const user of [dsl, deputy, subject]) {
    const { body } = await sandbox.sendActivity(sandbox.activity(user, { type: 'invoke', name: 'task/fetch', value }));
    expect(shown(body)).toContain('This is not available to you');
  }
});

test('a roll, a child found as one types, two reports on one child made one, printed, and patterns', async () => {
  const { sandbox } = world;
  const give = (...lines: string[]) =>
    sandbox.say(dsl, '', undefined, [{ name: 'list.csv', type: 'file', content: ['Name,Class', ...lines].join('\n') }]);
  const said = () => shown(sandbox.messages(dsl).at(-1));
  await give(`${MARK} Turner,7B`, `${MARK} Hart,`);
  expect(said()).toContain('Line 3: both year and class are missing.');
  await give(`${MARK} Turner,7B`, `${MARK} Turner,9A`, `Kai ${MARK},4L`);
  expect(said()).toContain('3 pupils');
  const offered = async (user: string, typed: string) =>
    shown((await sandbox.lookUp(user, 'concern.pupils', typed)).body);
  expect(await offered(reporter, 'turner')).toContain(`${MARK} Turner, 7B`);
  for (const user of [pupilId(2), PEOPLE.bethanLloyd]) {
    const refused = await offered(user, 'turner');
    expect(refused).not.toContain('Turner');
    answers.push(refused);
  }

  // The first is picked, the second typed: the roll makes them one.
  const pupil = /"title":"ZQMARK Turner, 7B","value":"([^"]+)"/.exec(await offered(reporter, 'turner 7b'))?.[1] ?? '';
  const report = (first: Record<string, string>) =>
    reportByClicking(world, reporter, {
      about: 'child',
      first,
      words: { seen: `${MARK} again`, 'body-front-body': 'chest' },
    });
  const one = await report({ who: '', pupil });
  const other = await report({ who: `${MARK} turner 7b` });
  const alert = await channelCard(world, other);
  await delivered(concernIn(alert));
  let dialog = await sandbox.openDialog(dsl, alert.id, 'Open');
  expect(shown(dialog.card)).toContain('1 other report about the same child');
  expect(shown(dialog.card)).toContain('Marked: Chest');
  dialog = await next(world, dsl, dialog, 'Reports about this person');
  expect(shown(dialog.card)).toContain(one);
  expect(shown(dialog.card)).toContain('On the roll');
  dialog = await next(world, dsl, dialog, 'Print it');
  const url = /"url":"([^"]+)"/.exec(shown(dialog.card))?.[1] ?? '';
  links.push(url);
  expect((await post(`${world.url}${new URL(url).pathname}`)).status).toBe(200);

  // To the next school: the names and the code typed on the way, and what its receiver types on the page.
  dialog = await next(world, dsl, dialog, 'Back');
  dialog = await next(world, dsl, dialog, 'Back to the report');
  dialog = await next(world, dsl, dialog, 'Reports about this person');
  dialog = await next(world, dsl, dialog, 'Hand over to the next school');
  dialog = await next(world, dsl, dialog, 'Make the link', {
    toName: `${MARK} to`,
    toRole: `${MARK} role`,
    toSchool: `${MARK} school`,
    passedOn: `${MARK} why it is passed on`,
  });
  const handOver = new URL(/http[^"]+\/h\/[^"]+/.exec(shown(dialog.card))?.[0] ?? 'none:').pathname;
  const code = /"([2-9A-Z]{4} [2-9A-Z]{4})"/.exec(shown(dialog.card))?.[1] ?? '';
  const asPage = (path: string, form: Record<string, string>) =>
    fetch(`${world.url}${path}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  const asked = await (await fetch(`${world.url}${handOver}`)).text();
  answers.push(asked, await (await asPage(handOver, { step: 'code', code: WRONG })).text());
  const inside = (await asPage(handOver, { step: 'code', code })).headers.get('location') ?? '';
  links.push(`${world.url}${handOver}`, `${world.url}${inside}`);
  expect((await asPage(inside, { step: 'file' })).headers.get('content-type')).toBe('application/pdf');
  const receipt = { name: `${MARK} name`, role: `${MARK} role`, school: `${MARK} school`, reference: `${MARK} ref` };
  expect((await asPage(inside, { step: 'receipt', ...receipt })).status).toBe(303);
  answers.push(await (await fetch(`${world.url}${inside}`)).text());

  const fetched = (user: string, data: Record<string, unknown>) =>
    sandbox.sendActivity(sandbox.activity(user, { type: 'invoke', name: 'task/fetch', value: { data } }));
  const patterns = shown((await fetched(dsl, { dialog: 'concern.patterns' })).body);
  expect(patterns).toContain(one);
  expect(patterns).toContain(`${MARK}`);

  // Anyone else: not a name, not a number, not that there is such a page.
  const nothing = '00000000-0000-4000-8000-000000000000';
  for (const user of [PEOPLE.lewisGrant, PEOPLE.joannaOkafor, reporter])
    for (const verb of ['concern.person', 'concern.chronology']) {
      const ask = async (concern: string) => {
        const value = { data: { verb, concern, page: 0 } };
        const { status, body } = await sandbox.sendActivity(
          sandbox.activity(user, { type: 'invoke', name: 'task/submit', value }),
        );
        answers.push({ status, body });
        return shown({ status, body });
      };
      expect(await ask(concernIn(alert))).toBe(await ask(nothing));
    }
  for (const user of [PEOPLE.lewisGrant, PEOPLE.joannaOkafor, reporter])
    for (const name of ['concern.patterns', 'concern.roll', 'concern.rota', 'concern.drill'])
      answers.push((await fetched(user, { dialog: name })).body ?? 'nothing at all, as it should be');
  for (const word of ['roll', 'patterns', 'rota', 'drill']) await sandbox.say(dsl, word);
});

test('hand-made data is refused without an echo', async () => {
  for (const user of [PEOPLE.lewisGrant, PEOPLE.joannaOkafor, reporter])
    for (const data of [
      { verb: 'concern.keeping', concern: id },
      { verb: 'concern.export', concern: id, format: 'pdf' },
      { verb: 'concern.export', concern: id, format: WRONG },
      { verb: 'concern.keeping-form', concern: id, form: 'reduce' },
      { verb: 'concern.keeping-form', concern: WRONG, form: WRONG },
      { verb: 'concern.reduce-check', concern: id, seen: 1, reason: WRONG },
      { verb: 'concern.keeping-act', concern: id, act: 'hold', seen: 1, reason: WRONG },
      { verb: 'concern.keeping-act', concern: id, act: 'reduce', seen: 1, reason: WRONG, typed: reference },
      { verb: 'concern.keeping-act', concern: id, act: WRONG, seen: WRONG },
    ])
      for (const name of ['task/submit', 'task/fetch']) {
        const value = { data: { ...data, dialog: data.verb } };
        const { status, body } = await world.sandbox.sendActivity(
          world.sandbox.activity(user, { type: 'invoke', name, value }),
        );
        expect(shown(body)).not.toMatch(/Download the|Destroy|Looked at again/);
        answers.push({ status, body });
      }
});

test('the phrase is in no channel, chat, list, feed, answer, log line or column; the links are in none either', async () => {
  const { sandbox } = world;
  await sandbox.say(dsl, 'records due');
  await sandbox.say(dsl, 'open reports');
  const absent = (thing: unknown) => {
    const text = shown(thing);
    expect(text.length).toBeGreaterThan(20);
    expect(text).not.toContain(MARK);
    for (const url of links) expect(text).not.toContain(new URL(url).pathname);
  };
  absent(sandbox.channel(CHANNELS.dsl));
  for (const user of [dsl, reporter]) absent(sandbox.messages(user).filter(({ from }) => from.kind === 'bot'));
  expect(callsWith(world, MARK)).toEqual([]);
  expect(links.flatMap((url) => callsWith(world, new URL(url).pathname))).toEqual([]);
  absent(answers);
  expect(withoutBoxes(answers)).not.toContain(WRONG);
  absent(world.logged);
  expect(shown(world.logged)).not.toContain(WRONG);

  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const leaking: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    const sought = [MARK, Buffer.from(MARK).toString('hex'), ...links.map((url) => new URL(url).pathname.slice(3))];
    if (rows.some(({ row }) => sought.some((one) => row.includes(one)))) leaking.push(name);
  }
  const { rows: texts } = await client.query(
    'select kind from concerns_child.concern_trail where concern_id = $1 and sealed is not null',
    [id],
  );
  await client.end();
  expect(leaking).toEqual([]);
  expect(texts).toEqual([{ kind: 'reduced' }]);
});

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';
import {
  callsWith,
  channelCard,
  concernIn,
  next,
  plant,
  reportByClicking,
  shown,
  through,
  toFacts,
  withoutBoxes,
} from '../support-sandbox.ts';

/** A phrase of every kind of free text; none may turn up outside a checked dialog. */
const MARK = 'ZQMARK';
/** Sent in data that is wrong in every way. It may come back to the person who typed it, in the box where they did. */
const WRONG = 'ZQWRONG';
const { priyaNair: reporter, miriamHale: dsl } = PEOPLE;

let world: Running;
let reference: string;
let id: string;
const answers: unknown[] = [];

const DAY = '2026-11-23';
const ADULT: Readonly<Record<string, Record<string, string>>> = {
  'LADO asked': { who: `${MARK} lado`, askedOn: DAY, askedAt: '00:10', threshold: 'not-met', advice: `${MARK} advice` },
  'Low-level concern, recorded': {
    ...{ context: `${MARK} context`, taken: `${MARK} taken`, sharedBy: `${MARK} sharedBy` },
  },
  'Handled under another policy': { policy: `${MARK} policy` },
};
const DATA: typeof ADULT = {
  'A breach of personal data: risk assessed': {
    ...{ risk: 'unlikely', ico: 'not-told', affected: 'not-told', contained: `${MARK} contained` },
    ...{ icoWhy: `${MARK} icoWhy`, peopleWhy: `${MARK} peopleWhy`, late: `${MARK} late` },
  },
};

/** Everything typed anywhere in the life of one report, then every exit is looked at. */
beforeAll(async () => {
  const [folder, root] = [mkdtempSync(join(tmpdir(), 'lanyard-leaks-')), resolve(import.meta.dirname, '../../..')];
  const file = join(folder, 'lanyard.yml');
  writeFileSync(
    file,
    readFileSync(join(root, 'lanyard.yml'), 'utf8')
      .replace('firstWordsInList: false', 'firstWordsInList: true')
      .replaceAll('- policies/', `- ${root}/policies/`),
  );
  world = await running({ env: { LANYARD_CONFIG: file } });
  const { sandbox } = world;
  reference = await reportByClicking(world, reporter, {
    about: 'child',
    words: Object.fromEntries(
      ['who', 'seen', 'said', 'asked', 'seemed', 'happened', 'learned', 'toldBy', 'where'].map((f) => [
        f,
        `${MARK} ${f}`,
      ]),
    ),
    last: Object.fromEntries(['whereNow', 'done', 'alsoKnow', 'opinion', 'callback'].map((f) => [f, `${MARK} ${f}`])),
  });
  const card = await channelCard(world, reference);
  id = concernIn(card);
  const record = await sandbox.openDialog(dsl, card.id, 'Open');
  expect(shown(record.card)).toContain(`${MARK} seen`);

  let dialog = await next(world, dsl, record, 'Acknowledge and take it on');
  const write = async (form: string, inputs: Record<string, string>, ...kind: readonly string[]) => {
    const opened = await through(world, dsl, dialog, form, ...kind);
    dialog = await next(world, dsl, opened, form, inputs);
  };
  await write('Add a note', { reason: `${MARK} note` });
  await write('Record an action', { to: dsl, due: '2026-12-01', reason: `${MARK} to do` });
  await write('Ask the reporter', { reason: `${MARK} question` });

  const question = await sandbox.until(() =>
    sandbox.messages(reporter).find((m) => shown(m).includes('ask you one thing')),
  );
  const asked = await sandbox.openDialog(reporter, question.id, 'Read and answer');
  expect(shown(asked.card)).toContain(`${MARK} question`);
  const answered = await sandbox.submitDialog(reporter, asked, 'Send the answer', {
    text: `${MARK} answer`,
    urgent: 'no',
  });
  answers.push(answered.kind === 'message' && answered.text);

  const receipt = sandbox.messages(reporter).find((m) => shown(m).includes(`Your report ${reference}`));
  const addition = await sandbox.openDialog(reporter, receipt?.id ?? '', 'Add something');
  const added = await sandbox.submitDialog(reporter, addition, 'Add it', { text: `${MARK} addition`, urgent: 'yes' });
  answers.push(added.kind === 'message' && added.text);

  dialog = await sandbox.openDialog(dsl, card.id, 'Open');
  const written = { reason: `${MARK} reason`, agency: `${MARK} agency`, parents: `${MARK} parents` };
  await write('Record a decision', written, 'Early help or Family Help');
  await write('Record an action', { to: dsl, due: '2026-12-02', reason: `${MARK} left` });
  const handedTo = { left: 'handed-on', handedTo: `${MARK} handedTo` };
  await write('Close the report', { outcome: 'resolved', reason: `${MARK} closing`, ...handedTo });
  await write('Open it again', { reason: `${MARK} reopening` });
  await write('It is about another child', { who: `${MARK} who, Zed`, reason: `${MARK} right` });

  // What an adult did, and a breach: what is decided there has boxes of its own.
  for (const [about, reader, decisions] of [
    ['staff', PEOPLE.joannaOkafor, ADULT],
    ['data', PEOPLE.anilKapoor, DATA],
  ] as const) {
    const people = about === 'staff' ? PEOPLE.lewisGrant : '';
    const given = await reportByClicking(world, reporter, { about, people, words: { seen: `${MARK} ${about}` } });
    const told = await sandbox.until(() => sandbox.messages(reader).find((one) => shown(one).includes(given)));
    let at = await next(world, reader, await sandbox.openDialog(reader, told.id, 'Open'), 'Acknowledge and take it on');
    for (const [kind, inputs] of Object.entries(decisions)) {
      const form = await through(world, reader, at, 'Record a decision', kind);
      at = await next(world, reader, form, 'Record a decision', { reason: `${MARK} ${kind}`, ...inputs });
      for (const typed of Object.values(inputs)) if (typed.startsWith(MARK)) expect(shown(at.card)).toContain(typed);
    }
  }

  // What a child said stays as a record of its own when the rest goes on about an adult.
  const second = await reportByClicking(world, reporter, { about: 'child', words: { seen: `${MARK} second` } });
  const waiting = await sandbox.openDialog(dsl, (await channelCard(world, second)).id, 'Open');
  const onward = await next(world, dsl, waiting, 'Pass to another role');
  await sandbox.submitDialog(dsl, onward, 'Pass to another role', {
    ...{ to: 'headteacher', about: 'staff', people: PEOPLE.lewisGrant, reason: `${MARK} onward` },
    childPart: `${MARK} childPart`,
  });

  // A draft that is begun and left.
  await sandbox.say(reporter, 'report a concern');
  const begun = await sandbox.openDialog(reporter, sandbox.messages(reporter).at(-1)?.id ?? '', 'Report a concern');
  const facts = await toFacts(world, reporter, begun, { about: 'staff', name: `${MARK} name` });
  await next(world, reporter, facts, 'Next', { seen: `${MARK} draft`, children: `${MARK} children` });

  // What is heard as about an adult of the school, and their name.
  await sandbox.say(reporter, 'report a concern');
  const other = await sandbox.openDialog(reporter, sandbox.messages(reporter).at(-1)?.id ?? '', 'Report a concern');
  const again = await sandbox.submitDialog(reporter, other, 'Delete it and start again');
  const told = await toFacts(world, reporter, again.kind === 'dialog' ? again.dialog : other, { about: 'child' });
  const seen = `${MARK}. A classroom assistant slapped a boy across the face at lunch.`;
  const whether = await next(world, reporter, told, 'Next', { seen });
  expect(shown(whether.card)).toContain('Could a member of staff, a governor or a volunteer be involved?');
  await next(world, reporter, whether, 'Next', { adult: 'yes', adultName: `${MARK} adult` });

  // Data that is wrong in every way, with the phrase in it.
  for (const data of [
    { verb: 'concern.act', concern: id, act: WRONG, reason: WRONG, seen: 1 },
    { verb: 'concern.act', concern: WRONG, act: 'note', reason: WRONG, seen: WRONG },
    { verb: 'concern.subject', draft: WRONG, about: WRONG },
    { verb: 'concern.facts', draft: WRONG, seen: WRONG.repeat(2_000) },
    { verb: 'concern.send', draft: WRONG, done: WRONG },
    { verb: 'concern.own-send', concern: id, kind: WRONG, text: WRONG },
    { verb: 'concern.find', sought: WRONG },
    { verb: `concern.${WRONG}`, concern: WRONG },
  ]) {
    for (const name of ['task/submit', 'task/fetch', 'adaptiveCard/action']) {
      const value =
        name === 'adaptiveCard/action'
          ? { action: { verb: data.verb, data } }
          : { data: { ...data, dialog: data.verb } };
      const { status, body } = await sandbox.sendActivity(
        sandbox.activity(PEOPLE.lewisGrant, { type: 'invoke', name, value }),
      );
      answers.push({ status, body });
    }
  }
  await sandbox.until(() => shown(sandbox.channel(CHANNELS.dsl)).includes('Being worked on'));

  // The list in its dialog is the one place where a report's first words stand beside others.
  await sandbox.say(dsl, 'open reports');
  const inList = await sandbox.openDialog(
    dsl,
    sandbox.messages(dsl).at(-1)?.id ?? '',
    'The list, with who each is about',
  );
  expect(shown(inList.card)).toContain(`${MARK} seen`);
});
afterAll(() => world.close());

const absentFrom = (thing: unknown) => {
  const text = shown(thing);
  expect(text.length).toBeGreaterThan(20);
  expect(text).not.toContain(MARK);
};

test('channel: not in a card, its summary or any update of it, also after reopening', () => {
  absentFrom(world.sandbox.channel(CHANNELS.dsl));
});

test('whatever left for Teams: in no message, update, summary, preview or typing notice, replaced ones too', () => {
  const operations = new Set(world.sandbox.received().map(({ operation }) => operation));
  expect([...operations]).toEqual(expect.arrayContaining(['createConversation', 'sendActivity', 'updateActivity']));
  expect(callsWith(world, MARK)).toEqual([]);
});

test('in all of these it would have been seen', async () => {
  await plant(world, 'ZQPLANTED', dsl);
  expect(shown(world.sandbox.channel(CHANNELS.dsl))).not.toContain('ZQPLANTED');
  expect(callsWith(world, 'ZQPLANTED')).toEqual([
    'POST sendActivity',
    'PUT updateActivity',
    'POST sendActivity',
    'POST sendActivity',
    'POST sendNotification',
  ]);
});

test('chats: not in a receipt, a question, news or a chase', () => {
  for (const user of [reporter, dsl, PEOPLE.tomAshworth, PEOPLE.joannaOkafor]) {
    const said = world.sandbox.messages(user).filter(({ from }) => from.kind === 'bot');
    expect(shown(said)).not.toContain(MARK);
  }
  absentFrom(world.sandbox.messages(reporter).filter(({ from }) => from.kind === 'bot'));
});

test('activity feed: nothing at all is sent there about a report', () => {
  const sent = world.sandbox
    .received()
    .filter(({ operation, body }) => operation === 'sendNotification' && !body.includes('ZQPLANTED'));
  expect(sent).toEqual([]);
});

test('lists: by reference and state only', async () => {
  const { sandbox } = world;
  await sandbox.say(dsl, 'open reports');
  const list = sandbox.messages(dsl).at(-1);
  expect(shown(list)).toContain(reference);
  absentFrom(list);
  await sandbox.say(reporter, 'my reports');
  absentFrom(sandbox.messages(reporter).at(-1));
});

test('search: finds by what was written and shows none of it', async () => {
  const { sandbox } = world;
  await sandbox.say(dsl, 'open reports');
  const list = sandbox.messages(dsl).at(-1);
  const form = await sandbox.openDialog(dsl, list?.id ?? '', 'Search all reports');
  const found = await next(world, dsl, form, 'Search', { sought: `${MARK.toLowerCase()} seen` });
  expect(shown(found.card)).toContain(reference);
  absentFrom(found.card);
});

test('export: only behind a link that is asked for and checked; the card with the link holds none of it', async () => {
  const { sandbox } = world;
  const card = await channelCard(world, reference);
  const record = await sandbox.openDialog(dsl, card.id, 'Open');
  const keeping = await next(world, dsl, record, 'Export and keeping');
  absentFrom(keeping.card);
  const link = await next(world, dsl, keeping, 'Export as PDF');
  absentFrom(link.card);
  expect(shown(link.card)).toMatch(/https?:/);
});

test('export: a whole record comes with the warning that it names others, a press from the print that leaves names out', async () => {
  const { sandbox } = world;
  const card = await channelCard(world, reference);
  const keeping = await next(world, dsl, await sandbox.openDialog(dsl, card.id, 'Open'), 'Export and keeping');
  for (const form of ['Export as PDF', 'Export as data (JSON)']) {
    const link = await next(world, dsl, keeping, form);
    expect(shown(link.card)).toContain('other children may be named. Read it before it leaves the school.');
    const print = await next(world, dsl, link, 'Print it');
    expect(shown(print.card)).toMatch(/Chronology of report|leaveOut/);
  }
});

test('turn state: a new process knows the next step from the database alone, and keeps nothing of what was typed', async () => {
  // The draft that is begun above is found again, sealed; none of it stands in a table or a file in between.
  const { sandbox } = world;
  await world.restart();
  await sandbox.say(reporter, 'report a concern');
  const again = await sandbox.openDialog(reporter, sandbox.messages(reporter).at(-1)?.id ?? '', 'Report a concern');
  expect(shown(again.card)).toContain('You have a report that was not sent');
  absentFrom(again.card);
});

test('answers to wrong data echo nothing but a box to the person who filled it in', () => {
  absentFrom(answers);
  expect(withoutBoxes(answers)).not.toContain(WRONG);
  expect(callsWith(world, WRONG)).toEqual([]);
});

test('logs at every level', () => {
  absentFrom(world.logged);
  expect(shown(world.logged)).not.toContain(WRONG);
});

test('the database as stored: every column of every table, job payloads included', async () => {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const leaking: string[] = [];
  let rows = 0;
  for (const { name } of tables) {
    const result = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    rows += result.rows.length;
    const hex = Buffer.from(MARK).toString('hex');
    if (result.rows.some(({ row }) => row.includes(MARK) || row.includes(hex))) leaking.push(name);
  }
  await client.end();
  expect(rows).toBeGreaterThan(50);
  expect(leaking).toEqual([]);
});

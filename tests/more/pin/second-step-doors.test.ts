/** The whole product at schools that ask for a PIN, and a phone of the DSL's in the wrong hands. */
import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { KEYS, LINES } from '../../report/opening/access-table.ts';
import { type AccessWorld, accessWorld, attempt, MARK, post, type Thing } from '../../report/opening/access-world.ts';
import { callsWith, channelCard, concernIn, next, shown } from '../../report/support-sandbox.ts';

const { miriamHale: dsl, tomAshworth: deputy, danielPrior: senior, priyaNair: reporter } = PEOPLE;
const PIN = '271828';
const WRONG = '314159';

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld({ secondStep: 'pin' });
});
afterAll(() => world.close());

/** They need no word of a report: see docs/access.md. */
const WITHOUT_STEP = [
  'command subject access request',
  'dialog concern.access-requests',
  'submit concern.access-requests',
  'submit concern.access-new',
  'command patterns',
  'command breach log',
  'command low-level concerns',
  'command report to governors',
  'command roll',
  'dialog concern.roll',
  'submit concern.roll-remove',
  'action concern.acknowledge',
  'command reports',
  'command records due',
  'dialog concern.list-page',
  'submit concern.list-page',
  'dialog concern.due',
  'submit concern.due',
  'command pin',
  'command rota',
  'command drill',
  'dialog concern.drill',
  'dialog concern.drill-begin',
  'submit concern.drill-begin',
  'submit concern.drill-plan',
  'dialog concern.rota',
  'submit concern.rota-enter',
  'submit concern.rota-take-out',
  'command trust',
  'dialog concern.trust',
  'submit concern.trust-cover',
  'submit concern.trust-end',
  'command numbers',
  'dialog concern.phones',
  'submit concern.phones-save',
  'command roles',
  'dialog concern.roles',
  'submit concern.roles',
  'submit concern.role-change',
  'submit concern.role-propose',
  'submit concern.role-second',
  'submit concern.role-end',
  'action concern.let-in',
  'dialog concern.pin-own',
  'submit concern.pin-set own',
  'dialog concern.pin-code',
  'submit concern.pin-code',
];
/** Of the reporter's own, and of unsent ones: no record. */
const OF_REPORTERS = LINES.filter(({ may }) => may['has it'] !== 'yes').flatMap(({ keys }) => keys);

const trailOf = (thing: Thing) =>
  world.rows(`select kind, actor from concerns_child.concern_trail where concern_id = '${thing.concern}'
    union all select kind, actor from concerns_adult.concern_trail where concern_id = '${thing.concern}'`);

describe('each line of docs/access.md, without the step', () => {
  test.each([
    ['child', dsl],
    ['online-abuse', senior],
  ] as const)('%s', async (kind, user) => {
    const thing = await world.report(kind);
    const before = await trailOf(thing);
    const wrong: string[] = [];
    for (const key of KEYS.filter((one) => !WITHOUT_STEP.includes(one) && !OF_REPORTERS.includes(one))) {
      // What is sought goes with the button behind the PIN, as its writer typed it.
      const data = key === 'submit concern.find' ? { data: { sought: 'seen' } } : {};
      const { status, text } = await attempt(world, { user, key, thing, ...data });
      const isClosed = key.startsWith('link ') ? status === 403 : status === 200 && /is closed/.test(text);
      if (!isClosed || text.includes(MARK)) wrong.push(`${key}: ${status} ${text}`);
    }
    expect(wrong).toEqual([]);
    for (const key of WITHOUT_STEP) {
      const { status, text } = await attempt(world, { user, key, thing });
      expect([key, status, text.includes(MARK), /is closed/.test(text)]).toEqual([key, 200, false, false]);
    }
    // Acknowledged, and nothing else of it: nobody has read it, and the reporter is told so.
    const since = (await trailOf(thing)).slice(before.length);
    expect(since.map((row) => row.kind)).toEqual(expect.arrayContaining(['acknowledged']));
    expect(since.filter((row) => row.kind !== 'acknowledged' && row.actor === user)).toEqual([]);
  });
});

/** Where the words of a report are unsealed for someone, and what stands before it. A new place needs its line here. */
const UNSEALED: Readonly<Record<string, string>> = {
  'more/children/child.ts': "access(deps, id, actor, 'person')",
  'more/patterns/patterns.ts': "if (door.kind !== 'open') return door;",
  'more/subject-access/reports.ts': 'searchClosedTo(deps, schoolsOf',
  'report/opening/open.ts': "access(deps, id, actor, 'open')",
  'report/opening/lists.ts': 'searchClosedTo(deps',
  'report/keeping/export.ts': "access(deps, id, actor, 'export')",
  'report/keeping/stub.ts': "access(deps, id, actor, 'reduce')",
  'more/screenshots/screenshot.ts': "access(deps, id, actor, 'screenshot')",
  'report/triage/triage.ts': 'access(deps, id, actor, wanted.kind',
  // Compared, to find which are about one child: for those the record let in.
  'report/same-child/others.ts': 'within(deps, actor, { ids })',
  // Who wrote a step of a case: a code and an id, and not a word.
  'report/also-tell/who-talks.ts': "facts?.author === 'colleague'",
  // Compared by Lanyard itself; told to those to whom it is locked, without a word.
  'more/locks/lock-matches.ts': 'deps.store.locked()',
  // Whether a receipt stands already: codes, and not a word.
  'more/next-school/follow.ts': 'facts?.link === link.id',
  // To its reporter, who wrote it: their own question and how it stands.
  'report/own-report/own-report.ts': 'concern.reporter',
  'report/draft/write.ts': 'findByDraft',
  // Compared with what its reporter sends once more, from the draft or by the code that only they have: none of it is shown.
  'report/draft/sent-again.ts': 'addToOwn(deps, first.id, actor',
  'report/also-tell/also-tell.ts': 'ownConcern(deps, id, actor',
  // To the member of staff it is about: how far it is, and the address of what is said about them.
  'more/online-abuse/own-case.ts': 'state.affected === actor.user',
  // Which categories it has, and what a step of a case may follow, once triage.ts has let them in: none of it is shown.
  'report/triage/opened-acts.ts': 'plan: async ({ deps, school, concern, entry }',
  'report/keeping/keeping-acts.ts': 'async function reducePlan(',
  // Until when it is kept, of an adult’s: a day and the rule, and not a word.
  'report/keeping/retention.ts':
    'keepingOf(schoolOf(deps, concern.school), concern, await deps.store.entries(concern))',
  // How an allegation may end, by what the LADO said of the threshold: codes alone, once triage.ts has let them in.
  'report/deciding/closing.ts': 'endsFor(concern, await acting.deps.store.entries(concern))',
  // When a breach was first known: a day and a time, once triage.ts has let them in.
  'report/deciding/decide.ts': 'breachEnds(firstKnown(concern',
  // Which child it was about and where copies went: as triage.ts has let them in, to be put into the record itself.
  'report/same-child/correct.ts': 'export async function correctPlan(',
  'report/triage/child-part.ts': 'export async function keepChildsPart(',
  // Who each is about, in a list: nobody is named while words are closed.
  'report/opening/morning.ts': 'searchClosedTo(deps, schools',
  'report/deciding/governors.ts': 'searchClosedTo(deps, schools',
  'report/deciding/logs.ts': 'searchClosedTo(deps, schools',
  // Of a drill alone: who was told, and when.
  'report/rehearsal/judge.ts': 'concern?.drillOf === undefined',
  'more/online-abuse/case-plan.ts': 'async plan(acting)',
};

test('words are unsealed for people in so many places, and before each stands the one gate', () => {
  const reading = globSync('{hear,report,more,platform/{teams,web,pdf},wiring}/**/*.ts', { cwd: 'src' })
    .filter((path) => !path.endsWith('.store.ts'))
    .map((path) => ({ path, text: readFileSync(`src/${path}`, 'utf8') }))
    .filter(({ text }) => /\bstore\.(?:entries|entriesOf|tellingOfPerson)\(|\bpictures\.find\(/.test(text));
  expect(reading.map(({ path }) => path).sort()).toEqual(Object.keys(UNSEALED).sort());
  for (const { path, text } of reading)
    expect([path, text]).toEqual([path, expect.stringContaining(UNSEALED[path] ?? '?')]);
  // The gate itself is asked for a record, for the search, and where words of several are compared.
  const gates = globSync('src/**/*.ts').filter((path) =>
    /\b(?:closedTo|searchClosedTo)\(/.test(readFileSync(path, 'utf8')),
  );
  expect(gates.sort()).toEqual([
    'src/more/children/child.ts',
    'src/more/children/chronology.ts',
    'src/more/subject-access/reports.ts',
    'src/report/deciding/governors.ts',
    'src/report/deciding/logs.ts',
    'src/report/opening/access.ts',
    'src/report/opening/lists.ts',
    'src/report/opening/morning.ts',
    'src/report/opening/second-step.ts',
    'src/report/same-child/others.ts',
  ]);
});

describe('a day with it', () => {
  let thing: Thing;
  let card: { id: string };
  let code: string;
  const answers: unknown[] = [];
  const step = async (user: string, dialog: Dialog, button: string, inputs: Record<string, string> = {}) => {
    const shownNext = await next(world, user, dialog, button, inputs);
    answers.push(shownNext);
    return shownNext;
  };
  const opened = async (user = dsl) => {
    const dialog = await world.sandbox.openDialog(user, card.id, 'Open');
    answers.push(dialog);
    return dialog;
  };
  /** Makes a code by clicking, as its maker reads it on the screen. */
  const made = async (by: string, inputs: Record<string, string>) => {
    await world.sandbox.say(by, 'pin');
    const about = world.sandbox.messages(by).at(-1);
    const form = await world.sandbox.openDialog(by, about?.id ?? '', 'Make a code for a colleague');
    const dialog = await next(world, by, form, 'Make a code', inputs);
    return /"text":"([A-Z0-9]{4}-[A-Z0-9]{4})"/.exec(shown(dialog.card))?.[1] ?? '';
  };

  beforeAll(async () => {
    thing = await world.report('child');
    card = await channelCard(world, thing.reference);
    expect(concernIn(card)).toBe(thing.concern);
  });

  test('anyone who has no PIN gets numbers to phone and how to get a code, and with it the report', async () => {
    const closed = await opened();
    expect(shown(closed.card)).toContain('you have none yet');
    expect(shown(closed.card)).toContain('01632 960 501');
    expect(shown(closed.card)).toContain('999');
    code = await made(deputy, { person: dsl });
    const refused = await step(dsl, closed, 'Set my PIN and open', { code, pin: '123456', pinAgain: '123456' });
    expect(shown(refused.card)).toContain('too easy to guess');
    const record = await step(dsl, refused, 'Set my PIN and open', { code, pin: PIN, pinAgain: PIN });
    expect(shown(record.card)).toContain(`${MARK} seen`);
    const told = await world.sandbox.until(() =>
      world.sandbox.messages(deputy).find((one) => shown(one).includes('A PIN was set with your code')),
    );
    expect(shown(told)).toContain('Miriam Hale');
  });

  test('after five minutes without activity it is closed, for its pages, its link and its forms; a note in hand is not lost', async () => {
    const record = await opened();
    const form = await step(dsl, record, 'Add a note');
    const keeping = await step(dsl, await step(dsl, record, 'Export and keeping'), 'Export as PDF');
    const url = /"url":"([^"]+)"/.exec(shown(keeping.card))?.[1] ?? '';
    world.sandbox.clock.advance(5 * 60_000);
    expect((await post(world, url)).status).toBe(403);

    const closed = await step(dsl, form, 'Add a note', { reason: 'A note of six thousand words.' });
    expect(shown(closed.card)).toContain('is closed');
    expect(shown(closed.card)).toContain('A note of six thousand words.');
    expect(shown(closed.card)).not.toContain(MARK);
    const wrong = await step(dsl, closed, 'Open', { pin: WRONG });
    expect(shown(wrong.card)).toContain('That PIN is wrong');
    const done = await step(dsl, wrong, 'Open', { pin: PIN });
    expect(shown(done.card)).toContain('Done, and recorded.');
    expect(shown(done.card)).toContain('A note of six thousand words.');
  });

  test('a restart keeps it open for those five minutes, and closed after them', async () => {
    await world.restart();
    expect(shown((await opened()).card)).toContain(`${MARK} seen`);
    world.sandbox.clock.advance(5 * 60_000);
    await world.restart();
    expect(shown((await opened()).card)).toContain('is closed');
  });

  test('who types whom they look for is asked for the PIN first, and then sees what there is', async () => {
    const { sandbox } = world;
    sandbox.clock.advance(6 * 60_000);
    await sandbox.say(dsl, `reports about ${MARK}`);
    // The clock that was moved may bring a reminder meanwhile.
    const answer = await sandbox.until(() =>
      sandbox.messages(dsl).findLast((message) => shown(message).includes('Search reports')),
    );
    const closed = await sandbox.openDialog(dsl, answer.id, 'Search reports');
    answers.push(closed);
    expect(shown(closed.card)).not.toContain(thing.reference);
    expect(shown(closed.card)).not.toContain(MARK);
    const found = await next(world, dsl, closed, 'Open', { pin: PIN });
    expect(shown(found.card)).toContain(`Open ${thing.reference}`);
    sandbox.clock.advance(6 * 60_000);
  });

  test('neither a PIN, nor a code, nor a word of the report is in a chat, a call, an answer, a log line or a column', async () => {
    const again = await made(dsl, { person: deputy, pin: PIN });
    expect(again).toMatch(/-/);
    const secrets = [PIN, WRONG, ...[code, again].flatMap((one) => [one, one.replace('-', '')])];
    const absent = (what: string, thing: unknown, sought: readonly string[]) => {
      const text = typeof thing === 'string' ? thing : shown(thing);
      expect([what, text.length > 20]).toEqual([what, true]);
      expect([what, sought.filter((one) => text.includes(one))]).toEqual([what, []]);
    };
    absent('answers', answers, secrets);
    absent('log', world.logged, [...secrets, MARK]);
    for (const secret of secrets) expect([secret, callsWith(world, secret)]).toEqual([secret, []]);
    for (const user of [dsl, deputy, reporter]) {
      const said = world.sandbox.messages(user).filter(({ from }) => from.kind === 'bot');
      absent(`chat of ${user}`, said, [...secrets, MARK]);
    }
    absent('channel', world.sandbox.channel(CHANNELS.dsl), [...secrets, MARK]);
    const tables = await world.rows(`select format('%I.%I', table_schema, table_name) as name
      from information_schema.tables where table_type = 'BASE TABLE'
      and table_schema not in ('pg_catalog', 'information_schema')`);
    for (const { name } of tables) {
      const held = shown(await world.rows(`select t::text as row from ${String(name)} t`));
      const sought = secrets.flatMap((one) => [one, Buffer.from(one).toString('hex')]);
      expect([name, sought.filter((one) => held.includes(one))]).toEqual([name, []]);
    }
  });
});

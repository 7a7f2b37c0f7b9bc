import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CHRONOLOGY_DOWNLOAD } from '../../../src/more/children/stories.handlers.ts';
import { lockActs } from '../../../src/more/locks/lock.handlers.ts';
import { NEXT_SCHOOL_DOWNLOAD } from '../../../src/more/next-school/next-school.handlers.ts';
import { PICTURE_DOWNLOAD } from '../../../src/more/screenshots/screenshot.handlers.ts';
import { ACCESS_DOWNLOAD } from '../../../src/more/subject-access/access.handlers.ts';
import { trustActs } from '../../../src/more/trust-lead/trust-acts.handlers.ts';
import { isOfConduct, KINDS, type Kind } from '../../../src/report/concern.ts';
import { KEEPING_ACTS } from '../../../src/report/keeping/keeping-acts.ts';
import { EXPORT_DOWNLOADS } from '../../../src/report/opening/record.handlers.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { registerReports } from '../../entrances/entrances.ts';
import { seeded } from '../../support/seeded.ts';
import { next, shown, toFacts } from '../support-sandbox.ts';
import {
  type Cell,
  capacityOf,
  cellsOf,
  EVERYONE,
  KEYS,
  type Key,
  LINES,
  ROSTER,
  routeOf,
  userOf,
} from './access-table.ts';
import { type AccessWorld, accessWorld, attempt, MARK, NOTHING, PROBES, type Thing } from './access-world.ts';

/** docs/access.md, tried: every line of it on every person, and both on every kind of report, by activities made by hand. */

let world: AccessWorld;
let cells: readonly Cell[];
let toTry: ReadonlySet<Cell>;
/** One report of each kind, delivered, with an unsent one of the same reporter beside it. */
const things = new Map<Kind, Thing>();
beforeAll(async () => {
  world = await accessWorld();
  cells = cellsOf(world.config.trust);
  toTry = chosen(cells);
  for (const kind of KINDS) things.set(kind, await world.report(kind));
  const draft = await begun(PEOPLE.priyaNair);
  const { sandbox } = world;
  await sandbox.say(userOf('A switched-off account'), 'help');
  await sandbox.tenant.setEnabled(userOf('A switched-off account'), false);
  for (const [kind, thing] of things) things.set(kind, { ...thing, draft, ...(await withPicture(kind, thing)) });
});
afterAll(() => world.close());

/** Begins a report and leaves it unsent. @returns its id */
async function begun(user: string): Promise<string> {
  const { sandbox } = world;
  await sandbox.say(user, 'report a concern');
  const form = await sandbox.openDialog(user, sandbox.messages(user).at(-1)?.id ?? '', 'Report a concern');
  const facts = await toFacts(world, user, form, { about: 'child', who: `${MARK} draft` });
  const last = await next(world, user, facts, 'Next', { seen: `${MARK} draft` });
  return /"draft":"([0-9a-f-]{36})"/.exec(shown(last.card))?.[1] ?? '';
}

/** The names that the handlers really register. They are only registered here, so nothing of the parts is used. */
function registered(): string[] {
  const found: string[] = [];
  const note = (how: string) => (name: string) => void found.push(`${how} ${name}`);
  registerReports({
    action: note('action'),
    dialog: note('dialog'),
    submit: note('submit'),
    // By whom someone is found, and by nothing of a report: tests/concern/roll.test.ts.
    typeahead: () => undefined,
    command: ([first = '']) => void found.push(`command ${first}`),
  });
  return found;
}

describe('the page and the product name the same things', () => {
  test('every button, dialog, command and link of a concern has its line, and every line is one that there is', () => {
    const links = [
      ...Object.values(EXPORT_DOWNLOADS),
      CHRONOLOGY_DOWNLOAD,
      PICTURE_DOWNLOAD,
      NEXT_SCHOOL_DOWNLOAD,
      ACCESS_DOWNLOAD,
    ].map((name) => `link ${name}`);
    const routes = [...new Set(KEYS.map(routeOf))].sort();
    expect(routes).toEqual([...registered(), ...links].sort());
    expect(new Set(KEYS).size).toBe(KEYS.length);
    expect(Object.keys(PROBES).sort()).toEqual([...KEYS].sort());
    for (const form of Object.keys({ ...FORMS, ...lockActs, ...trustActs }))
      expect(KEYS).toEqual(expect.arrayContaining([`submit concern.form ${form}`, `submit concern.act ${form}`]));
    for (const form of Object.keys(KEEPING_ACTS))
      expect(KEYS).toEqual(
        expect.arrayContaining([`submit concern.keeping-form ${form}`, `submit concern.keeping-act ${form}`]),
      );
  });

  test('the matrix is whole: everyone × every kind × every line, at least 10,700 cells', () => {
    expect(EVERYONE).toEqual(Object.keys(ROSTER));
    expect(new Set(EVERYONE.map(userOf)).size).toBe(EVERYONE.length);
    expect(cells.length).toBeGreaterThanOrEqual(10_700);
    expect(new Set(cells.map(({ who, kind, key }) => `${who}|${kind}|${key}`)).size).toBe(cells.length);
    for (const who of EVERYONE)
      for (const kind of ['child', 'staff', 'dsl', 'headteacher', 'online-abuse'])
        expect(cells.filter((cell) => cell.who === who && cell.kind === kind).map(({ key }) => key)).toEqual(KEYS);
    // Anyone who has a report in the routing of lanyard.yml has it on the page, and nobody else.
    const holders = (kind: Kind) =>
      EVERYONE.filter((who) => ['has it', 'as deputy'].includes(capacityOf(world.config.trust, who, kind)));
    expect(KINDS.map(holders)).toEqual([
      ['The DSL', 'A deputy DSL', 'The trust’s safeguarding lead, while they cover for the DSL'],
      ['The headteacher'],
      ['The chair of governors'],
      ['The headteacher'],
      ['The governance officer'],
      ['The senior manager'],
      ['The data protection officer'],
    ]);
  });
});

/** Whatever no answer to a stranger may hold. */
const leaks = (text: string): string[] =>
  [MARK, ...[...things.values()].flatMap(({ concern, reference }) => [concern, reference])].filter((one) =>
    text.includes(one),
  );
const REFUSED =
  /not available to you|have not passed it on|This form is no longer open|cannot be added to this report|This file can no longer be made|This chat is for staff|I only work for staff/;

const isAboutOne = (key: Key) => /"(concern|draft|of)":"/.test(JSON.stringify(PROBES[key]?.(NOTHING)));

/** Of each sort of thing that is written down as refused one key, which every person tries on every report. */
const OF_EACH_SORT: readonly Key[] = [
  'dialog concern.open',
  'submit concern.form note',
  'action concern.acknowledge',
  'submit concern.act note',
  'submit concern.act reroute',
  'submit concern.keeping-act hold',
  'submit concern.keeping-act reduce',
  'link concern-json',
  'link concern-screenshot',
];

const refusedOf = (cells: readonly Cell[]) => cells.filter(({ may }) => may === '–');

const pairsOf = ({ who, key, kind }: Cell) => [`${who}|${key}`, `${who}|${kind}`, `${key}|${kind}`];

/**
 * Which cells are tried. Whether a report is someone's is decided in one place, whichever key asks: every person tries every key,
 * each on a report of another kind, so that every key is tried on every kind too. `npm run bench -- access` tries every cell.
 */
function chosen(cells: readonly Cell[]): ReadonlySet<Cell> {
  if (process.env.LANYARD_EVERY_CELL) return new Set(refusedOf(cells));
  const met = new Set<string>();
  const random = seeded(1);
  const found = refusedOf(cells)
    .map((cell) => ({ cell, turn: random() }))
    .sort((one, other) => one.turn - other.turn)
    .map(({ cell }) => cell)
    .filter((cell) => {
      const isNew = pairsOf(cell).some((pair) => !met.has(pair));
      if (isNew) for (const pair of pairsOf(cell)) met.add(pair);
      return isNew || OF_EACH_SORT.includes(cell.key) || !isAboutOne(cell.key);
    });
  return new Set(found);
}

test('of what is refused, every person is tried with every key and on every kind, and every key on every kind', () => {
  const tried = new Set([...toTry].flatMap(pairsOf));
  expect([...new Set(refusedOf(cells).flatMap(pairsOf))].filter((pair) => !tried.has(pair))).toEqual([]);
});

describe('what is not theirs is as if it did not exist', () => {
  test.each(EVERYONE)('%s', async (who) => {
    const mine = cells.filter((cell) => cell.who === who && (cell.may === '–' || cell.may === 'own'));
    const before = await written(who);
    const wrong: string[] = [];
    let tried = 0;
    for (const key of KEYS) {
      const here = mine.filter((cell) => cell.key === key);
      tried += here.length;
      wrong.push(
        ...(await openedWrongly(
          who,
          key,
          here.filter(({ may }) => may === 'own'),
        )),
        ...(await notRefused(
          who,
          key,
          here.filter((cell) => toTry.has(cell)),
        )),
      );
    }
    expect(wrong).toEqual([]);
    expect(tried).toBe(mine.length);
    expect(tried).toBeGreaterThan(0);
    expect(await written(who)).toEqual(before);
    expect(world.logged.filter((line) => line.includes(MARK))).toEqual([]);
    // Each report that they were refused knows about it, by what they tried.
    const refusals = await world.rows(`select about, action from concern_refusal where actor = '${userOf(who)}'`);
    for (const { kind } of mine.filter(({ may, key }) => may === '–' && key === 'dialog concern.open')) {
      const about = refusals.filter((row) => row.about === things.get(kind)?.concern).map(({ action }) => action);
      const tried = ['open', 'look', 'acknowledge', 'note', 'reroute', 'hold', 'reduce', 'export', 'screenshot'];
      expect([kind, about]).toEqual([kind, expect.arrayContaining(tried)]);
    }
  });
});

/** Pages that anyone of the staff may open, held against each report that must not be on them. */
async function openedWrongly(who: string, key: Key, cells: readonly Cell[]): Promise<string[]> {
  if (cells.length === 0) return [];
  // Someone else’s unsent report, where the button would throw away one's own.
  const draft = who === 'Its reporter' ? NOTHING.draft : (things.get('child')?.draft ?? '');
  const { status, text } = await attempt(world, { user: userOf(who), key, thing: { ...NOTHING, draft } });
  if (status !== 200 || REFUSED.test(text)) return [`${key}: refused, though it is open to them: ${text}`];
  return cells.flatMap(({ kind }) => {
    const isTheirs = key === 'command my reports' && capacityOf(world.config.trust, who, kind) === 'reported it';
    return text.includes(things.get(kind)?.concern ?? '?') === isTheirs ? [] : [`${key}, ${kind}: ${text}`];
  });
}

/** What a key answered about no report at all, to anyone so far. */
const refusals = new Map<Key, Set<string>>();

/**
 * Answers to one of their attempts on each report that differ by a byte from the answer about none: from their own, or from what
 * someone else was told with the same key. `npm run bench -- access` asks everyone about none.
 */
async function notRefused(who: string, key: Key, cells: readonly Cell[]): Promise<string[]> {
  if (cells.length === 0) return [];
  const user = userOf(who);
  const known = refusals.get(key) ?? new Set<string>();
  refusals.set(key, known);
  const answers = isAboutOne(key)
    ? await Promise.all(
        cells.map(async ({ kind }) => ({
          kind,
          answer: asBytes(await attempt(world, { user, key, thing: things.get(kind) ?? NOTHING })),
        })),
      )
    : // What carries no id answers alike whichever report is meant.
      [];
  const asElsewhere = answers.length > 0 && answers.every(({ answer }) => known.has(answer));
  if (asElsewhere && !process.env.LANYARD_EVERY_CELL) return [];
  const nothing = await attempt(world, { user, key, thing: NOTHING });
  if (!REFUSED.test(nothing.text) || leaks(nothing.text).length > 0) return [`${key}: ${nothing.text}`];
  known.add(asBytes(nothing));
  return answers
    .filter(({ answer }) => answer !== asBytes(nothing))
    .map(({ kind, answer }) => `${key}, ${kind}: ${answer}`);
}

const asBytes = ({ status, text }: { status: number; text: string }): string => `${status} ${text}`;

/** Who has which kind, and to whom they may pass it on. */
const LIVES: readonly (readonly [Kind, string, string])[] = [
  ['child', 'The DSL', 'headteacher'],
  ['child', 'A deputy DSL', 'headteacher'],
  ['staff', 'The headteacher', 'chair-of-governors'],
  ['headteacher', 'The chair of governors', 'governance-officer'],
  ['dsl', 'The headteacher', 'chair-of-governors'],
  ['chair', 'The governance officer', 'headteacher'],
  ['online-abuse', 'The senior manager', 'headteacher'],
  ['data', 'The data protection officer', 'headteacher'],
];

describe('those who have it can do each thing on the page, and it is written down as theirs', () => {
  test.each(LIVES)('%s: %s', async (kind, who, onward) => {
    const user = userOf(who);
    // The reporter of the others has an unsent one waiting.
    const reporter = PEOPLE.frankDoyle;
    const mine = cells.filter((cell) => cell.who === who && cell.kind === kind);
    const done = new Map<string, Set<Key>>([user, reporter].map((one) => [one, new Set<Key>()]));
    const thing = await world.report(kind, reporter);
    const [second, third] = [await world.report(kind, reporter), await world.report(kind, reporter)];

    /** Does it and returns what was shown. Whatever it writes must be in the trail as this person's. */
    const does = async (by: string, key: Key, event?: string, data?: Record<string, unknown>, on = thing) => {
      const before = await events(on, by);
      const { status, text } = await attempt(world, { user: by, key, thing: on, ...(data && { data }) });
      done.get(by)?.add(key);
      expect([key, status, REFUSED.test(text)]).toEqual([key, 200, false]);
      const added = (await events(on, by)).slice(before.length);
      if (event !== undefined) expect([key, added, text]).toEqual([key, expect.arrayContaining([event]), text]);
      return text;
    };
    const reads = async (key: Key) => expect(await does(user, key)).toContain(MARK);
    const sees = async (key: Key, data?: Record<string, unknown>) =>
      expect(await does(user, key, undefined, data)).toContain(thing.reference);

    await reads('dialog concern.open');
    await reads('submit concern.page');
    // This school asks for no PIN: what the button behind it wanted opens at once.
    await reads('submit concern.pin');
    await reads('submit concern.pin-set');
    expect(await does(user, 'command pin')).toContain('does not ask for a PIN');
    expect(await does(user, 'dialog concern.pin-own')).toContain('Set your PIN');
    expect(await does(user, 'submit concern.pin-set own')).toContain('Your PIN');
    expect(await does(user, 'dialog concern.pin-code')).toContain('Make a code');
    await does(user, 'submit concern.pin-code');
    for (const key of [
      'command rota',
      'dialog concern.rota',
      'submit concern.rota-enter',
      'submit concern.rota-take-out',
    ])
      expect(await does(user, key)).toContain('Rota of the DSL’s team');
    for (const key of ['command drill', 'dialog concern.drill', 'submit concern.drill-plan'])
      expect(await does(user, key)).toContain('Drills');
    for (const key of ['dialog concern.drill-begin', 'submit concern.drill-begin'])
      expect(await does(user, key)).toContain('DRILL: a test, not a real report');
    for (const key of ['command numbers', 'dialog concern.phones', 'submit concern.phones-save'])
      expect(await does(user, key)).toContain('Phone numbers');
    for (const key of [
      'command roles',
      'dialog concern.roles',
      'submit concern.roles',
      'submit concern.role-change',
      'submit concern.role-propose',
      'submit concern.role-second',
      'submit concern.role-end',
    ])
      expect(await does(user, key)).toContain('Who holds which role');
    for (const key of [
      'command trust',
      'dialog concern.trust',
      'submit concern.trust-cover',
      'submit concern.trust-end',
    ])
      expect(await does(user, key)).toContain('The trust’s safeguarding lead');
    for (const key of ['command patterns', 'dialog concern.patterns', 'submit concern.patterns'])
      expect(await does(user, key)).toContain('Patterns');
    for (const key of ['command roll', 'dialog concern.roll', 'submit concern.roll-remove'])
      expect(await does(user, key)).toMatch(/The (school’s )?roll/);
    // Nobody has come to its role: what the buttons do then is in tests/report/roles/kept-reports.test.ts.
    expect(await does(user, 'action concern.let-in')).toContain('Nothing waits to be handed on');
    await sees('submit concern.act let-in');
    await reads('submit concern.chronology');
    await does(user, 'action concern.acknowledge', 'acknowledged');
    await does(user, 'submit concern.act acknowledge', 'acknowledged', {}, second);
    await does(user, 'submit concern.act take', 'taken');
    await sees('submit concern.form action');
    const shownAction = await does(user, 'submit concern.act action', 'action-set', { to: user });
    const number = /"number":(\d+)/.exec(shownAction)?.[1];
    await does(user, 'submit concern.act action-done', 'action-done', { number });
    await sees('submit concern.form categorise');
    if (kind === 'child') await does(user, 'submit concern.act categorise', 'categorised');
    else await sees('submit concern.act categorise');
    for (const act of ['open', 'shut']) {
      await sees(`submit concern.form trust-${act}`);
      if (kind === 'child')
        await does(user, `submit concern.act trust-${act}`, act === 'open' ? 'trust-opened' : 'trust-shut');
      else await sees(`submit concern.act trust-${act}`);
    }
    await sees('submit concern.form date');
    await does(user, 'submit concern.act date', 'dated');
    await sees('submit concern.form note');
    await does(user, 'submit concern.act note', 'noted');
    await sees('submit concern.form ask');
    await does(user, 'submit concern.act ask', 'asked', { reason: 'What time was it?' });

    expect(await does(reporter, 'dialog concern.own-add')).toContain(thing.reference);
    expect(await does(reporter, 'submit concern.own-add')).toContain(thing.reference);
    expect(await does(reporter, 'dialog concern.own-answer')).toContain('What time was it?');
    await does(reporter, 'submit concern.own-send answered', 'answered');
    await does(reporter, 'submit concern.own-send added', 'added');
    expect(await does(reporter, 'dialog concern.own-whom')).toContain(thing.reference);
    expect(await does(reporter, 'submit concern.own-meant')).toContain(thing.reference);
    for (const key of ['submit concern.case', 'submit concern.case-form', 'submit concern.case-act']) await sees(key);
    for (const key of ['dialog concern.own-case', 'submit concern.own-case-say'])
      expect(await does(reporter, key)).toContain(thing.reference);
    for (const key of ['dialog concern.own-tell', 'submit concern.own-tell'])
      expect(await does(reporter, key)).toContain(thing.reference);
    expect(await does(reporter, 'action concern.own-status')).not.toContain(MARK);
    if (kind === 'child') {
      const form = await does(reporter, 'submit concern.begin beside');
      expect(form).not.toContain(`${MARK} seen`);
      const draft = /"draft":"([0-9a-f-]{36})"/.exec(form)?.[1] ?? '';
      await attempt(world, { user: reporter, key: 'submit concern.begin again', thing: { ...thing, draft } });
    }
    await pictured(kind, thing, does, reporter);

    for (const key of ['submit concern.form lock', 'submit concern.form unlock']) await sees(key);
    await locks(kind, user, does, sees);
    await sees('submit concern.form decide');
    await does(user, 'submit concern.act decide', 'decided');
    await sees('submit concern.form step');
    if (isOfConduct(kind)) await does(user, 'submit concern.act step', 'step');
    else await sees('submit concern.act step');
    await sees('submit concern.form known');
    if (kind === 'data') await does(user, 'submit concern.act known', 'known');
    else await sees('submit concern.act known');
    await sees('submit concern.form review');
    await does(user, 'submit concern.act review', 'review-set');
    await sees('submit concern.form hand-over');
    await does(user, 'submit concern.act hand-over', 'handed-over', { to: user });
    await sees('submit concern.form correct');
    if (kind === 'child') await does(user, 'submit concern.act correct', 'corrected');
    else await sees('submit concern.act correct');
    await sees('submit concern.form link');
    await does(user, 'submit concern.act link', 'linked', { reference: second.reference });
    await sees('submit concern.person');
    await does(user, 'submit concern.act join', 'joined', { reference: second.reference });
    await does(user, 'submit concern.act part', 'parted', { reference: second.reference });
    await does(user, 'submit concern.act relate', 'linked', { reference: second.reference });
    await does(user, 'submit concern.act decide', 'decided');
    for (const key of ['command reports', 'dialog concern.list-page', 'submit concern.list-page'])
      expect(await does(user, key)).toMatch(/"Open reports"/);
    for (const title of ['Breach log', 'Low-level concerns', 'Report to governors'])
      expect(await does(user, `command ${title.toLowerCase()}`)).toContain(`"title":"${title}"`);
    await does(user, 'dialog concern.search');
    await sees('submit concern.find', { sought: thing.reference });
    for (const act of ['confirm', 'told'] as const) {
      await sees(`submit concern.form ${act}`);
      await does(user, `submit concern.act ${act}`, act === 'confirm' ? 'confirmed' : 'told');
    }
    await sees('submit concern.form close');
    await does(user, 'submit concern.act close', 'closed');
    for (const key of ['command records due', 'dialog concern.due', 'submit concern.due'])
      expect(await does(user, key)).toContain('Records due for review');
    await sees('submit concern.form reopen');
    await does(user, 'submit concern.act reopen', 'reopened');
    await sees('submit concern.form no-further-action');
    await does(user, 'submit concern.act no-further-action', 'closed');

    await sees('dialog concern.keeping');
    await sees('submit concern.keeping');
    for (const form of Object.keys(KEEPING_ACTS))
      if (form !== 'reduce') await sees(`submit concern.keeping-form ${form}`);
    await does(user, 'submit concern.keeping-act hold', 'held');
    await does(user, 'submit concern.keeping-act release', 'released');
    await does(user, 'submit concern.keeping-act retain', 'retention-set');
    for (const format of ['pdf', 'json', 'chronology']) {
      await sees(`submit concern.export ${format}`);
      await does(user, `link concern-${format}`, 'exported');
    }
    const endRequest = await answersRequest(user, thing, does);
    await handsOver(kind, user, thing, does, (key) => done.get(user)?.add(key));
    const [screenshot] = await pictures(thing);
    await sees('submit concern.picture', { ...(screenshot && { screenshot }) });
    if (kind === 'online-abuse') await does(user, 'link concern-screenshot', 'exported', { screenshot });
    else done.get(user)?.add('link concern-screenshot');

    // Read once more after the last word of the reporter's, received elsewhere, and only then it may go; an adult's not before its day.
    await reads('dialog concern.open');
    await does(user, 'submit concern.keeping-act transfer', 'transferred');
    const isDeputy = mine.some(({ may }) => may === 'for the DSL');
    const obstacle = isDeputy ? 'not for a deputy' : isOfConduct(kind) ? 'kept until its next review' : undefined;
    // Not while the request is open for which it was decided on; who could not destroy it now does not learn that.
    const whileOpen = expect(await does(user, 'submit concern.keeping-act reduce'));
    whileOpen.toContain(obstacle ?? 'still needed');
    await endRequest();
    const isThere =
      obstacle === undefined ? expect.not.stringContaining('not for a deputy') : expect.stringContaining(obstacle);
    for (const key of ['submit concern.keeping-form reduce', 'submit concern.reduce-check'])
      expect(await does(user, key)).toEqual(isThere);
    const reduced = await does(
      user,
      'submit concern.keeping-act reduce',
      obstacle === undefined ? 'reduced' : undefined,
    );
    if (obstacle !== undefined)
      expect([reduced, await events(thing, user)]).toEqual([isThere, expect.not.arrayContaining(['reduced'])]);

    // What they pass on they cannot open any more, whichever way they pass it on.
    expect(await does(user, 'submit concern.form reroute', undefined, {}, second)).toContain(second.reference);
    await does(user, 'submit concern.act reroute', 'rerouted', { to: onward, about: 'same' }, second);
    const about = kind === 'staff' ? 'online-abuse' : 'staff';
    await does(user, 'submit concern.act reroute about', 'rerouted', { to: onward, about }, third);
    for (const passed of [second, third])
      expect((await attempt(world, { user, key: 'dialog concern.open', thing: passed })).text).toMatch(REFUSED);

    const yes = mine.filter(({ may }) => may === 'yes' || may === 'for the DSL');
    expect([...(done.get(user) ?? [])].sort()).toEqual(yes.map(({ key }) => key).sort());
    const reported = LINES.flatMap(({ may, keys }) => (may['reported it'] === 'yes' ? keys : []));
    expect([...(done.get(reporter) ?? [])].sort()).toEqual(
      reported
        .filter(
          (key) =>
            !OF_DRAFTS.includes(key) &&
            (kind === 'online-abuse' || !FOR_PICTURES.includes(key)) &&
            (kind === 'child' || !key.endsWith('beside')),
        )
        .sort(),
    );
  });

  test('the reporter goes on with what they have not sent, step by step, and sends it', async () => {
    const user = PEOPLE.marcusLindley;
    const thing = { ...NOTHING, draft: await begun(user) };
    for (const key of OF_DRAFTS.filter((key) => key !== 'submit concern.send')) {
      const { text } = await attempt(world, { user, key, thing });
      expect([key, text]).toEqual([key, expect.stringContaining(thing.draft)]);
    }
    const { text } = await attempt(world, { user, key: 'submit concern.send', thing });
    expect(text).toContain('Your reference is');
  });
});

const OF_DRAFTS = KEYS.filter(
  (key) => 'draft' in (PROBES[key]?.(NOTHING) ?? {}) && !/begin (again|school|beside)/.test(key),
);

/** Closed, in words of their own, where the school or the kind of report has no screenshots. */
const FOR_PICTURES = ['submit concern.own-picture', 'submit concern.own-picture-answer'];

type Does = (by: string, key: Key, event?: string, data?: Record<string, unknown>) => Promise<string>;

/** A report about abuse online has a screenshot, so that there is one to keep from others. */
async function withPicture(kind: Kind, thing: Thing): Promise<Pick<Thing, 'screenshot'>> {
  if (kind !== 'online-abuse') return {};
  await attempt(world, { user: PEOPLE.priyaNair, key: 'submit concern.own-picture-answer', thing });
  await world.sandbox.say(PEOPLE.priyaNair, '', undefined, [POST]);
  const [screenshot] = await pictures(thing);
  if (screenshot === undefined) throw new Error('the screenshot was not taken');
  return { screenshot };
}

/** Of a child's report, and by the DSL; those to whom it is locked may end it. */
async function locks(kind: Kind, user: string, does: Does, sees: (key: Key) => Promise<void>): Promise<void> {
  if (kind !== 'child') for (const key of ['lock', 'unlock']) await sees(`submit concern.act ${key}`);
  else if (user === ROSTER['A deputy DSL']) {
    expect(await does(user, 'submit concern.act lock')).toContain('not for a deputy');
    await sees('submit concern.act unlock');
  } else {
    await does(user, 'submit concern.act lock', 'locked');
    await does(user, 'submit concern.act unlock', 'unlocked');
  }
}

/** A child's chronology by a link, to be read before it is given away; of others there is none. */
async function handsOver(kind: Kind, user: string, thing: Thing, does: Does, note: (key: Key) => void): Promise<void> {
  const page = await does(user, 'submit concern.next-school');
  const list = /"list":"([0-9a-f]+-)"/.exec(page)?.[1] ?? 'none-';
  const made = await does(user, 'submit concern.next-school-make', kind === 'child' ? 'sent-to-school' : undefined, {
    list,
  });
  const link = /"link":"([0-9a-f-]{36})"/.exec(made)?.[1] ?? NOTHING.concern;
  await does(user, 'submit concern.next-school-read', undefined, { link });
  if (kind === 'child')
    expect(await does(user, 'link concern-next-school', undefined, { screenshot: link })).toContain('%PDF-');
  else {
    expect(made).not.toContain(thing.reference);
    const { text } = await attempt(world, { user, key: 'link concern-next-school', thing });
    expect(text).toContain('This file can no longer be made');
    note('link concern-next-school');
  }
  await does(user, 'submit concern.next-school-end', kind === 'child' ? 'sent-to-school' : undefined, { link });
}

/** A request about the teacher whom all of these reports are about, entered by who has none of them to do with it. */
/** @returns what ends the request */
async function answersRequest(user: string, thing: Thing, does: Does): Promise<() => Promise<unknown>> {
  const request = crypto.randomUUID();
  const [day] = world.sandbox.clock.now().toISOString().split('T');
  const entered = { id: request, person: PEOPLE.lewisGrant, accessAsker: 'He does', received: day };
  const key = 'submit concern.access-new';
  await attempt(world, { user: PEOPLE.anilKapoor, key, thing, data: entered });
  for (const key of [
    'command subject access request',
    'dialog concern.access-requests',
    'submit concern.access-requests',
    'submit concern.access-new',
  ])
    expect(await does(user, key)).toContain('ubject access request');
  expect(await does(user, 'submit concern.access-request', 'found', { request })).toContain(thing.reference);
  const page = await does(user, 'submit concern.access-report', 'opened', { request });
  expect(page).toContain(`${MARK} seen`);
  const list = /"list":"([0-9a-f]+-)"/.exec(page)?.[1];
  const decided = { request, decision: 'give', list, leaveOut: '' };
  await does(user, 'submit concern.access-decide', 'access-decided', decided);
  expect(await does(user, 'submit concern.access-print', undefined, { request })).toContain('What is given');
  expect(await does(user, 'link concern-access', 'exported', { concern: request })).toContain('%PDF-');
  const ended = { request, act: 'withdrawn', sure: 'yes' };
  return () => attempt(world, { user: PEOPLE.anilKapoor, key: 'submit concern.access-request', thing, data: ended });
}

/** The reporter’s way to a screenshot: open for online abuse, and closed in plain words for everything else. */
async function pictured(kind: Kind, thing: Thing, does: Does, reporter: string): Promise<void> {
  for (const key of ['submit concern.own-picture-answer unsure', ...FOR_PICTURES]) {
    const isOpen = kind === 'online-abuse' || key.endsWith('unsure');
    const { text } = await attempt(world, { user: reporter, key, thing });
    expect([key, text]).toEqual([
      key,
      isOpen ? expect.not.stringMatching(REFUSED) : expect.stringContaining('cannot be added to this report'),
    ]);
    if (isOpen) await does(reporter, key);
  }
  if (kind === 'online-abuse') await world.sandbox.say(reporter, '', undefined, [POST]);
  expect((await pictures(thing)).length).toBe(kind === 'online-abuse' ? 1 : 0);
}

const POST = {
  name: 'post.png',
  type: 'image/png',
  content: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};

const trailOf = ({ concern }: Thing) =>
  world.rows(`select seq, kind, actor, facts from concerns_child.concern_trail where concern_id = '${concern}'
    union all select seq, kind, actor, facts from concerns_adult.concern_trail where concern_id = '${concern}' order by seq`);
const events = async (thing: Thing, by: string) =>
  (await trailOf(thing)).filter(({ actor }) => actor === by).map(({ kind }) => String(kind));
const pictures = async (thing: Thing): Promise<readonly string[]> =>
  (await trailOf(thing)).flatMap(({ facts }) => /"screenshot":"([^"]+)"/.exec(shown(facts))?.[1] ?? []);

/** Everything that is kept of the reports, but for refusals and for what a search of one's own has found. */
async function written(who: string): Promise<unknown> {
  const isReader = cells.some((cell) => cell.who === who && (cell.may === 'yes' || cell.may === 'for the DSL'));
  const shelf = (name: string) => `
    select id::text, md5((to_jsonb(c) - 'version')::text) as what from ${name}.concern c
    union all select concern_id || ' ' || seq || ' ' || kind, md5(t::text) from ${name}.concern_trail t
      where kind <> 'refused' and kind <> '${isReader ? 'found' : ''}'`;
  return {
    rows: await world.rows(`${shelf('concerns_child')} union all ${shelf('concerns_adult')} order by 1`),
    draft: await world.rows(`select md5(d::text) from concern_draft d where id = '${things.get('child')?.draft}'`),
    channel: shown(world.sandbox.channel(CHANNELS.dsl)),
  };
}

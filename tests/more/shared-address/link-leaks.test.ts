import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { callsWith, concernIn, next, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { type PageForm, reportByLink, sharedPath, visit } from '../../support/shared-address.ts';

/** A phrase in every box of the pages without Teams; none may turn up outside a checked dialog. */
const MARK = 'ZQLINK';
/** Sent in forms that are wrong in every way. */
const WRONG = 'ZQWRONG';
const { miriamHale: dsl } = PEOPLE;
const DSL_CARDS = () => world.sandbox.channel(CHANNELS.dsl).flatMap(({ messages }) => messages);

let world: Running;
let path: string;
let code: string;
const pages: PageForm[] = [];
const marked = (boxes: readonly string[]) => Object.fromEntries(boxes.map((box) => [box, `${MARK} ${box}`]));

/** Everything that can be typed without Teams in the life of one report; then every exit is looked at. */
beforeAll(async () => {
  world = await running();
  const { sandbox } = world;
  path = await sharedPath(world, dsl);
  const boxes = marked(['who', 'seen', 'said', 'happened', 'where', 'whereNow', 'done', 'name']);
  const given = marked(['givenName', 'givenAs', 'givenNumber']);
  const sent = { about: 'child', conduct: 'no', urgent: 'no', ...boxes, ...given };
  const reported = await reportByLink(world, path, sent);
  code = reported.code;
  pages.push(reported.page);
  await reportByLink(world, path, { about: 'data', urgent: 'no', ...marked(['seen', 'children']) });

  const card = await sandbox.until(() => DSL_CARDS()[0]);
  const record = await sandbox.openDialog(dsl, card.id, 'Open');
  for (const box of Object.keys({ ...boxes, ...given })) expect(shown(record.card)).toContain(`${MARK} ${box}`);
  const acknowledged = await next(world, dsl, record, 'Acknowledge and take it on');
  const form = await next(world, dsl, acknowledged, 'Ask the reporter');
  await next(world, dsl, form, 'Ask the reporter', { reason: 'Which day was it?' });
  const asked = await visit(world, '/c', { code });
  expect(asked.text).toContain('Which day was it?');
  pages.push(asked, await visit(world, '/c', { code, step: 'write', text: `${MARK} answer` }));
  pages.push(await visit(world, '/c', { code, step: 'write', text: `${MARK} more`, urgent: 'yes' }));
  const answered = await sandbox.openDialog(dsl, card.id, 'Open');
  for (const word of ['answer', 'more']) expect(shown(answered.card)).toContain(`${MARK} ${word}`);

  for (const wrong of [
    { step: 'send', about: WRONG, seen: WRONG, key: WRONG },
    { step: WRONG, about: 'child', seen: WRONG, urgent: WRONG },
    { step: 'send', about: 'child', who: 'x', seen: WRONG, urgent: 'no', key: 'short' },
  ])
    await visit(world, `${path}/report`, wrong);
  await visit(world, '/r/BCDF-GHJK-LMNP/report', { step: 'send', seen: WRONG });
  await visit(world, '/c', { code: WRONG, text: WRONG });
  await visit(world, `/r/${WRONG}/report`);
});
afterAll(() => world.close());

test('whatever left for Teams holds no word of it, nor the code, nor the address of the page', () => {
  for (const phrase of [MARK, WRONG, code, code.replaceAll('-', '')]) expect(callsWith(world, phrase)).toEqual([]);
  expect(shown(DSL_CARDS())).not.toContain(MARK);
});

test('no answer after a report repeats a word of it', () => {
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  for (const { text } of pages) expect(text).not.toContain(MARK);
});

test('logs at every level hold no word, no code, no address of a page and nowhere that someone came from', () => {
  const logged = shown(world.logged);
  expect(logged.length).toBeGreaterThan(200);
  for (const phrase of [MARK, WRONG, code, code.replaceAll('-', ''), path.slice(3), '192.0.2.1'])
    expect(logged).not.toContain(phrase);
});

test('the database as stored holds no word and no code; what stands for the sender is a hash', async () => {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const looked = [MARK, WRONG, code, code.replaceAll('-', ''), '192.0.2.1'];
  const leaking: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    const holds = (text: string) =>
      rows.some(({ row }) => row.includes(text) || row.includes(Buffer.from(text).toString('hex')));
    if (looked.some(holds)) leaking.push(name);
  }
  const { rows: reports } = await client.query<{ reporter: string }>(
    'select reporter from concerns_child.concern where is_by_link',
  );
  await client.end();
  expect(leaking).toEqual([]);
  expect(reports.map(({ reporter }) => reporter)).toEqual([expect.stringMatching(/^.{14}8/)]);
});

test('every page may be kept, indexed and framed by nobody, sets no cookie and loads nothing but our style sheet', async () => {
  const more = [
    await visit(world, path),
    await visit(world, `${path}/report`),
    await visit(world, '/c'),
    await visit(world, '/r/BCDF-GHJK-LMNP'),
  ];
  for (const { headers, text } of [...pages, ...more]) {
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('set-cookie')).toBeNull();
    expect(text).not.toMatch(/<script|<img|src=|style=|\son\w+="/);
    expect([...text.matchAll(/<link[^>]+href="([^"]+)"/g)].map((match) => match[1])).toEqual(['/lanyard.css']);
  }
});

test('a page names nobody of the staff but the DSL, whom the school shows', async () => {
  const shownPages = await Promise.all([
    visit(world, path),
    visit(world, `${path}/report`),
    ...['child', 'staff', 'headteacher', 'dsl', 'chair', 'online-abuse', 'data', 'pupil-contact'].map((about) =>
      visit(world, `${path}/report`, { step: 'about', about, name: 'not known', conduct: 'no' }),
    ),
    visit(world, '/c', { code }),
  ]);
  const names = Object.values(world.config.trust.schools).flatMap(({ roles }) =>
    Object.values(roles).flatMap((people) => people.map(({ name }) => name)),
  );
  expect(new Set(names).size).toBeGreaterThan(8);
  for (const { text } of shownPages)
    for (const name of new Set(names)) if (name !== 'Miriam Hale') expect(text).not.toContain(name);
});

test('a record opens for nobody by its code: the id that stands for the sender has no place in Teams', async () => {
  const card = DSL_CARDS()[0];
  const { sandbox } = world;
  for (const person of [PEOPLE.priyaNair, PEOPLE.lewisGrant]) {
    const value = { data: { verb: 'concern.own-add', dialog: 'concern.own-add', concern: concernIn(card) } };
    const { body } = await sandbox.sendActivity(
      sandbox.activity(person, { type: 'invoke', name: 'task/fetch', value }),
    );
    expect(shown(body)).not.toContain(MARK);
  }
});

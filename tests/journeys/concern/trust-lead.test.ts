import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { callsWith, channelCard, concernIn, next, reportByClicking, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';

/** Typed into every box on the way: it may be shown to those who opened it, and be nowhere else. */
const MARK = 'ZQMARK';
const { joannaOkafor: HEAD, colinMarsh: CHAIR, miriamHale: DSL, tomAshworth: DEPUTY } = PEOPLE;
const LEAD = 'b0000000-0000-4000-8000-000000000057';

let world: Running;
let reference: string;
let concern: string;
beforeAll(async () => {
  world = await running();
  await world.sandbox.say(LEAD, 'hello');
  reference = await reportByClicking(world, PEOPLE.priyaNair, {
    about: 'child',
    words: { who: `${MARK} child`, seen: `${MARK} seen` },
  });
  concern = concernIn(await channelCard(world, reference));
});
afterAll(() => world.close());

async function opened(user: string, word: string, button: string): Promise<Dialog> {
  const { sandbox } = world;
  const before = sandbox.messages(user).length;
  await sandbox.say(user, word);
  const card = await sandbox.until(() =>
    sandbox
      .messages(user)
      .slice(before)
      .find((message) => shown(message).includes(button)),
  );
  return sandbox.openDialog(user, card.id, button);
}
const told = (user: string, words: string) =>
  world.sandbox.until(() => world.sandbox.messages(user).find((message) => shown(message).includes(words)));
/** By hand, whatever buttons there are. */
const tries = async (user: string, verb: string, data: object = {}) => {
  const value = { data: { verb, concern, page: 0, seen: 100_000, ...data } };
  const sent = world.sandbox.activity(user, { type: 'invoke', name: 'task/submit', value });
  return shown((await world.sandbox.sendActivity(sent)).body);
};
const REFUSED = 'not available to you';

test('nobody by default; two of the school name someone in Teams, who sees nothing of any report', async () => {
  expect(shown((await opened(DSL, 'trust', 'Open the page')).card)).toContain('Nobody has been named yet');
  const form = await next(world, HEAD, await opened(HEAD, 'roles', 'Open the roles'), 'Go on', { role: 'trust-lead' });
  const asked = await next(world, HEAD, form, 'Ask for it', { newcomer: LEAD });
  expect(shown(asked.card)).toContain('It takes effect once one of the others agrees');
  await told(CHAIR, 'A change of role needs your approval');
  await next(world, CHAIR, await opened(CHAIR, 'roles', 'Open the roles'), 'Agree');
  await told(LEAD, 'Trust safeguarding lead');
  const page = shown((await opened(LEAD, 'trust', 'Open the page')).card);
  expect(page).toContain('You see only what a school’s DSL opens to you');
  expect(page).not.toContain(reference);
  for (const verb of ['concern.page', 'concern.person', 'concern.chronology'])
    expect(await tries(LEAD, verb)).toContain(REFUSED);
});

test('the DSL opens a report to them with a reason; they read it and can do nothing else; shut, it is gone', async () => {
  const card = await channelCard(world, reference);
  const record = await world.sandbox.openDialog(DSL, card.id, 'Open');
  const form = await next(world, DSL, record, 'Open it to the trust’s lead');
  expect(shown(form.card)).toContain('can then read it, with its chronology');
  const done = await next(world, DSL, form, 'Open it to the trust’s lead', { all: 'false', reason: `${MARK} why` });
  expect(shown(done.card)).toContain('Done, and recorded.');
  const news = await told(LEAD, 'has opened this report to you');
  expect(shown(news)).not.toContain(MARK);
  const read = shown((await world.sandbox.openDialog(LEAD, news.id, 'Open')).card);
  expect(read).toContain(`${MARK} seen`);
  for (const button of ['Acknowledge', 'Add a note', 'Export and keeping', 'Record a decision', 'Lock', 'Hand over'])
    expect(read).not.toContain(`"title":"${button}`);
  for (const act of ['acknowledge', 'take', 'note', 'close', 'lock', 'trust-open', 'trust-shut'])
    expect(await tries(LEAD, 'concern.act', { act, reason: `${MARK} by hand` })).toContain(REFUSED);
  for (const [verb, data] of [
    ['concern.export', { format: 'pdf' }],
    ['concern.export', { format: 'chronology' }],
    ['concern.keeping', {}],
    ['concern.form', { form: 'note' }],
  ] as const)
    expect(await tries(LEAD, verb, data)).toContain(REFUSED);
  const shut = await next(world, DSL, done, 'Close it to the trust’s lead');
  await next(world, DSL, shut, 'Close it to the trust’s lead', { all: 'false', reason: `${MARK} enough` });
  for (const verb of ['concern.page', 'concern.person', 'concern.chronology'])
    expect(await tries(LEAD, verb)).toContain(REFUSED);
  const page = shown((await opened(LEAD, 'trust', 'Open the page')).card);
  expect(page).toContain(`${reference} closed by Miriam Hale`);
});

test('the headteacher lets them cover for an hour: they are rung and act as a deputy; then it ends by itself', async () => {
  const { sandbox } = world;
  const page = await opened(HEAD, 'trust', 'Open the page');
  const given = await next(world, HEAD, page, 'Give cover', {
    'person-oakfield': LEAD,
    'fromDay-oakfield': '2026-11-23',
    'fromTime-oakfield': '09:00',
    'untilDay-oakfield': '2026-11-23',
    'untilTime-oakfield': '11:00',
  });
  expect(shown(given.card)).toContain('Cover has been given.');
  await told(LEAD, 'You are covering for a DSL');
  for (const who of [DSL, DEPUTY]) await told(who, 'The trust’s safeguarding lead is covering for the DSL');
  expect(await tries(LEAD, 'concern.page')).toContain(`${MARK} seen`);
  const urgent = await reportByClicking(world, PEOPLE.frankDoyle, {
    about: 'child',
    words: { who: `${MARK} other`, seen: `${MARK} urgent` },
    last: { urgent: 'yes' },
  });
  const ring = await told(LEAD, urgent);
  expect(shown(ring)).not.toContain(MARK);
  await sandbox.click(LEAD, ring.id, 'Acknowledge');
  await told(PEOPLE.frankDoyle, 'has known about it since');
  sandbox.clock.set(new Date('2026-11-23T11:00:00Z'));
  for (const verb of ['concern.page', 'concern.person', 'concern.chronology'])
    expect(await tries(LEAD, verb)).toContain(REFUSED);
  const after = shown((await opened(LEAD, 'trust', 'Open the page')).card);
  expect(after).toContain('Ended');
  expect(after).not.toContain('End the cover now');
});

test('what was typed is in no channel, chat, call, log line or column', async () => {
  const { sandbox } = world;
  for (const user of [DSL, DEPUTY, HEAD, CHAIR, LEAD])
    expect(shown(sandbox.messages(user).filter(({ from }) => from.kind === 'bot'))).not.toContain(MARK);
  expect(shown(sandbox.channel(CHANNELS.dsl))).not.toContain(MARK);
  expect(callsWith(world, MARK)).toEqual([]);
  expect(shown(world.logged)).not.toContain(MARK);
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const leaking: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    const sought = [MARK, Buffer.from(MARK).toString('hex')];
    if (rows.some(({ row }) => sought.some((one) => row.includes(one)))) leaking.push(name);
  }
  await client.end();
  expect(tables.map(({ name }) => name)).toContain('public.concern_trust_cover');
  expect(leaking).toEqual([]);
});

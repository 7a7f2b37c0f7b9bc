import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { callsWith, next, reportByClicking, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';

/** A case, clicked through from the report to its end with a phrase in every box; then every exit is looked at. */
const MARK = 'ZQMARK';
const { priyaNair: reporter, danielPrior: manager, lewisGrant: affected, joannaOkafor: head } = PEOPLE;

let world: Running;
let page: Dialog;
let own: Dialog;
let reference: string;
beforeAll(async () => {
  world = await running();
  const { sandbox } = world;
  reference = await reportByClicking(world, reporter, { about: 'online-abuse', words: { seen: `${MARK} seen` } });
  const alert = await sandbox.until(() => sandbox.messages(manager).find((one) => shown(one).includes(reference)));
  const record = await sandbox.openDialog(manager, alert.id, 'Open');
  page = await next(world, manager, await next(world, manager, record, 'Acknowledge and take it on'), 'Open the case');
  const write = async (form: string, inputs: Record<string, string>) => {
    const opened = await next(world, manager, page, form);
    page = await next(world, manager, opened, 'Record it', inputs);
    expect(shown(page.card)).toContain('Recorded.');
  };
  await write('Who it is about', { whose: 'other', people: affected });
  await write('Add evidence', {
    ...Object.fromEntries(['address', 'userName', 'seenAt', 'kept'].map((box) => [box, `${MARK} ${box}`])),
    text: `${MARK} text`,
  });
  await write('The platform was asked', { platform: 'instagram', who: `${MARK} who`, ref: `${MARK} ref` });
  await write('They must complain themselves', { platform: 'youtube', text: `${MARK} text` });
  await write('The internet provider was asked', { who: `${MARK} who`, ref: `${MARK} ref` });
  await write('I have looked', { found: 'there', text: `${MARK} text` });
  await write('Support', { answer: 'offered', text: `${MARK} text` });
  await write('Who posted it', { author: 'parent', text: `${MARK} text` });
  await write('What was done with the parent', { how: 'invited', text: `${MARK} text` });

  const news = await sandbox.until(() =>
    sandbox.messages(affected).find((one) => shown(one).includes('Something new in your case')),
  );
  own = await sandbox.openDialog(affected, news.id, 'How far has it got?');
  own = await next(world, affected, own, 'Yes, they may');
  await write('The police were told', { ground: 'consent', who: `${MARK} who`, ref: `${MARK} ref` });
  // Something typed and not recorded comes back to the person who typed it, and nowhere else.
  const left = await next(world, manager, page, 'Add evidence');
  const held = await next(world, manager, left, 'Record it', { userName: `${MARK} only` });
  expect(shown(held.card)).toContain(`${MARK} only`);
});
afterAll(() => world.close());

test('the member of staff sees how far it is in plain words, with the text to send and nobody else’s words', () => {
  const text = shown(own.card);
  for (const words of [
    'Instagram or Threads was asked',
    'The policy aims at 24 hours',
    'it was still there',
    'You said yes.',
  ])
    expect(text).toContain(words);
  expect(text).toContain(`The page at ${MARK} address is about me`);
  expect(text.replaceAll(`${MARK} address`, '')).not.toContain(MARK);
  for (const name of ['Priya Nair', 'parent']) expect(text).not.toContain(name);
});

test('the case shows what is next, and what policies ask for with a parent', () => {
  expect(shown(page.card)).toContain('A parent: if the talk does not help, the complaints procedure.');
  expect(shown(page.card)).toContain(`${MARK} address`);
  expect(shown(page.card)).toContain('by Tuesday');
});

test('nothing typed is in a message, a log, or a readable column', async () => {
  expect(callsWith(world, MARK)).toEqual([]);
  expect(world.logged.join()).not.toContain(MARK);
  for (const user of [reporter, manager, affected, head])
    expect(shown(world.sandbox.messages(user).filter(({ from }) => from.kind === 'bot'))).not.toContain(MARK);
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const leaking: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    if (rows.some(({ row }) => row.includes(MARK) || row.includes(Buffer.from(MARK).toString('hex'))))
      leaking.push(name);
  }
  await client.end();
  expect(leaking).toEqual([]);
});

test('its reporter sees no more of it once it is known to be someone else’s', async () => {
  const { sandbox } = world;
  const receipt = sandbox.messages(reporter).findLast((one) => shown(one).includes(`Your report ${reference}`));
  const answer = await sandbox
    .openDialog(reporter, receipt?.id ?? '', 'How far has it got?')
    .catch((error: unknown) => String(error));
  expect(shown(answer)).not.toContain('Instagram');
});

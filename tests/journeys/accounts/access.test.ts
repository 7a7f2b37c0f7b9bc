import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { PEOPLE, pupilId } from '../../../src/sandbox/tenant/sample-school.ts';
import { submit } from '../../entrances/entrance-world.ts';
import { registeredEntrances } from '../../entrances/entrances.ts';
import { tableUnder } from '../../report/opening/access-table.ts';
import { shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { APPLICANT, apply, byHand, HEAD, IT, MILLBROOK_HEAD, OWNER, SECOND, STAFF } from './account-world.ts';

/** docs/access.md is what is expected of every button about accounts, pressed by hand. */
const STANDS_FOR: Readonly<Record<string, string>> = {
  'who runs it': SECOND,
  'who asked for it': APPLICANT,
  'the headteacher': HEAD,
  'the IT lead': IT,
  'the policy owner': OWNER,
  HR: PEOPLE.sunitaRao,
  'other staff': STAFF,
  'the headteacher of another school': MILLBROOK_HEAD,
  'a pupil': pupilId(2),
};

/** What someone sees only where they may. */
const SHOWS: Readonly<Record<string, RegExp>> = {
  'command accounts': /School accounts, /,
  'dialog accounts.list': /School accounts, /,
  'dialog accounts.apply': /Whose account is it/,
  'submit accounts.send-application': /Name at least two people/,
  'dialog accounts.add': /Put it on the register/,
  'submit accounts.save-added': /Name at least two people/,
  'dialog accounts.leaving': /Who is leaving/,
  'submit accounts.save-leaving': /Please choose a person and a future date/,
  'dialog accounts.open': /What happened/,
  'dialog accounts.decide': /Your reasons; the applicant reads them/,
  'submit accounts.decide': /Not decided yet/,
  'submit accounts.login': /Never write the password here/,
  'submit accounts.save-login': /looks like the login itself/,
  'submit accounts.check': /Recorded. Thank you/,
  'submit accounts.comment': /What day did it come in/,
  'submit accounts.save-comment': /Please give a day and time in the last month/,
  'submit accounts.answered': /Recorded. Thank you/,
  'submit accounts.moderate': /We explained there why it was done/,
  'submit accounts.save-moderated': /Recorded\./,
  'submit accounts.leaver': /Their last day/,
  'submit accounts.save-leaver': /Please choose a future date/,
  'dialog accounts.hand-over': /Who will take over/,
  'submit accounts.hand-over': /Who will take over/,
  'submit accounts.save-hand-over': /Please change the password first/,
  'submit accounts.save-post': /Do not post it until every line is ticked/,
  'submit accounts.ask-opinion': /Sent to/,
  'dialog accounts.before-post': /Before you post/,
  'submit accounts.before-post': /Before you post/,
  'dialog accounts.press': /Do not answer them yourself/,
  'submit accounts.send-press': /Passed to/,
  'dialog accounts.settings': /Check your own settings once a year/,
  'submit accounts.looked': /✓ You checked on/,
  'dialog accounts.opinion': /asks before posting/,
  'submit accounts.give-opinion': /answered this already|on its way/,
  'dialog accounts.take-press': /is dealing with it/,
  'dialog accounts.rules': /What your policies say about accounts/,
  'submit accounts.save-rules': /Saved. It is in use/,
  'submit accounts.sentence': /Show its sentences/,
};

let world: Running;
let waiting: string;
let open: string;
let comment: string;
let runner: string;
let opinion: string;
let call: string;
beforeAll(async () => {
  world = await running({ followsClock: true });
  // Only the applicant and someone else run it: who asked for it runs nothing here.
  const runners = `${SECOND},${HEAD}`;
  open = await apply(world, { name: 'Choir', runners });
  await putInUse(open);
  // Something of each kind to press on.
  const now = { day: '2026-11-23', time: '09:00' };
  await submit(world, SECOND, 'accounts.save-comment', {
    account: open,
    kind: 'comment',
    about: 'The canteen',
    ...now,
  });
  await submit(world, SECOND, 'accounts.ask-opinion', { account: open, what: 'The canteen' });
  await submit(world, SECOND, 'accounts.send-press', { who: 'The canteen', number: '', about: '' });
  [comment, runner, opinion, call] = await ids(
    'select id from school_account_comment',
    `select id from school_account_runner where account_id = '${open}'`,
    'select id from school_account_opinion',
    'select id from school_press_call',
  );
  waiting = await apply(world, { name: 'Chess', runners });
});
afterAll(() => world.close());

async function ids(...queries: readonly string[]): Promise<[string, string, string, string]> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const found = [];
  for (const query of queries) found.push((await client.query<{ id: string }>(query)).rows[0]?.id ?? '');
  await client.end();
  return found as [string, string, string, string];
}

/** Approved by hand in the database: what comes before it is tried elsewhere. */
async function putInUse(account: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query(
    "update school_account set state = 'approved', decided_at = now(), decided_by = $2, decided_by_name = 'x' where id = $1",
    [account, HEAD],
  );
  await client.end();
}

const DATA: Readonly<Record<string, () => object>> = {
  'submit accounts.send-application': () => ({ ...texts(['name', 'aim', 'audience', 'promotion']), runners: SECOND }),
  'submit accounts.save-added': () => ({ name: 'The canteen', address: '', runners: SECOND }),
  'submit accounts.save-leaving': () => ({ who: '', day: '' }),
  'submit accounts.decide': () => ({ account: waiting, verdict: 'reject', reasons: '' }),
  'dialog accounts.decide': () => ({ account: waiting }),
  'submit accounts.save-login': () => ({ account: open, address: 'x', kept: 'Netball2026!' }),
  'submit accounts.save-comment': () => ({
    account: open,
    kind: 'comment',
    day: '2030-01-01',
    time: '09:00',
    about: 'x',
  }),
  'submit accounts.answered': () => ({ comment }),
  'submit accounts.save-moderated': () => ({ account: open, what: 'hidden', why: 'other', words: 'The canteen' }),
  'submit accounts.save-leaver': () => ({ account: open, runner, day: '2020-01-01' }),
  'submit accounts.save-hand-over': () => ({ account: open, runner, to: '', changed: 'false' }),
  'submit accounts.save-post': () => ({ account: open, what: 'The canteen' }),
  'submit accounts.ask-opinion': () => ({ account: open, what: 'The canteen' }),
  'submit accounts.send-press': () => ({ who: 'The canteen', number: '', about: '' }),
  'submit accounts.looked': () => ({}),
  'dialog accounts.opinion': () => ({ opinion }),
  'submit accounts.give-opinion': () => ({ opinion, fine: 'true', words: '' }),
  'dialog accounts.take-press': () => ({ call }),
  'dialog accounts.rules': () => ({ school: 'oakfield' }),
  'submit accounts.save-rules': () => ({ school: 'oakfield' }),
  'submit accounts.sentence': () => ({ school: 'oakfield' }),
};
const texts = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'The canteen']));

async function tries(user: string, key: string): Promise<string> {
  const [kind = '', name = ''] = key.split(' ');
  const data = (DATA[key] ?? (() => ({ account: open })))();
  if (kind === 'dialog') return byHand(world, user, name, data);
  if (kind === 'submit') return submit(world, user, name, data as Record<string, unknown>);
  await world.sandbox.say(user, name);
  return shown(world.sandbox.messages(user).at(-1));
}

const lines = tableUnder('Accounts in the school’s name');
test.each(lines.map(({ cells }) => [cells[0] ?? '', cells] as const))('%s', async (_what, cells) => {
  const head = lines[0]?.head ?? [];
  const keys = [...(cells.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, key]) => key ?? '');
  expect(keys.filter((key) => !SHOWS[key])).toEqual([]);
  for (const key of keys)
    for (const [at, who] of head.slice(1, -1).entries()) {
      const may = cells[at + 1] !== '–';
      const got = await tries(STANDS_FOR[who] ?? '', key);
      const isShown = SHOWS[key]?.test(got) ?? false;
      expect([key, who, isShown]).toEqual([key, who, may]);
      if (cells[at + 1] === 'own') expect(got).not.toContain('Oakfield');
    }
});

test('every name that the product answers to about accounts is in the table', async () => {
  const names = registeredEntrances()
    .filter(({ kind, name }) => name.startsWith('accounts.') && kind !== 'command')
    .map(({ kind, name }) => `${kind} ${name}`);
  const written = lines.map(({ cells }) => cells.at(-1) ?? '').join(' ');
  expect(names.filter((name) => !written.includes(`\`${name}\``))).toEqual([]);
});

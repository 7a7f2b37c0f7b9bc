import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pupilId } from '../../../src/sandbox/tenant/sample-school.ts';
import { shown } from '../../concern/support-sandbox.ts';
import { submit } from '../../entrances/entrance-world.ts';
import { type Running, running } from '../../support/running.ts';
import { tableUnder } from '../../teams/concern/access-table.ts';
import { APPLICANT, apply, byHand, HEAD, IT, MILLBROOK_HEAD, OWNER, SECOND, STAFF } from './account-world.ts';

/** docs/access.md is what is expected of every button about accounts, pressed by hand. */
const STANDS_FOR: Readonly<Record<string, string>> = {
  'who runs it': SECOND,
  'who asked for it': APPLICANT,
  'the headteacher': HEAD,
  'the IT lead': IT,
  'the policy owner': OWNER,
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
  'dialog accounts.open': /What happened/,
  'dialog accounts.decide': /Your reasons; the applicant reads them/,
  'submit accounts.decide': /Not decided yet/,
  'submit accounts.login': /Never write the password here/,
  'submit accounts.save-login': /looks like the login itself/,
  'submit accounts.check': /Recorded. Thank you/,
  'dialog accounts.rules': /What your policies say on accounts/,
  'submit accounts.save-rules': /Saved. It is in use/,
};

let world: Running;
let waiting: string;
let open: string;
beforeAll(async () => {
  world = await running({ followsClock: true });
  // Only the applicant and someone else run it: who asked for it runs nothing here.
  const runners = `${SECOND},${HEAD}`;
  open = await apply(world, { name: 'Choir', runners });
  await putInUse(open);
  waiting = await apply(world, { name: 'Chess', runners });
});
afterAll(() => world.close());

/** Approved by hand in the database: what comes before it is tried elsewhere. */
async function putInUse(account: string): Promise<void> {
  const { default: pg } = await import('pg');
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
  'submit accounts.decide': () => ({ account: waiting, verdict: 'reject', reasons: '' }),
  'dialog accounts.decide': () => ({ account: waiting }),
  'submit accounts.save-login': () => ({ account: open, address: 'x', kept: 'Netball2026!' }),
  'dialog accounts.rules': () => ({ school: 'oakfield' }),
  'submit accounts.save-rules': () => ({ school: 'oakfield' }),
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

test('every name that the product answers to about accounts stands in the table', async () => {
  const { registeredEntrances } = await import('../../entrances/entrances.ts');
  const names = registeredEntrances()
    .filter(({ kind, name }) => name.startsWith('accounts.') && kind !== 'command')
    .map(({ kind, name }) => `${kind} ${name}`);
  const written = lines.map(({ cells }) => cells.at(-1) ?? '').join(' ');
  expect(names.filter((name) => !written.includes(`\`${name}\``))).toEqual([]);
});

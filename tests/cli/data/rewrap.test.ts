import { sql } from 'kysely';
import { rewrapRecords } from '../../../src/cli/data/rewrap.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import { rewrapKeys } from '../../../src/platform/postgres/rewrap.ts';
import { newKey } from '../../../src/platform/postgres/seal.ts';
import type { KeyWrap } from '../../../src/report/ports.ts';
import { localKeyWrap } from '../../../src/report/shelves/record-keys.store.ts';
import { BOT_ID, MANIFEST_ID, TENANT_ID } from '../../../src/sandbox/tenant/sample-school.ts';
import { given, PRIYA, type World } from '../../report/support.ts';

const fresh = (): string => newKey().toString('base64');
const [OLD, NEW] = [fresh(), fresh()];
let world: World;
/** The same database, by a process with these keys. */
const having = (...keys: [string, ...string[]]) => given({ database: world, keys });
const command = (RECORD_KEY: string, RECORD_KEY_PREVIOUS?: string) =>
  rewrapRecords({
    BOT_ID,
    BOT_TENANT_ID: TENANT_ID,
    BOT_TYPE: 'SingleTenant',
    BOT_PASSWORD: 'unused',
    TEAMS_APP_ID: MANIFEST_ID,
    DATABASE_URL: world.url,
    RECORD_KEY,
    ...(RECORD_KEY_PREVIOUS && { RECORD_KEY_PREVIOUS }),
  });

beforeEach(async () => {
  world = await given({ keys: [OLD] });
});
afterEach(() => world.close());

test('afterwards reports of both shelves, their texts and unsent drafts open without the old key; a second run has nothing to do', async () => {
  const reports = [
    await world.report('child', { words: { seen: 'Of a child.' } }),
    await world.report('staff', { words: { seen: 'Of an adult.' } }),
  ];
  const draft = await world.concerns.form.begin(PRIYA, world.school);

  // Two records, a draft, and the key of the hashes by which reports on one child are found.
  expect(await command(NEW, OLD)).toEqual({ kind: 'whole', words: expect.stringContaining('just now: 4.') });
  const { deps, find } = await having(NEW);
  const seen = reports.map(async ({ id }) => (await deps.store.entries(await find(id)))[0]?.words?.seen);
  expect(await Promise.all(seen)).toEqual(['Of a child.', 'Of an adult.']);
  expect(await deps.drafts.find(draft.id, PRIYA, world.now())).toMatchObject({ id: draft.id });
  expect(await command(NEW)).toEqual({ kind: 'whole', words: expect.stringContaining('just now: 0.') });
});

test('where a key is missing it says so, keeps what that key sealed, and does the rest', async () => {
  const forgotten = await world.report('child');
  const between = fresh();
  const other = await (await having(between)).report('staff');

  const outcome = await command(NEW, between);
  expect(outcome).toMatchObject({ kind: 'partial' });
  expect(JSON.stringify(outcome)).toContain('just now: 1.');
  expect(JSON.stringify(outcome)).toContain('another key: 2. Don’t remove any key.');
  expect(await (await having(NEW)).find(other.id)).toMatchObject({ id: other.id });
  expect(await world.find(forgotten.id)).toMatchObject({ id: forgotten.id });
});

test('a record that gets another key while it is looked at keeps that one', async () => {
  const { id } = await world.report('child');
  const keys = localKeyWrap([NEW, OLD]);
  const meanwhile: KeyWrap = {
    ...keys,
    async wrap(key) {
      await sql`update concerns_child.concern set wrapped_key = 'put there meanwhile' where id = ${id}`.execute(
        world.db,
      );
      return keys.wrap(key);
    },
  };
  expect(await rewrapKeys(world.db, meanwhile)).toEqual({ done: 1, left: 1 });
  const { rows } = await sql`select wrapped_key from concerns_child.concern where id = ${id}`.execute(world.db);
  expect(rows).toEqual([{ wrapped_key: Buffer.from('put there meanwhile') }]);
});

test('a vault that does not answer ends the run, and nothing is called done that is not', async () => {
  await world.report('child');
  const away: KeyWrap = {
    ...localKeyWrap([NEW, OLD]),
    unwrap: async () => {
      throw new Fault('unavailable', 'Key Vault did not answer');
    },
  };
  await expect(rewrapKeys(world.db, away)).rejects.toMatchObject({ code: 'unavailable' });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ConcernId, TenantId } from '../../../src/kernel/ids.ts';
import { parseDay } from '../../../src/kernel/time.ts';
import type { Trx } from '../../../src/platform/postgres/database.ts';
import { rewrapKeys } from '../../../src/platform/postgres/rewrap.ts';
import { newKey } from '../../../src/platform/postgres/seal.ts';
import { marksIn } from '../../../src/report/record/audit-checkpoint.ts';
import { sqlConcernStore } from '../../../src/report/shelves/concerns.store.ts';
import { localKeyWrap } from '../../../src/report/shelves/record-keys.store.ts';
import { sinceProblems, verifyTrails } from '../../../src/report/trail/verify.store.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { given, JOANNA, LEWIS, MIRIAM, type World } from '../support.ts';

let world: World;
let firstChild: { readonly id: ConcernId };
beforeAll(async () => {
  world = await given();
  firstChild = await world.report('child');
  await world.after(1);
  await world.concerns.record.open(firstChild.id, world.as(MIRIAM));
  for (const kind of ['child', 'staff', 'child'] as const) {
    const { id } = await world.report(kind);
    await world.after(1);
    await world.concerns.record.open(id, world.as(MIRIAM));
  }
});
afterAll(() => world.close());

/** Does what is then undone again. */
async function rolledBack(work: (trx: Trx) => Promise<void>): Promise<void> {
  const rollback = new Error('rolled back');
  await world.db
    .transaction()
    .execute(async (trx) => {
      await work(trx);
      throw rollback;
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error;
    });
}

/** What verify says after a change that the guard of the table would not have let through. */
async function afterTampering(change: string): Promise<readonly string[]> {
  let problems: readonly string[] = [];
  await rolledBack(async (trx) => {
    await sql.raw('alter table concerns_child.concern_trail disable trigger all').execute(trx);
    await sql.raw(change).execute(trx);
    problems = (await verifyTrails(trx)).flatMap((verdict) => verdict.problems);
  });
  return problems;
}

test('an untouched trail is whole', async () => {
  const verdicts = await verifyTrails(world.db);
  expect(verdicts.map(({ shelf, concerns, problems }) => [shelf, concerns, problems])).toEqual([
    ['child', 3, []],
    ['adult', 1, []],
  ]);
});

test.each([
  'update concerns_child.concern_trail set actor = gen_random_uuid() where position = 3',
  "update concerns_child.concern_trail set at = at + interval '1 minute' where position = 2",
  "update concerns_child.concern_trail set facts = '{}' where position = 2",
  'delete from concerns_child.concern_trail where position = 3',
  'delete from concerns_child.concern_trail where position = (select max(position) from concerns_child.concern_trail)',
  "update concerns_child.concern_trail set sealed = '\\x00' where position = 1",
  'update concerns_child.concern_trail set sealed = null where position = 1',
  'update concerns_child.concern set version = version + 1',
])('verify names what was done: %s', async (change) => {
  expect(await afterTampering(change)).not.toEqual([]);
});

const CHILD = 'update concerns_child.concern set';
test.each([
  ["status = 'closed', closed_at = now()", 'status, closed_at'],
  ["kind = 'data'", 'kind'],
  ["holder = 'headteacher'", 'holder'],
  ["via = 'people'", 'via'],
  ["also_open_to = '{senior-manager}'", 'also_open_to'],
  ['owner = gen_random_uuid()', 'owner'],
  ['is_urgent = not is_urgent', 'is_urgent'],
  ['reporter = gen_random_uuid()', 'reporter'],
  ["school_id = 'millbrook'", 'school_id'],
  ["reference = 'XXXXXX'", 'reference'],
  ["raised_at = raised_at - interval '1 day'", 'raised_at'],
  ['delivered_at = null', 'delivered_at'],
  ["read_at = read_at - interval '1 day'", 'read_at'],
  ['acknowledged_at = now()', 'acknowledged_at'],
  ['decided_at = now()', 'decided_at'],
  ["acknowledge_due_at = acknowledge_due_at + interval '1 year'", 'acknowledge_due_at'],
  ["decide_due_at = decide_due_at + interval '1 year'", 'decide_due_at'],
  ['is_late = not is_late', 'is_late'],
  ['is_stub = true', 'is_stub'],
  ["keep_until = '2026-01-01'", 'keep_until'],
  ['is_held = true', 'is_held'],
])('verify names the record and what of it is not what its trail says: %s', async (set, fields) => {
  const { id } = firstChild;
  const problems = await afterTampering(`${CHILD} ${set} where id = '${id}'`);
  expect(problems).toContainEqual(expect.stringMatching(`\\(${id}\\) is not what its trail says: ${fields}\\.$`));
});

test('what a record went through in every station can be told from its trail alone', async () => {
  const { id } = await world.report('child', { isUrgent: true });
  await world.after(1);
  const act = async (by: typeof MIRIAM, wanted: Act) =>
    expect(await world.concerns.record.act(id, world.as(by), undefined, wanted)).toMatchObject({ kind: 'done' });
  const words = { reason: 'Because.' };
  await world.after(12 * 60);
  await act(MIRIAM, { kind: 'take' });
  await act(MIRIAM, { kind: 'decide', decision: 'early-help', reviewOn: parseDay('2026-12-01'), words });
  await act(MIRIAM, { kind: 'reroute', to: 'headteacher', about: 'same', words });
  await world.after(1);
  await world.concerns.record.open(id, world.as(JOANNA));
  await act(JOANNA, { kind: 'acknowledge' });
  await act(JOANNA, { kind: 'decide', decision: 'no-further-action', reviewOn: undefined, words });
  await act(JOANNA, { kind: 'close', outcome: 'no-further-action', left: 'done', words });
  await act(JOANNA, { kind: 'reopen', words });
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

test('a record from before its first event told enough verifies as what it is: its columns are not compared, and that is said', async () => {
  let verdicts: Awaited<ReturnType<typeof verifyTrails>> = [];
  const { id } = firstChild;
  await rolledBack(async (trx) => {
    await sql.raw('alter table concerns_child.concern_trail disable trigger all').execute(trx);
    await sql
      .raw(`update concerns_child.concern_trail set facts = facts - 'due' where concern_id = '${id}' and seq = 1`)
      .execute(trx);
    await sql.raw(`${CHILD} holder = 'headteacher' where id = '${id}'`).execute(trx);
    verdicts = await verifyTrails(trx);
  });
  expect(verdicts.map(({ notCompared }) => notCompared)).toEqual([1, 0]);
  expect(verdicts.flatMap(({ problems }) => problems).join(' ')).not.toContain('is not what its trail says');
});

/** What the owner of the database can do: the end is cut off, and everything else is set back to where it was before. */
const CUT = `
  delete from concerns_child.concern_trail where position = (select max(position) from concerns_child.concern_trail);
  update concerns_child.concern_trail_head set (position, hash) =
    (select position, hash from concerns_child.concern_trail order by position desc limit 1);`;
const EMPTIED = `
  delete from concerns_child.concern_task; delete from concerns_child.concern_trail; delete from concerns_child.concern;
  update concerns_child.concern_trail_head set position = 0, hash = ''`;

test.each([
  ['the end cut off and the head set back', CUT, 'is gone'],
  ['a whole shelf taken away', EMPTIED, 'is gone'],
  [
    'the last event written anew with a hash that fits',
    'update concerns_child.concern_trail set hash = hash || hash where position = (select max(position) from concerns_child.concern_trail)',
    'was rewritten',
  ],
])('what was given away before shows what the database alone cannot: %s', async (_what, change, said) => {
  const given = marksIn(world.logged.join('\n'));
  const newest = await world.deps.store.chainEnds();
  await rolledBack(async (trx) => {
    expect(await sinceProblems(trx, [...given, ...newest])).toEqual([]);
    await sql.raw('alter table concerns_child.concern_trail disable trigger all').execute(trx);
    await sql.raw(change).execute(trx);
    const found = await sinceProblems(trx, newest);
    expect(found).toEqual([{ shelf: 'child', problem: expect.stringContaining(said) }]);
  });
});

test('the log is given the end of each chain when something was written, and a running Lanyard sees that one is gone', async () => {
  const own = await given();
  await own.report('child');
  await own.after(1);
  const { id } = await own.report('child');
  await own.after(1);
  expect(marksIn(own.logged.join('\n'))).toContainEqual((await own.deps.store.chainEnds())[0]);
  const lines = own.logged.length;
  await own.after(1);
  expect(own.logged.slice(lines)).toEqual([]);

  await sql.raw('alter table concerns_child.concern_trail disable trigger all').execute(own.db);
  await sql.raw(CUT).execute(own.db);
  await sql.raw(`update concerns_child.concern set version = version - 1 where id = '${id}'`).execute(own.db);
  await own.after(1);
  expect(own.logged.filter((line) => line.includes('concern.chain-broken'))).toHaveLength(1);
  await own.close();
});

test.each([
  'update concerns_child.concern_trail set at = now()',
  'delete from concerns_child.concern_trail',
  'truncate concerns_child.concern_trail cascade',
])('the table itself refuses: %s', async (change) => {
  await expect(sql.raw(change).execute(world.db)).rejects.toThrow('append-only');
});

test('no column holds a word that someone wrote, nor who it is about', async () => {
  const { id } = await world.report('staff', { about: [MIRIAM], name: 'MARKED-NAME', words: { seen: 'MARKED-WORDS' } });
  await world.after(1);
  const stored: string[] = [];
  for (const table of ['concern', 'concern_trail', 'concern_task']) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(`concerns_adult.${table}`)}`.execute(
      world.db,
    );
    stored.push(
      ...rows.flatMap((row) =>
        Object.values(row).map((value) =>
          value instanceof Buffer ? value.toString('latin1') : (JSON.stringify(value) ?? ''),
        ),
      ),
    );
  }
  expect(stored.length).toBeGreaterThan(30);
  expect(stored.filter((value) => value.includes('MARKED'))).toEqual([]);
  const { rows } = await sql<{
    row: string;
  }>`select to_jsonb(c) as row from concerns_adult.concern c where id = ${id}`.execute(world.db);
  expect(JSON.stringify(rows)).not.toContain(MIRIAM);
});

test('with another key nothing opens, and the error says which key is missing', async () => {
  const { id } = await world.report('child');
  const stranger = sqlConcernStore(world.db, localKeyWrap([newKey().toString('base64')]));
  await expect(stranger.find(id)).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining(world.wrap.currentKeyId),
  });
});

test('after a rotation old records open with the previous key and new ones need only the new one', async () => {
  const [before, after] = [newKey().toString('base64'), newKey().toString('base64')];
  const old = await given({ keys: [before] });
  const first = await old.report('child', { words: { seen: 'Before.' } });
  const rotated = await given({ database: old, keys: [after, before] });
  const second = await rotated.report('child', { words: { seen: 'After.' } });
  const read = async (from: World, id: typeof first.id) =>
    (await from.deps.store.entries(await from.find(id)))[0]?.words?.seen;
  expect(await read(rotated, first.id)).toBe('Before.');
  const newOnly = await given({ database: old, keys: [after] });
  expect(await read(newOnly, second.id)).toBe('After.');
  await expect(newOnly.find(first.id)).rejects.toMatchObject({ code: 'forbidden' });

  // Those who hold it and its reporter hear that it is there; to everyone else it is as if it were not.
  const { concerns } = newOnly;
  const elsewhere = { user: MIRIAM, tenant: MIRIAM as unknown as TenantId };
  expect(await concerns.record.open(first.id, newOnly.as(MIRIAM))).toMatchObject({ kind: 'key-lost' });
  expect(await concerns.own.add(first.id, newOnly.as(first.by), 'added', { text: 'More.' })).toMatchObject({
    kind: 'key-lost',
    reference: first.receipt.reference,
  });
  for (const nobody of [newOnly.as(LEWIS), newOnly.as(first.by), elsewhere])
    expect(await concerns.record.open(first.id, nobody)).toEqual({ kind: 'not-available' });
  for (const nobody of [newOnly.as(LEWIS), newOnly.as(MIRIAM), elsewhere])
    expect(await concerns.own.report(first.id, nobody)).toEqual({ kind: 'not-available' });

  await rewrapKeys(old.db, rotated.wrap);
  expect(await read(newOnly, first.id)).toBe('Before.');
  await old.close();
});

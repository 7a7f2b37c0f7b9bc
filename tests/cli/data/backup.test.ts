import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { backUp, restore } from '../../../src/cli/data/backup.ts';
import type { ConcernId, TenantId, UserId } from '../../../src/kernel/ids.ts';
import { writeBackup } from '../../../src/platform/postgres/backup/backup.ts';
import { connect, type Db } from '../../../src/platform/postgres/database.ts';
import { resolvingNames } from '../../../src/report/naming/resolved-names.ts';
import { sqlConcernStore } from '../../../src/report/shelves/concerns.store.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { concernsOf, given, LEWIS, MIRIAM, type World } from '../../report/support.ts';
import { emptyDatabase } from '../../support/database.ts';

const MADE = new Date('2026-11-23T02:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'lanyard-backup-'));
const file = join(folder, 'lanyard.backup.gz');
const NAME = 'Esme Larkspur';
const SEEN = 'She said the bruise came from home.';
const ids: ConcernId[] = [];
let world: World;

const sums = (db: Db) => writeBackup(db, MADE, async () => undefined);

beforeAll(async () => {
  world = await given();
  for (const kind of ['child', 'staff', 'child'] as const) {
    const { id } = await world.report(kind, { name: NAME, words: { seen: SEEN } });
    ids.push(id);
    await world.after(1);
    await world.concerns.record.open(id, world.as(MIRIAM));
  }
  // One that moved to the other shelf and left its emptied trail behind.
  const [, , moving] = ids;
  if (moving)
    await world.concerns.record.act(moving, world.as(MIRIAM), (await world.find(moving)).version, {
      kind: 'reroute',
      to: 'headteacher',
      about: { kind: 'staff', people: [LEWIS] },
      words: { reason: 'It is about an adult.' },
    });
  // More than one batch, with text that has ended lines in the wrong place before.
  const rows = Array.from({ length: 1_203 }, (_, at) => ({
    user_id: randomUUID() as UserId,
    tenant_id: randomUUID() as TenantId,
    conversation_id: at % 3 === 0 ? null : `a:${at} "quoted" \\ \u2028 \u0085 {"table":"public.conversation"} ✓`,
    service_url: '{"table":"public.conversation"}',
    seen_at: new Date(1_700_000_000_000 + at * 1_001),
  }));
  for (let at = 0; at < rows.length; at += 400)
    await world.db
      .insertInto('conversation')
      .values(rows.slice(at, at + 400))
      .execute();
  await sql`insert into concern_refusal (at, actor, tenant_id, action) values (now(), gen_random_uuid(), gen_random_uuid(), 'open')`.execute(
    world.db,
  );
});
afterAll(() => world.close());

test('restored into an empty database, every table has the same rows, every chain holds, and numbers go on', async () => {
  const made = await backUp(world.db, file, MADE);
  expect(made.rows).toBeGreaterThan(1_203);
  expect(statSync(file).mode & 0o077).toBe(0);
  const before = await sums(world.db);

  const target = await emptyDatabase();
  expect(await restore(target.db, file)).toEqual(made);
  expect(await sums(target.db)).toEqual(before);
  const verdicts = await verifyTrails(target.db);
  expect(verdicts.map(({ concerns, problems }) => [concerns, problems])).toEqual([
    [1, []],
    [2, []],
  ]);
  const { rows: highest } = await sql<{ id: string }>`select max(id) as id from concern_refusal`.execute(target.db);
  const { rows } = await sql<{ id: string }>`
    insert into concern_refusal (at, actor, tenant_id, action) values (now(), gen_random_uuid(), gen_random_uuid(), 'open') returning id`.execute(
    target.db,
  );
  expect(Number(rows[0]?.id)).toBeGreaterThan(Number(highest[0]?.id));
  // With the same key, the restored records open.
  const concerns = concernsOf({
    ...world.deps,
    store: resolvingNames(sqlConcernStore(target.db, world.wrap), world.trust),
  });
  const [first = '' as ConcernId] = ids;
  expect(JSON.stringify(await concerns.record.open(first, world.as(MIRIAM)))).toContain(SEEN);
  await target.close();
});

test('no text of a concern is readable in the file, and the record key is not in it', async () => {
  const text = gunzipSync(readFileSync(file)).toString();
  expect(text).toContain('concerns_child.concern_trail');
  for (const words of [NAME, SEEN, 'Larkspur', 'bruise']) expect(text).not.toContain(words);
});

test('a database that is not empty is refused and left alone', async () => {
  const before = await sums(world.db);
  await expect(restore(world.db, file)).rejects.toMatchObject({ code: 'rejected' });
  expect(await sums(world.db)).toEqual(before);
});

describe('a damaged file is refused before anything is written', () => {
  const text = () => gunzipSync(readFileSync(file)).toString();
  const damaged: readonly (readonly [string, () => Buffer])[] = [
    ['cut short in the packing', () => readFileSync(file).subarray(0, 5_000)],
    ['without its last line', () => gzipSync(`${text().split('\n').slice(0, -2).join('\n')}\n`)],
    ['with a row taken out', () => gzipSync(text().split('\n').toSpliced(40, 1).join('\n'))],
    ['with a character changed', () => gzipSync(text().replace('quoted', 'quotes'))],
    ['no backup at all', () => Buffer.from('hello')],
  ];
  test.each(damaged)('%s', async (_name, make) => {
    const bad = join(folder, `${randomUUID()}.gz`);
    writeFileSync(bad, make());
    const target = await emptyDatabase();
    await expect(restore(target.db, bad)).rejects.toMatchObject({ code: 'malformed' });
    const { rows } = await sql`select 1 from pg_tables where schemaname = 'public'`.execute(target.db);
    expect(rows).toEqual([]);
    await target.close();
  });
});

test('a backup that cannot be written leaves no file behind', async () => {
  const nowhere = join(folder, 'later.gz');
  const broken = connect('postgres://nobody@127.0.0.1:1/none', 1);
  await expect(backUp(broken, nowhere, MADE)).rejects.toThrow();
  await broken.destroy();
  expect(existsSync(nowhere) || existsSync(`${nowhere}.part`)).toBe(false);
});

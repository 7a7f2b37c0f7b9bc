import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type BackupEnd, writeBackup } from '../../../src/platform/postgres/backup/backup.ts';
import { tableRef, tablesInOrder } from '../../../src/platform/postgres/backup/backup-tables.ts';
import { restoreBackup } from '../../../src/platform/postgres/backup/restore.ts';
import { connect, type Db } from '../../../src/platform/postgres/database.ts';
import { executedMigrations, migrate } from '../../../src/platform/postgres/migrate.ts';
import { BEFORE_RELEASE } from '../../../src/platform/postgres/migrations/before-release.ts';
import { baseline, migrations } from '../../../src/platform/postgres/migrations/migrations.ts';
import { emptyDatabase, type TestDatabase } from '../../support/database.ts';
import { schemaDump } from '../../support/schema-dump.ts';

/** What the migrations from before the first release made. */
const RELEASED = join(import.meta.dirname, '../../fixtures/schema/baseline.txt');

const open: TestDatabase[] = [];
const opened = async (making: Promise<TestDatabase>): Promise<TestDatabase> => {
  const database = await making;
  open.push(database);
  return database;
};
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});

const PERSON = 'b0000000-0000-4000-8000-000000000004';

/** As a try-out left it, with a row: its schema is the baseline's (see the first test), and only the names of what ran are others. */
async function tryOut(ran = BEFORE_RELEASE): Promise<TestDatabase> {
  const database = await opened(emptyDatabase());
  await migrate(database.db, baseline);
  await sql`delete from kysely_migration`.execute(database.db);
  await sql`insert into kysely_migration select name, '2026-11-01' from unnest(${[...ran]}::text[]) name`.execute(
    database.db,
  );
  await sql`insert into concern_reader values (${PERSON}, now())`.execute(database.db);
  return database;
}

const readers = async (db: Db): Promise<number> => (await db.selectFrom('concern_reader').selectAll().execute()).length;

test('the baseline makes the schema that the migrations before it made, to the last column and rule', async () => {
  const { db } = await opened(emptyDatabase());
  await migrate(db, baseline);
  expect(await schemaDump(db)).toEqual(readFileSync(RELEASED, 'utf8').trimEnd().split('\n'));
});

test('a new database holds no row but the beginnings of the two trails', async () => {
  const { db } = await opened(emptyDatabase());
  await migrate(db);
  const filled: string[] = [];
  for (const table of await tablesInOrder(db)) {
    const { rows } = await sql`select * from ${tableRef(table)}`.execute(db);
    if (rows.length > 0) filled.push(`${table} ${JSON.stringify(rows)}`);
  }
  const start = JSON.stringify([{ id: 1, position: '0', hash: Buffer.alloc(0) }]);
  expect(filled).toEqual([`concerns_adult.concern_trail_head ${start}`, `concerns_child.concern_trail_head ${start}`]);
});

test('a database from before the first release goes on with its rows, once, however many instances start', async () => {
  const { db, url } = await tryOut();
  const other = connect(url);
  await Promise.all([migrate(db), migrate(other), migrate(other)]);
  await other.destroy();
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(migrations));
  expect(await readers(db)).toBe(1);
});

test('one that stopped half-way to the first release is refused in plain words, and left as it is', async () => {
  const { db } = await tryOut(BEFORE_RELEASE.slice(0, 9));
  await expect(migrate(db)).rejects.toThrow(`from before the first release (${BEFORE_RELEASE[8]})`);
  await expect(executedMigrations(db)).rejects.toMatchObject({ code: 'rejected' });
  expect((await sql`select * from kysely_migration`.execute(db)).rows).toHaveLength(9);
  expect(await readers(db)).toBe(1);
});

test('one that is older still is refused too, before anything is made in it', async () => {
  const { db } = await tryOut(['001-people', '010-policy', '060-concern-unread']);
  await expect(migrate(db)).rejects.toThrow('from before the first release (060-concern-unread)');
  expect(await readers(db)).toBe(1);
});

test('a backup from before the first release is restored', async () => {
  const { db } = await tryOut();
  const lines: string[] = [];
  await writeBackup(db, new Date(), async (line) => void lines.push(line));
  const [head = '', ...rest] = lines;
  const before = JSON.stringify({ ...JSON.parse(head), migrations: BEFORE_RELEASE });
  const end = JSON.parse(rest.pop() ?? '') as BackupEnd;
  const { db: restored } = await opened(emptyDatabase());
  await restoreBackup(
    restored,
    (async function* () {
      yield* [before, ...rest];
    })(),
    end,
  );
  expect(await readers(restored)).toBe(1);
  expect(await executedMigrations(restored)).toEqual(Object.keys(migrations));
});

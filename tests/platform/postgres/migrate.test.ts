import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { connect } from '../../../src/platform/postgres/database.ts';
import { executedMigrations, migrate } from '../../../src/platform/postgres/migrate.ts';
import { migrations } from '../../../src/platform/postgres/migrations/migrations.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Would fail if it ran twice. */
const NEXT: Record<string, Migration> = {
  ...migrations,
  '999-next': { up: (db) => sql`create table next_version (id int)`.execute(db).then(() => undefined) },
};

test('instances that start together bring the schema up to date once', async () => {
  const other = connect(database.url);
  await Promise.all([migrate(database.db, NEXT), migrate(other, NEXT), migrate(other, NEXT)]);
  await other.destroy();
  expect((await executedMigrations(database.db)).at(-1)).toBe('999-next');
});

test('an instance of the version before starts again beside the newer one, and changes nothing', async () => {
  await migrate(database.db, NEXT);
  const before = await executedMigrations(database.db);
  await migrate(database.db, migrations);
  expect(await executedMigrations(database.db)).toEqual(before);
});

test('a database that has run something else in between is refused, and named', async () => {
  const { '003-acknowledgement': _, ...without } = migrations;
  await expect(migrate(database.db, without)).rejects.toThrow('could not be brought up to date');
});

test('the reports of both shelves have the same columns in the same order: they are read in one statement', async () => {
  const columnsOf = (shelf: string) =>
    sql<{ column: string }>`select column_name || ' ' || data_type as column from information_schema.columns
      where table_schema = ${shelf} and table_name = 'concern' order by ordinal_position`.execute(database.db);
  const { rows: child } = await columnsOf('concerns_child');
  expect(child.length).toBeGreaterThan(20);
  expect((await columnsOf('concerns_adult')).rows).toEqual(child);
});

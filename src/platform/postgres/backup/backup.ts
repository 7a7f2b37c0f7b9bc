import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Trx } from '../database.ts';
import { asReleased } from '../migrations/before-release.ts';
import { type TableName, tableRef, tablesInOrder } from './backup-tables.ts';

export const BACKUP_FORMAT = 1;

/** The first line of a backup. */
export interface BackupHead {
  readonly lanyard: 'backup';
  readonly format: number;
  readonly madeAt: string;
  /** What the schema had run, in order: a restore makes exactly this schema before it puts rows back. */
  readonly migrations: readonly string[];
}

/** What the last line says about each table. */
export interface TableSum {
  readonly table: TableName;
  readonly rows: number;
  /** SHA-256, in hex, over the table's rows in their order in the file. */
  readonly sha256: string;
}

/** The last line; a file without it was cut short. */
export interface BackupEnd {
  readonly tables: readonly TableSum[];
  /** SHA-256, in hex, over every line before this one, each with its line end. */
  readonly sha256: string;
}

const ROWS_AT_ONCE = 500;

/**
 * Writes the whole database as lines: a head, for each table its name and then its rows as JSON, an end. All of it as it
 * is at one moment, while others go on writing. What is sealed stays sealed, and its key is not in it.
 */
export async function writeBackup(
  db: Db,
  madeAt: Date,
  write: (line: string) => Promise<void>,
): Promise<BackupEnd['tables']> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const whole = createHash('sha256');
      const put = async (line: string) => {
        whole.update(`${line}\n`);
        await write(line);
      };
      const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(trx);
      const head: BackupHead = {
        lanyard: 'backup',
        format: BACKUP_FORMAT,
        madeAt: madeAt.toISOString(),
        migrations: asReleased(rows.map(({ name }) => name)),
      };
      await put(JSON.stringify(head));
      const tables: TableSum[] = [];
      for (const table of await tablesInOrder(trx)) {
        await put(JSON.stringify({ table }));
        tables.push(await sumTable(trx, table, put));
      }
      const end: BackupEnd = { tables, sha256: whole.digest('hex') };
      await write(JSON.stringify(end));
      return tables;
    });
}

/** Goes through a table's rows in an order that any database with the same rows gives, and sums them up. */
export async function sumTable(
  trx: Trx,
  table: TableName,
  each: (row: string) => Promise<void> = async () => undefined,
): Promise<TableSum> {
  // Times are written with this zone, whatever the server's is.
  await sql`set local timezone to 'UTC'`.execute(trx);
  await sql`declare backup_rows no scroll cursor for
    select to_jsonb(t)::text as row from ${tableRef(table)} t order by to_jsonb(t)::text collate "C"`.execute(trx);
  const sum = createHash('sha256');
  let count = 0;
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(ROWS_AT_ONCE)} from backup_rows`.execute(trx);
    for (const { row } of rows) {
      sum.update(`${row}\n`);
      await each(row);
    }
    count += rows.length;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await sql`close backup_rows`.execute(trx);
  return { table, rows: count, sha256: sum.digest('hex') };
}

import { sql } from 'kysely';
import { z } from 'zod/v4';
import { Fault } from '../../../kernel/calls/fault.ts';
import type { Db, Trx } from '../database.ts';
import { migrate } from '../migrate.ts';
import { asReleased } from '../migrations/before-release.ts';
import { migrations } from '../migrations/migrations.ts';
import { BACKUP_FORMAT, type BackupEnd, sumTable } from './backup.ts';
import { type TableName, tableRef, tablesInOrder } from './backup-tables.ts';

const headShape = z.object({
  lanyard: z.literal('backup'),
  format: z.literal(BACKUP_FORMAT),
  madeAt: z.string(),
  migrations: z.array(z.string()),
});
const tableLine = z.strictObject({ table: z.string() });

const ROWS_AT_ONCE = 500;

/**
 * Puts a backup into an empty database, counts and sums every table again, and only then keeps it. The lines were checked
 * against the end's own sum before.
 * @param lines all but the last
 * @throws Fault('rejected') when the database is not empty, or the backup is of a newer version
 * @throws Fault('malformed') when what is in the database afterwards is not what was in the file; nothing is kept then
 */
export async function restoreBackup(db: Db, lines: AsyncIterable<string>, end: BackupEnd): Promise<void> {
  const taken = await tablesInOrder(db);
  if (taken.length > 0)
    throw new Fault(
      'rejected',
      `The database is not empty: it has ${taken.length} tables. Make a new one for the restore.`,
    );

  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head = headShape.safeParse(first.done ? undefined : parse(first.value)).data;
  if (!head) throw new Fault('malformed', 'This is not a backup that this version of Lanyard can read.');
  const ran = asReleased(head.migrations);
  const unknown = ran.filter((name) => !(name in migrations));
  if (unknown.length > 0)
    throw new Fault(
      'rejected',
      `The backup was made by a newer version (${unknown.join(', ')}). Restore it with that one.`,
    );

  const had = Object.entries(migrations).filter(([name]) => ran.includes(name));
  await migrate(db, Object.fromEntries(had));
  await db.transaction().execute(async (trx) => {
    // A migration may have put first rows into a table; the backup has its own.
    for (const table of (await tablesInOrder(trx)).toReversed()) await sql`delete from ${tableRef(table)}`.execute(trx);
    await load(trx, iterator);
    for (const expected of end.tables) {
      const found = await sumTable(trx, expected.table);
      if (found.rows !== expected.rows || found.sha256 !== expected.sha256)
        throw new Fault(
          'malformed',
          `${expected.table} is not what it was: ${found.rows} of ${expected.rows} rows. Nothing was kept.`,
        );
      await setSequences(trx, expected.table);
    }
  });
  await migrate(db);
}

async function load(trx: Trx, lines: AsyncIterator<string>): Promise<void> {
  const known = new Set(await tablesInOrder(trx));
  let table: TableName | undefined;
  let rows: string[] = [];
  const flush = async () => {
    if (table === undefined || rows.length === 0) return;
    // Each row takes its own column types back: bytes, times and JSON come out as they went in.
    await sql`insert into ${tableRef(table)} overriding system value
      select * from jsonb_populate_recordset(null::${tableRef(table)}, ${`[${rows.join(',')}]`}::jsonb)`.execute(trx);
    rows = [];
  };
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const start = next.value.startsWith('{"table":') ? tableLine.safeParse(parse(next.value)).data : undefined;
    if (start && known.has(start.table)) {
      await flush();
      table = start.table;
    } else {
      rows.push(next.value);
      if (rows.length >= ROWS_AT_ONCE) await flush();
    }
  }
  await flush();
}

/** Numbers given out by the database go on after the highest that is in use. */
async function setSequences(trx: Trx, table: TableName): Promise<void> {
  const { rows } = await sql<{ column: string; sequence: string }>`
    select a.attname as column, pg_get_serial_sequence(${table}, a.attname) as sequence
    from pg_attribute a where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped
      and pg_get_serial_sequence(${table}, a.attname) is not null`.execute(trx);
  for (const { column, sequence } of rows)
    await sql`select setval(${sequence}, coalesce((select max(${sql.id(column)}) from ${tableRef(table)}), 0) + 1, false)`.execute(
      trx,
    );
}

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

import { sql } from 'kysely';
import type { UserId } from '../../../kernel/ids.ts';
import type { Db } from '../database.ts';
import { tableRef, tablesInOrder } from './backup-tables.ts';

export interface HeldRows {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Not given out here: what concerns reports (a record, its trail, who tried to open one, links to one) is for the DPO and
 * anyone who may open that record to decide on, record by record. That a report exists must not come out this way either.
 */
const isAboutReports = (table: string): boolean =>
  table.startsWith('concerns_') || table.startsWith('public.concern_') || table === 'public.ticket';

/** A row that only names its person's line manager is that person's data, and no answer to the manager. */
const NAMES_SOMEBODY_ELSE = ['manager_id'];

/**
 * Every row outside reports that names a person by their id, in whatever column: found in the database's own catalogue, so
 * that a new table is never forgotten. Sealed columns are left out, because nobody here can read them.
 */
export async function heldAbout(db: Db, person: UserId): Promise<readonly HeldRows[]> {
  const held: HeldRows[] = [];
  for (const table of await tablesInOrder(db)) {
    if (isAboutReports(table)) continue;
    const [schema = '', name = ''] = table.split('.');
    const { rows: columns } = await sql<{ name: string; type: string }>`
      select column_name as name, data_type as type from information_schema.columns
      where table_schema = ${schema} and table_name = ${name} order by ordinal_position`.execute(db);
    const readable = columns.filter(({ type }) => type !== 'bytea');
    const naming = readable.filter(
      ({ name: column, type }) =>
        ['uuid', 'text', 'jsonb', 'ARRAY'].includes(type) && !NAMES_SOMEBODY_ELSE.includes(column),
    );
    if (naming.length === 0) continue;
    const matches = naming.map(({ name: column, type }) =>
      type === 'uuid' || type === 'text'
        ? sql`lower(${sql.ref(column)}::text) = ${person}`
        : sql`position(${person} in lower(${sql.ref(column)}::text)) > 0`,
    );
    const { rows } = await sql<Record<string, unknown>>`
      select ${sql.join(readable.map(({ name: column }) => sql.ref(column)))} from ${tableRef(table)}
      where ${sql.join(matches, sql` or `)}`.execute(db);
    if (rows.length > 0) held.push({ table: table.replace(/^public\./, ''), rows });
  }
  return held;
}

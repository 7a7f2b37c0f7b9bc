import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** `schema.table`, as both files and messages name it. */
export type TableName = string;

/**
 * Not ours to keep: the queue (every job can be told again from the rows it works on), who is at work just now, the list of
 * migrations, and what the encoder makes of passages, which it makes again.
 */
const LEFT_OUT = ['pgboss.', 'public.kysely_migration', 'public.lease', 'public.passage_'];

/** Every table of ours, each after those that it refers to, so that rows can be put back in this order. */
export async function tablesInOrder(db: Db): Promise<readonly TableName[]> {
  const { rows: found } = await sql<{ name: TableName }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
    order by 1`.execute(db);
  const { rows: refers } = await sql<{ from: TableName; to: TableName }>`
    select fn.nspname || '.' || f.relname as "from", tn.nspname || '.' || t.relname as "to"
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
    join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
    where k.contype = 'f' and k.conrelid <> k.confrelid`.execute(db);

  const waiting = new Set(
    found.map(({ name }) => name).filter((name) => !LEFT_OUT.some((part) => name.startsWith(part))),
  );
  const ordered: TableName[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].filter((name) => !refers.some(({ from, to }) => from === name && waiting.has(to)));
    if (free.length === 0) throw new Error(`tables refer to each other in a ring: ${[...waiting].join(', ')}`);
    for (const name of free) {
      ordered.push(name);
      waiting.delete(name);
    }
  }
  return ordered;
}

/** For use in statements; the name came from the database's own catalogue. */
export const tableRef = (name: TableName) => sql.id(...name.split('.'));

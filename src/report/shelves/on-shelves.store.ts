import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import type { Shelf } from '../concern.ts';
import { SCHEMA } from '../trail/schemas.ts';

/** A statement about one shelf, its tables and what it is to return given by their names. */
type OnOne = (here: Record<'concern' | 'concern_task' | 'columns', RawBuilder<unknown>>) => RawBuilder<unknown>;

const tableOf = (shelf: Shelf, name: 'concern' | 'concern_task') => sql.table(`${SCHEMA[shelf]}.${name}`);

/**
 * Does the same on each of `shelves`, in one statement: half as many as one after the other, and what it finds it finds at one
 * moment.
 * @returns what `make` returns, the rows of a child's shelf first
 */
export async function onShelves<Row>(
  db: Db | Trx,
  shelves: readonly Shelf[],
  columns: readonly (keyof Row & string)[],
  make: OnOne,
): Promise<readonly Row[]> {
  // Names of ours, as they are: forty of them one by one would take longer than all the rest.
  const list = sql.raw(columns.map((name) => `"${name}"`).join(', '));
  const parts = shelves.map((shelf) => ({
    name: sql.id(`on_${shelf}`),
    made: make({ concern: tableOf(shelf, 'concern'), concern_task: tableOf(shelf, 'concern_task'), columns: list }),
  }));
  const { rows } = await sql<Row>`with ${sql.join(parts.map(({ name, made }) => sql`${name} as (${made})`))}
    ${sql.join(
      parts.map(({ name }) => sql`select ${list} from ${name}`),
      sql` union all `,
    )}`.execute(db);
  return rows;
}

/**
 * Changes the one row that `make` means, whichever shelf it is on.
 * @returns whether there was one
 */
export async function changesOne(db: Db | Trx, shelves: readonly Shelf[], make: OnOne): Promise<boolean> {
  const change = () => onShelves<{ id: string }>(db, shelves, ['id'], make);
  if ((await change()).length > 0) return true;
  // What moved to the other shelf in that moment was on neither: gone from the one, and not yet seen on the other.
  return shelves.length > 1 && (await change()).length > 0;
}

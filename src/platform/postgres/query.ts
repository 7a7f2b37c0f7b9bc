import type { Expression, ExpressionBuilder, FilterObject, SqlBool } from 'kysely';

/** Nothing that a query takes where a column is not there, or a value is not one of its. */
type Fitting<Columns, Db, Table extends keyof Db> = [Columns, keyof Columns] extends [
  Readonly<FilterObject<Db, Table>>,
  keyof FilterObject<Db, Table>,
]
  ? Expression<SqlBool>
  : 'a column that is not there, or a value that is not its';

/** Rows whose columns have these values. */
export const is =
  <const Columns extends object>(columns: Columns) =>
  <Db, Table extends keyof Db>({ and }: ExpressionBuilder<Db, Table>) =>
    and(columns as FilterObject<Db, Table>) as unknown as Fitting<Columns, Db, Table>;

import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Beside the repository may stand what is not ours to publish: policies of real schools, and questions on them. This is the only
 * place that looks outside of the repository; what needs it is skipped without it, and never counts as passed.
 */
export const SHARED = join(import.meta.dirname, '../../../shared');

const isHere = existsSync(join(SHARED, 'policies')) && existsSync(join(SHARED, 'eval'));
/** A test that needs what is beside the repository. (`test` is looked up late: benches read the folder, and have none.) */
export const testWithShared = (name: string, body: () => void | Promise<void>): void =>
  (isHere ? test : test.skip)(`${name} (needs ../shared)`, async () => body());

/** The same for each row of a table; `%s` is the row, or the first of its parts. */
export const testEachWithShared =
  <Row>(rows: readonly Row[]) =>
  (name: string, body: (row: Row) => void | Promise<void>): void => {
    for (const row of rows)
      testWithShared(name.replace('%s', String(Array.isArray(row) ? row[0] : row)), () => body(row));
  };

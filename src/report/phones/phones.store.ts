import type { Db } from '../../platform/postgres/database.ts';
import type { NumberChange } from '../../school/live-schools.ts';

export interface NumberStore {
  changes(): Promise<readonly NumberChange[]>;
  add(change: NumberChange): Promise<void>;
}

/** Corrected numbers, in the order in which they were corrected. */
export const sqlNumberStore = (db: Db): NumberStore => ({
  async changes() {
    const rows = await db.selectFrom('concern_number').selectAll().orderBy('id').execute();
    return rows.flatMap((row): NumberChange[] => {
      const { at, changed_by: by, by_name: byName, number, file_said: fileSaid } = row;
      const common = { at, by, byName, number, fileSaid };
      if (row.person) return [{ ...common, of: { kind: 'holder', person: row.person } }];
      if (row.school_id && row.what)
        return [{ ...common, of: { kind: 'school', school: row.school_id, what: row.what } }];
      return [];
    });
  },
  async add({ at, by, byName, of, number, fileSaid }) {
    await db
      .insertInto('concern_number')
      .values({
        at,
        changed_by: by,
        by_name: byName,
        school_id: of.kind === 'school' ? of.school : null,
        what: of.kind === 'school' ? of.what : null,
        person: of.kind === 'holder' ? of.person : null,
        number,
        file_said: fileSaid,
      })
      .execute();
  },
});

import type { Selectable } from 'kysely';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { ConcernTables } from '../shelves/report.tables.ts';
import type { RotaEntry, RotaStore, When } from './rota.ts';

/** The rota of each DSL's team. */
export const sqlRotaStore = (db: Db): RotaStore => ({
  async entries(school, since) {
    const rows = await db
      .selectFrom('concern_rota')
      .selectAll()
      .where('school_id', '=', school)
      .where('ended_at', 'is', null)
      .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>=', since)]))
      .orderBy('from_at', (at) => at.asc().nullsLast())
      .orderBy('weekday')
      .orderBy('id')
      .execute();
    return rows.map(toEntry);
  },

  async add(entry, by, at) {
    const { id, school, when } = entry;
    await db
      .insertInto('concern_rota')
      .values({
        id,
        school_id: school,
        kind: entry.kind,
        person: entry.kind === 'needed' ? null : entry.person,
        occasion: entry.kind === 'needed' ? entry.occasion : null,
        from_at: when.kind === 'once' ? when.from : null,
        until_at: when.kind === 'once' ? when.until : null,
        weekday: when.kind === 'weekly' ? when.weekday : null,
        from_time: when.kind === 'weekly' ? when.from : null,
        until_time: when.kind === 'weekly' ? when.until : null,
        made_by: by,
        made_at: at,
        ended_by: null,
        ended_at: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  },

  async end(id, school, by, at) {
    const { numUpdatedRows } = await db
      .updateTable('concern_rota')
      .set({ ended_by: by, ended_at: at })
      .where(is({ id, school_id: school }))
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },
});

function toEntry(row: Selectable<ConcernTables['concern_rota']>): RotaEntry {
  const common = { id: row.id, school: row.school_id, when: whenOf(row) };
  const { kind, person, occasion } = row;
  if (kind === 'needed' && occasion) return { ...common, kind, occasion };
  if (kind !== 'needed' && person) return { ...common, kind, person };
  throw new Error('an entry of the rota says neither who nor what for');
}

function whenOf(row: Selectable<ConcernTables['concern_rota']>): When {
  const { from_at: from, until_at: until, weekday, from_time, until_time } = row;
  if (from && until) return { kind: 'once', from, until };
  if (weekday && from_time && until_time) return { kind: 'weekly', weekday, from: from_time, until: until_time };
  throw new Error('an entry of the rota says no time');
}

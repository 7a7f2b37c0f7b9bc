import { type Selectable, sql } from 'kysely';
import { z } from 'zod/v4';
import type { Db } from '../../platform/postgres/database.ts';
import { DRILLS } from '../../school/file/drill-names.ts';
import type { RehearsalTables } from './rehearsal.tables.ts';
import { type Rehearsal, type RehearsalStore, WRONGS } from './rehearsal.ts';

const when = z.array(z.object({ name: z.string(), at: z.string() }));
const line = z.object({
  reference: z.string().optional(),
  simulated: z.string(),
  told: when,
  opened: when,
  acknowledged: when,
  tried: when,
  wrong: z.array(z.object({ why: z.enum(WRONGS), names: z.array(z.string()) })),
});

/** What was rehearsed, and what came of it. */
export const sqlRehearsalStore = (db: Db): RehearsalStore => {
  const rows = () => db.selectFrom('concern_rehearsal').selectAll();
  return {
    async ask({ id, school, drill, sender }) {
      await db
        .insertInto('concern_rehearsal')
        .values({ id, school_id: school, drill, asked_at: sql<Date>`now()`, sender: sender ?? null, expected: [] })
        .execute();
    },
    goingOn: async () =>
      read(
        await rows()
          .where('settled_at', 'is', null)
          .where(({ or, eb }) =>
            or([eb('begun_at', 'is not', null), eb('asked_at', '>', sql<Date>`now() - interval '10 minutes'`)]),
          )
          .orderBy('asked_at')
          .execute(),
      ),
    find: async (ids) => (ids.length === 0 ? [] : read(await rows().where('id', 'in', ids).execute())),
    async withdraw(ids) {
      if (ids.length > 0)
        await db.deleteFrom('concern_rehearsal').where('id', 'in', ids).where('begun_at', 'is', null).execute();
    },
    async begin(id, at) {
      const begun = await db
        .updateTable('concern_rehearsal')
        .set({ begun_at: at })
        .where('id', '=', id)
        .where('begun_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return begun !== undefined;
    },
    async noteRaised(id, concern, expected) {
      await db
        .updateTable('concern_rehearsal')
        .set({ concern_id: concern, expected: [...expected] })
        .where('id', '=', id)
        .execute();
    },
    async settle(id, { at, hasPassed, line: found }) {
      await db
        .updateTable('concern_rehearsal')
        .set({ settled_at: at, has_passed: hasPassed, line: JSON.stringify(found) })
        .where('id', '=', id)
        .where('settled_at', 'is', null)
        .execute();
    },
    ...whatCameOf(db),
  };
};

/** How they ended, and who was not let in. */
const whatCameOf = (db: Db): Pick<RehearsalStore, 'latest' | 'runs' | 'noteTry' | 'tries'> => ({
  latest: async (school) =>
    read(
      await db
        .selectFrom('concern_rehearsal')
        .selectAll()
        .where('school_id', '=', school)
        .where('settled_at', 'is not', null)
        .distinctOn('drill')
        .orderBy('drill')
        .orderBy('asked_at', 'desc')
        .execute(),
    ),
  async runs(school) {
    const counted = await db
      .selectFrom('concern_rehearsal')
      .select(['drill', ({ fn }) => fn.countAll<string>().as('times')])
      .where('school_id', '=', school)
      .groupBy('drill')
      .execute();
    return new Map(
      counted.flatMap(({ drill, times }) => {
        const known = DRILLS.find((one) => one === drill);
        return known ? [[known, Number(times)] as const] : [];
      }),
    );
  },
  async noteTry(concern, person, at) {
    await db
      .insertInto('concern_rehearsal_try')
      .values({ concern_id: concern, person, at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
  tries: (concern) =>
    db
      .selectFrom('concern_rehearsal_try')
      .select(['person', 'at'])
      .where('concern_id', '=', concern)
      .orderBy('at')
      .execute(),
});

/** A drill that this version does not know is another version's business. */
const read = (rows: readonly Selectable<RehearsalTables['concern_rehearsal']>[]): readonly Rehearsal[] =>
  rows.flatMap((row) => {
    const drill = DRILLS.find((one) => one === row.drill);
    if (drill === undefined) return [];
    const { settled_at: at, has_passed: hasPassed } = row;
    return [
      {
        id: row.id,
        school: row.school_id,
        drill,
        sender: row.sender ?? undefined,
        begunAt: row.begun_at ?? undefined,
        concern: row.concern_id ?? undefined,
        expected: row.expected,
        settled: at ? { at, hasPassed: hasPassed ?? false, line: line.parse(row.line) } : undefined,
      },
    ];
  });

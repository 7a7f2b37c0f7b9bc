import { z } from 'zod/v4';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { newKey, seal, unseal } from '../../platform/postgres/seal.ts';
import type { KeyWrap } from '../../report/ports.ts';
import type { RollStore } from './pupil.ts';

const place = (school: string): string => `roll ${school}`;

const content = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    year: z.string(),
    form: z.string(),
    born: z
      .string()
      .transform((day) => day as IsoDay)
      .optional(),
    number: z.string().optional(),
  }),
);

/** Rolls in PostgreSQL: one row for each school, sealed whole with a key of its own. */
export function sqlRollStore(db: Db, wrap: KeyWrap): RollStore {
  const ofSchool = (school: SchoolId) => db.selectFrom('concern_roll').where('id', '=', school);
  const givenBy = (by: UserId | null): UserId | 'lanyard' => by ?? 'lanyard';
  const note = (on: Db, school: SchoolId, by: UserId | 'lanyard', at: Date, kind: 'given' | 'removed', count: number) =>
    on
      .insertInto('concern_roll_event')
      .values({ at, school_id: school, actor: by === 'lanyard' ? null : by, kind, count })
      .execute();
  return {
    async outline(school) {
      // Not the roll itself: this is asked at every letter that someone types.
      const row = await ofSchool(school)
        .select(['given_at', 'given_by', 'given_from', 'count', 'version'])
        .executeTakeFirst();
      return (
        row && {
          at: row.given_at,
          by: givenBy(row.given_by),
          from: row.given_from,
          count: row.count,
          version: row.version,
        }
      );
    },

    async find(school) {
      const row = await ofSchool(school).selectAll().executeTakeFirst();
      if (!row) return undefined;
      const key = await wrap.unwrap(row.key_id, row.wrapped_key);
      const pupils = content.parse(JSON.parse(unseal(key, place(school), row.sealed).toString()));
      return {
        school,
        at: row.given_at,
        by: givenBy(row.given_by),
        from: row.given_from,
        pupils: pupils.map((pupil) => ({ ...pupil, born: pupil.born, number: pupil.number })),
      };
    },

    async replace({ school, at, by, from, pupils }) {
      const key = newKey();
      const { keyId, wrapped } = await wrap.wrap(key);
      const row = {
        given_at: at,
        given_by: by === 'lanyard' ? null : by,
        given_from: from,
        count: pupils.length,
        // A key is made again for each: two rolls never have the same.
        version: Buffer.from(wrapped).toString('base64').slice(-24),
        key_id: keyId,
        wrapped_key: Buffer.from(wrapped),
        sealed: seal(key, place(school), Buffer.from(JSON.stringify(pupils))),
      };
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto('concern_roll')
          .values({ id: school, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        await note(trx, school, by, at, 'given', pupils.length);
      });
    },

    async remove(school, by, at) {
      await db.transaction().execute(async (trx) => {
        const gone = await trx
          .deleteFrom('concern_roll')
          .where('id', '=', school)
          .returning('count')
          .executeTakeFirst();
        if (gone) await note(trx, school, by, at, 'removed', gone.count);
      });
    },
  };
}

import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import {
  ADVISERS,
  type AdviserChoice,
  NAMED_BY_POLICY,
  POLICY_MATTERS,
  type PolicyNames,
} from '../../school/policy-names.ts';

/** Who each school's policy names. The newest row of a matter counts; one that this version does not know is left out. */
export const sqlPolicyNames = (db: Db): PolicyNames => ({
  async of(school) {
    const rows = await db
      .selectFrom('policy_named')
      .selectAll()
      .where('school_id', '=', school)
      .orderBy('id')
      .execute();
    return POLICY_MATTERS.flatMap((matter) => {
      const row = rows.findLast((one) => one.matter === matter);
      const who = [...NAMED_BY_POLICY, 'nobody' as const].find((one) => one === row?.who);
      return row && who
        ? [{ matter, who, at: row.at, by: row.confirmed_by, ...(row.clause && { clause: row.clause }) }]
        : [];
    });
  },
  async confirm(school, names, by, at) {
    if (names.length === 0) return;
    await db
      .insertInto('policy_named')
      .values(
        names.map(({ matter, who, clause }) => ({
          ...{ at, school_id: school, matter, who, confirmed_by: by },
          clause: clause ? JSON.stringify(clause) : null,
        })),
      )
      .execute();
  },
});

/** Beside what the policies name, in the same append-only rows: the newest counts. */
const MATTER = 'relationship';

export const sqlAdviserChoice = (db: Db): AdviserChoice => ({
  async of(school) {
    const row = await db
      .selectFrom('policy_named')
      .select('who')
      .where(is({ school_id: school, matter: MATTER }))
      .orderBy('id', 'desc')
      .executeTakeFirst();
    const who = ADVISERS.find((one) => one === row?.who);
    return who ?? 'hr';
  },
  async confirm(school, who, by, at) {
    await db
      .insertInto('policy_named')
      .values({ at, school_id: school, matter: MATTER, who, confirmed_by: by })
      .execute();
  },
});

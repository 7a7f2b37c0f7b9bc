import { sql } from 'kysely';
import type { PolicyVersionId, SchoolId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { ConsultedStore } from './adoptions.ts';

/** Who is consulted on a version of a policy, and their comments. */
export const sqlConsultedStore = (db: Db): ConsultedStore => {
  const of = (school: SchoolId, version: PolicyVersionId) =>
    db
      .selectFrom('policy_consulted')
      .select(['user_id as id', 'name'])
      .where(is({ school_id: school, version_id: version }))
      .orderBy('name');
  return {
    async add(school, version, people, at) {
      await db
        .insertInto('policy_consulted')
        .values(
          people.map(({ id, name }) => ({
            ...{ school_id: school, version_id: version },
            ...{ user_id: id, name, asked_at: at, message: null },
          })),
        )
        .onConflict((conflict) => conflict.columns(['school_id', 'version_id', 'user_id']).doNothing())
        .execute();
    },
    people: (school, version) => of(school, version).execute(),
    untold: (school, version) => of(school, version).where('message', 'is', null).execute(),
    async told(school, version, user, ref) {
      await db
        .updateTable('policy_consulted')
        .set({ message: JSON.stringify(ref) })
        .where(is({ school_id: school, version_id: version, user_id: user }))
        .execute();
    },
    async comment(id, { school, version }, by, words, at) {
      await sql`
        insert into policy_comment (id, school_id, version_id, user_id, words, at)
        select ${id}, ${school}, ${version}, ${by}, ${words.words}, ${at}
        where not exists (
          select from policy_comment
          where school_id = ${school} and version_id = ${version} and user_id = ${by} and words = ${words.words})`.execute(
        db,
      );
    },
    async forgetCommentsBefore(at) {
      await db.deleteFrom('policy_comment').where('at', '<', at).execute();
    },
    async comments(school, version) {
      return db
        .selectFrom('policy_comment as c')
        .innerJoin('policy_consulted as p', (join) =>
          join
            .onRef('p.school_id', '=', 'c.school_id')
            .onRef('p.version_id', '=', 'c.version_id')
            .onRef('p.user_id', '=', 'c.user_id'),
        )
        .select(['p.name', 'c.words', 'c.at'])
        .where(is({ 'c.school_id': school, 'c.version_id': version }))
        .orderBy('c.at')
        .execute();
    },
  };
};

import type { SchoolId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { TrainingStore } from './training.ts';

/** Rows a statement: PostgreSQL takes at most 65,535 parameters. */
const ROWS = 2_000;

export const sqlTrainingStore = (db: Db): TrainingStore => {
  const read = (school: SchoolId) =>
    db.selectFrom('training_date').select(['trainee', 'kind', 'done_on as doneOn']).where('school', '=', school);
  return {
    ofSchool: (school) => read(school).orderBy('trainee').orderBy('kind').execute(),
    ofPerson: (school, trainee) => read(school).where('trainee', '=', trainee).execute(),

    save: (school, dates, by, at) =>
      db.transaction().execute(async (trx) => {
        for (let from = 0; from < dates.length; from += ROWS)
          await trx
            .insertInto('training_date')
            .values(
              dates
                .slice(from, from + ROWS)
                .map(({ trainee, kind, doneOn }) => ({ school, trainee, kind, done_on: doneOn, by, at })),
            )
            .onConflict((conflict) =>
              conflict.columns(['school', 'trainee', 'kind']).doUpdateSet((eb) => ({
                done_on: eb.ref('excluded.done_on'),
                by: eb.ref('excluded.by'),
                at: eb.ref('excluded.at'),
              })),
            )
            .execute();
      }),

    async remove(school, trainee, kind) {
      await db.deleteFrom('training_date').where(is({ school, trainee, kind })).execute();
    },
  };
};

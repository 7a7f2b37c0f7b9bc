import type { Db } from '../../platform/postgres/database.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type TrainingParts as Handled, registerTraining } from './training.handlers.ts';
import { sqlTrainingStore } from './training.store.ts';
import { createTrainingDesk, type TrainingDeps, type TrainingDesk } from './training-desk.ts';

interface TrainingParts extends Omit<TrainingDeps, 'trainings'>, Pick<Handled, 'schoolOf'> {
  readonly db: Db;
  readonly routes: Routes;
}

export function startTraining({ db, routes, schoolOf, ...parts }: TrainingParts): TrainingDesk {
  const desk = createTrainingDesk({ ...parts, trainings: sqlTrainingStore(db) });
  registerTraining(routes, { desk, schoolOf });
  return desk;
}

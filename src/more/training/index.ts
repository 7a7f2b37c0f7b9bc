import type { Feature } from '../../feature.ts';
import { registerTraining } from './training.handlers.ts';
import { sqlTrainingStore } from './training.store.ts';
import { createTrainingDesk } from './training-desk.ts';
import { createTrainingReceipt } from './training-file.handlers.ts';

/** When staff had the training that the school asks for as well as a signature. */
export const training: Feature = {
  start({ context: { db, routes, schoolOf }, campaigns, fetchText }) {
    const desk = createTrainingDesk({ ...campaigns, trainings: sqlTrainingStore(db) });
    registerTraining(routes, { desk, schoolOf });
    return { extension: desk.extension, receive: createTrainingReceipt(desk, fetchText) };
  },
};

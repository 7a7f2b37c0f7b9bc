import type { Feature } from '../../feature.ts';
import { registerQuizzes } from './quiz.handlers.ts';
import { sqlQuizStore } from './quiz.store.ts';
import { createQuizzes } from './quizzes.ts';

/** Questions about a policy, which its owner writes and staff answer before they sign. */
export const quiz: Feature = {
  start({ context: { db, routes }, campaigns }) {
    const quizzes = createQuizzes({ ...campaigns, quizzes: sqlQuizStore(db) });
    registerQuizzes(routes, quizzes);
    return { extension: quizzes.extension };
  },
};

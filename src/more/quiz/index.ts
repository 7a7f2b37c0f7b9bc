import type { Extension } from '../../acknowledge/host.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { registerQuizzes } from './quiz.handlers.ts';
import { sqlQuizStore } from './quiz.store.ts';
import { createQuizzes, type QuizDeps } from './quizzes.ts';

interface QuizParts extends Omit<QuizDeps, 'quizzes'> {
  readonly db: Db;
  readonly routes: Routes;
}

export function startQuizzes({ db, routes, ...parts }: QuizParts): Extension {
  const quizzes = createQuizzes({ ...parts, quizzes: sqlQuizStore(db) });
  registerQuizzes(routes, quizzes);
  return quizzes.extension;
}

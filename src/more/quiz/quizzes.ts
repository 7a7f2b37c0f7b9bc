import type { CampaignDeps } from '../../acknowledge/campaign/campaign-commands.ts';
import type { Extension, GivenAnswer } from '../../acknowledge/host.ts';
import { JOBS } from '../../acknowledge/job-names.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { Jobs } from '../../kernel/jobs.ts';
import { bindQuiz, questionsLeft, questionsOf } from './quiz.ts';
import { answerQuestion, openQuiz } from './take-quiz.ts';
import {
  type Draft,
  openQuizDesk,
  type QuizPlace,
  removeQuestion,
  saveQuestion,
  type WriteQuizDeps,
} from './write-quiz.ts';

export interface QuizDeps extends CampaignDeps, WriteQuizDeps {
  readonly jobs: Pick<Jobs, 'wake'>;
}

export type Quizzes = ReturnType<typeof createQuizzes>;

/** Questions about a policy: its owner writes them, and staff answer them before they sign. Whose they are is asked each time. */
export const createQuizzes = (deps: QuizDeps) => ({
  /** The owner's questions about a policy, for the owner. */
  quiz: (by: UserId, place: QuizPlace) => openQuizDesk(deps, by, place),
  saveQuestion: (by: UserId, place: QuizPlace, draft: Draft) => saveQuestion(deps, by, place, draft),
  removeQuestion: (by: UserId, place: QuizPlace, question: string) => removeQuestion(deps, by, place, question),

  /** The questions before an answer, for the person who is asked. */
  takeQuiz: (user: UserId, id: CampaignId, index: number) => openQuiz(deps, user, id, index),
  async answerQuestion(user: UserId, id: CampaignId, given: GivenAnswer) {
    const next = await answerQuestion(deps, user, id, given);
    if (next?.isJustPassed) await deps.jobs.wake(JOBS.redraw);
    return next;
  },

  extension: extensionOf(deps),
});

const extensionOf = (deps: QuizDeps): Extension => ({
  questions: {
    async bind(school, { policyId, parts }) {
      return bindQuiz((await deps.quizzes.find(school, policyId))?.questions ?? [], parts);
    },
    asked: (policy, opened) => ({ of: questionsOf(policy).length, left: questionsLeft(policy, opened) }),
    answer: async (who, campaign, given) => (await answerQuestion(deps, who, campaign, given))?.last,
  },
});

import { z } from 'zod/v4';
import { inCampaign, NOT_ASKED } from '../../acknowledge/card-data.handlers.ts';
import { TAKE_QUIZ } from '../../acknowledge/request/request.cards.ts';
import type { Harmless } from '../../hear/gate.ts';
import type { CampaignId, PolicyId, SchoolId } from '../../kernel/ids.ts';
import type { Card } from '../../platform/teams/card.ts';
import { EDIT_QUIZ } from '../../platform/teams/dialogs.ts';
import { form, freeText, id, madeUpText } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import { ANSWER_QUIZ, quizCard } from './quiz.cards.ts';
import { questionForm, quizDeskCard, REMOVE_QUESTION, SAVE_QUESTION, WRITE_QUESTION } from './quiz-writing.cards.ts';
import type { Quizzes } from './quizzes.ts';
import type { Asking } from './take-quiz.ts';
import type { Draft, QuizDesk, Saved } from './write-quiz.ts';

const index = z.coerce.number().int().min(0).max(50);
const taking = inCampaign.extend({ index });
const answering = taking.extend({
  question: id(60),
  answer: z.coerce.number().int().min(0).max(10),
});

const place = z.object({
  school: id<SchoolId>(100),
  policy: id<PolicyId>(100),
});
const onQuestion = place.extend({ question: id(60).optional() });
const answer = (number: number) => freeText(`Answer ${number}`, 200);
/** A question as it comes from its form. */
export const drafted = onQuestion.extend({
  scenario: madeUpText('The situation, and what you ask about it', 400),
  answer0: answer(1),
  answer1: answer(2),
  answer2: answer(3),
  answer3: answer(4),
  right: z.coerce.number().int().min(0).max(3).default(0),
  section: id(60).optional(),
});

const NOT_OWNER = 'Only the people who look after this policy may write questions about it.';
const notOwner: DialogAnswer = message(NOT_OWNER);

/** The understanding check: staff answer it, the policy's owner writes it. Whose it is comes from the signed activity. */
export function registerQuizzes(routes: Routes, quizzes: Quizzes): void {
  registerAnswering(routes, quizzes);
  registerWriting(routes, quizzes);
}

const shown = (card: Card, title: string): DialogAnswer => dialog(title, card, 'large');

function registerAnswering(routes: Routes, quizzes: Quizzes): void {
  const questions = (campaign: CampaignId, asking: Asking | undefined): DialogAnswer =>
    asking ? shown(quizCard(campaign, asking), 'A few questions') : message(NOT_ASKED);

  const take = form(taking, async ({ campaign, index: policy }, { sender }) =>
    questions(campaign, await quizzes.takeQuiz(sender.userId, campaign, policy)),
  );
  routes.dialog(TAKE_QUIZ, take);
  const answered = form(answering, async ({ campaign, ...given }, { sender }) =>
    questions(campaign, await quizzes.answerQuestion(sender.userId, campaign, given)),
  );
  routes.submit(ANSWER_QUIZ, answered);
}

function registerWriting(routes: Routes, quizzes: Quizzes): void {
  const desk = form(place, async (where, { sender }) => {
    const found = await quizzes.quiz(sender.userId, where);
    return found ? deskDialog(found) : notOwner;
  });
  routes.dialog(EDIT_QUIZ, desk);
  routes.submit(EDIT_QUIZ, desk);

  const write = form(onQuestion, async (data, { sender }) => {
    const found = await quizzes.quiz(sender.userId, data);
    if (!found) return notOwner;
    const question = found.questions.find(({ id }) => id === data.question);
    const section = found.sections.find(({ hash }) => hash === question?.sectionHash);
    return shown(
      questionForm(found, question ? { ...question, section: section?.id ?? '' } : {}),
      question ? 'Change a question' : 'A new question',
    );
  });
  routes.submit(WRITE_QUESTION, write);

  const save = form(drafted, async (data, { sender }) => {
    const { school, policy } = data;
    const filled = draftOf(data);
    const saved = await quizzes.saveQuestion(sender.userId, { school, policy }, filled);
    return saved.kind === 'complaint'
      ? shown(questionForm(saved.desk, asTyped(filled), saved.complaint), 'Change a question')
      : deskAfter(saved);
  });
  routes.submit(SAVE_QUESTION, save);

  const remove = form(onQuestion, async ({ school, policy, question = '' }, { sender }) =>
    deskAfter(await quizzes.removeQuestion(sender.userId, { school, policy }, question)),
  );
  routes.submit(REMOVE_QUESTION, remove);
}

interface Filled {
  readonly question?: string | undefined;
  readonly scenario: Harmless;
  readonly answer0: Harmless;
  readonly answer1: Harmless;
  readonly answer2: Harmless;
  readonly answer3: Harmless;
  readonly right: number;
  readonly section?: string | undefined;
}

export const draftOf = ({ question, scenario, answer0, answer1, answer2, answer3, right, section }: Filled): Draft => ({
  ...(question !== undefined && { id: question }),
  scenario,
  answers: [answer0, answer1, answer2, answer3],
  right,
  section: section ?? '',
});

/** A question that was refused, as its form shows it again. */
export const asTyped = ({ scenario, answers, ...rest }: Draft) => ({
  ...rest,
  scenario: scenario.words,
  answers: answers.map(({ words }) => words),
});

const deskDialog = (found: QuizDesk, complaint?: string): DialogAnswer =>
  shown(quizDeskCard(found, complaint), 'Understanding check');

const deskAfter = (saved: Saved): DialogAnswer =>
  saved.kind === 'not-owner'
    ? notOwner
    : deskDialog(saved.desk, saved.kind === 'complaint' ? saved.complaint : undefined);
